"""Letters become mail: headers, bodies, attachments, reports, and the names and lines of mailboxes. See make_fixtures.py."""

import base64
import datetime
import hashlib
from xml.sax.saxutils import escape

from fixture_documents import docx, pdf, png
from fixture_letters import COMPANY, PEOPLE
from fixture_time import MONTHS_TR, asctime, moment, rfc5322


# Headers (RFC 5322, RFC 2047)

def label(charset):
    """The name under which the Internet knows a charset."""
    return {"cp1254": "windows-1254", "iso8859-9": "ISO-8859-9"}.get(charset, charset)


def fits(text, charset):
    try:
        return bool(text.encode(charset)) or True
    except UnicodeEncodeError:
        return False


def wire(text):
    """UTF-8 as it goes over the wire (RFC 6532), in a Latin-1 string."""
    return text.encode().decode("latin-1")


def encoded_word(text, charset, coding):
    # Names from elsewhere stand in letters of every charset.
    charset = "utf-8" if charset == "us-ascii" or not fits(text, charset) else charset
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
    addr = wire(addr)
    if not name:
        return addr
    if not name.isascii():
        return "%s <%s>" % (unstructured(name, charset, coding), addr)
    special = any(c in "()<>[]:;@\\,.\"" for c in name)
    return ('"%s" <%s>' if special else "%s <%s>") % (name, addr)


def bare(key):
    return PEOPLE.get(key, (None, key))[1]


def ascii_domain(key):
    return bare(key).split("@")[1].encode("idna").decode()


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


# Attachments

def attachment(item, key):
    kind, name, content = item
    if kind == "pdf":
        raw, mime = pdf(content[0], content[1:]), "application/pdf"
    elif kind == "png":
        raw, mime = content if isinstance(content, bytes) else png(*content), "image/png"
    elif kind == "jpg":
        raw, mime = content, "image/jpeg"
    elif kind == "docx":
        raw, mime = docx(*content), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    elif kind == "csv":
        raw, mime = content.replace("\n", "\r\n").encode("cp1254"), "text/csv; charset=windows-1254"
    elif kind == "ics":
        raw, mime = content.replace("\n", "\r\n").encode(), "text/calendar; charset=utf-8; method=REQUEST"
    elif kind == "forward":
        inner = Letters.shared.raw(content)
        return part("message/rfc822", inner.encode("latin-1"), None if inner.isascii() else "8bit",
                    ["Content-Disposition: inline\n"])
    else:
        raise ValueError(kind)
    return part(
        "%s; %s" % (mime, parameter("name", name)), raw, "base64",
        ["Content-Disposition: attachment;\n %s\n" % parameter("filename", name)])


# Letters

def queue_id(key):
    return hashlib.sha256(("queue" + key).encode()).hexdigest()[:10].upper()


def html_twin(text, charset):
    """The same text as programs write it that know of nothing but HTML."""
    paragraphs = escape(text.strip("\n")).split("\n\n")
    body = "\n".join("<p>%s</p>" % p.replace("\n", "<br>\n") for p in paragraphs)
    return '<html><head><meta http-equiv="Content-Type" content="text/html; charset=%s"></head>\n<body>\n%s\n</body></html>' % (charset, body)


class Letters:
    """All letters by key, composed on demand: replies quote the letters that they answer."""

    shared = None

    def __init__(self, letters):
        self.by_key = {letter["key"]: letter for letter in letters}
        self.order = {letter["key"]: n for n, letter in enumerate(letters)}

    def message_id(self, key):
        letter = self.by_key[key]
        if "same_id" in letter:
            return self.message_id(letter["same_id"])
        domain = ascii_domain(letter["from"])
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

    def raw(self, key, box=None):
        """The message as bytes in a Latin-1 string, lines ending in LF; as it reached `box`, where our server wrote that down."""
        letter = self.by_key[key]
        charset, coding = letter.get("charset", "utf-8"), letter.get("coding", "quoted-printable")
        if not fits(self.text(key), charset):
            charset = "utf-8"
        words = letter.get("words", "Q")
        outgoing = bare(letter["from"]).endswith("@" + COMPANY)
        when = moment(letter["date"])
        head = ""
        if not outgoing:
            head += self.trace(key, when, box)
        elif box and letter.get("relay", letter.get("each")):
            head += "Received: by mail.%s (Postfix, from userid 1004) id %s\n\tfor <%s>; %s\n" % (
                COMPANY, queue_id(key + box), bare(box), rfc5322(when))
        head += folded("Message-ID", self.message_id(key)) if letter.get("id", True) else ""
        head += folded("Date", letter.get("date_header", rfc5322(when)))
        head += folded("From", address(letter["from"], charset, words))
        if "to_header" in letter:
            head += folded("To", letter["to_header"])
        for name in ("to", "cc"):
            if letter.get(name) and "to_header" not in letter:
                people = letter[name] if isinstance(letter[name], list) else [letter[name]]
                head += folded(name.capitalize(), ", ".join(address(p, charset, words) for p in people))
        if "reply_to" in letter:
            head += folded("Reply-To", address(letter["reply_to"], charset, words))
        if "raw_subject" in letter:
            head += folded("Subject", letter["subject"].encode(letter["raw_subject"]).decode("latin-1"))
        else:
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
        if "receipt" in letter:
            return self.receipt(key, letter)
        flowed = "; format=flowed" if letter.get("flowed") else ""
        named = letter.get("claims", label(charset))
        plain = part("text/plain; charset=%s%s" % (named, flowed), self.text(key).encode(charset), coding)
        content = plain
        if "html" in letter or letter.get("html_twin"):
            html = letter.get("html") or html_twin(self.text(key), label(charset))
            html = part("text/html; charset=%s" % named, html.strip("\n").encode(charset) + b"\n", coding)
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
        """What became of a letter (RFC 3464), with its header or the whole of it."""
        report, when = letter["report"], letter["date"]
        status = "Reporting-MTA: dns; %s\nArrival-Date: %s\n\n" % (report.get("mta", "mail." + COMPANY), rfc5322(moment(when)))
        if "original" in report:
            status += "Original-Recipient: rfc822; %s\n" % report["original"]
        status += "Final-Recipient: rfc822; %s\nAction: %s\nStatus: %s\nRemote-MTA: dns; %s\nDiagnostic-Code: smtp; %s\n" % (
            report["recipient"], report.get("action", "failed"), report["status"], report["remote"], report["code"])
        if "retry" in report:
            status += "Will-Retry-Until: %s\n" % rfc5322(moment(report["retry"]))
        returned = self.raw(report["of"])
        if report.get("whole"):
            last = part("message/rfc822", returned.encode("latin-1"), None if returned.isascii() else "8bit")
        else:
            last = part("text/rfc822-headers", (returned.split("\n\n", 1)[0] + "\n").encode("latin-1"), None)
        text = letter["text"].strip("\n") + "\n"
        plain = part("text/plain; charset=us-ascii", text.encode(), "7bit")
        if not text.isascii():
            plain = part("text/plain; charset=utf-8", text.encode(), "quoted-printable")
        parts = [plain, part("message/delivery-status", status.encode(), None), last]
        kind, inner = multipart("multipart/report; report-type=delivery-status", parts, key)
        return "Content-Type: %s\n\n%s" % (kind, inner)

    def receipt(self, key, letter):
        """That a letter was displayed (RFC 8098)."""
        reader, of = bare(letter["from"]), letter["receipt"]
        notice = "Reporting-UA: %s; Hanse Mail 7.2\nFinal-Recipient: rfc822; %s\nOriginal-Message-ID: %s\n" % (
            reader.split("@")[1], reader, self.message_id(of))
        notice += "Disposition: manual-action/MDN-sent-manually; displayed\n"
        parts = [part("text/plain; charset=utf-8", self.text(key).encode(), "quoted-printable"),
                 part("message/disposition-notification", notice.encode(), None)]
        kind, inner = multipart("multipart/report; report-type=disposition-notification", parts, key)
        return "Content-Type: %s\n\n%s" % (kind, inner)

    def trace(self, key, when, box):
        """Return-Path and Received as our server would have written them; addresses of RFC 5737."""
        letter, number = self.by_key[key], self.order[key]
        sender = "" if letter.get("null_sender") else wire(bare(letter["from"]))
        if bare(letter["from"]).split("@")[1] == COMPANY:
            return "Return-Path: <%s>\n" % sender
        domain = letter.get("relayed_by", ascii_domain(letter["from"]))
        net = ["192.0.2", "198.51.100", "203.0.113"][number % 3]
        receipt = when.astimezone(moment("2024-01-01 00:00").tzinfo) + datetime.timedelta(seconds=3 + number % 9)
        # Our server names the recipient only where it took the letter for one.
        ours = [p for p in letter.get("to", []) + letter.get("cc",
                                                             []) if bare(p).endswith("@" + COMPANY)] if "in" not in letter else []
        if len(ours) > 1 and not letter.get("each"):
            recipient = ""
        else:
            recipient = "\n\tfor <%s>" % (bare(box) if box else "info@" + COMPANY)
        return "Return-Path: <%s>\nReceived: from mx1.%s (mx1.%s [%s.%d])\n\tby mail.%s (Postfix) with ESMTPS id %s%s; %s\n" % (
            sender, domain, domain, net, 10 + number % 200, COMPANY, queue_id(key + (box or "") * bool(letter.get("each"))),
            recipient,
            rfc5322(receipt))


# Containers

def maildir_name(key, letters, raw, flags):
    """`flags` is None for a letter that nobody has seen yet."""
    when = moment(letters.by_key[key]["date"])
    digits = int(hashlib.sha256(("name" + key).encode()).hexdigest()[:8], 16)
    unique = "%d.M%06dP%d.mail,S=%d" % (int(when.timestamp()), digits % 1_000_000, 1000 + digits % 30_000, len(raw))
    return unique if flags is None else "%s:2,%s" % (unique, flags)


def from_quoted(raw):
    """mboxrd: one `>` more before every line of `>` signs and `From `."""
    return b"\n".join(
        b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in raw.split(b"\n"))


def mbox_entry(letter, raw):
    sender = "MAILER-DAEMON" if letter.get("null_sender") else bare(letter["from"])
    line = "From %s %s\n" % (sender, asctime(moment(letter["date"])))
    return line.encode() + from_quoted(raw) + b"\n"
