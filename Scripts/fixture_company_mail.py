"""The mailboxes of Fixtures/company: Aylin's and the warehouse's Maildir, the accounting's mbox. See make_fixtures.py."""

from fixture_letters import COMPANY
from fixture_mail import bare, maildir_name, mbox_entry
from fixture_story_harbour import HARBOUR, PENNINE
from fixture_story_kuzey import KUZEY, TUNALI
from fixture_story_lindenau import LINDENAU
from fixture_story_oddities import LISTS, ODD
from fixture_story_office import INTERNAL, SUPPLIERS
from fixture_story_projects import CINAR, LIMAN, LODOS, MAVI
from fixture_time import moment

LETTERS = KUZEY + TUNALI + LINDENAU + HARBOUR + PENNINE + MAVI + LIMAN + LODOS + CINAR + SUPPLIERS + INTERNAL + LISTS + ODD

# Letters of Fixtures/mail whose copies lie in these mailboxes too: the same bytes, or (True) with a Received line of their own.
COPIES = {
    "kuzey-teklif": ("aylin", False), "nora-offer": ("aylin", False), "kuzey-cerceve": ("aylin", False),
    "zeynep-iletim": ("aylin", False),
    "kuzey-fatura": ("murat", False), "kuzey-hatirlatma": ("murat", False), "kuzey-izin": ("murat", True),
    "kuzey-dekont": ("murat", True),
    "banka-ekstre": ("murat", True), "arsiv-06": ("murat", False), "kuzey-sevk": ("hakan", False), "kuzey-ozur": ("hakan",
        False),
    "ic-koruma": ("hakan", False), "lojistik-teslim": ("hakan", True),
}

BOXES = ("aylin", "murat", "hakan")
FOLDERS = {"Körfez Konutları": "K&APY-rfez Konutlar&ATE-"}


def copies(letters):
    """Mailbox, key, whether the owner sent it, and the bytes, in the order of time."""
    keys = {letter["key"] for letter in LETTERS}
    for letter in sorted(letters.by_key.values(), key=lambda l: moment(l["date"])):
        key = letter["key"]
        if key in COPIES:
            box, own = COPIES[key]
            yield box, key, letter["from"] == box, letters.raw(key, box if own else None)
        if key not in keys:
            continue
        for box in BOXES:
            if letter["from"] == box:
                yield box, key, True, letters.raw(key)
            elif box in letter["to"] + letter.get("cc", []):
                yield box, key, False, letters.raw(key, box)


def folder_of(box, letter, sent):
    if sent:
        return ".Sent/"
    if box == "aylin" and "folder" in letter:
        return ".Projects.%s/" % FOLDERS.get(letter["folder"], letter["folder"])
    return ""


def files(letters):
    """Path below Fixtures/company → bytes."""
    answered = {(letter["from"], letter["answers"]) for letter in LETTERS if "answers" in letter}
    out, mbox = {}, []
    for box, key, sent, text in copies(letters):
        letter, raw = letters.by_key[key], text.encode("latin-1")
        raw += b"" if raw.endswith(b"\n") else b"\n"
        if box == "murat":
            mbox.append(mbox_entry(letter, raw))
            continue
        flags = letter.get("flags") if key not in COPIES else None
        if flags is None:
            flags = "RS" if (box, key) in answered and not sent else "S"
        if letter.get("unread") and not sent:
            flags = None
        place = "mail/%s/%s%s/" % (bare(box), folder_of(box, letter, sent), "new" if flags is None else "cur")
        out[place + maildir_name(key, letters, raw, flags)] = raw
    return out | {"mail/muhasebe@%s.mbox" % COMPANY: b"".join(mbox)}
