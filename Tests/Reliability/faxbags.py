"""Writes faxes: records (NDJSON) with small TIFF documents, made here bit by bit."""

import base64
import json
import struct

import bags
from bags import Channel

ACCOUNT = "+902325550111"
CHANNEL = Channel(ACCOUNT, "fax")
SHORT, LONG, ASCII = 3, 4, 2  # field types of TIFF 6.0, section 2


def tiff(dice, pages, width, height):
    """A black and white TIFF of that many pages, uncompressed, with the time at which it was made."""
    date = f"2021:03:{dice.randrange(1, 29):02} {dice.randrange(24):02}:{dice.randrange(60):02}:{dice.randrange(60):02}\0".encode()
    document = bytearray(b"II*\0\0\0\0\0")
    link = 4  # where the offset of the next directory is to be written
    for page in range(pages):
        strip = len(document)
        document += dice.randbytes(width // 8 * height)
        date_at = len(document)
        document += date
        document += bytes(len(document) % 2)  # directories begin at even offsets
        fields = [(256, SHORT, 1, width), (257, SHORT, 1, height), (258, SHORT, 1, 1), (259, SHORT, 1, 1), (262, SHORT, 1, 0),
                  (273, LONG, 1, strip), (277, SHORT, 1, 1), (278, SHORT, 1, height), (279, LONG, 1, width // 8 * height),
                  (297, SHORT, 2, page | pages << 16), (306, ASCII, len(date), date_at)]
        struct.pack_into("<I", document, link, len(document))
        document += struct.pack("<H", len(fields))
        for field in fields:
            document += struct.pack("<HHII", *field)
        link = len(document)
        document += bytes(4)
    return bytes(document)


def document(dice):
    """Mostly small pages; now and then some that span sealed chunks."""
    height = dice.randrange(1_000, 1_400) if dice.random() < 0.05 else dice.randrange(8, 40)
    return tiff(dice, dice.randrange(1, 4), 1728 if height > 1_000 else 128, height)


def fax(dice, number, folder):
    """One fax: a line of JSON, and its document in the line or beside the file. The document is its part 1."""
    who, content = dice.choice(bags.CORRESPONDENTS), document(dice)
    members = {"channel": "fax", "subject": f"{dice.choice(bags.WORDS)} {number}"}
    other = dice.choice((who.fax, "0" + who.fax[3:], {"number": who.fax, "name": who.name}))
    members |= {"direction": "inbound", "from": other} if dice.random() < 0.5 else {"direction": "outbound", "to": other, "from": "0232 555 01 11"}
    if dice.random() < 0.7:  # without it the time is the document's
        members["time"] = f"2021-03-{dice.randrange(1, 29):02}T{dice.randrange(24):02}:15:00+03:00"
    if dice.random() < 0.7:
        (folder / f"{number}.tif").write_bytes(content)
        members["file"] = f"{number}.tif"
    else:
        members["data"] = base64.b64encode(content).decode()
    return json.dumps(members, ensure_ascii=False).encode(), bags.original(content, who.fax, part=1)


def faxbag(dice, path, count, before=()):
    """Records of `count` new faxes; none of `before`, whose lines and documents belong to their own folder."""
    path.mkdir()
    faxes = bags.some_again(dice, [fax(dice, f"{path.name}-{number}", path) for number in range(count)], [])
    return bags.write_lines(path / "faxes.ndjson", CHANNEL, faxes, dice)
