"""Measures evrak beside its peers in one run, and prints for each figure ours, the peer's, the ratio and the goal.

Peers: `mu index` (Debian's maildir-utils) on the same Maildir, and a C program's bare LMDB commits. They run in turn, ours and
theirs, --rounds times; figures are medians. Ends with 1 if a goal is missed or a figure could not be taken; with --short,
whose mailbox is smaller than the goals speak of, only if a figure could not be taken.
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
from processes import Unmeasurable, allocated, run

ACCOUNT = "archive@kuzey.example"
APPEND_CALLERS, APPEND_EVENTS, SHORT_APPEND_EVENTS = 64, 200_000, 40_000
SMALL_BOX, LARGE_BOX = 20_000, 200_000
# An office's history on all channels: items and contacts.
OFFICE, SHORT_OFFICE = (100_000, 5_000), (20_000, 1_000)


def say(line):
    print(line, file=sys.stderr, flush=True)


class Report:
    """The rows of the table and how many goals were met."""

    def __init__(self):
        self.rows, self.unmeasured = [], 0

    def add(self, figure, ours, peer, unit, goal="", met=None, ratio=None, **more):
        if ratio is None and peer:
            ratio = ours / peer
        self.rows.append({"figure": figure, "ours": ours, "peer": peer, "unit": unit, "ratio": ratio, "goal": goal, "met": met, **more})
        say(f"{figure}: {number(ours)} {unit}" + (f", peer {number(peer)}" if peer else "") + (f", ratio {ratio:.2f}" if ratio else ""))

    def skip(self, figure, reason, counts=True):
        self.unmeasured += counts
        self.rows.append({"figure": figure, "ours": None, "peer": None, "unit": "", "ratio": None, "goal": "", "met": None, "skipped": reason})
        say(f"skipped {figure}: {reason}")

    def markdown(self):
        lines = ["| figure | ours | peer | ratio | goal | met? |", "| --- | ---: | ---: | ---: | --- | --- |"]
        for row in self.rows:
            if "skipped" in row:
                lines.append(f"| {row['figure']} | skipped: {row['skipped']} | | | | |")
                continue
            met = "" if row["met"] is None else "yes" if row["met"] else "**no**"
            lines.append(f"| {row['figure']} | {number(row['ours'])} {row['unit']} | {number(row['peer'])} | "
                         f"{'' if row['ratio'] is None else format(row['ratio'], '.2f')} | {row['goal']} | {met} |")
        return "\n".join(lines)


def number(value):
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.2f}"


class Bench:
    def __init__(self, settings, folder):
        self.settings, self.folder, self.report = settings, folder, Report()
        self.rounds = settings.rounds or (2 if settings.short else 3)
        self.archive = None  # the last archive of the mailbox, for the figures taken inside it

    def import_once(self, mail, name, also=("--no-wait",)):
        """One import of `mail` into a fresh archive, not to be searched yet unless `also` says so; the run and the archive."""
        # What the kernel still has to write of an earlier step must not share the disk with this one.
        os.sync()
        archive = self.folder / name
        shutil.rmtree(archive, ignore_errors=True)
        run([self.settings.evrak, "init", "--archive", archive / "archive", "--key-dir", archive / "keys"])
        words = [self.settings.evrak, "import", mail, "--account", ACCOUNT, "--archive", archive / "archive", "--json", *also]
        one = run(words)
        summary = json.loads(one.stdout.splitlines()[-1])
        if summary["rejected"] or not summary["captured"]:
            raise Unmeasurable(f"import took not everything: {summary}")
        return one, archive / "archive", summary

    def index_once(self, mail):
        home = self.folder / "mu"
        shutil.rmtree(home, ignore_errors=True)
        run(["mu", "init", f"--muhome={home}", f"--maildir={mail}"])
        return run(["mu", "index", f"--muhome={home}", "--quiet"])

    def imports(self, box):
        """Messages a second beside `mu index`, memory, and the archive's size beside the raw mail."""
        has_peer = shutil.which("mu") is not None
        ours, peers, peaks = [], [], []
        mailboxes.warm(box.path)
        for turn in range(self.rounds):
            if has_peer:
                peers.append(self.index_once(box.path).seconds)
            one, self.archive, summary = self.import_once(box.path, "import")
            ours.append(one.seconds)
            peaks.append(one.peak)
            say(f"round {turn + 1}: import {one.seconds:.2f} s" + (f", mu index {peers[-1]:.2f} s" if has_peer else "") + f", RssAnon {one.peak >> 20} MiB, {summary}")
        speed = box.messages / median(ours)
        if has_peer:
            peer = box.messages / median(peers)
            self.report.add(f"import with contacts and timelines, {box.messages:,} messages ({box.origin})", speed, peer, "messages/s",
                            "≥ 13×", speed / peer >= 13)
        else:
            self.report.add(f"import, {box.messages:,} messages ({box.origin})", speed, None, "messages/s")
            self.report.skip("mu index", "mu is not installed (Debian's maildir-utils)")
        self.report.add("import, peak RssAnon", max(peaks) / 1e6, None, "MB", "< 300 MB", max(peaks) < 300e6)
        for part in ("", "log", "keys", "views"):
            size = allocated(self.archive / part)
            self.report.add(f"size on disk: {part or 'archive'}, beside the raw bytes", size / 1e6, box.bytes / 1e6, "MB")

    def appends(self):
        if not self.settings.evrak_bench:
            return self.report.skip("durable appends", "no --evrak-bench was given")
        peer_program = self.folder / "lmdb_commits"
        compiler = os.environ.get("CC", "cc")
        subprocess.run([compiler, "-O2", "-o", peer_program, Path(__file__).with_name("lmdb_commits.c"), "-llmdb"], check=True)
        events = SHORT_APPEND_EVENTS if self.settings.short else APPEND_EVENTS
        ours, peers, batches = [], [], []
        for turn in range(self.rounds):
            one = json.loads(self.inside("appends", "--callers", APPEND_CALLERS, "--events", events, self.fresh("appends")))
            batch = max(1, round(one["mean_batch"]))
            peer = json.loads(run([peer_program, self.fresh("commits"), events, batch]).stdout)
            ours.append(one["events_per_second"])
            peers.append(peer["events_per_second"])
            batches.append(batch)
            say(f"round {turn + 1}: appends {ours[-1]:,.0f}/s in batches of {one['mean_batch']:.1f}, C {peers[-1]:,.0f}/s in batches of {batch}")
        ratio = median(ours) / median(peers)
        self.report.add(f"durable appends of 500 bytes, {APPEND_CALLERS} callers, mean batch {median(batches):.0f}", median(ours), median(peers), "events/s",
                        "≥ 0.6×", ratio >= 0.6, ratio)

    def answers(self, box):
        """The first page of the longest timeline and one proof, inside the process."""
        for figure, words in ((f"first page of a timeline of {box.busiest_messages:,}", ("timeline", self.archive, box.busiest)), ("inclusion proof", ("proof", self.archive))):
            if not self.settings.evrak_bench:
                self.report.skip(figure, "no --evrak-bench was given")
                continue
            answer = json.loads(self.inside(*words))
            p50 = next(value for name, value in answer.items() if name.endswith("us_p50") or name == "p50")
            p99 = next((value for name, value in answer.items() if name.endswith("p99")), None)
            self.report.add(f"{figure}, p50", p50, None, "µs", "< 1,000 µs", p50 < 1000)
            if p99 is not None:
                self.report.add(f"{figure}, p99", p99, None, "µs")

    def growth(self):
        """Whether a message costs the same in a large archive as in a small one."""
        figure = f"cost of a message at {LARGE_BOX:,} beside {SMALL_BOX:,}"
        if self.settings.short:
            return self.report.skip(figure, "--short", counts=False)
        costs, peaks = {SMALL_BOX: [], LARGE_BOX: []}, []
        for count in costs:
            say(f"generating {count:,} messages")
            mailboxes.generate("mbox", count, self.settings.seed, self.folder / f"{count}.mbox")
        for turn in range(self.rounds):
            for count in costs:
                mail = self.folder / f"{count}.mbox"
                mail.read_bytes()
                one, _, summary = self.import_once(mail, "growth")
                costs[count].append(one.seconds / count * 1e6)
                peaks.append(one.peak)
                say(f"round {turn + 1}: {count:,} messages in {one.seconds:.2f} s, {costs[count][-1]:.1f} µs each, {summary}")
        large, small = median(costs[LARGE_BOX]), median(costs[SMALL_BOX])
        self.report.add(figure, large, small, "µs", "≤ 1.15×", large / small <= 1.15)
        self.report.add(f"peak RssAnon at {LARGE_BOX:,} messages", max(peaks) / 1e6, None, "MB", "< 300 MB", max(peaks) < 300e6)

    def history(self):
        """Timelines, look-ups of contacts and the rebuilding of all views at the size of an office."""
        if not self.settings.evrak_bench:
            return self.report.skip("an office's history", "no --evrak-bench was given")
        items, contacts = SHORT_OFFICE if self.settings.short else OFFICE
        say(f"writing {items:,} items of {contacts:,} contacts")
        answer = json.loads(self.inside("history", "--items", items, "--contacts", contacts, self.folder / "history"))
        office = f"{items:,} items, {contacts:,} contacts"
        add = self.report.add
        add(f"first page of any timeline, p50 ({office})", answer["first_page_us_p50"], None, "µs")
        add("first page of any timeline, p99", answer["first_page_us_p99"], None, "µs", "< 2,000 µs", answer["first_page_us_p99"] < 2000)
        if "page_200_us_p50" in answer:
            add(f"page 200 beside the first, longest {answer['largest_timeline']:,.0f} items", answer["page_200_us_p50"], answer["first_page_of_long_us_p50"],
                "µs", "≤ 1.5×", answer["page_200_beside_first"] <= 1.5)
        for name in ("address", "number", "name_prefix"):
            p99 = answer[f"lookup_by_{name}_us_p99"]
            add(f"contact by {name.replace('_', ' ')}, p99", p99, None, "µs", "< 1,000 µs", p99 < 1000)
        rate = answer["rebuild_events_per_second"]
        add("rebuild of all views", rate, None, "events/s", "≥ 20,000", rate >= 20_000)

    def inside(self, *words):
        """The last line of the in-process benchmark program."""
        return run([self.settings.evrak_bench, *words]).stdout.splitlines()[-1]

    def fresh(self, name):
        place = self.folder / name
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        return place


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--evrak", required=True, type=Path, help="the evrak program, built for release")
    parser.add_argument("--evrak-bench", type=Path, help="the in-process benchmark program, built for release")
    parser.add_argument("--rounds", type=int, help="turns of each measurement (default: 3, with --short 2)")
    parser.add_argument("--seed", type=int, default=1, help="seed of generated mail (default: %(default)s)")
    parser.add_argument("--short", action="store_true", help="a smaller mailbox and no growth measurement; goals are shown, not judged")
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object instead of a table")
    parser.add_argument("--only", metavar="PART", nargs="+", choices=("imports", "appends", "answers", "history", "growth"),
                        help="only these parts; answers needs imports")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / f"evrak-bench-cache-{os.getuid()}",
                        help="where prepared mailboxes are kept (default: %(default)s)")
    settings = parser.parse_args()
    parts = settings.only or ["imports", "appends", "answers", "history", "growth"]
    with tempfile.TemporaryDirectory(prefix="evrak-bench-") as folder:
        bench = Bench(settings, Path(folder))
        box = mailboxes.prepare(settings.cache, settings.seed, settings.short, say) if {"imports", "answers"} & set(parts) else None
        for part in ("imports", "answers", "history", "appends", "growth"):
            if part not in parts:
                continue
            try:
                if part == "answers" and not bench.archive:
                    _, bench.archive, _ = bench.import_once(box.path, "import")
                getattr(bench, part)(*((box,) if part in ("imports", "answers") else ()))
            except (Unmeasurable, subprocess.CalledProcessError, ValueError, KeyError) as error:
                bench.report.skip(part, str(error).replace("\n", " "))
    return close(bench.report, settings)


def close(report, settings):
    met = sum(row["met"] is True for row in report.rows)
    missed = sum(row["met"] is False for row in report.rows)
    if settings.json:
        print(json.dumps({"short": settings.short, "rows": report.rows}, ensure_ascii=False))
    else:
        print(report.markdown())
    failed = report.unmeasured + (0 if settings.short else missed)
    line = f"{met} passed, {failed} failed" + (f" ({missed} goals missed, not judged with --short)" if settings.short and missed else "")
    print(line, file=sys.stderr if settings.json else sys.stdout)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
