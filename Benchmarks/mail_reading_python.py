"""A peer of evrak's mail reader: fast-mail-parser (PyPI) over the same messages, all of them in memory, on one thread.

    mail_reading_python.py FOLDER [PASSES]

The folder holds one message a file, in any depth. Prints {"structure_mb_per_s":…,"text_mb_per_s":…,"messages":…,"bytes":…,
"refused":…}, each speed of the fastest of PASSES (default 5) passes, in 10^6 bytes of raw mail a second. "structure" is its
tree in metadata mode, which decodes no body, where the installed version has one; "text" its plain parse of a message.
Ends with 69 where the package is not installed.
"""

import json
import sys
import time
from pathlib import Path

try:
    import fast_mail_parser as peer
except ImportError:
    print("fast-mail-parser is not installed (PyPI)", file=sys.stderr)
    sys.exit(69)


def structure(message):
    return peer.parse_email_tree(message, mode="metadata")


def has_metadata_mode():
    try:
        structure(b"Subject: one\r\n\r\ntwo\r\n")
        return True
    except (AttributeError, TypeError, ValueError):
        return False


def speed(messages, passes, read):
    """MB/s, and how many messages the reader refused."""
    best, size = float("inf"), sum(map(len, messages))
    for _ in range(passes):
        refused, start = 0, time.perf_counter()
        for message in messages:
            try:
                read(message)
            except peer.ParseError:
                refused += 1
        best = min(best, time.perf_counter() - start)
    return size / 1e6 / best, refused


def main():
    if len(sys.argv) < 2:
        print("usage: mail_reading_python.py FOLDER [PASSES]", file=sys.stderr)
        return 64
    passes = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    messages = [path.read_bytes() for path in sorted(Path(sys.argv[1]).rglob("*")) if path.is_file()]
    if not messages:
        print(f"{sys.argv[1]} holds no file", file=sys.stderr)
        return 66
    text, refused = speed(messages, passes, peer.parse_email)
    answer = {"text_mb_per_s": round(text, 2), "messages": len(messages), "bytes": sum(map(len, messages)), "refused": refused}
    if has_metadata_mode():
        answer["structure_mb_per_s"] = round(speed(messages, passes, structure)[0], 2)
    print(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
