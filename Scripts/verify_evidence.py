#!/usr/bin/env python3
"""Checks evidence that an Evrak archive gives to outsiders. A second implementation: it shares no code with Evrak.

    verify_evidence.py --key KEY evidence EVIDENCE.json [--message FILE]
    verify_evidence.py --key KEY consistency CONSISTENCY.json
    verify_evidence.py --key KEY notes OLD.note NEW.note CONSISTENCY.json

KEY is the archive's verifier key ("name+id+base64"), or a file that holds it. Prints what was proved and exits with 0,
or prints why nothing was proved and exits with 1. Needs Python 3.9 and the package python3-cryptography.

Formats: C2SP signed-note and tlog-checkpoint; RFC 9162 sections 2.1.1, 2.1.3.2 and 2.1.4.2; the protobuf wire format.
"""
import argparse
import base64
import binascii
import datetime
import hashlib
import json
import os
import re
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

MAX_EVIDENCE = 8 << 20
MAX_NOTE = 1 << 20
MAX_SIGNATURES = 100
MAX_PATH = 65


class Refused(Exception):
    """The evidence proves nothing; the text says why."""


def require(condition, reason):
    if not condition:
        raise Refused(reason)


def sha256(data):
    return hashlib.sha256(data).digest()


def read_file(path, limit):
    with open(path, "rb") as file:
        data = file.read(limit + 1)
    require(len(data) <= limit, f"{path} has more than {limit} bytes")
    return data


def decode_base64(text, what, length=None):
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error) as error:
        raise Refused(f"{what} is not base64") from error
    require(base64.b64encode(data).decode() == text, f"{what} is not canonical base64")
    require(length is None or len(data) == length, f"{what} has {len(data)} bytes, not {length}")
    return data


# --- Signed notes and checkpoints ---------------------------------------------------------------------------------


def check_name(name):
    good = name and not any(c.isspace() or c == "+" or ord(c) < 0x20 for c in name)
    require(good, f"{name!r} cannot be a key name")
    return name


class VerifierKey:
    def __init__(self, text):
        parts = text.removesuffix("\n").split("+", 2)
        require(len(parts) == 3, "the key is not name+id+base64")
        self.name = check_name(parts[0])
        typed = decode_base64(parts[2], "the key")
        require(typed[:1] == b"\x01" and len(typed) == 33, "the key is not an Ed25519 key")
        self.id = sha256(self.name.encode() + b"\n" + typed)[:4]
        require(self.id.hex() == parts[1], "the key's id does not belong to its name and bytes")
        self.public_key = Ed25519PublicKey.from_public_bytes(typed[1:])


def load_key(argument):
    if os.path.exists(argument):
        return VerifierKey(read_file(argument, 4096).decode("utf-8"))
    return VerifierKey(argument)


class Checkpoint:
    """The checkpoint in a note, after its signature was checked."""

    def __init__(self, note, key):
        body = verified_text(note, key)
        lines = body[:-1].split("\n")
        require(len(lines) >= 3 and all(lines), "the checkpoint does not have its lines")
        self.origin, size, root = lines[:3]
        require(self.origin == key.name, f"the checkpoint is of the log {self.origin!r}, not of {key.name!r}")
        require(re.fullmatch("0|[1-9][0-9]{0,19}", size), "the checkpoint's size is not a decimal number")
        self.size = int(size)
        require(self.size < 1 << 64, "the checkpoint's size has more than 64 bits")
        self.root = decode_base64(root, "the checkpoint's root", 32)


def verified_text(note, key):
    """The text of a signed note (bytes) that `key` has signed."""
    require(len(note) <= MAX_NOTE, "the note is too large")
    try:
        note.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused("the note is not UTF-8") from error
    require(all(byte >= 0x20 or byte == 0x0A for byte in note), "the note has a control character")
    split = note.rfind(b"\n\n")
    require(split >= 0, "the note has no blank line before its signatures")
    text, signatures = note[: split + 1], note[split + 2 :]
    require(signatures.endswith(b"\n"), "the note's signatures do not end with a newline")
    lines = signatures[:-1].decode("utf-8").split("\n")
    require(len(lines) <= MAX_SIGNATURES, "the note has too many signatures")
    signed = False
    for line in lines:
        fields = line.split(" ", 2)
        require(len(fields) == 3 and fields[0] == "\u2014", "a signature line of the note is malformed")
        name = check_name(fields[1])
        value = decode_base64(fields[2], f"the signature by {name}")
        require(len(value) > 4, f"the signature by {name} is too short")
        if name != key.name or value[:4] != key.id:
            continue
        try:
            key.public_key.verify(value[4:], text)
        except InvalidSignature as error:
            raise Refused(f"the signature by {name} is wrong") from error
        signed = True
    require(signed, f"the note is not signed by {key.name}")
    return text.decode("utf-8")


# --- Merkle tree (RFC 9162) ---------------------------------------------------------------------------------------


def leaf_hash(data):
    return sha256(b"\x00" + data)


def node_hash(left, right):
    return sha256(b"\x01" + left + right)


def root_from_inclusion_path(leaf, index, size, path):
    """The root that `path` leads to (section 2.1.3.2), or None when its length does not fit the tree."""
    fn, sn, root = index, size - 1, leaf
    for sibling in path:
        if sn == 0:
            return None
        if fn & 1 or fn == sn:
            root = node_hash(sibling, root)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            root = node_hash(root, sibling)
        fn, sn = fn >> 1, sn >> 1
    return root if sn == 0 else None


def is_consistent(old, new, path):
    """Whether `path` shows that checkpoint `new` extends `old` (section 2.1.4.2)."""
    if old.size == new.size:
        return not path and old.root == new.root and (old.size > 0 or old.root == sha256(b""))
    if old.size == 0:
        return not path and old.root == sha256(b"")
    if not path:
        return False
    if old.size & (old.size - 1) == 0:
        path = [old.root] + path
    fn, sn = old.size - 1, new.size - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    old_root = new_root = path[0]
    for node in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            old_root, new_root = node_hash(node, old_root), node_hash(node, new_root)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            new_root = node_hash(new_root, node)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and old_root == old.root and new_root == new.root


# --- EventEnvelope (protobuf) -------------------------------------------------------------------------------------


def read_varint(data, at):
    value = 0
    for count in range(10):
        require(at + count < len(data), "the envelope ends within a number")
        byte = data[at + count]
        value |= (byte & 0x7F) << (7 * count)
        if byte < 0x80:
            require(count == 0 or byte != 0, "the envelope has an overlong number")
            require(value < 1 << 64, "the envelope has a number beyond 64 bits")
            return value, at + count + 1
    raise Refused("the envelope has a number of more than ten bytes")


def read_message(data, wire_types):
    """Fields of a message by number: the known ones, each at most once; others are checked for form only."""
    fields, at = {}, 0
    while at < len(data):
        tag, at = read_varint(data, at)
        number, wire_type = tag >> 3, tag & 7
        require(1 <= number < 1 << 29, f"the envelope has a field with the number {number}")
        if wire_type == 0:
            value, at = read_varint(data, at)
        else:
            if wire_type == 2:
                length, at = read_varint(data, at)
            else:
                require(wire_type in (1, 5), f"field {number} of the envelope has the wire type {wire_type}")
                length = 8 if wire_type == 1 else 4
            require(length <= len(data) - at, f"field {number} of the envelope reaches beyond its end")
            value, at = data[at : at + length], at + length
        if number in wire_types:
            require(number not in fields, f"field {number} of the envelope is there twice")
            require(wire_type == wire_types[number], f"field {number} of the envelope has the wrong wire type")
            fields[number] = value
    return fields


def read_envelope(data):
    fields = read_message(data, {1: 2, 2: 2, 3: 0, 4: 1, 5: 0, 6: 2, 7: 2})
    require(len(fields.get(1, b"")) == 16, "the envelope's event id has not 16 bytes")
    require(fields.get(3, 0) < 1 << 32, "the envelope's schema version has more than 32 bits")
    read_message(fields.get(6, b""), {1: 0, 2: 2, 3: 0})
    try:
        event_type = fields.get(2, b"").decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused("the envelope's event type is not UTF-8") from error
    require(event_type, "the envelope names no event type")
    recorded_at = int.from_bytes(fields.get(4, bytes(8)), "little", signed=True)
    return event_type, recorded_at, fields.get(7, b"")


def time_text(microseconds):
    try:
        moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(microseconds=microseconds)
        return moment.isoformat(timespec="microseconds") + "Z"
    except OverflowError:
        return f"{microseconds} microseconds from 1970"


# --- Evidence files -----------------------------------------------------------------------------------------------


def read_evidence(path, format_name, required, optional=()):
    def unique(pairs):
        names = [name for name, _ in pairs]
        require(len(names) == len(set(names)), f"{path} has a member twice")
        return dict(pairs)

    try:
        members = json.loads(read_file(path, MAX_EVIDENCE).decode("utf-8"), object_pairs_hook=unique)
    except (ValueError, RecursionError) as error:
        raise Refused(f"{path} is not JSON") from error
    require(isinstance(members, dict), f"{path} is not a JSON object")
    require(members.get("format") == format_name, f"{path} is not of the format {format_name}")
    types = {**required, **dict(optional), "format": str}
    for name, value in members.items():
        require(name in types, f"{path} has a member {name!r} that nobody checks")
        require(type(value) is types[name], f"{name} in {path} has the wrong type")
    for name in required:
        require(name in members, f"{path} lacks {name}")
    return members


def read_path(values, what):
    require(len(values) <= MAX_PATH and all(type(value) is str for value in values), f"the {what} is malformed")
    return [decode_base64(value, f"a hash of the {what}", 32) for value in values]


def check_evidence(key, path, message):
    evidence = read_evidence(
        path,
        "evrak-evidence/1",
        {"checkpoint": str, "position": int, "envelope": str, "salt": str, "original_digest": str,
         "inclusion_path": list},
        {"item": str},
    )
    checkpoint = Checkpoint(evidence["checkpoint"].encode("utf-8", "surrogatepass"), key)
    position = evidence["position"]
    require(1 <= position <= checkpoint.size, f"position {position} is not among {checkpoint.size} events")
    envelope = decode_base64(evidence["envelope"], "the envelope")
    salt = decode_base64(evidence["salt"], "the salt", 32)
    require(re.fullmatch("[0-9a-f]{64}", evidence["original_digest"]), "the original's digest is malformed")
    digest = bytes.fromhex(evidence["original_digest"])
    hashes = read_path(evidence["inclusion_path"], "inclusion path")
    root = root_from_inclusion_path(leaf_hash(envelope), position - 1, checkpoint.size, hashes)
    require(root == checkpoint.root, f"the event at position {position} is not in the log of the checkpoint")
    event_type, recorded_at, commitment = read_envelope(envelope)
    require(commitment, "the event commits to no original")
    require(sha256(salt + digest) == commitment, "the event commits to another original")
    print(f"signed by {key.name}: a log of {checkpoint.size} events with root {checkpoint.root.hex()}")
    print(f"included: position {position}, {event_type}, recorded at {time_text(recorded_at)}")
    print(f"committed: the original with SHA-256 {digest.hex()}")
    if message is not None:
        hasher = hashlib.sha256()
        with open(message, "rb") as file:
            while chunk := file.read(1 << 20):
                hasher.update(chunk)
        require(hasher.digest() == digest, f"{message} is not the archived original: SHA-256 {hasher.hexdigest()}")
        print(f"unaltered: {message} is that original, byte for byte")


CONSISTENCY = {"old_checkpoint": str, "new_checkpoint": str, "consistency_path": list}


def check_consistency(key, path, old_note=None, new_note=None):
    evidence = read_evidence(path, "evrak-consistency/1", CONSISTENCY)
    old = Checkpoint(evidence["old_checkpoint"].encode("utf-8", "surrogatepass"), key)
    new = Checkpoint(evidence["new_checkpoint"].encode("utf-8", "surrogatepass"), key)
    for held, stated, name in ((old_note, old, "older"), (new_note, new, "newer")):
        if held is not None:
            held = Checkpoint(read_file(held, MAX_NOTE), key)
            same = (held.size, held.root) == (stated.size, stated.root)
            require(same, f"the {name} note is not the one that the evidence was made for")
    require(old.size <= new.size, f"the log was cut: from {old.size} events to {new.size}")
    require(old.size != new.size or old.root == new.root, f"the log was rewritten: two roots for {old.size} events")
    hashes = read_path(evidence["consistency_path"], "consistency path")
    require(is_consistent(old, new, hashes), f"the log of {new.size} events is not shown to extend its older checkpoint")
    print(f"signed by {key.name}: both checkpoints")
    print(f"consistent: the log of {new.size} events begins with the {old.size} events of the older checkpoint")


def main():
    parser = argparse.ArgumentParser(description="Checks evidence of an Evrak archive without any code of Evrak.")
    parser.add_argument("--key", required=True, help="the archive's verifier key, or a file that holds it")
    commands = parser.add_subparsers(dest="command", required=True)
    evidence = commands.add_parser("evidence", help="one archived message")
    evidence.add_argument("file")
    evidence.add_argument("--message", help="also compare this file with the archived original")
    consistency = commands.add_parser("consistency", help="two checkpoints of one log")
    consistency.add_argument("file")
    notes = commands.add_parser("notes", help="two notes that were kept elsewhere")
    notes.add_argument("old")
    notes.add_argument("new")
    notes.add_argument("file")
    arguments = parser.parse_args()
    try:
        key = load_key(arguments.key)
        if arguments.command == "evidence":
            check_evidence(key, arguments.file, arguments.message)
        elif arguments.command == "consistency":
            check_consistency(key, arguments.file)
        else:
            check_consistency(key, arguments.file, arguments.old, arguments.new)
    except Refused as reason:
        print(f"NOT PROVED: {reason}", file=sys.stderr)
        return 1
    except (OSError, UnicodeDecodeError) as error:
        print(f"NOT PROVED: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
