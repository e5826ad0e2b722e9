"""Writes small mailboxes of invented, distinct messages, the same ones for the same dice."""

import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path

ACCOUNT = "desk@kuzey.example"
CORRESPONDENTS = [f"{name}@{place}.example" for name, place in (
    ("sales", "granit"), ("orders", "deniz"), ("selin", "atelier"), ("billing", "poyraz"),
    ("info", "lodos"), ("mert", "harbour"), ("support", "meltem"))]
WORDS = ("invoice delivery sample colour quantity berth harbour contract draft signed missing pallet "
         "ölçü teslimat fatura numune gecikme onay sipariş yarın lütfen toplantı").split()


@dataclass(frozen=True)
class Letter:
    """One message: its bytes, its digest and the one correspondent whose timeline it belongs to."""
    content: bytes
    digest: str
    correspondent: str


def letter(dice, number):
    """A message of the usual sizes: mostly a few KiB, now and then one that spans sealed chunks and LMDB overflow pages."""
    correspondent = dice.choice(CORRESPONDENTS)
    ours = dice.random() < 0.4
    sender, recipient = (ACCOUNT, correspondent) if ours else (correspondent, ACCOUNT)
    throw = dice.random()
    size = dice.randrange(200, 6_000) if throw < 0.97 else dice.randrange(20_000, 90_000) if throw < 0.99 else dice.randrange(250_000, 600_000)
    if size > 10_000:  # incompressible, as attachments are
        body = base64.encodebytes(dice.randbytes(size * 3 // 4)).decode()
    else:
        words = dice.choices(WORDS, k=size // 8)
        body = "\n".join(" ".join(words[place:place + 10]) for place in range(0, len(words), 10))
    head = (f"From: {sender}\nTo: {recipient}\nSubject: {dice.choice(WORDS)} {number}\n"
            f"Date: {dice.choice(['Mon', 'Tue'])}, {dice.randrange(1, 29)} Mar 2021 {dice.randrange(24):02}:{dice.randrange(60):02}:{dice.randrange(60):02} +0300\n"
            f"Message-ID: <{number}.{dice.getrandbits(60):x}@kuzey.example>\n"
            "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n")
    content = (head.replace("Mon, ", "").replace("Tue, ", "") + body.rstrip("\n") + "\n").encode()
    return Letter(content, hashlib.sha256(content).hexdigest(), correspondent)


@dataclass
class Mailbag:
    """A mailbox on disk, and which letter lies at each source name that an import may print for it."""
    path: Path
    sources: dict

    @property
    def letters(self):
        return list(self.sources.values())


def write_maildir(path, letters):
    for part in ("cur", "new", "tmp"):
        (path / part).mkdir(parents=True)
    sources = {}
    for number, one in enumerate(letters):
        file = path / ("cur" if number % 3 else "new") / f"{1_600_000_000 + number}.M{number}P1.host:2,S"
        file.write_bytes(one.content)
        sources[str(file)] = one
    return Mailbag(path, sources)


def write_mbox(path, letters):
    """An mboxrd file. Bodies hold no line that needs quoting, so that auto-detection cannot matter."""
    sources = {}
    with path.open("wb") as file:
        for one in letters:
            start = file.tell()
            file.write(b"From desk@kuzey.example Mon Mar  1 00:00:00 2021\n")
            # The contract leaves open whether the offset is of the separator or of the message.
            sources[f"{path}@{start}"] = sources[f"{path}@{file.tell()}"] = one
            file.write(one.content + b"\n")
    return Mailbag(path, sources)


def mailbag(dice, path, count, before=()):
    """A Maildir or an mbox of `count` new letters, some of them twice, some of `before` seen again."""
    letters = [letter(dice, f"{path.name}-{number}") for number in range(count)]
    again = dice.sample(letters, k=max(1, count // 40)) + dice.sample(list(before), k=min(len(before), count // 20))
    letters += again
    dice.shuffle(letters)
    if dice.random() < 0.5:
        return write_maildir(path, letters)
    return write_mbox(path.with_suffix(".mbox"), letters)
