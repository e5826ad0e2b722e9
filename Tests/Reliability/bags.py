"""What all bags share: invented correspondents, our accounts, and what lies in a bag. One module a channel writes the bags."""

import hashlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Correspondent:
    """A person outside; until a contact is told otherwise, each of the identities is a contact of its own."""
    name: str
    mail: str
    number: str  # E.164
    fax: str

    @property
    def identities(self):
        return self.mail, self.number, self.fax


CORRESPONDENTS = [Correspondent(name, f"{user}@{place}.example", f"+9053255501{number}", f"+9031255502{number}")
                  for number, (name, user, place) in enumerate((
                      ("Derya Aksoy", "sales", "granit"), ("Kerem Ünal", "orders", "deniz"), ("Selin Atay", "selin", "atelier"),
                      ("Iğdır Poyraz", "billing", "poyraz"), ("İnci Lodos", "info", "lodos"), ("Mert Harbour", "mert", "harbour"),
                      ("Bahar Çelik", "support", "meltem")), 41)]
COLLEAGUES = ["Ayşe Yılmaz", "Mehmet Kaya", "Hakan Uslu"]  # they write notes and answer for accounts
WORDS = ("invoice delivery sample colour quantity berth harbour contract draft signed missing pallet "
         "ölçü teslimat fatura numune gecikme onay sipariş yarın lütfen toplantı").split()


def sentence(dice, size):
    """Words of about so many characters."""
    return " ".join(dice.choices(WORDS, k=max(1, size // 8)))


@dataclass(frozen=True)
class Original:
    """One communication: its bytes as `show --raw` (of a fax, `show --part 1`) must give them, their digest, and the identities
    in whose timelines it stands."""
    content: bytes
    digest: str
    correspondents: frozenset
    part: int | None = None


def original(content, *identities, part=None):
    return Original(content, hashlib.sha256(content).hexdigest(), frozenset(identities), part)


@dataclass(frozen=True)
class Channel:
    """How `import` is told of a bag: its account, which notes have none, and the format of its files."""
    account: str = ""
    format: str = ""

    @property
    def options(self):
        return [*(("--account", self.account, "--new-account") if self.account else ()), *(("--format", self.format) if self.format else ())]


@dataclass
class Bag:
    """What is to be imported at once, and which original lies at each source name that an import may print for it."""
    path: Path
    sources: dict
    channel: Channel

    @property
    def originals(self):
        return list(self.sources.values())


def some_again(dice, pairs, before):
    """A few of a bag's own twice and a few of an earlier bag's, all in disorder; what came again must be one item."""
    count = len(pairs)
    pairs = pairs + dice.sample(pairs, k=max(1, count // 40)) + dice.sample(before, k=min(len(before), count // 20))
    dice.shuffle(pairs)
    return pairs


def write_lines(path, channel, lines, dice):
    """An NDJSON file of (line, original) pairs, with the blank lines and line ends that gateways leave."""
    sources, end = {}, dice.choice((b"\n", b"\r\n"))
    with path.open("wb") as file:
        if dice.random() < 0.3:
            file.write(b"\xef\xbb\xbf")
        for line, one in lines:
            if dice.random() < 0.05:
                file.write(end)
            sources[f"{path}@{file.tell()}"] = one
            file.write(line + end)
    return Bag(path, sources, channel)
