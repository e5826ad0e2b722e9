#!/usr/bin/env python3
"""A second reader of archives, their log of format 2, written from ARCHITECTURE.md; it shares no code with evrak.

    read_archive.py ARCHIVE ROOT_KEY_FILE

Opens every key, event and content, and checks that each record of log/ and keys/ is what ARCHITECTURE.md says, byte for
byte. It is slow and holds everything in memory: a check of the description, not of archives (`evrak verify` is that).
Nobody may write to the archive meanwhile. Needs Debian's python3-cryptography, lmdb-utils and zstd.
"""

import base64
import hashlib
import hmac
import struct
import subprocess
import sys

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

CHUNK = 262128  # bytes of a full sealed chunk
CAPTURES, ITEM_SIGHTED = range(16, 20), 21  # fields of SealedPayload: mail, text message, fax, note
MAILDIR, WITH_OFFSETS = 2, (1, 4, 5)  # FileSource.Format; mbox, Android backup and NDJSON hold many


class Differs(Exception):
    """The archive is not as ARCHITECTURE.md says; the text says where."""


def require(condition, where):
    if not condition:
        raise Differs(where)


# --- Bytes --------------------------------------------------------------------------------------------------------


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def u32(number):
    return struct.pack(">I", number)


def u64(number):
    return struct.pack(">Q", number)


def integer_key(key):
    return struct.unpack("<Q", key)[0]


def expand(key, info):
    """HKDF-Expand (RFC 5869 section 2.3) of one block."""
    return hmac.new(key, info + b"\x01", hashlib.sha256).digest()


def open_sealed(key, sealed, associated, nonce=None):
    if nonce is None:
        nonce, sealed = sealed[:12], sealed[12:]
    return AESGCM(key).decrypt(nonce, sealed, associated)


def read_varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def varint(value):
    encoded = b""
    while value > 0x7F:
        encoded, value = encoded + bytes([value & 0x7F | 0x80]), value >> 7
    return encoded + bytes([value])


def fields(message):
    """Fields of a protobuf message as (number, value)."""
    found, at = [], 0
    while at < len(message):
        tag, at = read_varint(message, at)
        if tag & 7 == 0:
            value, at = read_varint(message, at)
        else:
            length, at = (8, at) if tag & 7 == 1 else read_varint(message, at)
            value, at = message[at : at + length], at + length
        found.append((tag >> 3, value))
    return found


def field(message, number, default=b""):
    return next((value for key, value in fields(message) if key == number), default)


# --- The files ----------------------------------------------------------------------------------------------------


def table(environment, name):
    """The records of one table, read by LMDB's own tool."""
    run = subprocess.run(["mdb_dump", "-s", name, environment], capture_output=True, check=True, text=True)
    lines = [bytes.fromhex(line[1:]) for line in run.stdout.split("HEADER=END\n")[1].splitlines() if line.startswith(" ")]
    return dict(zip(lines[::2], lines[1::2]))


class Archive:
    def __init__(self, folder, root_key):
        self.tables = {name: table(f"{folder}/log", name) for name in
                       ("events", "content", "digests", "recent", "sources", "tree", "checkpoints", "staged", "state")}
        settings, epochs, keys = (table(f"{folder}/keys", name) for name in ("settings", "epochs", "keys"))
        self.id = self.tables["state"][b"archive"]
        require(len(self.id) == 16 and settings[b"archive"] == self.id, "the archive id of log/ and keys/")
        require(self.tables["state"][b"format"] == u32(2), "the format")
        require(set(settings) == {b"archive", b"digest-key"}, "the settings")
        epoch, wrapped = max((integer_key(key), value) for key, value in epochs.items())
        epoch_key = self.unwrap(expand(root_key, b"evrak/1 epoch"), wrapped, b"epoch", epoch)
        self.digest_key = self.unwrap(epoch_key, settings[b"digest-key"], b"digest", 1)
        self.keys = {integer_key(key): self.unwrap(epoch_key, value, b"item", integer_key(key)) for key, value in keys.items()}
        self.view = table(f"{folder}/views/timelines", "state")
        self.events = {integer_key(key): value for key, value in self.tables["events"].items()}
        self.lookups, self.digests, self.sources, self.contents = {}, {}, {}, set()

    def unwrap(self, key, wrapped, purpose, number):
        require(len(wrapped) == 60, f"the size of the {purpose.decode()} key {number}")
        return open_sealed(key, wrapped, purpose + u64(number) + self.id)

    def mac(self, data, count):
        return hmac.new(self.digest_key, data, hashlib.sha256).digest()[:count]

    def check_event(self, position):
        envelope = self.events[position]
        event, item_key = field(envelope, 1), self.keys[field(envelope, 5)]
        payload = open_sealed(expand(item_key, b"evrak/1 payload" + event), field(envelope, 15), event)
        salt, digest = field(payload, 1), field(payload, 2)
        require(len(event) == 16 and len(salt) == 32, f"the event id or salt at {position}")
        require(sha256(salt, digest) == field(envelope, 7), f"the commitment at {position}")
        (number, body), = ((number, value) for number, value in fields(payload) if number >= 16)
        references = [value for key, value in fields(envelope) if key in (6, 8)]
        digests = ([digest] if field(envelope, 6) else []) + [value for key, value in fields(payload) if key == 3]
        require(len(references) == len(digests), f"the number of contents at {position}")
        for reference, expected in zip(references, digests):
            require(sha256(self.content(reference, event, item_key)) == expected, f"the original of position {position}")
        if not field(envelope, 6):
            alone = varint(number << 3 | 2) + varint(len(body)) + body
            require(sha256(alone) == digest, f"the digest of the event at {position}")
        self.follow(position, event, number, body, digest, bool(field(envelope, 6)))

    def content(self, reference, event, item_key):
        number, chunks = field(reference, 1), []
        key = expand(item_key, b"evrak/1 content" + event + u64(number))
        while chunk := self.tables["content"].get(u64(number) + u32(len(chunks))):
            self.contents.add(u64(number) + u32(len(chunks)))
            chunks.append(chunk)
        require(sha256(*chunks) == field(reference, 2), f"the ciphertext digest of content {number}")
        require(all(len(chunk) == CHUNK for chunk in chunks[:-1]) and 16 < len(chunks[-1]) <= CHUNK, f"the chunks of {number}")
        frame = b""
        for index, chunk in enumerate(chunks):
            nonce = bytes(7) + u32(index) + bytes([index == len(chunks) - 1])
            frame += open_sealed(key, chunk, event, nonce)
        original = subprocess.run(["zstd", "-dc"], input=frame, capture_output=True, check=True).stdout
        require(len(original) == field(reference, 3, 0), f"the size of content {number}")
        return original

    def follow(self, position, event, number, body, digest, has_content):
        """Records in digests and sources that the event accounts for."""
        if number in CAPTURES:
            if not has_content:
                return  # a note that was written by hand
            lookup = self.lookups[event] = self.mac(digest, 16)
            self.digests[lookup] = u64(position)
            sighting = field(body, 1)
        elif number == ITEM_SIGHTED:
            lookup, sighting = self.lookups[field(body, 1)], field(body, 2)
        else:
            return
        source = field(sighting, 8)
        if not source:
            return  # entered in a form: no place that could be met again
        form, path, offset = field(source, 1, 0), field(source, 2), field(source, 3, 0)
        scope = [field(sighting, 1), b"file"]
        if form in WITH_OFFSETS:
            scope, locator = scope + [path], u64(offset)
        elif form == MAILDIR:
            folder, _, name = path.rpartition(b"/")
            unique = name.split(b":")[0]
            scope = scope + [folder.rpartition(b"/")[0]]
            locator = unique if len(unique) <= 128 else self.mac(unique, 16)
        else:
            locator = self.mac(path, 16)
        scope = self.mac(b"".join(u32(len(text)) + text for text in scope), 8)
        self.sources[scope + locator + lookup] = u64(position)

    def check(self):
        count = len(self.events)
        require(sorted(self.events) == list(range(1, count + 1)), "the positions")
        for position in range(1, count + 1):
            self.check_event(position)
        tables = self.tables
        recent = {digest: u64(integer_key(key)) for key, digest in tables["recent"].items()}
        require(not recent.keys() & tables["digests"].keys(), "digests in two tables")
        require(tables["digests"] | recent == self.digests, "the tables digests and recent")
        require(tables["sources"] == self.sources, "the table sources")
        require(not tables["staged"] and set(tables["content"]) == self.contents, "the table content")
        keys = max((field(envelope, 5) for envelope in self.events.values()), default=0)
        numbers = max((struct.unpack(">Q", key[:8])[0] for key in self.contents), default=0)
        require(tables["state"][b"counters"] == u64(keys) + u64(numbers), "the counters")
        leaves = [sha256(b"\x00", self.events[position]) for position in range(1, count + 1)]
        require(tables["tree"] == tiles(leaves), "the tiles")
        require(tables["state"][b"edge"] == edge(leaves), "the edge")
        for size, note in tables["checkpoints"].items():
            _, stated, root = note.decode().split("\n")[:3]
            require(u64(int(stated)) == size and base64.b64decode(root) == tree_root(leaves[: int(stated)]), f"the note of {stated}")
        checkpoint = self.view[b"checkpoint"]
        position = struct.unpack(">Q", checkpoint[20:28])[0]
        require(checkpoint == self.id + u32(5) + u64(position) + tree_root(leaves[:position]), "the view's checkpoint")
        print(f"As described: {count} events, {len(self.digests)} items, {len(self.sources)} sources, {len(self.contents)} chunks,"
              f" {len(tables['tree'])} tiles, {len(tables['checkpoints'])} notes, {len(self.keys)} keys.")


# --- The tree (RFC 9162, C2SP tlog-tiles) -------------------------------------------------------------------------


def tree_root(leaves):
    if len(leaves) <= 1:
        return leaves[0] if leaves else sha256()
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\x01", tree_root(leaves[:half]), tree_root(leaves[half:]))


def tiles(leaves):
    found, level, row = {}, 0, leaves
    while row:
        for start in range(0, len(row), 256):
            part = row[start : start + 256]
            if level > 0 or len(part) == 256:
                found[bytes([level]) + u64(start // 256)] = b"".join(part)
        row = [tree_root(row[start : start + 256]) for start in range(0, len(row) // 256 * 256, 256)]
        level += 1
    return found


def edge(leaves):
    record, start = u64(len(leaves)), 0
    for height in reversed(range(len(leaves).bit_length())):
        if len(leaves) >> height & 1:
            record += tree_root(leaves[start : start + (1 << height)])
            start += 1 << height
    return record


def main():
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 64
    with open(sys.argv[2], encoding="ascii") as file:
        root_key = base64.b64decode(file.read())
    try:
        Archive(sys.argv[1], root_key).check()
    except Differs as where:
        print(f"NOT AS DESCRIBED: {where}", file=sys.stderr)
        return 1
    except InvalidTag:
        print("NOT AS DESCRIBED: something sealed does not open", file=sys.stderr)
        return 1
    except (KeyError, ValueError, IndexError) as error:
        print(f"NOT AS DESCRIBED: {type(error).__name__} {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
