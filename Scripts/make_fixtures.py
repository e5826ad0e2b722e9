#!/usr/bin/env python3
"""Writes Fixtures/mail: the correspondence of an invented company, for the demo and for tests.

Every company, person, address and event in it is made up; all domains are reserved for examples (RFC 2606). The output
depends on nothing but this file: no clock, no random source, no version of a library.

    make_fixtures.py            writes the files
    make_fixtures.py --check    says whether the files are what this script would write; exit 1 if not

The letters themselves are in fixture_letters.py.
"""

import argparse
import base64
import datetime
import hashlib
import pathlib
import struct
import sys
import zlib

sys.dont_write_bytecode = True

from fixture_letters import COMPANY, LETTERS, NOT_MAIL, PEOPLE

ROOT = pathlib.Path(__file__).resolve().parent.parent / "Fixtures" / "mail"
DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
MONTHS_TR = ["Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık"]


# Time

def moment(text):
    """`2024-03-04 09:12` with an optional zone, +0300 where there is none."""
    stamp, _, zone = text.partition(" +")
    hours = int(("+" + zone)[1:3]) if zone else 3
    naive = datetime.datetime.strptime(stamp, "%Y-%m-%d %H:%M")
    # Seconds make dates look as they do in life.
    naive = naive.replace(second=int(hashlib.sha256(text.encode()).hexdigest()[:4], 16) % 60)
    return naive.replace(tzinfo=datetime.timezone(datetime.timedelta(hours=hours)))


def rfc5322(when):
    return "%s, %d %s %d %02d:%02d:%02d %s" % (
        DAYS[when.weekday()], when.day, MONTHS[when.month - 1], when.year, when.hour, when.minute, when.second,
        when.strftime("%z"))


def asctime(when):
    when = when.astimezone(datetime.timezone.utc)
    return "%s %s %2d %02d:%02d:%02d %d" % (
        DAYS[when.weekday()], MONTHS[when.month - 1], when.day, when.hour, when.minute, when.second, when.year)


# Headers (RFC 5322, RFC 2047)

def label(charset):
    """The name under which the Internet knows a charset."""
    return {"cp1254": "windows-1254", "iso8859-9": "ISO-8859-9"}.get(charset, charset)


def encoded_word(text, charset, coding):
    # Names from elsewhere stand in letters of every charset.
    charset = "utf-8" if charset == "us-ascii" else charset
    raw, charset = text.encode(charset), label(charset)
    if coding == "B":
        return "=?%s?B?%s?=" % (charset, base64.b64encode(raw).decode())
    safe = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!*+-/"
    body = "".join("_" if b == 32 else chr(b) if b in safe else "=%02X" % b for b in raw)
    return "=?%s?Q?%s?=" % (charset, body)


def unstructured(text, charset="utf-8", coding="Q"):
    """Words that are not ASCII become encoded words, together with their neighbours of the same kind."""
    if text.isascii():
        return text
    words = text.split(" ")
    first = next(i for i, w in enumerate(words) if not w.isascii())
    last = len(words) - next(i for i, w in enumerate(reversed(words)) if not w.isascii())
    chunks, chunk = [], []
    for word in words[first:last]:
        # An encoded word has at most 75 characters (RFC 2047 section 2).
        if chunk and len(encoded_word(" ".join(chunk + [word]) + " ", charset, coding)) > 72:
            chunks.append(" ".join(chunk) + " ")
            chunk = []
        chunk.append(word)
    chunks.append(" ".join(chunk))
    coded = "\n ".join(encoded_word(c, charset, coding) for c in chunks)
    return " ".join(words[:first] + [coded] + words[last:])


def address(key, charset="utf-8", coding="Q"):
    name, addr = PEOPLE.get(key, (None, key))
    if not name:
        return addr
    if not name.isascii():
        return "%s <%s>" % (unstructured(name, charset, coding), addr)
    special = any(c in "()<>[]:;@\\,.\"" for c in name)
    return ('"%s" <%s>' if special else "%s <%s>") % (name, addr)


def bare(key):
    return PEOPLE.get(key, (None, key))[1]


def folded(name, value):
    """Folds at spaces before column 78 (RFC 5322 section 2.2.3)."""
    lines, line = [], name + ":"
    for part in value.replace("\n ", " \n").split(" "):
        forced = part.startswith("\n")
        part = part.lstrip("\n")
        if forced or (len(line) + 1 + len(part) > 78 and line != name + ":"):
            lines.append(line)
            line = " " + part
        else:
            line += " " + part
    return "\n".join(lines + [line]) + "\n"


# Bodies (RFC 2045)

def quoted_printable(raw):
    lines = []
    for line in raw.split(b"\n"):
        out = ""
        for index, byte in enumerate(line):
            last = index == len(line) - 1
            plain = 33 <= byte <= 126 and byte != 61 or byte in (32, 9) and not last
            piece = chr(byte) if plain else "=%02X" % byte
            if len(out) + len(piece) > 75:
                lines.append(out + "=")
                out = ""
            out += piece
        lines.append(out)
    return "\n".join(lines)


def encode_body(raw, coding):
    if coding == "base64":
        return base64.encodebytes(raw).decode()
    if coding == "quoted-printable":
        return quoted_printable(raw)
    return raw.decode("latin-1")


def part(kind, raw, coding, extra=()):
    head = "Content-Type: %s\n" % kind + "".join(extra)
    if coding:
        head += "Content-Transfer-Encoding: %s\n" % coding
    return head + "\n" + encode_body(raw, coding)


def multipart(kind, parts, key, preamble=""):
    boundary = "=_%s_%s" % (kind.split("/")[1].split(";")[0], hashlib.sha256((key + kind).encode()).hexdigest()[:20])
    body = preamble
    for inner in parts:
        body += "--%s\n%s%s" % (boundary, inner, "" if inner.endswith("\n") else "\n")
    return '%s; boundary="%s"' % (kind, boundary), body + "--%s--\n" % boundary


def parameter(name, value):
    """A file name; RFC 2231 where it is not ASCII."""
    if value.isascii():
        return '%s="%s"' % (name, value)
    coded = "".join(chr(b) if chr(b).isalnum() and b < 128 or b in b"-._" else "%%%02X" % b for b in value.encode())
    return "%s*=utf-8''%s" % (name, coded)


# Attachments made by hand

def pdf(title, lines):
    """A page of Helvetica. Turkish letters without a place in WinAnsi take the place of letters that nobody needs here."""
    glyphs = {"ğ": 0x80, "Ğ": 0x81, "ı": 0x82, "İ": 0x83, "ş": 0x84, "Ş": 0x85}
    names = ["gbreve", "Gbreve", "dotlessi", "Idotaccent", "scedilla", "Scedilla"]

    def literal(text):
        raw = bytes(glyphs[c] if c in glyphs else c.encode("cp1252")[0] for c in text)
        return b"(" + raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b")"

    content = b"BT /F1 16 Tf 56 780 Td " + literal(title) + b" Tj ET\n"
    for index, line in enumerate(lines):
        content += b"BT /F1 10 Tf 56 %d Td " % (750 - 15 * index) + literal(line) + b" Tj ET\n"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(content) + content + b"endstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding 6 0 R >>",
        b"<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [128 /%s] >>" % b" /".join(n.encode() for n in names),
    ]
    out, offsets = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % o for o in offsets)
    return out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def png(width, height):
    """A picture of a cracked plate: grey with a dark line. Stored uncompressed, so that every zlib writes the same."""
    rows = b""
    for y in range(height):
        row = bytearray([200] * width)
        row[(y * 3 + y * y // 7) % width] = 40
        rows += b"\0" + bytes(row)

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    stored = b"\x78\x01\x01" + struct.pack("<HH", len(rows), len(rows) ^ 0xFFFF) + rows + struct.pack(">I", zlib.adler32(rows))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", stored) + chunk(b"IEND", b"")


def attachment(item, key):
    kind, name, content = item
    if kind == "pdf":
        raw, mime = pdf(content[0], content[1:]), "application/pdf"
    elif kind == "png":
        raw, mime = png(*content), "image/png"
    elif kind == "csv":
        raw, mime = content.replace("\n", "\r\n").encode("cp1254"), "text/csv; charset=windows-1254"
    elif kind == "ics":
        raw, mime = content.replace("\n", "\r\n").encode(), "text/calendar; charset=utf-8; method=REQUEST"
    elif kind == "forward":
        inner = Letters.shared.raw(content)
        return part("message/rfc822", inner.encode("latin-1"), None, ["Content-Disposition: inline\n"])
    else:
        raise ValueError(kind)
    return part(
        "%s; %s" % (mime, parameter("name", name)), raw, "base64",
        ["Content-Disposition: attachment;\n %s\n" % parameter("filename", name)])


# Letters

class Letters:
    """All letters by key, composed on demand: replies quote the letters that they answer."""

    shared = None

    def __init__(self, letters):
        self.by_key = {letter["key"]: letter for letter in letters}
        self.order = {letter["key"]: n for n, letter in enumerate(letters)}

    def message_id(self, key):
        letter = self.by_key[key]
        domain = bare(letter["from"]).split("@")[1]
        return "<%s.%s@%s>" % (
            moment(letter["date"]).strftime("%Y%m%d%H%M%S"), hashlib.sha256(key.encode()).hexdigest()[:12], domain)

    def references(self, key):
        chain, parent = [], self.by_key[key].get("answers")
        while parent:
            chain.insert(0, self.message_id(parent))
            parent = self.by_key[parent].get("answers")
        return chain

    def text(self, key):
        letter = self.by_key[key]
        body = letter["text"].strip("\n") + "\n"
        parent = letter.get("answers")
        if parent and letter.get("quote", True):
            source, when = self.by_key[parent], moment(self.by_key[parent]["date"])
            name = PEOPLE.get(source["from"], (source["from"], ""))[0] or bare(source["from"])
            if letter.get("english"):
                intro = "On %s, %s wrote:" % (when.strftime("%d/%m/%Y %H:%M"), name)
            else:
                intro = "%d %s %d %s tarihinde %s şunu yazdı:" % (
                    when.day, MONTHS_TR[when.month - 1], when.year, when.strftime("%H:%M"), name)
            quoted = "\n".join("> " + line if line else ">" for line in source["text"].strip("\n").split("\n"))
            body += "\n%s\n%s\n" % (intro, quoted)
        return body

    def raw(self, key):
        """The message as bytes in a Latin-1 string, lines ending in LF."""
        letter = self.by_key[key]
        charset, coding = letter.get("charset", "utf-8"), letter.get("coding", "quoted-printable")
        words = letter.get("words", "Q")
        outgoing = bare(letter["from"]).endswith("@" + COMPANY)
        when = moment(letter["date"])
        head = ""
        if not outgoing:
            head += self.trace(key, when)
        head += folded("Message-ID", self.message_id(key)) if letter.get("id", True) else ""
        head += folded("Date", rfc5322(when))
        head += folded("From", address(letter["from"], charset, words))
        for name in ("to", "cc"):
            if name in letter:
                people = letter[name] if isinstance(letter[name], list) else [letter[name]]
                head += folded(name.capitalize(), ", ".join(address(p, charset, words) for p in people))
        if "reply_to" in letter:
            head += folded("Reply-To", address(letter["reply_to"], charset, words))
        head += folded("Subject", unstructured(letter["subject"], charset, words))
        if letter.get("answers") and letter.get("linked", True):
            chain = self.references(key)
            head += folded("In-Reply-To", chain[-1]) + folded("References", " ".join(chain))
        for name, value in letter.get("headers", []):
            head += folded(name, value)
        head += "MIME-Version: 1.0\n"
        return head + self.body(key, letter, charset, coding)

    def body(self, key, letter, charset, coding):
        if "report" in letter:
            return self.report(key, letter)
        flowed = "; format=flowed" if letter.get("flowed") else ""
        plain = part("text/plain; charset=%s%s" % (label(charset), flowed), self.text(key).encode(charset), coding)
        content = plain
        if "html" in letter:
            html = part("text/html; charset=%s" % label(charset), letter["html"].strip("\n").encode(charset) + b"\n", coding)
            if letter.get("html_only"):
                content = html
            else:
                kind, inner = multipart("multipart/alternative", [plain, html], key)
                content = "Content-Type: %s\n\n%s" % (kind, inner)
        if "attachments" in letter:
            parts = [content] + [attachment(item, key) for item in letter["attachments"]]
            kind, inner = multipart("multipart/mixed", parts, key, "This is a multi-part message in MIME format.\n\n")
            content = "Content-Type: %s\n\n%s" % (kind, inner)
        return content

    def report(self, key, letter):
        """A delivery failure (RFC 3464) with the header of the letter that did not arrive."""
        report = letter["report"]
        returned = self.raw(report["of"]).split("\n\n", 1)[0] + "\n"
        status = (
            "Reporting-MTA: dns; mail.%s\nArrival-Date: %s\n\nFinal-Recipient: rfc822; %s\nAction: failed\n"
            "Status: %s\nRemote-MTA: dns; %s\nDiagnostic-Code: smtp; %s\n"
            % (COMPANY, rfc5322(moment(letter["date"])), report["recipient"], report["status"], report["remote"], report["code"]))
        parts = [
            part("text/plain; charset=us-ascii", letter["text"].strip("\n").encode() + b"\n", "7bit"),
            part("message/delivery-status", status.encode(), None),
            part("text/rfc822-headers", returned.encode("latin-1"), None),
        ]
        kind, inner = multipart("multipart/report; report-type=delivery-status", parts, key)
        return "Content-Type: %s\n\n%s" % (kind, inner)

    def trace(self, key, when):
        """Return-Path and Received as our server would have written them; addresses of RFC 5737."""
        letter, number = self.by_key[key], self.order[key]
        sender = "" if letter.get("null_sender") else bare(letter["from"])
        domain = bare(letter["from"]).split("@")[1]
        if domain == COMPANY:
            return "Return-Path: <%s>\n" % sender
        queue = hashlib.sha256(("queue" + key).encode()).hexdigest()[:10].upper()
        net = ["192.0.2", "198.51.100", "203.0.113"][number % 3]
        receipt = when.astimezone(moment("2024-01-01 00:00").tzinfo) + datetime.timedelta(seconds=3 + number % 9)
        return "Return-Path: <%s>\nReceived: from mx1.%s (mx1.%s [%s.%d])\n\tby mail.%s (Postfix) with ESMTPS id %s\n\tfor <%s>; %s\n" % (
            sender, domain, domain, net, 10 + number % 200, COMPANY, queue, "info@" + COMPANY, rfc5322(receipt))


# Containers

def maildir_name(key, letters, raw):
    letter = letters.by_key[key]
    when = moment(letter["date"])
    digits = int(hashlib.sha256(("name" + key).encode()).hexdigest()[:8], 16)
    unique = "%d.M%06dP%d.mail,S=%d" % (int(when.timestamp()), digits % 1_000_000, 1000 + digits % 30_000, len(raw))
    flags = letter.get("flags", "S")
    return unique if flags is None else "%s:2,%s" % (unique, flags)


def from_quoted(raw):
    """mboxrd: one `>` more before every line of `>` signs and `From `."""
    return b"\n".join(
        b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in raw.split(b"\n"))


def build():
    """Path below Fixtures/mail → bytes."""
    letters = Letters.shared = Letters(LETTERS)
    files, mbox = {}, []
    for letter in sorted(LETTERS, key=lambda l: moment(l["date"])):
        key = letter["key"]
        raw = letters.raw(key).encode("latin-1")
        if not raw.endswith(b"\n"):
            raw += b"\n"
        for place in letter["in"]:
            if place == "mbox":
                sender = "MAILER-DAEMON" if letter.get("null_sender") else bare(letter["from"])
                line = "From %s %s\n" % (sender, asctime(moment(letter["date"])))
                mbox.append(line.encode() + from_quoted(raw) + b"\n")
            elif place.startswith("eml/"):
                # Mail programs save with the line endings of the wire.
                files[place] = raw.replace(b"\n", b"\r\n")
            else:
                folder = {"inbox": "", "sent": ".G&APY-nderilenler/", "projects": ".Projeler.K&APY-rfez Konutlar&ATE-/"}[place]
                sub = "new/" if letter.get("flags", "S") is None else "cur/"
                files["info@%s/%s%s%s" % (COMPANY, folder, sub, maildir_name(key, letters, raw))] = raw
    files["eski-arsiv-2024.mbox"] = b"".join(mbox)
    for name, text in NOT_MAIL.items():
        files[name] = text.encode()
    return files


def main():
    parser = argparse.ArgumentParser(description="Writes the mail of an invented company into Fixtures/mail.")
    parser.add_argument("--check", action="store_true", help="compare with what is there instead of writing")
    arguments = parser.parse_args()
    files = build()
    present = {str(p.relative_to(ROOT)): p for p in ROOT.rglob("*") if p.is_file()} if ROOT.exists() else {}
    present.pop("README.md", None)
    if arguments.check:
        faults = ["missing: " + n for n in sorted(files.keys() - present.keys())]
        faults += ["not made by this script: " + n for n in sorted(present.keys() - files.keys())]
        faults += ["different: " + n for n in sorted(files.keys() & present.keys()) if present[n].read_bytes() != files[n]]
        print("\n".join(faults) if faults else "Fixtures/mail is what this script writes: %d files" % len(files))
        return 1 if faults else 0
    for name in present.keys() - files.keys():
        present[name].unlink()
    for name, raw in files.items():
        path = ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    print("wrote %d files, %d bytes, to Fixtures/mail" % (len(files), sum(map(len, files.values()))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
