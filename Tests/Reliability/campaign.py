"""What every harness of this folder shares: options, seeds, the tally and its closing line."""

import argparse
import os
import random
import secrets
import shutil
import sys
import tempfile
from pathlib import Path


class Violation(Exception):
    """A promise of the archive that did not hold; the text says which, and what was seen."""


def options(description, rounds, epilog=""):
    """The options that all harnesses understand; a harness may add its own before parsing."""
    parser = argparse.ArgumentParser(description=description, epilog=epilog)
    parser.add_argument("--evrak", required=True, type=Path, help="the evrak program to be tested")
    parser.add_argument("--rounds", type=int, default=rounds, help="how many rounds (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=None, help="repeat a run: the seed that it printed")
    parser.add_argument("--folder", type=Path, default=None,
                        help="where the temporary folder is made (default: TMPDIR)")
    return parser


def parse(parser, arguments=None):
    """Parses, chooses a seed where none was given and makes the program's path absolute."""
    settings = parser.parse_args(arguments)
    if settings.seed is None:
        settings.seed = secrets.randbelow(1 << 31)
    settings.evrak = settings.evrak.resolve()
    if not os.access(settings.evrak, os.X_OK):
        parser.error(f"{settings.evrak} is not a program that can be run")
    return settings


def dice(seed, *names):
    """A generator of its own for one round: the same seed and names give the same throws."""
    return random.Random("/".join(str(part) for part in (seed, *names)))


class Workplace:
    """A temporary folder that goes away with success and stays, named, where something failed."""

    def __init__(self, name, parent=None):
        self.path = Path(tempfile.mkdtemp(prefix=f"evrak-{name}-", dir=parent))
        # Commands that run as another user must be able to reach what lies inside.
        self.path.chmod(0o755)
        self.keep = False

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if kind is None and not self.keep:
            shutil.rmtree(self.path, ignore_errors=True)
        else:
            say(f"kept for inspection: {self.path}")


class Tally:
    """Counts what passed, failed and was skipped; prints a line for each that matters."""

    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def ok(self, line=None):
        self.passed += 1
        if line:
            say(f"ok      {line}")

    def fault(self, name, reason, again=""):
        self.failed += 1
        say(f"FAILED  {name}: {reason}" + (f"\n        again: {again}" if again else ""))

    def skip(self, name, reason):
        self.skipped += 1
        say(f"skipped {name}: {reason}")

    def close(self):
        """Prints the closing line that scripts rely on and gives the exit code."""
        if self.skipped:
            say(f"{self.skipped} skipped, with the reasons above")
        say(f"{self.passed} passed, {self.failed} failed")
        return 1 if self.failed else 0


def say(line):
    print(line, flush=True)


def command_line(script, settings, *more):
    """How to run this script once more with the same seed."""
    words = [Path(script).name, "--evrak", str(settings.evrak), "--seed", str(settings.seed), *map(str, more)]
    return " ".join(words)


def compile_c(source, target, *flags):
    """Compiles one C file; a compiler that is missing or fails ends the run with its own words."""
    import subprocess
    compiler = os.environ.get("CC", "cc")
    command = [compiler, "-O2", "-Wall", "-Wextra", "-Werror", "-o", str(target), str(source), *flags]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except FileNotFoundError:
        sys.exit(f"{compiler} is needed to compile {source}: install Debian's gcc")
    except subprocess.CalledProcessError as error:
        sys.exit(f"{source} does not compile:\n{error.stderr}")
    return Path(target)
