"""Writes small mailboxes of invented, distinct messages, the same ones for the same dice."""

import base64

import bags
from bags import Bag, Channel, WORDS

ACCOUNT = "desk@kuzey.example"
CHANNEL = Channel(ACCOUNT)
CORRESPONDENTS = [one.mail for one in bags.CORRESPONDENTS]


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
    return bags.original(content, correspondent)


def write_maildir(path, letters):
    for part in ("cur", "new", "tmp"):
        (path / part).mkdir(parents=True)
    sources = {}
    for number, one in enumerate(letters):
        file = path / ("cur" if number % 3 else "new") / f"{1_600_000_000 + number}.M{number}P1.host:2,S"
        file.write_bytes(one.content)
        sources[str(file)] = one
    return Bag(path, sources, CHANNEL)


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
    return Bag(path, sources, CHANNEL)


def mailbag(dice, path, count, before=()):
    """A Maildir or an mbox of `count` new letters, some of them twice, some of `before`, an earlier bag's, seen again."""
    letters = [letter(dice, f"{path.name}-{number}") for number in range(count)]
    letters = bags.some_again(dice, letters, list(before))
    if dice.random() < 0.5:
        return write_maildir(path, letters)
    return write_mbox(path.with_suffix(".mbox"), letters)
