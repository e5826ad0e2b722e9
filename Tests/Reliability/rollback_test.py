"""Shows that a log which was truncated, rolled back or written anew fails against a checkpoint note kept elsewhere.

Every forger here holds the signing key and all other keys: only the note that lies outside the archive can tell.
"""

import shutil
import subprocess
import sys

import mailbags
from archive import Archive
from campaign import Tally, Violation, Workplace, command_line, dice as dice_of, options, parse, say
from scene import CONFIGURATION, DATA_ERROR, NO_INPUT, refused


class History:
    """One archive with a note from its middle, and copies of it from before: empty, and a little older than the note."""

    def __init__(self, settings, number, folder):
        self.folder, self.dice = folder, dice_of(settings.seed, "history", number)
        folder.mkdir()
        self.archive = Archive(settings.evrak, folder / "archive", folder / "keys").init()
        self.fresh = self.archive.copy_to(folder / "fresh")
        self.note_of_nothing = self.archive.checkpoint(folder / "note-0")
        self.bags = [mailbags.mailbag(self.dice, folder / f"mail-{part}", self.dice.randrange(3, settings.letters)) for part in range(4)]
        self.take(self.archive, 0)
        self.older = self.archive.copy_to(folder / "older")
        self.archive.run("backup", folder / "backup").need(0)
        self.take(self.archive, 1)
        self.note = self.archive.checkpoint(folder / "note")
        self.take(self.archive, 2)

    def take(self, archive, *parts):
        archive.take_in([self.bags[part] for part in parts])


def against(archive, note, status):
    archive.run("verify", "--against", note).need(status)


def log_that_grew(history):
    for note in (history.note, history.note_of_nothing, history.archive.checkpoint(history.folder / "now")):
        against(history.archive, note, 0)
    history.archive.run("prove", "--since", history.note).need(0)


def older_copy(history):
    history.older.verify()  # nothing inside it tells
    against(history.older, history.note, 1)


def restored_backup(history):
    place = history.folder / "restored"
    words = [str(history.archive.evrak), "restore", str(history.folder / "backup"), str(place)]
    subprocess.run(words, check=True, capture_output=True)
    restored = Archive(history.archive.evrak, place, history.archive.keys)
    restored.verify()
    against(restored, history.note_of_nothing, 0)
    against(restored, history.note, 1)


def fork_that_overtook(history):
    """From the older copy on, other mail, until there are more events than the note knows of."""
    fork = history.older.copy_to(history.folder / "fork")
    history.take(fork, 3, 2, 1)
    fork.verify()
    against(fork, history.note, 1)
    outcome = fork.run("prove", "--since", history.note)
    if outcome.status == 0:
        raise Violation("`prove --since` gives a proof of consistency with a log that it does not extend")


def written_anew(history):
    """From the empty archive on, all mail in its old order but for one awkward letter."""
    anew = history.fresh.copy_to(history.folder / "anew")
    awkward = history.bags[0].path
    if awkward.is_dir():
        letters = sorted(path for part in ("cur", "new") for path in (awkward / part).iterdir())
        hidden = letters[len(letters) // 2].rename(history.folder / "hidden")
        history.take(anew, 0, 1, 2)
        hidden.rename(letters[len(letters) // 2])
    else:
        history.take(anew, 1, 2, 3)
    anew.verify()
    against(anew, history.note, 1)


def same_mail_anew(history):
    """Even the same mail in the same order makes another log."""
    anew = history.fresh.copy_to(history.folder / "same")
    for part in range(3):
        history.take(anew, part)
    anew.verify()
    against(anew, history.note, 1)


def log_exchanged(history):
    """Only log/ is put back to an older state; keys and views stay."""
    mixed = history.archive.copy_to(history.folder / "mixed")
    shutil.rmtree(mixed.folder / "log")
    shutil.copytree(history.older.folder / "log", mixed.folder / "log", ignore=shutil.ignore_patterns("lock.mdb"))
    against(mixed, history.note, 1)


def note_altered(history):
    """A note that is damaged, forged or missing proves nothing and must not pass."""
    text, file = history.note.read_bytes(), history.folder / "altered"
    lines = text.split(b"\n")
    altered = [b"", b"\n", text[: len(text) // 2], text * 2, bytes(len(text))]
    for place in history.dice.sample(range(len(text)), k=12):
        altered.append(text[:place] + bytes([text[place] ^ 1]) + text[place + 1:])
    altered.append(b"\n".join([lines[0], b"1", *lines[2:]]))  # C2SP tlog-checkpoint: origin, size, root
    for content in altered:
        file.write_bytes(content)
        outcome = history.archive.run("verify", "--against", file)
        if outcome.status != 1:
            refused(outcome, DATA_ERROR, CONFIGURATION, NO_INPUT)
    refused(history.archive.run("verify", "--against", history.folder / "no-note"), NO_INPUT)


def note_of_another(history):
    """Another archive's note, though well signed, is none of ours."""
    other = Archive(history.archive.evrak, history.folder / "other", history.folder / "other-keys").init()
    history.take(other, 0)
    outcome = history.archive.run("verify", "--against", other.checkpoint(history.folder / "other-note"))
    if outcome.status != 1:
        refused(outcome, DATA_ERROR, CONFIGURATION)


CASES = (log_that_grew, older_copy, restored_backup, fork_that_overtook, written_anew, same_mail_anew, log_exchanged, note_altered, note_of_another)


def main():
    parser = options(__doc__.splitlines()[0], rounds=5)
    parser.add_argument("--letters", type=int, default=40, help="at most so many messages a mailbox (default: %(default)s)")
    parser.add_argument("--round", type=int, default=None, help="only this round of a seed")
    settings = parse(parser)
    tally = Tally()
    with Workplace("rollback", settings.folder) as place:
        say(f"seed {settings.seed}: {settings.rounds} histories, {len(CASES)} cases each")
        for number in range(settings.rounds) if settings.round is None else [settings.round]:
            again = command_line(__file__, settings, "--round", number)
            try:
                history = History(settings, number, place.path / f"history-{number}")
            except Violation as fault:
                tally.fault(f"history {number}", str(fault), again)
                continue
            failed = tally.failed
            for case in CASES:
                try:
                    case(history)
                    tally.ok()
                except (Violation, OSError, subprocess.SubprocessError) as fault:
                    tally.fault(f"history {number}, {case.__name__.replace('_', ' ')}", str(fault), again)
            if tally.failed == failed:
                say(f"ok      history {number}")
        place.keep = tally.failed > 0
        return tally.close()


if __name__ == "__main__":
    sys.exit(main())
