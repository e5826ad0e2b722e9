"""Evrak's index and tantivy's behind the same calls: build, query and relevance of either give the same figures."""

import json
import os
import shutil
import subprocess
from pathlib import Path

from processes import Unmeasurable, allocated, run


class Ours:
    name = "evrak"

    def __init__(self, program):
        self.program = program

    def build(self, documents, index, segments=1, threads=1):
        """Figures of one build into a fresh folder; with `segments` above 1 these stay apart."""
        apart = ["--segments", segments, "--no-merge"] if segments > 1 else []
        figures = last_line(run([self.program, "search-build", documents, fresh(index), "--threads", threads, *apart]))
        figures["allocated_bytes"] = allocated(index)
        return figures

    def query(self, index, queries, count, repeat, results=None):
        """Figures by kind of query. Each query is asked `repeat` times, of which the fastest counts."""
        more = (["--count"] if count else []) + (["--results", results] if results else [])
        return by_kind(run([self.program, "search-query", index, queries, "--top", 10, "--repeat", repeat, *more]))

    def relevance(self, questions, language):
        return last_line(run([self.program, "search-relevance", questions]))["mrr10"]


class Tantivy:
    name = "tantivy"

    def __init__(self, python):
        self.command = [python, "-B", Path(__file__).with_name("search_tantivy.py")]
        words = [os.fspath(word) for word in (python, "-c", "import tantivy; print(tantivy.__version__)")]
        try:
            self.version = subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()
        except (OSError, subprocess.CalledProcessError) as error:
            raise Unmeasurable(f"{python} has no tantivy ({error}); make bench-search installs it from PyPI") from error

    def build(self, documents, index, segments=1):
        return last_line(run([*self.command, "build", documents, fresh(index), "--commits", segments]))

    def query(self, index, queries, count, repeat, results=None):
        more = (["--count"] if count else []) + (["--results", results] if results else [])
        return by_kind(run([*self.command, "query", index, queries, "--top", 10, "--repeat", repeat, *more]))

    def relevance(self, questions, language):
        return last_line(run([*self.command, "relevance", questions, "--language", language]))["mrr10"]


def last_line(one):
    return json.loads(one.stdout.splitlines()[-1])


def by_kind(one):
    return {figures["kind"]: figures for figures in map(json.loads, one.stdout.splitlines())}


def fresh(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def agreement(queries, ours, peers):
    """By kind: the share of queries whose totals are the same, and within a twentieth; and of peers' first ten that are among ours.

    The tokenisers differ, so this is no goal. It shows that both answer the same question.
    """
    shares = {}
    for asked, our, peer in zip(*map(lines, (queries, ours, peers)), strict=True):
        same, near, top = shares.setdefault(asked["kind"], ([], [], []))
        difference = abs(our["total"] - peer["total"])
        same.append(difference == 0)
        near.append(difference * 20 <= peer["total"])
        if peer["ids"]:
            top.append(len(set(our["ids"]) & set(peer["ids"])) / len(peer["ids"]))
    return {kind: [sum(values) / len(values) if values else 1.0 for values in lists] for kind, lists in shares.items()}


def lines(file):
    return [json.loads(line) for line in Path(file).read_text().splitlines()]
