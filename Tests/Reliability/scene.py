"""What the cases of faults_test.py start from, and what each refusal must look like."""

import mailbags
from archive import Archive, acknowledgements, run
from campaign import Violation, dice as dice_of
from ledger import Ledger

# sysexits.h
USAGE, DATA_ERROR, NO_INPUT, CANNOT_CREATE, IO_ERROR, TEMPORARY, NO_PERMISSION, CONFIGURATION = 64, 65, 66, 73, 74, 75, 77, 78
LETTERS_BEFORE = 50  # messages that every archive holds before its case begins
TRACES = ("Fatal error", "Current stack trace", "Program crashed", "Error Domain=", "Backtrace", "Thread 0")


def refused(outcome, *codes):
    """A refusal as users deserve it: a code of sysexits.h, one line, and no trace of the inside."""
    text = outcome.stderr.decode("utf-8", "replace")
    wrong = None
    if not 64 <= outcome.status <= 78:
        wrong = f"it ended with {outcome.describe()}, which is no code of sysexits.h"
    elif codes and outcome.status not in codes:
        wrong = f"it ended with {outcome.status}, not {' or '.join(map(str, codes))}"
    elif any(trace in text for trace in TRACES):
        wrong = "it shows a trace of its inside"
    elif len(text.strip().splitlines()) != 1 or not text.startswith("evrak: ") or len(text.strip()) < 20:
        wrong = "it does not say one sentence that begins with \"evrak: \""
    if wrong:
        raise Violation(f"`{outcome.command}`: {wrong}; stderr: {text.strip()[:500]!r}")
    return text


class Scene:
    """A folder for one case, and an archive in it that holds some mail already."""

    def __init__(self, settings, folder, parent=None):
        self.settings, self.folder, self.dice = settings, folder, dice_of(settings.seed, "faults")
        self.folder.mkdir(parents=True, exist_ok=True)
        place = parent or folder
        self.archive = Archive(settings.evrak, place / "archive", folder / "keys").init()
        self.ledger = Ledger()
        self.first = self.bag("first", LETTERS_BEFORE)
        self.archive.take_in([self.first])

    def bag(self, name, count):
        bag = mailbags.mailbag(self.dice, self.folder / name, count)
        self.ledger.offer(bag)
        return bag

    def try_import(self, *bags, **keywords):
        """An import that may fail; what it acknowledged is held against the archive from then on."""
        outcome = run(self.archive.import_words(bags), **keywords)
        self.ledger.hear(acknowledgements(outcome.stdout)[0])
        return outcome

    def key(self, word):
        found = [path for path in self.archive.keys.iterdir() if word in path.name]
        if len(found) != 1:
            raise Violation(f"{self.archive.keys} should hold one file named after the {word} key, and holds {found}")
        return found[0]

    def is_sound(self):
        self.ledger.check(self.archive, self.dice)
