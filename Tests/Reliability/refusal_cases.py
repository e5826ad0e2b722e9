"""Cases of faults_test.py that need nothing but an archive: settings, keys, owners, places and typing."""

import os
import re
import select
import signal
import subprocess

import mailbags
from archive import COMMAND_SECONDS, Archive, acknowledgements, run
from campaign import Violation
from scene import CANNOT_CREATE, CONFIGURATION, DATA_ERROR, NO_INPUT, TEMPORARY, USAGE, refused


def newer_format(scene):
    file = scene.archive.folder / "archive.yaml"
    text = file.read_text()
    newer, changed = re.subn(r"(?m)^(\s*format\w*\s*:\s*)1\s*$", r"\g<1>2", text)
    if changed != 1:
        raise Violation(f"archive.yaml has no line `format: 1`: {text[:300]!r}")
    file.write_text(newer)
    for words in (("import", scene.first.path, "--account", mailbags.ACCOUNT), ("timeline", mailbags.CORRESPONDENTS[0]), ("verify",), ("events",)):
        if "2" not in refused(scene.archive.run(*words), CONFIGURATION, DATA_ERROR):
            raise Violation("the sentence does not name the format that was found")
    file.write_text(text)
    scene.is_sound()


def broken_settings(scene):
    file = scene.archive.folder / "archive.yaml"
    text = file.read_text()
    for broken in ("", "format: [1\n", "\0\1\2", "just words\n", "format: 99999999999999999999999999\n"):
        file.write_text(broken)
        refused(scene.archive.run("verify"), CONFIGURATION, DATA_ERROR, NO_INPUT)
        refused(scene.archive.run("import", scene.first.path, "--account", mailbags.ACCOUNT), CONFIGURATION, DATA_ERROR, NO_INPUT)
    file.write_text(text)
    scene.is_sound()


def archive_in_use(scene):
    """A second writer is told who holds the archive; readers work beside the import.

    The first import is held in the middle by a pipe that nobody reads for a while.
    """
    bag = scene.bag("mail", 600)
    process = subprocess.Popen(scene.archive.import_words([bag]), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, start_new_session=True, pipesize=4096)
    try:
        if not select.select([process.stdout], [], [], COMMAND_SECONDS)[0] or process.poll() is not None:
            raise Violation("the first import said nothing")
        text = refused(scene.archive.run("import", scene.first.path, "--account", mailbags.ACCOUNT, "--json"), TEMPORARY)
        if str(process.pid) not in re.findall(r"\d+", text):
            raise Violation(f"the sentence does not name process {process.pid}: {text!r}")
        for words in (("events", "--json"), ("timeline", mailbags.CORRESPONDENTS[0], "--json"), ("stats", "--json")):
            scene.archive.run(*words).need(0)
        for words in (("verify",), ("checkpoint",), ("rebuild",)):
            if (outcome := scene.archive.run(*words)).status != 0:
                refused(outcome, TEMPORARY)
        # What verify may refuse beside a writer, a backup taken beside the writer makes possible.
        scene.archive.run("backup", scene.folder / "backup").need(0)
        Archive(scene.settings.evrak, scene.folder / "backup", scene.archive.keys).verify()
        if process.poll() is not None:
            raise Violation("the first import had ended before the second was refused; the case shows nothing")
        stdout, stderr = process.communicate(timeout=COMMAND_SECONDS)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    if process.returncode:
        raise Violation(f"the first import ended with {process.returncode}: {stderr.decode('utf-8', 'replace')[-300:]}")
    scene.ledger.hear(acknowledgements(stdout)[0])
    scene.ledger.finish(scene.archive, [bag], scene.dice)


def missing_root_key(scene):
    file = scene.key("root")
    away = file.rename(scene.folder / "away")
    for words in (("import", scene.first.path, "--account", mailbags.ACCOUNT), ("timeline", mailbags.CORRESPONDENTS[0])):
        if file.name not in refused(scene.archive.run(*words), NO_INPUT, CONFIGURATION):
            raise Violation("the sentence does not name the file that is missing")
    away.rename(file)
    scene.is_sound()


def wrong_root_key(scene):
    other = Archive(scene.settings.evrak, scene.folder / "other", scene.folder / "other-keys").init()
    file = scene.key("root")
    right = file.read_bytes()
    wrong = next(path for path in other.keys.iterdir() if "root" in path.name).read_bytes()
    for content in (wrong, b"", right[: len(right) // 2], b"\0" * len(right), right * 100):
        file.write_bytes(content)
        for words in (("import", scene.first.path, "--account", mailbags.ACCOUNT), ("timeline", mailbags.CORRESPONDENTS[0])):
            refused(scene.archive.run(*words), CONFIGURATION)
    file.write_bytes(right)
    scene.is_sound()


def missing_signing_key(scene):
    file = scene.key("sign")
    away = file.rename(scene.folder / "away")
    refused(scene.archive.run("checkpoint"), NO_INPUT, CONFIGURATION)
    away.rename(file)
    scene.archive.run("checkpoint").need(0)
    scene.is_sound()


def not_an_archive(scene):
    """Places where no archive is; and an archive where one was to be made."""
    empty, other, file = scene.folder / "empty", scene.folder / "photos", scene.folder / "file"
    empty.mkdir()
    other.mkdir()
    (other / "holiday.txt").write_text("sea")
    file.write_text("no folder")
    for place in (scene.folder / "nowhere", empty, other, file):
        stranger = Archive(scene.settings.evrak, place, scene.archive.keys)
        for words in (("import", scene.first.path, "--account", mailbags.ACCOUNT), ("timeline", mailbags.CORRESPONDENTS[0]), ("verify",), ("events",), ("stats",), ("rebuild",), ("checkpoint",)):
            refused(stranger.run(*words), NO_INPUT, CONFIGURATION, DATA_ERROR)
    if list(empty.iterdir()) or [path.name for path in other.iterdir()] != ["holiday.txt"] or (scene.folder / "nowhere").exists():
        raise Violation("a refused command left something behind in a folder that is no archive")
    refused(scene.archive.run("init", "--key-dir", scene.folder / "more-keys"), CANNOT_CREATE, CONFIGURATION, USAGE)
    refused(Archive(scene.settings.evrak, other, scene.folder).run("init", "--key-dir", scene.folder / "more-keys"), CANNOT_CREATE, CONFIGURATION, USAGE)
    scene.is_sound()


def mistyped(scene):
    address = mailbags.CORRESPONDENTS[0]
    for words in (("imprt", scene.first.path), ("import", scene.first.path, "--acount", mailbags.ACCOUNT), ("import", scene.first.path),
                  ("timeline",), ("timeline", address, "--limit", "many"), ("timeline", address, "--since", "yesterdayish"),
                  ("import", scene.first.path, "--account", mailbags.ACCOUNT, "--format", "pigeon")):
        refused(scene.archive.run(*words), USAGE)
    refused(scene.archive.run("show", "no-such-item"), NO_INPUT, USAGE, DATA_ERROR)
    refused(scene.archive.run("import", scene.folder / "no-such-mail", "--account", mailbags.ACCOUNT), NO_INPUT)
    scene.is_sound()


def no_archive_named(scene):
    """Neither --archive nor EVRAK_ARCHIVE; and the variable alone."""
    words = [str(scene.settings.evrak), "verify"]
    refused(run(words, environment={"EVRAK_ARCHIVE": ""}), USAGE, CONFIGURATION, NO_INPUT)
    run(words, environment={"EVRAK_ARCHIVE": str(scene.archive.folder)}).need(0)


def not_a_database(scene):
    """Files that LMDB cannot even open are faults by name for verify and a sentence for the rest, never a signal."""
    for name in ("log/data.mdb", "keys/data.mdb"):
        file = scene.archive.folder / name
        right = file.read_bytes()
        for content in (b"This is no database. " * 1000, b"\0" * len(right), right[:100], right[: len(right) // 2 + 17]):
            file.write_bytes(content)
            verdict = scene.archive.run("verify")
            if verdict.status != 1:
                refused(verdict)
            if content != right[: len(right) // 2 + 17]:  # half a database opens, and a map has no end that readers can see
                refused(scene.archive.run("import", scene.first.path, "--account", mailbags.ACCOUNT))
        file.write_bytes(right)
    scene.is_sound()


ALL = (newer_format, broken_settings, archive_in_use, missing_root_key, wrong_root_key, missing_signing_key,
       not_an_archive, mistyped, no_archive_named, not_a_database)
