"""Measures evrak's search beside its peers in one run, and prints for each figure ours, the peer's, the ratio and the goal.

    bench_search.py --evrak PROGRAM --evrak-bench PROGRAM --python PYTHON [--rounds N] [--only PART …] [--short] [--json]

Peers: tantivy (tantivy-py, imported by PYTHON) for building an index and answering from it, on the same documents and the same
queries (search_documents.py, search_queries.py, search_tantivy.py); mu and notmuch (Debian's maildir-utils and notmuch) for making a
Maildir searchable. All run in turn, --rounds times; figures are medians, and a turn that other programs disturbed is taken again
(search_quiet.py). Times of tantivy are less what calling it from Python costs. Without --evrak or --evrak-bench the peers'
figures are taken alone, and ours count as not taken. Ends with 1 if a goal is missed or a figure could not be taken; with
--short, whose mailbox is smaller than the goals speak of, only if a figure could not be taken.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

import mailboxes
import search_documents
import search_imports
import search_queries
from bench import Bench, Report, close, say
from processes import Unmeasurable, allocated
from search_programs import Ours, Tantivy, agreement
from search_quiet import MOST, Quiet

PARTS = ("builds", "queries", "segments", "imports", "latency", "growth", "relevance")
# Part of the cache's name: raise it when documents or queries are made differently.
FORM = 1
SEGMENTS = 4
# Ours beside tantivy's time, at most.
QUERY_GOAL, PHRASE_GOAL, SEGMENTS_GOAL = 0.6, 0.8, 0.9
RELEVANCE = (("en", "english", 0.965), ("tr", "turkish", 0.945))


class SearchBench(Bench):
    def __init__(self, settings, folder, box):
        super().__init__(settings, folder)
        self.box, self.kept = box, settings.cache / f"search-{FORM}-{box.origin}-{settings.seed}"
        self.documents, self.identifiers = search_documents.prepare(box.path, self.kept, settings.seed, say)
        self.queries_file = search_queries.prepare(self.kept / "queries.jsonl", lambda: search_documents.read(self.documents), settings.seed, say)
        self.ours = Ours(settings.evrak_bench) if settings.evrak_bench else None
        self.tantivy = None
        self.indexes = {}  # built ones, by (program, segments)
        self.quiet = Quiet(say)

    def peer(self):
        self.tantivy = self.tantivy or Tantivy(self.settings.python)
        return self.tantivy

    def programs(self):
        return [self.ours, self.peer()] if self.ours else [self.peer()]

    def compare(self, figure, found, key, unit, goal=None, at_least=False, scale=1.0):
        """A row of the medians of `key` in the answers of both programs; the goal is a ratio of ours to the peer's."""
        value = {name: median(one[key] for one in answers) * scale for name, answers in found.items()}
        ours, peer = value.get("evrak"), value["tantivy"]
        ratio = ours / peer if ours is not None and peer else None
        met = None if goal is None or ratio is None else ratio >= goal if at_least else ratio <= goal
        self.row(figure, ours, peer, unit, "" if goal is None else f"{'≥' if at_least else '≤'} {goal:g}×", met, ratio)

    def row(self, figure, ours, peer, unit, goal="", met=None, ratio=None):
        if ours is not None:
            return self.report.add(figure, ours, peer, unit, goal, met, ratio)
        # The table names the unit beside our figure.
        self.report.rows.append({"figure": f"{figure}, {unit}", "ours": None, "peer": peer, "unit": "", "ratio": None, "goal": goal, "met": None})
        say(f"{figure}: peer {peer:,.2f} {unit}")

    def builds(self):
        """One thread beside tantivy's, two beside one of ours, and the size, for mail as it is and with identifiers."""
        for text, documents, goal in (("mail", self.documents, 5), ("mail with identifiers", self.identifiers, 2.5)):
            found, twice = {program.name: [] for program in self.programs()}, []
            for turn in range(self.rounds):
                for program in self.programs():
                    found[program.name].append(self.build(program, documents, keep=documents is self.documents))
                if self.ours:
                    twice.append(speed(self.quiet.measure("builds", lambda: self.ours.build(documents, self.folder / "index-two", threads=2))))
                say(f"round {turn + 1}, {text}: " + ", ".join(f"{name} {json.dumps(one[-1])}" for name, one in found.items()))
            one = found["tantivy"][-1]
            size = f"{one['documents']:,} documents, {one['bytes_text'] / 1e6:,.0f} MB"
            self.compare(f"build, one thread, to the durable index: {text} ({size})", found, "speed", "MB/s", goal, at_least=True)
            self.compare("… until one segment is left", found, "speed_merged", "MB/s")
            if self.ours:
                once, two = median(answer["speed"] for answer in found["evrak"]), median(twice)
                judged = {"goal": "≥ 1.5×", "met": two / once >= 1.5} if text == "mail" else {}
                self.row("… two threads beside one of ours", two, once, "MB/s", ratio=two / once, **judged)
                self.row("… peak RssAnon", median(answer["peak_rss_anon"] for answer in found["evrak"]) / 1e6, None, "MB")
                self.row("… space taken on the disk", median(answer["allocated_bytes"] for answer in found["evrak"]) / 1e6, None, "MB")
            self.compare(f"size of the index: {text}", found, "index_bytes", "MB", 1.0 if text == "mail" else None, scale=1e-6)
            fed = median(answer["feeding_cpu_seconds"] / answer["seconds"] for answer in found["tantivy"])
            self.row("… of tantivy's time, Python's feeding of documents (beside the indexing thread)", None, fed * 100, "%")

    def build(self, program, documents, segments=1, keep=True):
        index = self.folder / f"index-{program.name}-{segments if keep else 'other'}"
        figures = self.quiet.measure("builds", lambda: program.build(documents, index, segments))
        figures["speed"] = speed(figures)
        figures["speed_merged"] = figures["bytes_text"] / (figures["seconds"] + figures["merge_seconds"]) / 1e6
        if keep:
            self.indexes[program.name, segments] = index
        return figures

    def queries(self):
        self.ask(1, QUERY_GOAL, PHRASE_GOAL)
        if self.ours:
            results = {program.name: self.folder / f"results-{program.name}" for program in self.programs()}
            for program in self.programs():
                program.query(self.indexes[program.name, 1], self.queries_file, True, 1, results[program.name])
            for kind, (same, near, top) in agreement(self.queries_file, results["evrak"], results["tantivy"]).items():
                # What a prefix finds scores the same everywhere in tantivy: which ten come first means nothing.
                first = "" if kind == "prefix" else f"; of its first ten ours has {top:.1%}"
                self.row(f"{kind}: same total as tantivy's (within 5 %: {near:.1%}{first})", same * 100, None, "%")

    def segments(self):
        self.ask(SEGMENTS, SEGMENTS_GOAL, SEGMENTS_GOAL)

    def ask(self, segments, goal, phrase_goal):
        for program in self.programs():
            if (program.name, segments) not in self.indexes:
                self.build(program, self.documents, segments)
        apart = "" if segments == 1 else f", {segments} segments"
        for count in (False, True):
            found = {program.name: [] for program in self.programs()}
            for _ in range(self.rounds):
                for program in self.programs():
                    index = self.indexes[program.name, segments]
                    found[program.name].append(self.quiet.measure("queries", lambda: program.query(index, self.queries_file, count, self.settings.repeat)))
            for kind in search_queries.KINDS:
                of_kind = {name: [answer[kind] for answer in answers] for name, answers in found.items()}
                for share in ("p50", "p99"):
                    self.compare(f"{kind}, top 10{' and total' if count else ''}{apart}, {share}", of_kind, f"{share}_us", "µs",
                                 phrase_goal if kind == "phrase" else goal)
            absent = [next(iter(answer.values())) for answer in found["tantivy"]]
            self.row(f"taken off from each of tantivy's times{apart}: a search for an absent word", None, median(one["overhead_us"] for one in absent), "µs")
            self.row("… of that, the call alone", None, median(one["call_us"] for one in absent), "µs")

    def imports(self, box=None):
        """The whole import, durable and searchable, beside mu and notmuch on the same Maildir."""
        box = self.box
        mailboxes.warm(box.path)
        ours, peaks, peers, counted = [], [], {name: [] for name in search_imports.PEERS}, {}
        for turn in range(self.rounds):
            for name in list(peers):
                try:
                    seconds, counted[name] = self.quiet.measure("imports", lambda: search_imports.measured(name, box.path, self.folder))
                    peers[name].append(seconds)
                except Unmeasurable as error:
                    self.report.skip(name, str(error))
                    del peers[name]
            if self.settings.evrak:
                seconds, peak = self.quiet.measure("imports", lambda: self.searchable_import(box))
                ours.append(seconds)
                peaks.append(peak)
            say(f"round {turn + 1}: evrak {ours[-1:]}, " + ", ".join(f"{name} {taken[-1]:.2f} s ({counted[name]:,} found)" for name, taken in peers.items()))
        own = box.messages / median(ours) if ours else None
        for name, taken in peers.items():
            speed_of_peer, goal = box.messages / median(taken), search_imports.PEERS[name][2]
            ratio = own / speed_of_peer if own else None
            self.row(f"import, searchable, {box.messages:,} messages ({box.origin}), beside {name}", own, speed_of_peer, "messages/s",
                     f"≥ {goal}×", None if ratio is None else ratio >= goal, ratio)
        if peaks:
            self.row("import, peak RssAnon", max(peaks) / 1e6, None, "MB", "< 600 MB", max(peaks) < 600e6)

    def searchable_import(self, box):
        one, archive, summary = self.import_once(box.path, "import", ("--no-files",))
        index = allocated(archive / "search")
        if not index:
            raise Unmeasurable(f"import left nothing in {archive.name}/search")
        say(f"import: {summary}, search index {index / 1e6:.0f} MB, RssAnon {one.peak / 1e6:.0f} MB")
        return one.seconds, one.peak

    def latency(self):
        """From the acknowledged append of one message until a search finds it."""
        answer = json.loads(self.quiet.measure("latency", lambda: self.inside("search-latency", self.fresh("latency"))))
        self.row("one message until it is found, p50", answer["p50_ms"], None, "ms")
        self.row("one message until it is found, p99", answer["p99_ms"], None, "ms", "< 50 ms", answer["p99_ms"] < 50)

    def growth(self):
        """Ten times the documents: what one costs to index, and the slow queries."""
        if self.settings.short:
            return self.report.skip("ten times the documents", "--short", counts=False)
        tenfold = search_documents.prepare_tenfold(self.documents, self.kept, self.settings.seed, say)
        costs, merged, slow, peaks = {1: [], 10: []}, {1: [], 10: []}, {1: [], 10: []}, []
        for turn in range(self.rounds):
            for times, documents in ((1, self.documents), (10, tenfold)):
                index = self.folder / "index-growth"
                figures = self.quiet.measure("growth", lambda: self.ours.build(documents, index))
                costs[times].append(figures["seconds"] / figures["documents"] * 1e6)
                merged[times].append((figures["seconds"] + figures["merge_seconds"]) / figures["documents"] * 1e6)
                if times == 10:
                    peaks.append(figures["peak_rss_anon"])
                slow[times].append({count: self.quiet.measure("growth", lambda: self.ours.query(index, self.queries_file, count, self.settings.repeat))
                                    for count in (False, True)})
                say(f"round {turn + 1}: {figures['documents']:,} documents, {costs[times][-1]:.1f} µs each")
        for figure, values, goal in (("cost of a document at ten times as many", costs, 1.15), ("… until one segment is left", merged, None)):
            large, small = median(values[10]), median(values[1])
            self.row(figure, large, small, "µs", *(("≤ 1.15×", large / small <= goal) if goal else ()))
        self.row("… peak RssAnon", max(peaks) / 1e6, None, "MB")
        for count in (False, True):
            for kind in search_queries.KINDS:
                large, small = (median(one[count][kind]["p99_us"] for one in slow[times]) for times in (10, 1))
                self.row(f"{kind}, top 10{' and total' if count else ''}, p99 at ten times as many documents", large, small, "µs",
                         *(() if count else ("≤ 4×", large <= 4 * small)))

    def relevance(self):
        corpora = os.environ.get("EVRAK_CORPORA")
        for code, language, goal in RELEVANCE:
            questions = Path(corpora or "") / "search" / f"xquad.{code}.json"
            if not corpora or not questions.exists():
                self.report.skip(f"relevance, {language}", "EVRAK_CORPORA is not set" if not corpora else f"{questions.name} is missing", counts=False)
                continue
            peer = self.peer().relevance(questions, language) * 100
            ours = self.ours.relevance(questions, language) * 100 if self.ours else None
            self.row(f"relevance, {language}: MRR@10 of XQuAD's questions", ours, peer, "%", f"≥ {goal:.1%}", None if ours is None else ours >= goal * 100)


def speed(figures):
    """MB (10^6 bytes of text) a second."""
    return figures["bytes_text"] / figures["seconds"] / 1e6


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--evrak", type=Path, help="the evrak program, built for release")
    parser.add_argument("--evrak-bench", type=Path, help="the in-process benchmark program, built for release")
    parser.add_argument("--python", default=sys.executable, help="a Python that can import tantivy (default: this one)")
    parser.add_argument("--rounds", type=int, help="turns of each measurement (default: 3, with --short 2)")
    parser.add_argument("--repeat", type=int, default=3, help="turns of each query within a measurement, of which the fastest counts (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="seed of queries, identifiers and generated mail (default: %(default)s)")
    parser.add_argument("--short", action="store_true", help="a smaller mailbox and no growth measurement; goals are shown, not judged")
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object instead of a table")
    parser.add_argument("--only", metavar="PART", nargs="+", choices=PARTS, help=f"only these parts: {', '.join(PARTS)}")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / f"evrak-bench-cache-{os.getuid()}",
                        help="where prepared mailboxes, documents and queries are kept (default: %(default)s)")
    settings = parser.parse_args()
    box = mailboxes.prepare(settings.cache, settings.seed, settings.short, say)
    with tempfile.TemporaryDirectory(prefix="evrak-bench-search-") as folder:
        bench = SearchBench(settings, Path(folder), box)
        for part in PARTS:
            if part not in (settings.only or PARTS):
                continue
            needed = "evrak" if part == "imports" else "evrak_bench"
            if not getattr(settings, needed):
                bench.report.skip(f"{part}: evrak's own figures", f"no --{needed.replace('_', '-')} was given")
                if part in ("latency", "growth"):
                    continue
            try:
                getattr(bench, part)()
            except Unmeasurable as error:
                bench.report.skip(part, str(error).replace("\n", " "))
            except (subprocess.CalledProcessError, OSError, ValueError, KeyError, IndexError) as error:
                bench.report.skip(part, f"{type(error).__name__}: {error}".replace("\n", " "))
        for part, share in bench.quiet.worst.items():
            bench.report.add(f"processor time of other programs during {part}, at most", share * 100, None, "%", f"< {MOST:.0%} of one", share <= MOST)
    return close(bench.report, settings)


if __name__ == "__main__":
    sys.exit(main())
