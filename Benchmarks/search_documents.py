"""The documents that the search benchmarks index: a subject and a body for each message, in one file.

The file holds one document after another: its size in bytes (unsigned, 32 bits, little-endian), then the subject, a newline
and the body as UTF-8. They're read out of the mail with Python's own `email` package, so that no reader of ours is measured.
"""

import email
import email.errors
import email.header
import html
import multiprocessing
import os
import random
import re
import struct
from base64 import b32encode
from pathlib import Path

SIZE = struct.Struct("<I")
READERS = 2
# Hidden parts of HTML pages, then all other tags.
HIDDEN = re.compile(r"(?is)<(script|style|head)\b.*?</\1\s*>")
TAG = re.compile(r"(?s)<[^<>]*>")
WORD = re.compile(r"(\w+)")
EVERY = 10  # of so many words, one becomes an identifier in the second file
IDENTIFIER_LETTERS = 12


def read(path):
    """The documents of a file, each as bytes."""
    content = memoryview(Path(path).read_bytes())
    documents, at = [], 0
    while at < len(content):
        (size,) = SIZE.unpack_from(content, at)
        at += SIZE.size
        documents.append(bytes(content[at:at + size]))
        at += size
    return documents


def write(path, documents):
    """Writes documents (bytes) as they come; how many, and the bytes of text."""
    count = text = 0
    unfinished = Path(f"{path}.part")
    with open(unfinished, "wb") as file:
        for document in documents:
            file.write(SIZE.pack(len(document)))
            file.write(document)
            count, text = count + 1, text + len(document)
    unfinished.rename(path)
    return count, text


def prepare(maildir, folder, seed, say):
    """`docs.bin` and `docs-ids.bin` of a Maildir in `folder`, made at the first use."""
    folder.mkdir(parents=True, exist_ok=True)
    plain, identifiers = folder / "docs.bin", folder / "docs-ids.bin"
    if not plain.exists():
        say(f"reading {maildir} into {plain}")
        with multiprocessing.Pool(READERS) as pool:
            write(plain, pool.imap(document_of, mail_files(maildir), chunksize=200))
    if not identifiers.exists():
        say(f"writing {identifiers}")
        numbered = ((seed, number, document) for number, document in enumerate(read(plain)))
        with multiprocessing.Pool(READERS) as pool:
            write(identifiers, pool.imap(with_identifiers, numbered, chunksize=200))
    return plain, identifiers


def mail_files(maildir):
    """All messages below, in the order of their names: the same documents in the same order on every machine."""
    return sorted(os.path.join(place, name) for place, _, names in os.walk(maildir) for name in names if not name.startswith("."))


def document_of(path):
    with open(path, "rb") as file:
        message = email.message_from_binary_file(file)
    return f"{subject_of(message)}\n{body_of(message)}".encode("utf-8", "replace")


def subject_of(message):
    try:
        subject = str(email.header.make_header(email.header.decode_header(message.get("subject", ""))))
    except (email.errors.HeaderParseError, LookupError, UnicodeDecodeError, ValueError):
        subject = str(message.get("subject", ""))
    return " ".join(subject.split())


def body_of(message):
    """The first plain text, else the first HTML without its tags."""
    texts = [part for part in message.walk() if part.get_content_maintype() == "text" and not part.is_multipart()]
    for part in texts:
        if part.get_content_subtype() == "plain":
            return text_of(part)
    for part in texts:
        if part.get_content_subtype() == "html":
            return html.unescape(TAG.sub(" ", HIDDEN.sub(" ", text_of(part))))
    return ""


def text_of(part):
    content = part.get_payload(decode=True) or b""
    try:
        return content.decode(part.get_content_charset("utf-8"))
    except (LookupError, UnicodeDecodeError, ValueError):
        return content.decode("latin-1")


def with_identifiers(numbered):
    """The document with every tenth word made a random identifier, hexadecimal or base 32."""
    seed, number, document = numbered
    choose = random.Random(f"{seed} {number}")
    # Words lie at the odd places of the split.
    parts = WORD.split(document.decode())
    for place in range(1 + 2 * choose.randrange(EVERY), len(parts), 2 * EVERY):
        parts[place] = identifier(choose)
    return "".join(parts).encode()


def identifier(choose):
    if choose.getrandbits(1):
        return f"{choose.getrandbits(4 * IDENTIFIER_LETTERS):0{IDENTIFIER_LETTERS}x}"
    return b32encode(choose.randbytes(8)).decode()[:IDENTIFIER_LETTERS]


def prepare_tenfold(plain, folder, seed, say):
    """`docs-10x.bin`: ten times the documents, of the same sizes, each mixed from the paragraphs of others."""
    tenfold = folder / "docs-10x.bin"
    if not tenfold.exists():
        say(f"writing {tenfold}")
        write(tenfold, mixed(read(plain), 10, random.Random(f"{seed} tenfold")))
    return tenfold


def mixed(documents, times, choose):
    """Each document `times` times: the first time as it is, then under its own subject with as much text of others.

    A message of a large archive has words of its own; so each mixed one names three numbers that no other has.
    """
    paragraphs = [paragraph for document in documents for paragraph in document.split(b"\n\n")[1:] if paragraph.strip()]
    yield from documents
    for _ in range(times - 1):
        for document in documents:
            subject = document.split(b"\n", 1)[0]
            parts, left = [subject, b" ".join(b"%012x" % choose.getrandbits(48) for _ in range(3))], len(document) - len(subject) - 40
            while left > 0 and paragraphs:
                paragraph = paragraphs[int(choose.random() * len(paragraphs))][:left]
                parts.append(paragraph + b"\n")
                left -= len(paragraph) + 2
            # A cut may lie inside a character.
            yield b"\n".join(parts).decode("utf-8", "ignore").encode()

