"""What one archive has been offered and has promised, and the questions that tell whether it kept that."""

from collections import Counter

from campaign import Violation

ADDRESSES_COMPARED = 3


class Ledger:
    """Everything that was heard from imports into one archive, whichever of them were killed."""

    def __init__(self):
        self.offered = {}     # digest → letter
        self.sources = {}     # source name → letter
        self.positions = {}   # position → item, as acknowledged
        self.items = {}       # digest → item, as acknowledged

    def offer(self, bag):
        self.sources |= bag.sources
        self.offered |= {one.digest: one for one in bag.letters}

    def hear(self, spoken):
        """Takes acknowledgements in; they may repeat earlier ones, never contradict them."""
        for one in spoken:
            if self.positions.setdefault(one.position, one.item) != one.item:
                raise Violation(f"position {one.position} was acknowledged for {self.positions[one.position]} and for {one.item}")
            letter = self.sources.get(one.source)
            if letter is None:
                raise Violation(f"an acknowledgement names a source that was never offered: {one.source!r}")
            if self.items.setdefault(letter.digest, one.item) != one.item:
                raise Violation(f"the message at {one.source} was acknowledged as {self.items[letter.digest]} and as {one.item}")
        if len(set(self.items.values())) < len(self.items):
            raise Violation("two different messages were acknowledged as one item")

    def check(self, archive, dice):
        """Verifies, and compares the events with all that was ever acknowledged."""
        archive.verify()
        events = archive.events()
        for expected, event in enumerate(events, 1):
            if event["position"] != expected:
                raise Violation(f"position {event['position']} follows where {expected} was due")
        at = {event["position"]: str(event.get("item")) for event in events}
        lost = [position for position, item in self.positions.items() if at.get(position) != item]
        if lost:
            raise Violation(f"{len(lost)} of {len(self.positions)} acknowledged events are gone, the first at position {min(lost)}")
        captured = Counter(str(event["item"]) for event in events if is_capture(event))
        twice = [item for item, count in captured.items() if count > 1]
        if twice:
            raise Violation(f"{len(twice)} items are captured twice, the first is {twice[0]}")
        if missing := set(self.positions.values()) - set(captured):
            raise Violation(f"{len(missing)} acknowledged items have no capture event, the first is {min(missing)}")
        if len(captured) > len(self.offered):
            raise Violation(f"{len(captured)} items are captured, though only {len(self.offered)} distinct messages were offered")
        if self.items:
            digest = dice.choice(sorted(self.items))
            if archive.raw(self.items[digest]) != self.offered[digest].content:
                raise Violation(f"item {self.items[digest]} does not come out byte for byte")
        return events

    def check_view(self, archive, folder, dice):
        """The timelines as they are now against those of a copy whose views are built from the log alone."""
        addresses = sorted({one.correspondent for one in self.offered.values()})
        chosen = dice.sample(addresses, k=min(ADDRESSES_COMPARED, len(addresses)))
        # The copy first: asking the archive may let its views catch up, and the copy must not profit from that.
        copy = archive.copy_to(folder)
        copy.run("rebuild").need(0)
        for address in chosen:
            now, rebuilt = archive.timeline(address), copy.timeline(address)
            if now != rebuilt:
                raise Violation(f"the timeline of {address} has {len(now)} lines, after a rebuild {len(rebuilt)}"
                                + ("" if len(now) != len(rebuilt) else ", and they differ"))

    def finish(self, archive, paths, dice):
        """Imports to the end: every distinct message is then one item, and asking once more adds nothing."""
        before = captures(archive)
        spoken, summary = archive.take_in(paths)
        self.hear(spoken)
        events = self.check(archive, dice)
        captured = sum(map(is_capture, events))
        if captured != len(self.offered):
            raise Violation(f"{captured} items are captured after the import, though {len(self.offered)} distinct messages were offered")
        if summary["captured"] != captured - before or summary["rejected"]:
            raise Violation(f"the summary says {summary}, but {captured - before} items were captured")
        address = dice.choice(sorted({one.correspondent for one in self.offered.values()}))
        due = sum(one.correspondent == address for one in self.offered.values())
        if (found := len(archive.timeline(address))) != due:
            raise Violation(f"the timeline of {address} has {found} lines, though {due} messages were exchanged with it")
        if dice.random() < 0.3:
            _, summary = archive.take_in(paths)
            if summary["captured"] or summary["sightings"] or len(archive.events()) != len(events):
                raise Violation(f"a second import of the same mail was to add nothing; its summary says {summary}")


def is_capture(event):
    return "captured" in event["type"].lower()  # "email.captured", not "capture.rejected"


def captures(archive):
    return sum(map(is_capture, archive.events()))
