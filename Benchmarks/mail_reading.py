"""Measures how fast evrak reads mail beside its peers, and prints for each figure ours, the peers', the ratio and the goal.

    mail_reading.py --evrak-bench PROGRAM [--rounds N] [--python PYTHON] [--json]

Peers: GMime 3 (mail_reading.c, Debian's libgmime-3.0-dev) and fast-mail-parser (mail_reading_python.py, PyPI, imported by
PYTHON). All read the same messages from memory on one thread, in turn, --rounds times; figures are medians of 10^6 bytes of
raw mail a second. The mail is linux-raid of the corpora (EVRAK_CORPORA), else generated (generate_mail.py). Ends with 1 if a
goal is missed or a figure of ours could not be taken.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

import mailboxes

GENERATED_MESSAGES = 20_000
LIST = "mail/linux-raid.mbox.zst"
GOALS = {"structure_mb_per_s": 500, "text_mb_per_s": 200, "base64_mb_per_s": 1000, "quoted_printable_mb_per_s": 400}
NAMES = {"structure_mb_per_s": "headers and structure", "text_mb_per_s": "… with all text decoded", "base64_mb_per_s": "base64 decoding",
         "quoted_printable_mb_per_s": "quoted-printable decoding", "tree_mb_per_s": "structure alone, no field decoded"}
RATIO = 1.5


def say(line):
    print(line, file=sys.stderr, flush=True)


def prepare(folder, seed):
    """A folder of single messages, and what they are."""
    corpora = os.environ.get("EVRAK_CORPORA")
    if corpora and (Path(corpora) / LIST).exists() and shutil.which("zstd"):
        mailboxes.split(Path(corpora) / LIST, folder / "cur")
        return "linux-raid"
    say("generated mail instead of linux-raid: " + ("EVRAK_CORPORA is not set" if not corpora else f"{LIST} or zstd is missing"))
    mailboxes.generate("maildir", GENERATED_MESSAGES, seed, folder)
    return f"generated mail, seed {seed}"


def answer(words):
    """The figures that a program prints, or None with the reason on standard error."""
    try:
        run = subprocess.run([os.fspath(word) for word in words], capture_output=True, text=True)
        if run.returncode == 0:
            return json.loads(run.stdout.splitlines()[-1])
        reason = run.stderr.strip()
    except (OSError, ValueError, IndexError) as error:
        reason = str(error)
    say(f"no figures of {Path(words[0]).name}: {reason}")
    return None


def compiled(folder):
    """The GMime program, or None where it cannot be built."""
    program = folder / "mail_reading"
    try:
        flags = subprocess.run(["pkg-config", "--cflags", "--libs", "gmime-3.0"], check=True, capture_output=True, text=True).stdout.split()
        subprocess.run([os.environ.get("CC", "cc"), "-O2", "-o", program, Path(__file__).with_name("mail_reading.c"), *flags], check=True)
        return program
    except (OSError, subprocess.CalledProcessError) as error:
        say(f"GMime is left out: {error} (Debian's libgmime-3.0-dev and pkg-config)")
        return None


def measure(settings, mail, gmime):
    """The answers of each reader, by name. They run in turn, so that a busy moment is shared by all."""
    commands = {"evrak": [settings.evrak_bench, "mail", "--passes", str(settings.passes), mail]}
    if gmime:
        commands["GMime"] = [gmime, mail, str(settings.passes)]
    commands["fast-mail-parser"] = [settings.python, Path(__file__).with_name("mail_reading_python.py"), mail, str(settings.passes)]
    found = {name: [] for name in commands}
    for turn in range(settings.rounds):
        for name, words in list(commands.items()):
            one = answer(words)
            if one is None:
                del commands[name]
                continue
            found[name].append(one)
            say(f"round {turn + 1}: {name}: {json.dumps(one)}")
    return found


def middle(answers, figure):
    values = [one[figure] for one in answers if figure in one]
    return median(values) if values else None


def allocations(program, words, folder):
    """Calls of the allocator for one message's structure: the difference between six passes and one, so that start and reading of
    the files do not count."""
    library = folder / "count_allocations.so"
    try:
        subprocess.run([os.environ.get("CC", "cc"), "-O2", "-shared", "-fPIC", "-o", library, Path(__file__).with_name("count_allocations.c")], check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        say(f"allocations are left out: {error}")
        return None
    counts = []
    for passes in (1, 6):
        run = subprocess.run([os.fspath(program), *(word.format(passes=passes) for word in words)], capture_output=True, text=True,
                             env={**os.environ, "LD_PRELOAD": os.fspath(library)})
        lines = [line for line in run.stderr.splitlines() if line.startswith("allocations ")]
        if run.returncode or not lines:
            return None
        counts.append((int(lines[-1].split()[1]), json.loads(run.stdout.splitlines()[-1])["messages"]))
    return (counts[1][0] - counts[0][0]) / 5 / counts[0][1]


def rows(found):
    table = []
    peers = [name for name in found if name != "evrak"]
    for figure, name in NAMES.items():
        ours, goal = middle(found["evrak"], figure), GOALS.get(figure)
        theirs = {peer: middle(found[peer], figure) for peer in peers}
        fastest = max((value for value in theirs.values() if value), default=None)
        ratio = ours / fastest if ours and fastest else None
        met = None if goal is None else bool(ours and ours >= goal and (ratio is None or ratio >= RATIO))
        table.append({"figure": name, "ours": ours, **theirs, "ratio": ratio, "goal": goal, "met": met})
    return table, peers


def markdown(table, peers):
    def number(value, form=",.0f"):
        return "" if value is None else format(value, form)

    lines = [f"| MB/s | evrak | {' | '.join(peers)} | ratio | goal | met? |", f"| --- | ---: |{' ---: |' * len(peers)} ---: | --- | --- |"]
    for row in table:
        goal = "" if row["goal"] is None else f"≥ {row['goal']:,}" + (f", ≥ {RATIO}×" if row["ratio"] else "")
        met = {None: "", True: "yes", False: "**no**"}[row["met"]]
        lines.append(f"| {row['figure']} | {number(row['ours'])} | {' | '.join(number(row[peer]) for peer in peers)} | {number(row['ratio'], '.2f')} | {goal} | {met} |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--evrak-bench", required=True, type=Path, help="the in-process benchmark program, built for release")
    parser.add_argument("--python", default=sys.executable, help="a Python that can import fast_mail_parser (default: this one)")
    parser.add_argument("--rounds", type=int, default=3, help="turns of each reader (default: %(default)s)")
    parser.add_argument("--passes", type=int, default=3, help="passes of a turn, of which the fastest counts (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="seed of generated mail (default: %(default)s)")
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object instead of a table")
    settings = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="evrak-mail-reading-") as name:
        folder = Path(name)
        mail = folder / "mail"
        origin = prepare(mail, settings.seed)
        found = measure(settings, mail, compiled(folder))
        counted = allocations(settings.evrak_bench, ["mail", "--structure", "--passes", "{passes}", os.fspath(mail)], folder)
    if not found["evrak"]:
        return 1
    table, peers = rows(found)
    first = found["evrak"][0]
    if settings.json:
        print(json.dumps({"origin": origin, "messages": first["messages"], "bytes": first["bytes"], "rows": table, "allocations_per_message_structure": counted}))
    else:
        print(f"{origin}: {first['messages']:,.0f} messages, {first['bytes'] / 1e6:,.1f} MB\n\n{markdown(table, peers)}\n")
        print("allocations a message, headers and structure: " + ("not counted" if counted is None else f"{counted:.1f}"))
    return 1 if any(row["met"] is False for row in table) else 0


if __name__ == "__main__":
    sys.exit(main())
