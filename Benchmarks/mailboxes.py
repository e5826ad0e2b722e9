"""The mail that is measured: the corpora as one Maildir, or generated mail where they are absent."""

import json
import mailbox
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

GENERATED_MESSAGES, SHORT_MESSAGES = 30_000, 3_000
CORPORA_PARTS = ("mail/easy-ham", "mail/linux-mtd.mbox.zst", "mail/linux-raid.mbox.zst")
ADDRESS = re.compile(rb"[A-Za-z0-9._%+=-]{1,64}@[A-Za-z0-9.-]{1,253}")
ADDRESS_HEADER = re.compile(rb"(?im)^(?:from|to|cc):(?:.*\n(?:[ \t].*\n)*)")


@dataclass
class Mailbox:
    """A Maildir, how many messages and raw bytes it holds, and the address that most of them name."""
    path: Path
    origin: str
    messages: int
    bytes: int
    busiest: str
    busiest_messages: int


def prepare(cache, seed, short, say):
    """The Maildir of this run, made at the first use and kept in `cache`."""
    corpora = os.environ.get("EVRAK_CORPORA")
    missing = "EVRAK_CORPORA is not set" if not corpora else next(
        (f"{part} is missing" for part in CORPORA_PARTS if not (Path(corpora) / part).exists()), None)
    if not missing and not shutil.which("zstd"):
        missing = "zstd is not installed"
    if missing:
        say(f"generated mail instead of the corpora: {missing}")
    name = f"{f'generated-{seed}' if missing else 'corpora'}-{'short' if short else 'full'}"
    folder = Path(cache) / name
    if not (folder / "mailbox.json").exists():
        say(f"preparing {folder}")
        shutil.rmtree(folder, ignore_errors=True)
        maildir = folder / "mail"
        folder.mkdir(parents=True)
        if missing:
            generate("maildir", SHORT_MESSAGES if short else GENERATED_MESSAGES, seed, maildir)
        else:
            unpack(Path(corpora).resolve(), maildir)
            if short:
                thin_out(maildir)
        describe(maildir, name, folder / "mailbox.json")
    facts = json.loads((folder / "mailbox.json").read_text())
    return Mailbox(folder / "mail", **facts)


def generate(form, count, seed, place):
    """Runs generate_mail.py, which writes distinct mail of the same make."""
    script = Path(__file__).with_name("generate_mail.py")
    subprocess.run([sys.executable, script, "--format", form, "--count", str(count), "--seed", str(seed), place], check=True, stdout=subprocess.DEVNULL)


def unpack(corpora, maildir):
    for part in ("cur", "new", "tmp"):
        (maildir / part).mkdir(parents=True)
    for path in sorted((corpora / CORPORA_PARTS[0]).rglob("*")):
        if path.is_file():
            shutil.copyfile(path, maildir / "cur" / path.name)
    for part in CORPORA_PARTS[1:]:
        split(corpora / part, maildir / "cur")


def split(mailbox_file, folder):
    """The messages of a compressed mbox as files of their own in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    name = mailbox_file.name.removesuffix(".mbox.zst")
    with tempfile.NamedTemporaryFile(dir=folder.parent) as plain:
        subprocess.run(["zstd", "-dcq", mailbox_file], stdout=plain, check=True)
        box = mailbox.mbox(plain.name, create=False)
        for number, key in enumerate(box.iterkeys()):
            (folder / f"{1_000_000_000 + number}.{name}.host:2,S").write_bytes(box.get_bytes(key))
        box.close()


def thin_out(maildir):
    """Leaves an even choice of about SHORT_MESSAGES files."""
    files = sorted((maildir / "cur").iterdir())
    step = max(1, len(files) // SHORT_MESSAGES)
    for number, file in enumerate(files):
        if number % step:
            file.unlink()


def describe(maildir, origin, file):
    """Counts messages, bytes and addresses, and so reads every file once: all runs start with the mail in memory."""
    messages = size = 0
    named = Counter()
    for path in maildir.rglob("*"):
        if not path.is_file():
            continue
        content = path.read_bytes()
        messages, size = messages + 1, size + len(content)
        head = re.split(rb"\r?\n\r?\n", content, maxsplit=1)[0] + b"\n"
        named.update({address.lower() for line in ADDRESS_HEADER.findall(head) for address in ADDRESS.findall(line)})
    busiest, count = named.most_common(1)[0] if named else (b"", 0)
    file.write_text(json.dumps({"origin": origin, "messages": messages, "bytes": size,
                                "busiest": busiest.decode(), "busiest_messages": count}))


def warm(maildir):
    """Reads all mail once, so that no run pays for the disk that the next one finds cached."""
    for path in maildir.rglob("*"):
        if path.is_file():
            path.read_bytes()
