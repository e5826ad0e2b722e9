"""Writes text messages, as a phone's backup (XML) and as a gateway's records (NDJSON)."""

import base64
import json
from xml.sax.saxutils import quoteattr

import bags
from bags import Bag, Channel

ACCOUNT = "+905325550110"
CHANNEL = Channel(ACCOUNT, "sms")
EMOJI = "&#55357;&#56832;"  # as the app writes U+1F600: two references, which XML forbids and which must be read
START = 1_614_556_800  # 2021-03-01, seconds since 1970


def picture(dice):
    """Mostly a thumbnail; now and then one that spans sealed chunks."""
    return dice.randbytes(dice.randrange(300_000, 500_000) if dice.random() < 0.05 else dice.randrange(200, 4_000))


def sms(dice, number):
    who, moment = dice.choice(bags.CORRESPONDENTS), START + dice.randrange(28 * 86_400)
    text = quoteattr(f"{bags.sentence(dice, dice.randrange(10, 400))} {number}")[1:-1] + dice.choice(("", EMOJI))
    content = (f'<sms protocol="0" address="{who.number}" date="{moment}000" type="{dice.choice((1, 1, 2))}" subject="null" body="{text}" '
               f'toa="null" date_sent="0" read="1" readable_date="1 Mar 2021" contact_name="{dice.choice((who.name, "(Unknown)"))}" />')
    return bags.original(content.encode(), who.number)


def mms(dice, number):
    who, moment = dice.choice(bags.CORRESPONDENTS), START + dice.randrange(28 * 86_400)
    box, kind = dice.choice(((1, 132), (2, 128)))
    ends = (who.number, "insert-address-token") if box == 1 else ("insert-address-token", who.number)
    content = (f'<mms date="{moment}000" msg_box="{box}" m_type="{kind}" address="{who.number}" sub="{dice.choice(("null", "palet"))}" contact_name="{who.name}">'
               '<parts><part seq="-1" ct="application/smil" name="null" text="&lt;smil&gt;&lt;/smil&gt;" />'
               f'<part seq="0" ct="text/plain" name="null" chset="106" text="{bags.sentence(dice, 60)} {number}" />'
               f'<part seq="0" ct="image/jpeg" name="image.jpg" chset="null" text="null" data="{base64.b64encode(picture(dice)).decode()}" /></parts>'
               f'<addrs><addr address="{ends[0]}" type="137" charset="106" /><addr address="{ends[1]}" type="151" charset="106" /></addrs></mms>')
    return bags.original(content.encode(), who.number)


def write_backup(path, originals):
    sources = {}
    with path.open("wb") as file:
        file.write(f"<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<smses count=\"{len(originals)}\">\n".encode())
        for one in originals:
            file.write(b"  ")
            sources[f"{path}@{file.tell()}"] = one
            file.write(one.content + b"\n")
        file.write(b"</smses>\n")
    return Bag(path, sources, CHANNEL)


def record(dice, number, folder):
    """A line of a gateway. Media lie in the line or beside the file; what is kept as the original is the line."""
    who, moment = dice.choice(bags.CORRESPONDENTS), dice.randrange(1, 29)
    members = {"time": f"2021-03-{moment:02}T{dice.randrange(24):02}:30:00+03:00", "text": f"{bags.sentence(dice, dice.randrange(10, 400))} {number}"}
    other = dice.choice((who.number, {"number": who.number, "name": who.name}))
    if dice.random() < 0.5:
        members |= {"channel": "sms", "direction": "inbound", "from": other}
    else:
        members |= {"direction": "outbound", "to": [other], "gateway": {"id": number, "cost": 0.02}}
    if dice.random() < 0.1:
        media = picture(dice)
        if dice.random() < 0.5:
            file = f"media/{number}.jpg"
            (folder / "media").mkdir(exist_ok=True)
            (folder / file).write_bytes(media)
            members["media"] = [{"name": "palet.jpg", "type": "image/jpeg", "file": file}]
        else:
            members["media"] = [{"name": "palet.jpg", "data": base64.b64encode(media).decode()}]
    line = json.dumps(members, ensure_ascii=dice.random() < 0.5).encode()
    return bags.original(line, who.number)


def backupbag(dice, path, count, before=()):
    """A backup of `count` new messages, one in ten with a picture."""
    originals = [(mms if dice.random() < 0.1 else sms)(dice, f"{path.name}-{number}") for number in range(count)]
    return write_backup(path.with_suffix(".xml"), bags.some_again(dice, originals, [one for one in before if one.content.startswith(b"<")]))


def recordbag(dice, path, count, before=()):
    """Records of `count` new messages."""
    path.mkdir()
    originals = bags.some_again(dice, [record(dice, f"{path.name}-{number}", path) for number in range(count)],
                                # A line with a file beside it has no meaning in another folder.
                                [one for one in before if one.content.startswith(b"{") and b'"media"' not in one.content])
    return bags.write_lines(path / "messages.ndjson", CHANNEL, [(one.content, one) for one in originals], dice)
