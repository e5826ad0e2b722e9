"""Tantivy (tantivy-py) through the same commands, files and answers as `evrak-bench search-…`; run by a Python that has it.

    search_tantivy.py build DOCS DIR [--commits N]             {"seconds", "bytes_text", "documents", "index_bytes", …}
    search_tantivy.py query DIR QUERIES [--count] [--repeat R] [--results FILE]     a line of JSON for each kind
    search_tantivy.py relevance XQUAD --language english       {"mrr10", "questions"}

One field `body` with positions, not stored, cut by tantivy's own `en_stem`, and the document's number as a fast field. The
writer has one thread, and memory enough that a commit makes one segment. The documents are tantivy's own objects before
the clock starts; the part of Python in feeding them is told apart. Queries are built before the clock starts as well, and from each time
that of a search for an absent word is taken off: calling from Python costs tantivy nothing.
"""

import argparse
import gc
import json
import os
import sys
import time
from pathlib import Path

import tantivy

from search_documents import read

WRITER_MEMORY = 1_000_000_000
# How many segments of like size tantivy's default policy merges: fewer commits than that stay apart.
MERGED_AT = 8
ABSENT, ABSENT_SEARCHES = "qqqzzzxxyqq", 5_000


def analyzer(language):
    """The steps of tantivy's `en_stem`, with the stemmer of a language."""
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in (tantivy.Filter.remove_long(40), tantivy.Filter.lowercase(), tantivy.Filter.stemmer(language)):
        builder = builder.filter(step)
    return builder.build()


def schema(tokenizer="en_stem"):
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", fast=True)
    builder.add_text_field("body", tokenizer_name=tokenizer, index_option="position")
    return builder.build()


def document(number, text):
    made = tantivy.Document()
    made.add_unsigned("id", number)
    made.add_text("body", text)
    return made


def build(settings):
    texts = read(settings.documents)
    documents = [document(number, text.decode()) for number, text in enumerate(texts)]
    size = sum(map(len, texts))
    del texts
    settings.index.mkdir(parents=True, exist_ok=True)
    index = tantivy.Index(schema(), os.fspath(settings.index), reuse=False)
    writer = index.writer(WRITER_MEMORY, 1)
    start, feeding = time.perf_counter(), 0.0
    for part in range(settings.commits):
        busy = time.thread_time()
        for one in documents[part * len(documents) // settings.commits:(part + 1) * len(documents) // settings.commits]:
            writer.add_document(one)
        feeding += time.thread_time() - busy
        writer.commit()
    seconds = time.perf_counter() - start
    writer.wait_merging_threads()
    merged = time.perf_counter() - start
    index.reload()
    segments = index.searcher().num_segments
    if segments != settings.commits:
        sys.exit(f"tantivy made {segments} segments of {settings.commits} commits; give the writer more memory, or fewer than {MERGED_AT} commits.")
    print(json.dumps({"seconds": seconds, "merge_seconds": merged - seconds, "bytes_text": size, "documents": len(documents), "segments": segments,
                      "index_bytes": sum(path.stat().st_size for path in settings.index.iterdir()), "feeding_cpu_seconds": feeding}))


class Queries:
    """Queries of the benchmark in tantivy's terms."""

    def __init__(self, index):
        self.schema, self.stems = index.schema, analyzer("english")

    def term(self, word):
        return tantivy.Query.term_query(self.schema, "body", self.stem(word), "freq")

    def stem(self, word):
        return self.stems.analyze(word)[0]

    def built(self, kind, words):
        if kind == "term":
            return self.term(words[0])
        if kind == "phrase":
            return tantivy.Query.phrase_query(self.schema, "body", [self.stem(word) for word in words])
        if kind == "prefix":
            # The fastest of tantivy's ways that finds everything; all hits score the same. A fuzzy query with distance 0, a set of
            # terms and a scored OR over the expanded terms find the same and take longer; a phrase_prefix_query of one word
            # is faster, but stops at 50 terms.
            return tantivy.Query.regex_query(self.schema, "body", words[0] + ".*")
        occur = {"and": tantivy.Occur.Must, "or": tantivy.Occur.Should}[kind]
        return tantivy.Query.boolean_query([(occur, self.term(word)) for word in words])


def query(settings):
    index = tantivy.Index.open(os.fspath(settings.index))
    searcher, queries = index.searcher(), Queries(index)
    kinds = {}
    with open(settings.queries) as file:
        asked = [json.loads(line) for line in file]
    for number, one in enumerate(asked):
        kinds.setdefault(one["kind"], []).append((number, queries.built(one["kind"], one["words"])))
    gc.disable()
    absent = queries.term(ABSENT)
    overhead = percentile(sorted(timed(searcher, absent, settings) for _ in range(ABSENT_SEARCHES)), 0.5)
    empty = tantivy.Query.empty_query()
    call = percentile(sorted(timed(searcher, empty, settings) for _ in range(ABSENT_SEARCHES)), 0.5)
    results = [None] * len(asked)
    for kind, built in kinds.items():
        best = [float("inf")] * len(built)
        for _ in range(settings.repeat):
            for place, (_, one) in enumerate(built):
                best[place] = min(best[place], timed(searcher, one, settings))
        times = sorted(max(0.0, nanoseconds - overhead) for nanoseconds in best)
        if settings.results:
            for number, one in built:
                results[number] = answer(searcher, one, settings.top)
        print(json.dumps({"kind": kind, "queries": len(times), "p50_us": percentile(times, 0.5) / 1e3, "p99_us": percentile(times, 0.99) / 1e3,
                          "mean_us": sum(times) / len(times) / 1e3, "overhead_us": overhead / 1e3, "call_us": call / 1e3}))
    if settings.results:
        settings.results.write_text("".join(json.dumps(one) + "\n" for one in results))


def timed(searcher, one, settings):
    start = time.perf_counter_ns()
    searcher.search(one, settings.top, settings.count)
    return time.perf_counter_ns() - start


def answer(searcher, one, top):
    found = searcher.search(one, top, True)
    return {"total": found.count, "ids": searcher.fast_field_values("id", [address for _, address in found.hits])}


def percentile(ordered, share):
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def relevance(settings):
    """The mean of 1 / rank of each question's own paragraph, 0 beyond the tenth; a question is an OR of its words, ranked by BM25."""
    data = json.loads(settings.questions.read_text())["data"]
    paragraphs = [paragraph for article in data for paragraph in article["paragraphs"]]
    stems = analyzer(settings.language)
    index = tantivy.Index(schema("own"))
    index.register_tokenizer("own", stems)
    writer = index.writer(num_threads=1)
    for number, paragraph in enumerate(paragraphs):
        writer.add_document(document(number, paragraph["context"]))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()
    total = questions = 0
    for number, paragraph in enumerate(paragraphs):
        for asked in paragraph["qas"]:
            terms = stems.analyze(asked["question"])
            either = tantivy.Query.boolean_query([(tantivy.Occur.Should, tantivy.Query.term_query(index.schema, "body", term, "freq")) for term in terms])
            ids = answer(searcher, either, 10)["ids"]
            total += 1 / (ids.index(number) + 1) if number in ids else 0
            questions += 1
    print(json.dumps({"mrr10": total / questions, "questions": questions}))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True)
    building = commands.add_parser("build", help="index a file of documents")
    building.add_argument("documents", type=Path)
    building.add_argument("index", type=Path)
    building.add_argument("--commits", type=int, default=1, choices=range(1, MERGED_AT), help="segments to leave (default: %(default)s)")
    building.set_defaults(run=build)
    asking = commands.add_parser("query", help="time queries")
    asking.add_argument("index", type=Path)
    asking.add_argument("queries", type=Path)
    asking.add_argument("--top", type=int, default=10, help="hits to find (default: %(default)s)")
    asking.add_argument("--count", action="store_true", help="count all hits too")
    asking.add_argument("--repeat", type=int, default=3, help="turns, of which each query's fastest counts (default: %(default)s)")
    asking.add_argument("--results", type=Path, help="write each query's total and first documents there")
    asking.set_defaults(run=query)
    judging = commands.add_parser("relevance", help="ask the questions of an XQuAD file")
    judging.add_argument("questions", type=Path)
    judging.add_argument("--language", required=True, help="of the stemmer: english, turkish")
    judging.set_defaults(run=relevance)
    settings = parser.parse_args()
    settings.run(settings)


if __name__ == "__main__":
    main()
