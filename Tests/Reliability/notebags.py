"""Writes meeting notes as records (NDJSON)."""

import base64
import json

import bags
from bags import Channel

CHANNEL = Channel(format="notes")


def note(dice, number):
    """A note on a meeting with one to three correspondents, some of whom are named by a name alone, which is a contact too."""
    people = dice.sample(bags.CORRESPONDENTS, k=dice.randrange(1, 4))
    together, identities = [], []
    for who in people:
        identity = dice.choice(who.identities)
        identities.append(identity)
        together.append(dice.choice((identity, {"identity": identity, "name": who.name})))
    if dice.random() < 0.2:
        together.append("Şantiye şefi")
    members = {"channel": "note", "author": dice.choice(bags.COLLEAGUES), "medium": dice.choice(("visit", "phone", "video", "other")),
               "time": f"2021-03-{dice.randrange(1, 29):02}T{dice.randrange(24):02}:45:00+03:00", "place": dice.choice(("", "şantiye")),
               "purpose": f"{dice.choice(bags.WORDS)} {number}", "text": bags.sentence(dice, dice.randrange(20, 3_000)), "with": together}
    if dice.random() < 0.3:
        members["follow_up"] = {"due": f"2021-04-{dice.randrange(1, 29):02}", "responsible": [dice.choice(bags.COLLEAGUES)], "text": "teklif"}
    if dice.random() < 0.1:
        members["files"] = [{"name": "plan.pdf", "type": "application/pdf", "data": base64.b64encode(dice.randbytes(dice.randrange(100, 40_000))).decode()}]
    return bags.original(json.dumps(members, ensure_ascii=False).encode(), *identities)


def notebag(dice, path, count, before=()):
    """Records of `count` new notes."""
    notes = bags.some_again(dice, [note(dice, f"{path.name}-{number}") for number in range(count)], list(before))
    return bags.write_lines(path.with_suffix(".ndjson"), CHANNEL, [(one.content, one) for one in notes], dice)
