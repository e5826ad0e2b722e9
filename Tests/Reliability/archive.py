"""Runs evrak commands on an archive and reads their answers; knows the command-line contract and nothing of any channel."""

import json
import os
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

from campaign import Violation

COMMAND_SECONDS = 120  # a command of a few hundred messages that takes longer counts as hanging


@dataclass
class Outcome:
    """What one command left: its exit code (negative: the signal that ended it) and its output."""
    command: str
    status: int
    stdout: bytes
    stderr: bytes

    def need(self, *statuses):
        """Itself, if the exit code is one of these; else a violation that quotes the command."""
        if self.status not in statuses:
            # `verify` names faults on standard output.
            tail = (self.stderr or self.stdout).decode("utf-8", "replace").strip()[-1200:]
            raise Violation(f"`{self.command}` ended with {self.describe()}, not {list(statuses)}; it said: {tail or 'nothing'}")
        return self

    def describe(self):
        return f"signal {signal.Signals(-self.status).name}" if self.status < 0 else str(self.status)

    def lines(self):
        """Standard output as one JSON object a line."""
        try:
            return [json.loads(line) for line in self.stdout.splitlines() if line.strip()]
        except ValueError as error:
            raise Violation(f"`{self.command}` printed a line that is no JSON: {error}") from None


@dataclass(frozen=True)
class Acknowledgement:
    position: int
    item: str
    source: str


def acknowledgements(output):
    """The acknowledgements and, where the import came so far, the summary. A last line cut by a kill counts as never said."""
    spoken, summary = [], None
    for line in output[: output.rfind(b"\n") + 1].splitlines():
        try:
            entry = json.loads(line)
        except ValueError:
            raise Violation(f"import printed a line that is no JSON: {line[:200]!r}") from None
        if "acknowledged" in entry:
            spoken.append(Acknowledgement(int(entry["acknowledged"]), str(entry["item"]), str(entry.get("source", ""))))
        elif "captured" in entry:
            summary = entry
    return spoken, summary


class Archive:
    """One archive folder, the folder of its keys and the program that works on it."""

    def __init__(self, evrak, folder, keys):
        self.evrak, self.folder, self.keys = Path(evrak), Path(folder), Path(keys)

    def words(self, command, *arguments):
        """The words of one command; `command` may be of several words, such as "contact add"."""
        return [str(self.evrak), *command.split(), *map(str, arguments), "--archive", str(self.folder)]

    def run(self, command, *arguments, prefix=(), seconds=COMMAND_SECONDS, environment=None):
        """Runs one command to its end; `prefix` is put before it (to become another user, say)."""
        return run([*prefix, *self.words(command, *arguments)], seconds=seconds, environment=environment)

    def init(self):
        self.run("init", "--key-dir", self.keys).need(0)
        return self

    def import_words(self, bags):
        """An import of bags that are of one channel."""
        return self.words("import", *(bag.path for bag in bags), *bags[0].channel.options, "--json", "--acknowledge")

    def take_in(self, bags, **keywords):
        """An uninterrupted import: its acknowledgements and its summary."""
        spoken, summary = acknowledgements(run(self.import_words(bags), **keywords).need(0).stdout)
        if summary is None:
            raise Violation("import ended with 0 and printed no summary")
        return spoken, summary

    def verify(self):
        return self.run("verify").need(0)

    def events(self):
        return self.run("events", "--limit", 1_000_000, "--json").need(0).lines()

    def timeline(self, who):
        # 66: no item of this address is in the archive (yet).
        return self.run("timeline", who, "--limit", 1_000_000, "--json").need(0, 66).lines()

    def contacts(self, *options):
        return self.run("contacts", "--limit", 1_000_000, "--json", *options).need(0).lines()

    def contact(self, who):
        """One contact with all that is known of it; None where there is none of that address or number (yet)."""
        return next(iter(self.run("contact show", who, "--json").need(0, 66).lines()), None)

    def accounts(self):
        return self.run("accounts", "--json").need(0).lines()

    def raw(self, item, part=None):
        return self.run("show", item, *(("--part", part) if part else ("--raw",))).need(0).stdout

    def checkpoint(self, file):
        Path(file).write_bytes(self.run("checkpoint").need(0).stdout)
        return Path(file)

    def copy_to(self, folder):
        """The same archive at another place, with the same keys; nobody may be writing it meanwhile."""
        # A lock.mdb describes the processes of the original; LMDB makes a new one.
        shutil.copytree(self.folder, folder, ignore=shutil.ignore_patterns("lock.mdb"))
        return Archive(self.evrak, folder, self.keys)


def run(words, seconds=COMMAND_SECONDS, environment=None):
    """Runs a command in a process group of its own, so that nothing of it outlives a timeout."""
    shown = " ".join(Path(words[0]).name if place == 0 else str(word) for place, word in enumerate(words))
    process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               start_new_session=True, env={**os.environ, **(environment or {})})
    try:
        stdout, stderr = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise Violation(f"`{shown}` had not ended after {seconds} seconds") from None
    return Outcome(shown, process.returncode, stdout, stderr)
