"""Attachments made by hand: PDF (also locked by a password), DOCX, PNG, JPEG. See make_fixtures.py."""

import hashlib
import io
import struct
import zipfile
import zlib
from xml.sax.saxutils import escape


# PDF (ISO 32000-1)

def pdf_objects(title, lines):
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
        content,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding 6 0 R >>",
        b"<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [128 /%s] >>" % b" /".join(n.encode() for n in names),
    ]
    return objects


def pdf_file(objects, trailer=b""):
    objects = objects[:3] + [b"<< /Length %d >>\nstream\n" % len(objects[3]) + objects[3] + b"endstream"] + objects[4:]
    out, offsets = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % o for o in offsets)
    return out + b"trailer\n<< /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)


def pdf(title, lines):
    return pdf_file(pdf_objects(title, lines))


def rc4(key, data):
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) & 255
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) & 255
        j = (j + state[i]) & 255
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) & 255])
    return bytes(out)


def locked_pdf(title, lines, password):
    """The same page, opened by `password` only: the standard security handler, revision 3, RC4 of 128 bits (section 7.6.3)."""
    padding = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    permissions = struct.pack("<i", -44)
    identifier = hashlib.md5(title.encode()).digest()

    def padded(word):
        return (word.encode("latin-1") + padding)[:32]

    def hardened(data):
        digest = hashlib.md5(data).digest()
        for _ in range(50):
            digest = hashlib.md5(digest).digest()
        return digest

    def twenty_times(key, data):
        for turn in range(20):
            data = rc4(bytes(byte ^ turn for byte in key), data)
        return data

    owner = twenty_times(hardened(padded(password + "-owner")), padded(password))
    key = hardened(padded(password) + owner + permissions + identifier)
    user = twenty_times(key, hashlib.md5(padding + identifier).digest()) + bytes(16)
    objects = pdf_objects(title, lines)
    objects[3] = rc4(hashlib.md5(key + struct.pack("<I", 4)[:3] + b"\0\0").digest(), objects[3])
    objects.append(b"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <%s> /U <%s> >>" % (
        owner.hex().encode(), user.hex().encode()))
    name = identifier.hex().encode()
    return pdf_file(objects, b" /Encrypt 7 0 R /ID [<%s> <%s>]" % (name, name))


# DOCX (ECMA-376)

def docx(title, author, date, paragraphs, table=()):
    """Stored, not deflated, so that every zlib writes the same. `date` is YYYY-MM-DD."""
    def paragraph(text, style=""):
        return '<w:p>%s<w:r><w:t xml:space="preserve">%s</w:t></w:r></w:p>' % (style, escape(text))

    body = paragraph(title, '<w:pPr><w:pStyle w:val="Title"/></w:pPr>') + "".join(map(paragraph, paragraphs))
    if table:
        grid = "<w:gridCol/>" * len(table[0])
        rows = "".join("<w:tr>%s</w:tr>" % "".join("<w:tc>%s</w:tc>" % paragraph(cell) for cell in row) for row in table)
        body += "<w:tbl><w:tblPr/><w:tblGrid>%s</w:tblGrid>%s</w:tbl><w:p/>" % (grid, rows)
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    package = "http://schemas.openxmlformats.org/package/2006/"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    files = {
        "[Content_Types].xml": '<Types xmlns="%scontent-types"><Default Extension="rels" '
                               'ContentType="application/vnd.openxmlformats-'
        'package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override '
        'PartName="/word/document.xml" '
        'ContentType="%s"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-'
        'properties+xml"/></Types>' % (package, word),
        "_rels/.rels": '<Relationships xmlns="%srelationships"><Relationship Id="rId1" Type="%sofficeDocument" '
                       'Target="word/document.xml'
        '"/><Relationship Id="rId2" Type="%srelationships/metadata/core-properties" '
        'Target="docProps/core.xml"/></Relationships>'
        % (package, office, package),
        "docProps/core.xml": '<cp:coreProperties xmlns:cp="%smetadata/core-properties" '
                             'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>%s</dc:title>'
        '<dc:creator>%s</dc:creator><dcterms:created '
        'xsi:type="dcterms:W3CDTF">%sT09:00:00Z</dcterms:created></cp:coreProperties>'
        % (package, escape(title), escape(author), date),
        "word/document.xml": '<w:document '
                             'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s<w:sectPr/>'
        '</w:body></w:document>' % body,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, text in files.items():
            member = zipfile.ZipInfo(name, tuple(map(int, date.split("-"))) + (9, 0, 0))
            member.create_system = 0
            archive.writestr(member, head + text)
    return out.getvalue()


# Pictures

def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def grey_png(width, height, shade):
    """A grey picture of `shade(x, y)`. Stored uncompressed, so that every zlib writes the same."""
    rows = b"".join(b"\0" + bytes(shade(x, y) for x in range(width)) for y in range(height))
    stored = b"\x78\x01\x01" + struct.pack("<HH", len(rows), len(rows) ^ 0xFFFF) + rows + struct.pack(">I", zlib.adler32(rows))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", stored) + chunk(b"IEND", b"")


def png(width, height):
    """A picture of a cracked plate: grey with a dark line."""
    return grey_png(width, height, lambda x, y: 40 if x == (y * 3 + y * y // 7) % width else 200)


def jpeg(blocks_wide, blocks_high, shade):
    """A grey picture of blocks of 8 × 8 pixels of one shade each (ITU-T T.81, baseline): only the mean of a block is coded."""
    def segment(marker, data):
        return b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data

    # Twelve codes of four bits say how long a difference is; one code of one bit ends a block.
    tables = b"\0" + bytes([0, 0, 0, 12] + [0] * 12) + bytes(range(12)) + b"\x10" + bytes([1] + [0] * 15) + b"\0"
    bits, last = "", 0
    for y in range(blocks_high):
        for x in range(blocks_wide):
            value = shade(x, y) - 128
            step, last = value - last, value
            length = abs(step).bit_length()
            bits += format(length, "04b")
            if length:
                bits += format(step if step > 0 else step + (1 << length) - 1, "0%db" % length)
            bits += "0"
    bits += "1" * (-len(bits) % 8)
    scan = int(bits, 2).to_bytes(len(bits) // 8, "big").replace(b"\xff", b"\xff\0")
    frame = struct.pack(">BHHB", 8, blocks_high * 8, blocks_wide * 8, 1) + b"\x01\x11\0"
    return (b"\xff\xd8" + segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0") + segment(0xDB, b"\0" + bytes([8] * 64))
            + segment(0xC0, frame) + segment(0xC4, tables) + segment(0xDA, b"\1\1\0\0\x3f\0") + scan + b"\xff\xd9")
