"""Thinks of single commands that add events, such that the archive can carry them out as it is at the time."""

from dataclasses import dataclass, field
from pathlib import Path

import bags
import faxbags
import textbags
from bags import Original

FRESH = ("record note", "record sms", "record fax", "accounts add")  # can be asked without knowing what the archive holds
KINDS = (*FRESH, "record note --amends", "contact add", "contact edit", "contact link", "contact merge", "contact unmerge",
         "contact affiliate", "accounts edit")


@dataclass
class Errand:
    """One command, and the events that it appends: all or none."""
    kind: str
    words: list
    types: tuple
    text: str = ""                             # what a note or message says
    content: bytes | None = None               # the document of a fax
    correspondents: frozenset = frozenset()    # in whose timelines the item stands
    merged: list = field(default_factory=list)  # pairs of contacts: kept, merged

    @property
    def command(self):
        return " ".join(self.kind.split()[:2])

    @property
    def arguments(self):
        return [*self.words, "--by", bags.COLLEAGUES[0], "--json"]

    @property
    def original(self):
        """What the item counts as; None for an event that bears none."""
        return Original(self.content, "", self.correspondents) if self.correspondents else None


class Errands:
    """Thinks of commands that an archive can carry out as it is now."""

    def __init__(self, archive, folder):
        self.archive, self.folder, self.number, self.merges = archive, Path(folder), 0, []

    def think(self, dice, kind):
        """A command of this kind, or another where this one would have nothing to work on."""
        self.number += 1
        think = getattr(self, kind.replace(" --", "_").replace(" ", "_"))
        return think(dice) or self.record_note(dice)

    # What the archive knows: correspondents are those who are not ourselves.

    def contacts(self):
        accounts = self.archive.accounts()
        ours = {one["account"] for one in accounts} | {alias for one in accounts for alias in one["aliases"]}
        return [one for one in self.archive.contacts() if ours.isdisjoint(identity["value"] for identity in one["identities"])]

    def file(self, dice, name, content=None):
        path = self.folder / f"{self.number}-{name}"
        path.write_bytes(content if content is not None else dice.randbytes(dice.choice((200, 3_000, 400_000))))
        return path

    def fresh_mail(self):
        return f"yeni{self.number}@ilk.example"

    def fresh_number(self):
        return f"+90532555{2000 + self.number}"

    # Records

    def record_note(self, dice):
        mail, text = self.fresh_mail(), f"{bags.sentence(dice, 300)} {self.number}"
        words = ["--with", mail, "--medium", dice.choice(("visit", "phone")), "--purpose", dice.choice(bags.WORDS), "--text", text]
        people = {mail}
        if self.number % 2 and (known := self.archive.contact(dice.choice(bags.CORRESPONDENTS).mail)):
            words += ["--with", known["contact"]]
            people.add(known["contact"])
        if dice.random() < 0.4:
            words += ["--follow-up", f"2021-05-{dice.randrange(10, 29)}", "--responsible", dice.choice(bags.COLLEAGUES)]
        if dice.random() < 0.4:
            words += ["--file", self.file(dice, "plan.pdf")]
        return Errand("record note", words, ("note.recorded",), text=text, correspondents=frozenset(people))

    def record_sms(self, dice):
        who, text = dice.choice(bags.CORRESPONDENTS), f"{bags.sentence(dice, 100)} {self.number}"
        words = ["--account", textbags.ACCOUNT, "--new-account", dice.choice(("--from", "--to")), who.number, "--text", text]
        if dice.random() < 0.3:
            words += ["--file", self.file(dice, "palet.jpg")]
        return Errand("record sms", words, ("text-message.captured",), text=text, correspondents=frozenset({who.number}))

    def record_fax(self, dice):
        who, content = dice.choice(bags.CORRESPONDENTS), faxbags.document(dice)
        words = [self.file(dice, "siparis.tif", content), "--account", faxbags.ACCOUNT, "--new-account", dice.choice(("--from", "--to")), who.fax]
        return Errand("record fax", words, ("fax.captured",), content=content, correspondents=frozenset({who.fax}))

    def record_note_amends(self, dice):
        notes = [event["position"] for event in self.archive.events() if event["type"] == "note.recorded"]
        if not notes:
            return None
        text = f"{bags.sentence(dice, 200)} {self.number}"
        words = ["--amends", dice.choice(notes), "--text", text]
        words += dice.choice(([], ["--no-follow-up"], ["--follow-up", "2021-06-01"], ["--with", self.fresh_mail()], ["--file", self.file(dice, "ek.pdf")]))
        return Errand("record note --amends", words, ("note.amended",), text=text)

    # Contacts

    def contact_add(self, dice):
        words = [f"Yeni Kişi {self.number}", "--mail", self.fresh_mail(), "--phone", self.fresh_number(), "--category", "müşteri"]
        if dice.random() < 0.5:
            words = [f"Yeni Kurum {self.number}", "--organisation", "--domain", f"kurum{self.number}.example", "--field", "url=https://kurum.example"]
        return Errand("contact add", words, ("contact.changed",))

    def contact_edit(self, dice):
        if not (contacts := self.contacts()):
            return None
        words = [dice.choice(contacts)["contact"], "--name", f"{dice.choice(bags.CORRESPONDENTS).name} {self.number % 3}"]
        words += dice.choice((["--category", "tedarikçi"], ["--field", f"title={dice.choice(bags.WORDS)}"], ["--document", self.file(dice, "sozlesme.pdf")]))
        return Errand("contact edit", words, ("contact.changed",))

    def contact_link(self, dice):
        if len(contacts := self.contacts()) < 2:
            return None
        known, other = dice.sample(contacts, k=2)
        words = [known["contact"]]
        taken = next((one for one in other["identities"] if one["kind"] in ("mail", "number")), None)
        if taken and dice.random() < 0.6:
            words += [{"mail": "--mail", "number": "--phone"}[taken["kind"]], taken["value"], "--move"]
        else:
            words += dice.choice((["--mail", self.fresh_mail()], ["--fax", self.fresh_number()]))
        return Errand("contact link", words, ("contact.changed",))

    def contact_merge(self, dice):
        other = dice.choice(("person", "organisation"))  # a person and an organisation can't be one
        contacts = [one["contact"] for one in self.contacts() if one["kind"] != other]
        if len(contacts) < 3:
            return None
        kept, *merged = dice.sample(contacts, k=dice.choice((2, 2, 3)))
        return Errand("contact merge", [kept, *merged, "--reason", "aynı kişi"], ("contacts.merged",) * len(merged), merged=[(kept, one) for one in merged])

    def contact_unmerge(self, dice):
        for kept, merged in dice.sample(self.merges, k=len(self.merges)):
            contact = self.archive.contact(kept)
            if contact and merged in contact["merged"]:
                return Errand("contact unmerge", [kept, merged], ("contacts.unmerged",))
        return None

    def contact_affiliate(self, dice):
        contacts = self.contacts()
        houses = [one["contact"] for one in contacts if one["kind"] == "organisation"]
        members = [one["contact"] for one in contacts if one["kind"] != "organisation"]
        if not houses or not members:
            return None
        words = [dice.choice(members), dice.choice(houses), "--role", dice.choice(bags.WORDS)]
        words += dice.choice(([], ["--from", "2021-03-10"], ["--from", "2021-03-05", "--until", "2021-03-20"]))
        return Errand("contact affiliate", words, ("affiliation.changed",))

    # Accounts

    def accounts_add(self, dice):
        words = [f"buro{self.number}@kuzey.example", "--owner", dice.choice(bags.COLLEAGUES), "--alias", f"arsiv{self.number}@kuzey.example"]
        return Errand("accounts add", words, ("account.changed",))

    def accounts_edit(self, dice):
        if not (accounts := self.archive.accounts()):
            return None
        account = dice.choice(accounts)
        change = dice.choice(("--owner", "--add-alias", "--add-alias", "--remove-alias" if account["aliases"] else "--owner"))
        # Now and then a correspondent turns out to be one of us, which turns the direction of what is there already.
        stranger = dice.choice(bags.CORRESPONDENTS).mail if dice.random() < 0.1 else f"ek{self.number}@kuzey.example"
        value = {"--owner": dice.choice(bags.COLLEAGUES), "--add-alias": stranger, "--remove-alias": (account["aliases"] or [""])[0]}[change]
        return Errand("accounts edit", [account["account"], change, value], ("account.changed",))
