"""Cases of faults_test.py that run evrak as a user without rights."""

import mailbags
from archive import acknowledgements, run
from campaign import Violation
from filesystems import give_to_nobody
from scene import CANNOT_CREATE, CONFIGURATION, DATA_ERROR, NO_INPUT, NO_PERMISSION, refused


def read_only_folder(scene, prefix):
    """Folders and files without the right to write, for one who is not root."""
    bag = scene.bag("mail", 20)
    give_to_nobody(scene.archive.folder, scene.archive.keys)
    for path in (scene.archive.folder, *scene.archive.folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    words = scene.archive.import_words([bag])
    refused(run([*prefix, *words]), CANNOT_CREATE, NO_PERMISSION)
    for path in (scene.archive.folder, *scene.archive.folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    scene.is_sound()


def permission_denied(scene, prefix):
    """Another user's archive."""
    scene.archive.folder.chmod(0o000)
    try:
        if prefix:
            for words in (("import", scene.first.path, "--account", mailbags.ACCOUNT), ("timeline", mailbags.CORRESPONDENTS[0]), ("verify",)):
                refused(scene.archive.run(*words, prefix=prefix), NO_PERMISSION)
        else:
            refused(scene.archive.run("verify"), NO_PERMISSION)
    finally:
        scene.archive.folder.chmod(0o755)
    scene.is_sound()


def root_key_not_readable(scene, prefix):
    give_to_nobody(scene.archive.folder)
    scene.archive.keys.chmod(0o755)
    scene.key("root").chmod(0o000)
    refused(scene.archive.run("import", scene.first.path, "--account", mailbags.ACCOUNT, prefix=prefix), NO_PERMISSION, NO_INPUT, CONFIGURATION)
    scene.key("root").chmod(0o600)
    scene.is_sound()


def mail_not_readable(scene, prefix):
    """One file of a Maildir that may not be read is reported, and the rest goes in."""
    letters = [mailbags.letter(scene.dice, number) for number in range(10)]
    bag = mailbags.write_maildir(scene.folder / "partly", letters)
    scene.ledger.offer(bag)
    give_to_nobody(scene.archive.folder, scene.archive.keys, scene.folder / "partly")
    closed = next((scene.folder / "partly/cur").iterdir())
    closed.chmod(0o000)
    outcome = run([*prefix, *scene.archive.import_words([bag])]).need(DATA_ERROR)
    if closed.name not in (outcome.stderr + outcome.stdout).decode("utf-8", "replace"):
        raise Violation(f"the report does not name {closed.name}")
    spoken, summary = acknowledgements(outcome.stdout)
    if not summary or summary["rejected"] != 1 or summary["captured"] != len(letters) - 1:
        raise Violation(f"9 messages can be read and 1 cannot, the summary says {summary}")
    scene.ledger.hear(spoken)
    scene.is_sound()


ALL = (read_only_folder, permission_denied, root_key_not_readable, mail_not_readable)
