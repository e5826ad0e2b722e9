"""The queries of the search benchmarks, drawn from the documents' own words: the same seed gives the same queries.

- term: how many documents hold the word is spread evenly over its logarithm, from one document to nearly all;
- and: two words of one document, so that something is always found;
- or: three words, each drawn like a term;
- phrase: two to four words as they follow one another in a document;
- prefix: the first three to five letters of a word of a document.
Words are lower-case ASCII letters, that all tokenisers cut alike.
"""

import json
import random
import re
from collections import Counter

KINDS = ("term", "and", "or", "phrase", "prefix")
EACH = 1_000
WORD = re.compile(r"[^\W_]+")
LETTERS = re.compile(r"[a-z]{2,20}")
# Nothing but spaces between the words of a phrase: what a full stop or a quote mark does to positions is not in question.
PHRASE = re.compile(r"(?<!\S)[A-Za-z]{2,20}(?: [A-Za-z]{2,20}){1,12}(?!\S)")


class Vocabulary:
    def __init__(self, documents):
        self.documents = documents
        frequency = Counter()
        for document in documents:
            frequency.update(self.words_of(document))
        # Band n holds the words of 2^n to 2^(n+1) - 1 documents.
        self.bands = {}
        for word, count in frequency.items():
            self.bands.setdefault(count.bit_length() - 1, []).append(word)
        for words in self.bands.values():
            words.sort()

    @staticmethod
    def words_of(document):
        return {word for word in WORD.findall(document.decode().lower()) if LETTERS.fullmatch(word)}

    def term(self, choose):
        return choose.choice(self.bands[choose.choice(sorted(self.bands))])

    def together(self, choose):
        words = sorted(self.words_of(choose.choice(self.documents)))
        return choose.sample(words, 2) if len(words) >= 2 else None

    def phrase(self, choose):
        runs = PHRASE.findall(choose.choice(self.documents).decode())
        if not runs:
            return None
        words, length = choose.choice(runs).lower().split(" "), choose.randint(2, 4)
        if len(words) < length:
            return None
        start = choose.randrange(len(words) - length + 1)
        return words[start:start + length]

    def prefix(self, choose):
        length = choose.randint(3, 5)
        words = sorted(word for word in self.words_of(choose.choice(self.documents)) if len(word) > length)
        return [choose.choice(words)[:length]] if words else None


def generate(documents, seed, each=EACH):
    """`each` different queries of every kind, as {"kind", "words"}."""
    vocabulary, choose = Vocabulary(documents), random.Random(seed)
    draws = {
        "term": lambda: [vocabulary.term(choose)],
        "and": lambda: vocabulary.together(choose),
        "or": lambda: [vocabulary.term(choose) for _ in range(3)],
        "phrase": lambda: vocabulary.phrase(choose),
        "prefix": lambda: vocabulary.prefix(choose),
    }
    for kind in KINDS:
        seen, attempts = set(), 0
        # A small mailbox may not have so many; then fewer are asked.
        while len(seen) < each and attempts < 20 * each:
            attempts += 1
            words = draws[kind]()
            if words is None or len(set(words)) < len(words) or tuple(words) in seen:
                continue
            seen.add(tuple(words))
            yield {"kind": kind, "words": words}


def prepare(file, documents, seed, say):
    """The file of queries, one in a line; made at the first use. `documents()` reads the documents."""
    if not file.exists():
        say(f"writing {file}")
        lines = "".join(json.dumps(query) + "\n" for query in generate(documents(), seed))
        file.write_text(lines)
    return file
