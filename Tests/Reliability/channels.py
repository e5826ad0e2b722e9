"""Which kinds of bags there are."""

import faxbags
import mailbags
import notebags
import textbags

# With each, what part of --letters goes into one: each document of a fax is read by a program of its own.
BAGS = {"mail": (mailbags.mailbag, 1), "phone's backup": (textbags.backupbag, 1), "text messages": (textbags.recordbag, 1),
        "faxes": (faxbags.faxbag, 6), "notes": (notebags.notebag, 2)}


def bag_of(kind, dice, path, letters, before=()):
    """A bag of new originals, some of which come twice, and of some of `before`, which earlier bags of the kind held."""
    make, part = BAGS[kind]
    return make(dice, path, max(1, letters // part), before)
