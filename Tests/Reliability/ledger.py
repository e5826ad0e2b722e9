"""What one archive has been offered and has promised, and the questions that tell whether it kept that."""

from collections import Counter

from campaign import Violation
from view_check import compare

ITEMS = ("email.captured", "text-message.captured", "fax.captured", "note.recorded")  # events that bear an item


class Ledger:
    """Everything that was heard from imports and single commands on one archive, whichever of them were killed."""

    def __init__(self):
        self.offered = {}     # digest → original, of all bags
        self.sources = {}     # source name → original
        self.positions = {}   # position → item, as acknowledged
        self.items = {}       # digest → item, as acknowledged
        self.by_hand = {}     # item → original, of what single commands recorded
        self.known = []       # the events at the last check

    def offer(self, bag):
        self.sources |= bag.sources
        self.offered |= {one.digest: one for one in bag.originals}

    def hear(self, spoken):
        """Takes acknowledgements in; they may repeat earlier ones, never contradict them."""
        for one in spoken:
            if self.positions.setdefault(one.position, one.item) != one.item:
                raise Violation(f"position {one.position} was acknowledged for {self.positions[one.position]} and for {one.item}")
            original = self.sources.get(one.source)
            if original is None:
                raise Violation(f"an acknowledgement names a source that was never offered: {one.source!r}")
            if self.items.setdefault(original.digest, one.item) != one.item:
                raise Violation(f"the original at {one.source} was acknowledged as {self.items[original.digest]} and as {one.item}")
        if len(set(self.items.values())) < len(self.items):
            raise Violation("two different originals were acknowledged as one item")

    def record(self, item, original):
        """A single command recorded this by hand."""
        self.by_hand[item] = original

    def look(self, archive):
        """Verifies, and gives the events that came since the last look: those that were there must be as they were."""
        archive.verify()
        events = archive.events()
        for expected, event in enumerate(events, 1):
            if event["position"] != expected:
                raise Violation(f"position {event['position']} follows where {expected} was due")
        if events[:len(self.known)] != self.known:
            raise Violation(f"the first {len(self.known)} events of the log are not what they were")
        new, self.known = events[len(self.known):], events
        return new

    def check(self, archive, dice):
        """Verifies, and compares the events with all that was ever acknowledged."""
        self.look(archive)
        self.check_log()
        self.check_original(archive, dice)
        return self.known

    def check_log(self):
        """The events of the last look against all that was ever acknowledged."""
        at = {event["position"]: str(event.get("item")) for event in self.known}
        lost = [position for position, item in self.positions.items() if at.get(position) != item]
        if lost:
            raise Violation(f"{len(lost)} of {len(self.positions)} acknowledged events are gone, the first at position {min(lost)}")
        captured = Counter(str(event["item"]) for event in self.known if is_capture(event))
        twice = [item for item, count in captured.items() if count > 1]
        if twice:
            raise Violation(f"{len(twice)} items are captured twice, the first is {twice[0]}")
        if missing := (set(self.positions.values()) | set(self.by_hand)) - set(captured):
            raise Violation(f"{len(missing)} acknowledged items have no capture event, the first is {min(missing)}")
        if self.imported() > len(self.offered):
            raise Violation(f"{self.imported()} items are captured, though only {len(self.offered)} distinct originals were offered")

    def check_original(self, archive, dice):
        if self.items:
            digest = dice.choice(sorted(self.items))
            if archive.raw(self.items[digest], self.offered[digest].part) != self.offered[digest].content:
                raise Violation(f"item {self.items[digest]} does not come out byte for byte")

    def imported(self):
        """Items in the log that imports brought."""
        return sum(map(is_capture, self.known)) - len(self.by_hand)

    def check_view(self, archive, folder, dice):
        """What the archive says now of contacts and timelines against a copy whose views are built from the log alone."""
        # The copy first: asking the archive may let its views catch up, and the copy must not profit from that.
        copy = archive.copy_to(folder)
        copy.run("rebuild").need(0)
        compare(archive, copy, self.identities(), dice)

    def finish(self, archive, bags, dice):
        """Imports to the end: every distinct original is then one item, and asking once more adds nothing."""
        self.look(archive)
        before, said = self.imported(), Counter()
        for group in by_channel(bags):
            spoken, summary = archive.take_in(group)
            self.hear(spoken)
            said += Counter(summary)
        events = self.check(archive, dice)
        if self.imported() != len(self.offered):
            raise Violation(f"{self.imported()} items are captured after the import, though {len(self.offered)} distinct originals were offered")
        if said["captured"] != self.imported() - before or said["rejected"]:
            raise Violation(f"the summary says {dict(said)}, but {self.imported() - before} items were captured")
        self.check_timeline(archive, dice)
        if dice.random() < 0.3:
            for group in by_channel(bags):
                _, summary = archive.take_in(group)
                if summary["captured"] or summary["sightings"] or len(archive.events()) != len(events):
                    raise Violation(f"a second import of the same files was to add nothing; its summary says {summary}")

    def identities(self):
        return sorted(frozenset().union(*(one.correspondents for one in self.offered.values())))

    def check_timeline(self, archive, dice):
        """One correspondent's timeline holds exactly what was exchanged by any address and number that leads to the contact now."""
        accounts = archive.accounts()
        ours = {one["account"] for one in accounts} | {alias for one in accounts for alias in one["aliases"]}
        identities = self.identities()
        for identity in dice.sample(identities, k=len(identities)):
            contact = archive.contact(identity)
            if contact is None:
                raise Violation(f"there is no contact {identity}, though all that was exchanged with it was imported")
            keys = {contact["contact"], *contact["merged"], *(one["value"] for one in contact["identities"])}
            # The timeline of an organisation has those of its people, too, and what is between ourselves is another matter.
            if contact["kind"] == "organisation" or keys & ours:
                continue
            due = sum(not keys.isdisjoint(one.correspondents) for one in (*self.offered.values(), *self.by_hand.values()))
            found = len(archive.timeline(identity))
            if found != due or contact["items"] != due:
                raise Violation(f"{due} items were exchanged with {identity}; the timeline has {found}, the contact says {contact['items']}")
            return


def by_channel(bags):
    groups = {}
    for bag in bags:
        groups.setdefault(bag.channel, []).append(bag)
    return groups.values()


def is_capture(event):
    return event["type"] in ITEMS
