#!/usr/bin/env python3
"""Writes Fixtures/mail and Fixtures/company: the correspondence of an invented company, for the demo and for tests.

Every company, person, address and event in it is made up; all domains are reserved for examples (RFC 2606). The output
depends on nothing but these files: no clock, no random source, no version of a library.

    make_fixtures.py            writes the files
    make_fixtures.py --check    says whether the files are what this script would write; exit 1 if not

Fixtures/mail holds the mailbox info@ (letters in fixture_letters.py); Fixtures/company holds the other mailboxes, the text
messages, faxes, notes and contacts (one fixture_*.py each), and a README.md that tells the story and is written by hand.
"""

import argparse
import pathlib
import sys

sys.dont_write_bytecode = True

import fixture_company_mail
import fixture_contacts
import fixture_faxes
import fixture_notes
import fixture_text_messages
from fixture_letters import COMPANY, LETTERS, NOT_MAIL
from fixture_mail import Letters, maildir_name, mbox_entry
from fixture_time import moment

ROOT = pathlib.Path(__file__).resolve().parent.parent / "Fixtures"


def info_mailbox(letters):
    """Path below Fixtures/mail → bytes."""
    files, mbox = {}, []
    for letter in sorted(LETTERS, key=lambda l: moment(l["date"])):
        key = letter["key"]
        raw = letters.raw(key).encode("latin-1")
        if not raw.endswith(b"\n"):
            raw += b"\n"
        for place in letter["in"]:
            if place == "mbox":
                mbox.append(mbox_entry(letter, raw))
            elif place.startswith("eml/"):
                # Mail programs save with the line endings of the wire.
                files[place] = raw.replace(b"\n", b"\r\n")
            else:
                folder = {"inbox": "", "sent": ".G&APY-nderilenler/", "projects": ".Projeler.K&APY-rfez Konutlar&ATE-/"}[place]
                flags = letter.get("flags", "S")
                sub = "new/" if flags is None else "cur/"
                files["info@%s/%s%s%s" % (COMPANY, folder, sub, maildir_name(key, letters, raw, flags))] = raw
    files["eski-arsiv-2024.mbox"] = b"".join(mbox)
    for name, text in NOT_MAIL.items():
        files[name] = text.encode()
    return files


def company(letters):
    """Path below Fixtures/company → bytes."""
    rooms = [fixture_company_mail.files(letters)]
    rooms += [room.files() for room in (fixture_text_messages, fixture_faxes, fixture_notes, fixture_contacts)]
    return {name: raw for room in rooms for name, raw in room.items()}


def keep(folder, files, check):
    """Writes the files, or compares them with what is there. Returns how many faults there are."""
    root = ROOT / folder
    present = {str(p.relative_to(root)): p for p in root.rglob("*") if p.is_file()} if root.exists() else {}
    present.pop("README.md", None)
    if check:
        faults = ["missing: " + n for n in sorted(files.keys() - present.keys())]
        faults += ["not made by this script: " + n for n in sorted(present.keys() - files.keys())]
        faults += ["different: " + n for n in sorted(files.keys() & present.keys()) if present[n].read_bytes() != files[n]]
        print("\n".join(faults) if faults else "Fixtures/%s is what this script writes: %d files" % (folder, len(files)))
        return len(faults)
    for name in present.keys() - files.keys():
        present[name].unlink()
    for name, raw in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    print("wrote %d files, %d bytes, to Fixtures/%s" % (len(files), sum(map(len, files.values())), folder))
    return 0


def main():
    parser = argparse.ArgumentParser(description="Writes the correspondence of an invented company into Fixtures.")
    parser.add_argument("--check", action="store_true", help="compare with what is there instead of writing")
    arguments = parser.parse_args()
    letters = Letters.shared = Letters(LETTERS + fixture_company_mail.LETTERS)
    faults = keep("mail", info_mailbox(letters), arguments.check) + keep("company", company(letters), arguments.check)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
