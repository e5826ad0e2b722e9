"""What goes wrong around an archive: each time one clear sentence, an exit code of sysexits.h, and nothing lost.

Disks are real, small and mounted; where mounting is impossible the cases that need it are skipped with the reason.
"""

import re
import subprocess
import sys

import refusal_cases
import unprivileged_cases
from campaign import Tally, Violation, Workplace, command_line, options, parse, say
from filesystems import SmallFilesystem, unprivileged_prefix
from full_disk_cases import run_disk_cases
from scene import Scene


def main():
    parser = options(__doc__.splitlines()[0], rounds=8)
    parser.add_argument("--letters", type=int, default=1500, help="messages of an import that fills a disk (default: %(default)s)")
    parser.add_argument("--only", metavar="WORD", default="", help="only cases whose name holds this word")
    settings = parse(parser)
    tally = Tally()
    with Workplace("faults", settings.folder) as place:
        say(f"seed {settings.seed}; --rounds counts the sizes of disk that are tried")

        def case(name, action, parent=None):
            if settings.only in name:
                try:
                    note = action(Scene(settings, place.path / re.sub(r"\W+", "-", name), parent))
                    tally.ok(name + (f": {note}" if note else ""))
                except (Violation, OSError, subprocess.SubprocessError) as fault:
                    tally.fault(name, str(fault), command_line(__file__, settings, "--only", f"'{name}'"))

        for action in refusal_cases.ALL:
            case(action.__name__.replace("_", " "), action)
        prefix, reason = unprivileged_prefix(settings.evrak)
        for action in unprivileged_cases.ALL:
            name = action.__name__.replace("_", " ")
            if prefix is None:
                tally.skip(name, reason)
            else:
                case(name, lambda scene, action=action: action(scene, prefix))
        for kind in SmallFilesystem.KINDS:
            run_disk_cases(settings, kind, place.path, case, tally)
        place.keep = tally.failed > 0
        return tally.close()


if __name__ == "__main__":
    sys.exit(main())
