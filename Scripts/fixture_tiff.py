"""Fax pages as TIFF: text in a small bitmap font, compressed by ITU-T T.6 (group 4) or not at all. See make_fixtures.py.

Nothing here depends on a library's version: the same text gives the same bytes.
"""

import functools
import struct

WIDTH = 1728  # pixels of a line of a standard fax, 204 to the inch

# Columns of five-pixel letters, the lowest bit at the top; bits 7 and 8 hang below the line.
FONT = {}
for row in """
! 0 0 5F 0 0|" 0 7 0 7 0|# 14 7F 14 7F 14|% 23 13 8 64 62|& 36 49 56 20 50|' 0 0 7 0 0|( 0 1C 22 41 0|) 0 41 22 1C 0
* 2A 1C 7F 1C 2A|+ 8 8 3E 8 8|, 0 100 E0 60 0|- 8 8 8 8 8|. 0 0 60 60 0|/ 20 10 8 4 2|: 0 0 36 36 0|; 0 100 F6 76 0
= 14 14 14 14 14|? 2 1 51 9 6|@ 3E 41 5D 55 1E|_ 40 40 40 40 40|< 0 8 14 22 41|> 41 22 14 8 0|² 0 9 D A 0
0 0 3E 41 41 3E|1 0 42 7F 40 0|2 42 61 51 49 46|3 22 41 49 49 36|4 18 14 12 7F 10|5 27 45 45 45 39|6 3E 49 49 49 32
7 1 71 9 5 3|8 36 49 49 49 36|9 26 49 49 49 3E|A 7C 12 11 12 7C|B 7F 49 49 49 36|C 3E 41 41 41 22|D 7F 41 41 41 3E
E 7F 49 49 49 41|F 7F 9 9 9 1|G 3E 41 49 49 7A|H 7F 8 8 8 7F|I 0 41 7F 41 0|J 20 40 41 3F 1|K 7F 8 14 22 41
L 7F 40 40 40 40|M 7F 2 C 2 7F|N 7F 4 8 10 7F|O 3E 41 41 41 3E|P 7F 9 9 9 6|Q 3E 41 51 21 5E|R 7F 9 19 29 46
S 26 49 49 49 32|T 1 1 7F 1 1|U 3F 40 40 40 3F|V 1F 20 40 20 1F|W 3F 40 38 40 3F|X 63 14 8 14 63|Y 7 8 70 8 7
Z 61 51 49 45 43|a 20 54 54 54 78|b 7F 48 44 44 38|c 38 44 44 44 28|d 38 44 44 48 7F|e 38 54 54 54 18|f 8 7E 9 1 2
g 98 144 144 144 FC|h 7F 8 4 4 78|i 0 44 7D 40 0|j 100 104 FD 0 0|k 7F 10 28 44 0|l 0 41 7F 40 0|m 7C 4 78 4 78
n 7C 8 4 4 78|o 38 44 44 44 38|p 1FC 44 44 44 38|q 38 44 44 44 1FC|r 7C 8 4 4 8|s 48 54 54 54 24|t 4 3F 44 40 20
u 3C 40 40 20 7C|v 1C 20 40 20 1C|w 3C 40 30 40 3C|x 44 28 10 28 44|y 1C 120 120 120 FC|z 44 64 54 4C 44|ı 0 44 7C 40 0
""".strip().replace("\n", "|").split("|"):
    FONT[row[0]] = [int(column, 16) for column in row[2:].split()]
FONT[" "] = [0] * 5
FONT["–"] = FONT["-"]
# Letters with marks: base, then the mark's bits a column; three rows above a letter are kept for marks.
CEDILLA, DOTS, BREVE = (0, 0x800, 0x400, 0, 0), (0, 1, 0, 1, 0), (0, 1, 2, 1, 0)
MARKED = {
    "ç": ("c", CEDILLA, 0), "Ç": ("C", CEDILLA, 0), "ş": ("s", CEDILLA, 0), "Ş": ("S", CEDILLA, 0), "ö": ("o", DOTS, 3),
    "Ö": ("O", DOTS, 1), "ü": ("u", DOTS, 3), "Ü": ("U", DOTS, 1), "ä": ("a", DOTS, 3), "ğ": ("g", BREVE, 2), "Ğ": ("G", BREVE,
        0),
    "İ": ("I", (0, 0, 1, 0, 0), 1),
}


@functools.cache
def glyph(letter):
    """A letter as 48 rows of 24 pixels: 6 × 12 pixels, twice doubled with rounded corners (the Scale2x rule)."""
    base, mark, shift = MARKED.get(letter, (letter, (0,) * 5, 0))
    columns = [FONT[base][x] << 3 | mark[x] << shift for x in range(5)] + [0]
    cells = [[columns[x] >> y & 1 for x in range(6)] for y in range(12)]
    for _ in range(2):
        height, width, doubled = len(cells), len(cells[0]), []
        for y in range(height):
            upper, lower = [], []
            for x in range(width):
                here = cells[y][x]
                up, down = cells[y - 1][x] if y else 0, cells[y + 1][x] if y + 1 < height else 0
                left, right = cells[y][x - 1] if x else 0, cells[y][x + 1] if x + 1 < width else 0
                if up != down and left != right:
                    upper += [left if left == up else here, right if up == right else here]
                    lower += [left if left == down else here, right if down == right else here]
                else:
                    upper += [here, here]
                    lower += [here, here]
            doubled += [upper, lower]
        cells = doubled
    return [int("".join(map(str, row)), 2) for row in cells]


class Page:
    """Rows of pixels as integers, the leftmost pixel in the highest bit; a set bit is black."""

    def __init__(self, lines, rows=None):
        self.rows = [0] * 60
        for line in lines:
            cells = [0] * 56
            for place, letter in enumerate(line[:68]):
                for y, bits in enumerate(glyph(letter)):
                    cells[y + 4] |= bits << WIDTH - 48 - 24 * (place + 1)
            self.rows += cells
        self.rows += [0] * max(60, (rows or 0) - len(self.rows))

    def box(self, left, top, right, bottom, stroke=4):
        """The outline of a rectangle, `stroke` pixels thick; filled where it is as thick as that."""
        for y in range(top, min(bottom, len(self.rows))):
            full = y < top + stroke or y >= bottom - stroke
            for start, end in [(left, right)] if full else [(left, left + stroke), (right - stroke, right)]:
                self.rows[y] |= ((1 << end - start) - 1) << WIDTH - end
        return self

    def line(self, x0, y0, x1, y1, stroke=3):
        steps = max(abs(x1 - x0), abs(y1 - y0), 1)
        for step in range(steps + 1):
            x, y = x0 + (x1 - x0) * step // steps, y0 + (y1 - y0) * step // steps
            for row in range(y, y + stroke):
                self.rows[row] |= ((1 << stroke) - 1) << WIDTH - x - stroke
        return self


# ITU-T T.4: codes of run lengths 0 … 63, then of 64, 128 … 1728.
WHITE = """00110101 000111 0111 1000 1011 1100 1110 1111 10011 10100 00111 01000 001000 000011 110100 110101 101010 101011 0100111
0001100 0001000 0010111 0000011 0000100 0101000 0101011 0010011 0100100 0011000 00000010 00000011 00011010 00011011 00010010
00010011 00010100 00010101 00010110 00010111 00101000 00101001 00101010 00101011 00101100 00101101 00000100 00000101 00001010
00001011 01010010 01010011 01010100 01010101 00100100 00100101 01011000 01011001 01011010 01011011 01001010 01001011 00110010
00110011 00110100 11011 10010 010111 0110111 00110110 00110111 01100100 01100101 01101000 01100111 011001100 011001101
011010010 011010011 011010100 011010101 011010110 011010111 011011000 011011001 011011010 011011011 010011000 010011001
010011010 011000 010011011""".split()
BLACK = """0000110111 010 11 10 011 0011 0010 00011 000101 000100 0000100 0000101 0000111 00000100 00000111 000011000 0000010111
0000011000 0000001000 00001100111 00001101000 00001101100 00000110111 00000101000 00000010111 00000011000 000011001010
000011001011 000011001100 000011001101 000001101000 000001101001 000001101010 000001101011 000011010010 000011010011
000011010100 000011010101 000011010110 000011010111 000001101100 000001101101 000011011010 000011011011 000001010100
000001010101 000001010110 000001010111 000001100100 000001100101 000001010010 000001010011 000000100100 000000110111
000000111000 000000100111 000000101000 000001011000 000001011001 000000101011 000000101100 000001011010 000001100110
000001100111 0000001111 000011001000 000011001001 000001011011 000000110011 000000110100 000000110101 0000001101100
0000001101101 0000001001010 0000001001011 0000001001100 0000001001101 0000001110010 0000001110011 0000001110100 0000001110101
0000001110110 0000001110111 0000001010010 0000001010011 0000001010100 0000001010101 0000001011010 0000001011011 0000001100100
0000001100101""".split()
VERTICAL = {0: "1", 1: "011", 2: "000011", 3: "0000011", -1: "010", -2: "000010", -3: "0000010"}


def run(length, black):
    table = BLACK if black else WHITE
    return (table[63 + length // 64] if length >= 64 else "") + table[length % 64]


def changes(row):
    """Where the colour changes; the first place begins a black run."""
    bits, places, at, colour = format(row, "0%db" % WIDTH), [], 0, "1"
    while (at := bits.find(colour, at)) >= 0:
        places.append(at)
        colour = "0" if colour == "1" else "1"
    return places


@functools.cache
def coded_row(above, row):
    """One row by the two-dimensional rules of T.6 section 2.2."""
    reference, current, out, at, black = changes(above), changes(row), [], -1, False
    while at < WIDTH:
        start = max(at, 0)
        ahead = [place for place in current if place > at or at < 0] + [WIDTH, WIDTH]
        a1, a2 = ahead[0], ahead[1]
        # b1: the first change above that lies to the right and turns to the other colour.
        index = next((i for i, place in enumerate(reference) if place > at and i % 2 == black), len(reference))
        b1, b2 = (reference[index:index + 2] + [WIDTH, WIDTH])[:2]
        if b2 < a1:
            out.append("0001")
            at = b2
        elif abs(a1 - b1) <= 3:
            out.append(VERTICAL[a1 - b1])
            at, black = a1, not black
        else:
            out.append("001" + run(a1 - start, black) + run(a2 - a1, not black))
            at = a2
    return "".join(out)


def group4(rows):
    bits = "".join(coded_row(above, row) for above, row in zip([0] + rows, rows)) + "000000000001" * 2
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def tiff(pages, when, compressed=True):
    """A little-endian TIFF of one strip a page, at the resolution that faxes call fine.

    The directory of a page lies before its pixels, so that a file which broke off still says what it was.
    """
    stamp = when.strftime("%Y:%m:%d %H:%M:%S").encode() + b"\0"
    out = b"II*\0" + struct.pack("<I", 8)
    for number, page in enumerate(pages):
        data = group4(page.rows) if compressed else b"".join(row.to_bytes(WIDTH // 8, "big") for row in page.rows)
        extra = len(out) + 2 + 12 * (17 if compressed else 16) + 4
        values = struct.pack("<IIII", 204, 1, 196, 1) + stamp
        entries = [
            (254, 4, 1, 2), (256, 4, 1, WIDTH), (257, 4, 1, len(page.rows)), (258, 3, 1, 1), (259, 3, 1,
                4 if compressed else 1),
            (262, 3, 1, 0), (266, 3, 1, 1), (273, 4, 1, extra + len(values)), (277, 3, 1, 1), (278, 4, 1, len(page.rows)),
            (279, 4, 1, len(data)), (282, 5, 1, extra), (283, 5, 1, extra + 8)] + [(293, 4, 1, 0)] * compressed + [
            (296, 3, 1, 2), (297, 3, 2, number | len(pages) << 16), (306, 2, len(stamp), extra + 16)]
        end = extra + len(values) + len(data) + len(data) % 2
        out += struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *entry) for entry in entries)
        out += struct.pack("<I", end if number + 1 < len(pages) else 0) + values + data + b"\0" * (len(data) % 2)
    return out
