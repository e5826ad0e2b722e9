"""Compares `evrak parse --json` with CPython's `email` (policy default) over every message of the mail corpora.

    compare_with_python.py --evrak PROGRAM [--corpora FOLDER] [--every N]

Compared are Message-ID, subject, the addresses of From, To, Cc and Reply-To, their display names, the instant of the date,
the number of leaf parts and the digest of each decoded attachment. A message is judged if CPython reports no defect in any
part or in any field that is compared. Display names are compared and must be explained, but do not count in the rate. Runs of
white space in subjects and names count as one space (RFC 5322 §2.2.3).
Known classes of difference are recognised by predicates (difference_classes.py); each has a reason and a section of an RFC.

Ends with 1 if less than 99.9 % agree (explained differences are no agreement), or if a difference is unexplained; with 69
where the corpora or zstd are missing. Standard library only.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timezone
from itertools import islice

import corpora
import cpython_reading
import difference_classes
from difference_classes import NAMES

FILES_A_CALL = 400
GOAL = 0.999


@dataclass
class Difference:
    field: str
    ours: object
    theirs: object


def ours(program, files):
    """What evrak prints about the files, by path."""
    run = subprocess.run([program, "parse", "--json", *files], stdin=subprocess.DEVNULL, capture_output=True)
    found = {}
    for line in run.stdout.split(b"\n"):
        if line:
            one = json.loads(line)
            found[one["file"]] = one
    return found


def instant(date):
    """A time without a known zone is taken for UTC (RFC 5322 §3.3, `-0000`)."""
    return None if date is None else (date if date.tzinfo else date.replace(tzinfo=timezone.utc)).timestamp()


def spaced(text):
    return " ".join((text or "").split())


def differences(one, peer):
    """Ours and CPython's reading of a message, field by field."""
    pairs = [("message_id", one["message_id"] or "", peer.message_id), ("subject", spaced(one["subject"]), spaced(peer.subject)),
             ("date", instant(datetime.fromisoformat(one["date"])) if one["date"] else None, instant(peer.date))]
    for name, theirs in peer.addresses.items():
        pairs.append((name, [mailbox["address"] for mailbox in one[name]], [address for _, address in theirs]))
        pairs.append((name + NAMES, [spaced(mailbox["name"]) for mailbox in one[name]], [spaced(name) for name, _ in theirs]))
    if "leaf_parts" in one:
        pairs.append(("leaf_parts", one["leaf_parts"], peer.leaf_parts))
    pairs.append(("attachments", [attachment["sha256"] for attachment in one["attachments"]], peer.digests))
    return [Difference(*pair) for pair in pairs if pair[1] != pair[2]]


VERDICTS = ("agree", "explained", "unexplained")


def verdict(classes):
    """What the classes of all differences of a message, None for an unknown one, make of it."""
    return "agree" if not classes else "explained" if all(classes) else "unexplained"


class Tally:
    """What was found, and the table of it."""

    def __init__(self):
        self.seen = self.judged = 0
        self.names, self.rest = Counter(), Counter()  # messages by verdict
        self.set_aside, self.examples, self.messages = Counter(), {}, Counter()
        self.unknown, self.fields, self.without_leaves = [], defaultdict(set), 0

    def judge(self, name, one, peer):
        self.judged += 1
        self.without_leaves += "leaf_parts" not in one
        classes = [(difference, difference_classes.explain(difference, peer)) for difference in differences(one, peer)]
        for known in {known for _, known in classes if known}:
            self.messages[known] += 1
            self.examples.setdefault(known, name)
        for difference, known in classes:
            if known:
                self.fields[known].add(difference.field)
            else:
                self.unknown.append((name, difference))
        # Display names are no part of the rate: an address agrees if it is the same address.
        names = [known for difference, known in classes if difference.field.endswith(NAMES)]
        others = [known for difference, known in classes if not difference.field.endswith(NAMES)]
        self.names[verdict(names)] += 1
        self.rest[verdict(others)] += 1

    def report(self):
        lines = [f"{self.seen} messages seen, {self.judged} judged"]
        lines += [f"  not judged, CPython says {reason}: {count}" for reason, count in self.set_aside.most_common()]
        if self.without_leaves:
            lines.append("  leaf parts were not compared: this evrak prints no leaf_parts; attachments were")
        lines += ["", "| class of difference | messages | fields | example | reason |", "| --- | ---: | --- | --- | --- |"]
        for known, count in self.messages.most_common():
            lines.append(f"| {known.name} | {count} | {', '.join(sorted(self.fields[known]))} | {self.examples[known]} | {known.reason} |")
        for name, difference in self.unknown:
            lines += ["", f"unexplained: {name}: {difference.field}", f"  evrak   {difference.ours!r}", f"  CPython {difference.theirs!r}"]
        share = self.rest["agree"] / self.judged if self.judged else 0
        lines += ["", "display names, apart from that: " + ", ".join(f"{self.names[verdict]} {verdict}" for verdict in VERDICTS)]
        lines.append(f"{self.judged} judged, {self.rest['agree']} agree ({share:.3%}), {self.rest['explained']} explained, {self.rest['unexplained']} unexplained")
        return "\n".join(lines), share >= GOAL and not self.rest["unexplained"] and not self.names["unexplained"]


def compare(program, files, tally):
    """One call of evrak for many files."""
    read = ours(program, [os.fspath(path) for _, path in files])
    for name, path in files:
        tally.seen += 1
        raw = path.read_bytes()
        if not raw:
            tally.set_aside["nothing: the file is empty"] += 1
            continue
        try:
            peer = cpython_reading.read(raw)
        except Exception as error:  # CPython's own faults are many and of every kind; all are counted
            tally.set_aside[f"exception {type(error).__name__}"] += 1
            continue
        if peer.defects:
            tally.set_aside["defect " + peer.defects[0]] += 1
        elif os.fspath(path) not in read:
            tally.judged += 1
            tally.rest["unexplained"] += 1
            tally.unknown.append((name, Difference("message", None, "evrak printed nothing for this file")))
        else:
            tally.judge(name, read[os.fspath(path)], peer)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--evrak", required=True, help="the evrak program")
    parser.add_argument("--corpora", default=os.environ.get("EVRAK_CORPORA"), help="the folder that holds mail/ (default: EVRAK_CORPORA)")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="compare only every Nth message")
    settings = parser.parse_args()
    if not settings.corpora:
        print("skipped: EVRAK_CORPORA is not set", file=sys.stderr)
        return 69
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="evrak-agreement-") as folder:
        try:
            files = islice(corpora.messages(settings.corpora, folder), 0, None, settings.every)
            while batch := list(islice(files, FILES_A_CALL)):
                compare(settings.evrak, batch, tally)
                print(f"{tally.seen} messages", file=sys.stderr, flush=True)
        except corpora.NoCorpora as error:
            print(f"skipped: {error}", file=sys.stderr)
            return 69
    text, good = tally.report()
    print(text)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
