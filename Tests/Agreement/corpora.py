"""The messages that are compared: every message of the mail corpora as a file of its own."""

import mailbox
import os
import subprocess
import tempfile
from pathlib import Path


class NoCorpora(Exception):
    """There is nothing to compare; the text says why."""


def messages(corpora, folder):
    """Yields (name to show, path). Mailboxes of many messages are taken apart into `folder`; what is a file already stays where it is."""
    mail = Path(corpora) / "mail"
    if not mail.is_dir():
        raise NoCorpora(f"{mail} is no folder; name the folder of the corpora with --corpora or EVRAK_CORPORA")
    for path in sorted(mail.rglob("*")):
        if not path.is_file() or path.name.startswith("."):
            continue
        if path.name.endswith((".mbox", ".mbox.zst")):
            yield from split(path, Path(folder))
        else:
            yield str(path.relative_to(mail)), path


def split(path, folder):
    """The messages of an mbox, without their "From " lines; RFC 4155 leaves quoted ones as they are, and so does this."""
    name = path.name.removesuffix(".zst").removesuffix(".mbox")
    target = folder / name
    target.mkdir()
    with tempfile.NamedTemporaryFile(dir=folder) as plain:
        if path.suffix == ".zst":
            try:
                subprocess.run(["zstd", "-dcq", path], stdout=plain, check=True)
            except (FileNotFoundError, subprocess.CalledProcessError) as error:
                raise NoCorpora(f"{path} cannot be unpacked: {error}; install zstd") from error
            source = plain.name
        else:
            source = os.fspath(path)
        box = mailbox.mbox(source, create=False)
        for number, key in enumerate(box.iterkeys()):
            file = target / f"{number:06}.eml"
            file.write_bytes(box.get_bytes(key))
            yield f"{name}/{file.stem}", file
        box.close()
