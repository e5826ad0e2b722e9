"""The peers that take in a whole Maildir and make it searchable: mu and notmuch, each with an index outside of the Maildir."""

import shutil

from processes import Unmeasurable, run
from search_programs import fresh


def mu(maildir, folder):
    """Seconds of `mu index` after `mu init`, and how many messages can be found. To initialise counts for nobody, nor for us."""
    home = fresh(folder / "mu")
    run(["mu", "init", f"--muhome={home}", f"--maildir={maildir}"])
    seconds = run(["mu", "index", f"--muhome={home}", "--quiet"]).seconds
    found = run(["mu", "find", f"--muhome={home}", "--fields=m", ""])
    return seconds, len(found.stdout.splitlines())


def notmuch(maildir, folder):
    """Seconds of `notmuch new`, and how many messages can be found: those of one Message-ID are one to it."""
    home = fresh(folder / "notmuch")
    settings = home / "settings"
    # Flags are not synchronised: that would rename the files that the others read.
    settings.write_text(f"[database]\npath={home}\nmail_root={maildir}\nhook_dir={home}/hooks\n[user]\nname=Bench\n"
                        "primary_email=bench@kuzey.example\n[new]\ntags=new\n[maildir]\nsynchronize_flags=false\n")
    environment = {"NOTMUCH_CONFIG": str(settings)}
    seconds = run(["notmuch", "new", "--quiet"], environment).seconds
    return seconds, int(run(["notmuch", "count", "--exclude=false", "*"], environment).stdout)


PEERS = {"mu index": ("mu", mu, 12), "notmuch new": ("notmuch", notmuch, 20)}


def measured(name, maildir, folder):
    program, measure, _ = PEERS[name]
    if not shutil.which(program):
        raise Unmeasurable(f"{program} is not installed (Debian's {'maildir-utils' if program == 'mu' else program})")
    return measure(maildir, folder)
