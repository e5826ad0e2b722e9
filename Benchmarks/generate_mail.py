#!/usr/bin/env python3
"""Writes made-up mail of the make of public list archives, for benchmarks where real mail is absent.

    generate_mail.py --count 200000 --format maildir OUT        a Maildir OUT/cur
    generate_mail.py --count 200000 --format mbox OUT           an mboxrd file OUT

The same seed and count give the same bytes on every machine. No two messages are alike: each carries its own number in its
Message-ID. What it imitates: headers with the trail of four servers and a signature, threads, replies that quote, patches,
sizes distributed log-normally around 4.5 KB, and 300 correspondents of whom few write most (Zipf). People, domains and
words are invented.
"""

import argparse
import base64
import bisect
import itertools
import math
import os
import pathlib
import random
import re
import sys
import time

CORRESPONDENTS = 300
VOCABULARY = 24_000
PARAGRAPHS = 6_000
HUNKS = 1_500
THREADS_REMEMBERED = 400
# Of the body alone; headers add about 2.1 KB.
BODY_MEDIAN, BODY_SIGMA, BODY_MOST = 1_350, 0.95, 400_000

SYLLABLES = "ba be ca co da de di en er fa ga ha il ka la le lo ma mi na no or pa pe ra re ri sa se si ta te ti to un va ve".split()
COMMON = (
    "the to of and a in is that it for on we you this with be not are as have at or from was will can if by but an my your would"
    " should there which when they all one do so what out up about get time now order price mail list file patch send please thanks"
).split()
TURKISH = "şimdi çünkü değil için göre önce sonra bütün güzel küçük büyük ölçü ürün çağrı değişiklik yapı ışık ağır İstanbul".split()


class Source:
    """Random choices that depend on `random` and `getrandbits` only, which are the same in all versions of Python."""

    def __init__(self, seed):
        generator = random.Random(seed)
        self.random, self.bits = generator.random, generator.getrandbits

    def below(self, n):
        return int(self.random() * n)

    def pick(self, items):
        return items[int(self.random() * len(items))]

    def normal(self):
        # Box and Muller, 1958.
        return math.sqrt(-2 * math.log(1 - self.random())) * math.cos(2 * math.pi * self.random())

    def zipf(self, cumulative):
        return bisect.bisect_left(cumulative, self.random() * cumulative[-1])

    def letters(self, count):
        """`count` (a multiple of four) characters of base64, as signatures have them."""
        return base64.b64encode(self.bits(count * 6).to_bytes(count * 3 // 4, "big")).decode()


def zipf_weights(n, exponent=1.0):
    return list(itertools.accumulate(1 / (rank + 1) ** exponent for rank in range(n)))


class Words:
    """The material that messages are put together from; made once."""

    def __init__(self, source):
        self.source = source
        invented = set()
        while len(invented) < VOCABULARY - len(COMMON):
            invented.add("".join(source.pick(SYLLABLES) for _ in range(2 + source.below(3))))
        self.words = COMMON + sorted(invented, key=lambda w: (len(w), w))
        self.weights = zipf_weights(len(self.words), 1.05)
        self.paragraphs = [self.paragraph(foreign=n % 8 == 7) for n in range(PARAGRAPHS)]
        self.hunks = [self.hunk() for _ in range(HUNKS)]

    def word(self):
        return self.words[self.source.zipf(self.weights)]

    def paragraph(self, foreign):
        words = [self.word() for _ in range(12 + self.source.below(70))]
        if foreign:
            words = [self.source.pick(TURKISH) if self.source.random() < 0.3 else w for w in words]
        lines, line = [], ""
        for word in words:
            if len(line) + len(word) > 70:
                lines.append(line)
                line = ""
            line += " " + word if line else word.capitalize() if not lines else word
        return "\n".join(lines + [line + "."]) + "\n"

    def hunk(self):
        place = self.source.below(2000)
        lines = []
        for _ in range(8 + self.source.below(24)):
            mark = self.source.pick("   -++")
            lines.append("%s\t%s_%s(%s, %d);" % (mark, self.word(), self.word(), self.word(), self.source.below(4096)))
        return "@@ -%d,%d +%d,%d @@\n%s\n" % (place, len(lines), place, len(lines), "\n".join(lines))


class Correspondents:
    def __init__(self, source, words):
        self.people = []
        for number in range(CORRESPONDENTS):
            first, last = words.words[200 + number * 7].capitalize(), words.words[3000 + number * 11].capitalize()
            host = "%s%d.example%s" % (source.pick(SYLLABLES) + source.pick(SYLLABLES), number, source.pick([".com", ".org", ".net", ""]))
            coded = "=?utf-8?Q?%s_=C5=9Eahin?=" % first if number % 17 == 0 else "%s %s" % (first, last)
            signature = "" if number % 3 == 0 else "-- \n%s %s\n%s\n" % (first, last, words.paragraphs[number].split("\n")[0])
            self.people.append((coded, "%s.%s@%s" % (first.lower(), last.lower(), host), host, signature, first))
        self.weights = zipf_weights(CORRESPONDENTS)


class Message:
    """What later messages may answer and quote."""
    __slots__ = ("identifier", "references", "subject", "person", "paragraphs", "when")


class Generator:
    def __init__(self, seed):
        self.source = Source(seed)
        self.words = Words(self.source)
        self.people = Correspondents(self.source, self.words)
        self.recent = []
        self.clock = 1_704_099_600.0
        self.seed = seed

    def next(self, number):
        """The next message: its text, its sender's address and its time."""
        source = self.source
        self.clock += -math.log(1 - source.random()) * 310
        message = Message()
        message.when = int(self.clock)
        message.person = self.people.people[source.zipf(self.people.weights)]
        parent = None
        if self.recent and source.random() < 0.72:
            # Recent messages are answered more often than old ones.
            parent = self.recent[-1 - int(len(self.recent) * source.random() ** 3)]
        host = message.person[2]
        message.identifier = "<%d.%d.%x@%s>" % (message.when, number, source.bits(40), host)
        if parent:
            message.subject = parent.subject if parent.subject.startswith("Re: ") else "Re: " + parent.subject
            message.references = (parent.references + [parent.identifier])[-9:]
        else:
            subject = " ".join(self.words.word() for _ in range(3 + source.below(6)))
            message.subject = ("[PATCH %d/%d] " % (1 + source.below(3), 4) if source.random() < 0.3 else "") + subject
            message.references = []
        body = self.body(message, parent)
        self.recent.append(message)
        if len(self.recent) > THREADS_REMEMBERED:
            del self.recent[: THREADS_REMEMBERED // 4]
        return self.header(message, number) + body, message.person[1], message.when

    def header(self, message, number):
        source, (name, address, host, _, _) = self.source, message.person
        date = stamp(message.when)
        ip = "198.51.100.%d" % (1 + number % 250)
        lines = [
            "Return-Path: <list-bounces@lists.example>",
            "Delivered-To: archive@lists.example",
            "Received: from lists.example (lists.example [203.0.113.7])\n\tby mail.archive.example (Postfix) with ESMTPS id %012X\n"
            "\tfor <archive@lists.example>; %s" % (source.bits(48), stamp(message.when + 41)),
            "Received: from localhost ([127.0.0.1] helo=lists.example)\n\tby lists.example with esmtp (Exim 4.96)\n\tid 1%s-%s; %s"
            % (source.letters(8), source.letters(8), stamp(message.when + 33)),
            "Received: from mx.%s ([%s])\n\tby lists.example with esmtps (TLS1.3:AEAD-AES256-GCM-SHA384:256)\n\tid 1%s-%s\n"
            "\tfor list@lists.example; %s" % (host, ip, source.letters(8), source.letters(8), stamp(message.when + 29)),
            "Received: by mx.%s (Postfix, from userid 1000)\n\tid %010X; %s" % (host, source.bits(40), stamp(message.when + 2)),
            "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=%s; s=mail;\n\tt=%d; h=From:To:Subject:Date:Message-ID;\n\tbh=%s=;\n\tb=%s"
            % (host, message.when, source.letters(40), "\n\t ".join(in_lines(source.letters(320)))),
            "From: %s <%s>" % (name, address),
            "To: list@lists.example",
            "Subject: %s" % message.subject,
            "Date: %s" % date,
            "Message-ID: %s" % message.identifier,
        ]
        if message.references:
            lines.append("In-Reply-To: %s" % message.references[-1])
            lines.append("References: %s" % "\n ".join(message.references))
        lines += [
            "List-Id: Discussion of everyday matters <list.lists.example>",
            "List-Unsubscribe: <https://lists.example/options/list>,\n <mailto:list-request@lists.example?subject=unsubscribe>",
            "List-Post: <mailto:list@lists.example>",
            'Sender: "list" <list-bounces@lists.example>',
            "MIME-Version: 1.0",
        ]
        return "\n".join(lines) + "\n"

    def body(self, message, parent):
        source, words = self.source, self.words
        size = min(BODY_MOST, int(BODY_MEDIAN * math.exp(BODY_SIGMA * source.normal())))
        parts, message.paragraphs = [], []
        length = 0
        if parent and parent.paragraphs:
            parts.append("On %s, %s wrote:\n" % (stamp(parent.when), parent.person[4]))
            for paragraph in parent.paragraphs[: 1 + source.below(4)]:
                parts.append("> " + paragraph[:-1].replace("\n", "\n> ") + "\n")
        while length < size:
            paragraph = source.pick(words.paragraphs)
            parts.append(paragraph)
            message.paragraphs.append(paragraph)
            length += len(paragraph)
            if length > 12_000:
                # Long mails are long because of what is pasted into them, not because of prose.
                while length < size:
                    hunk = source.pick(words.hunks)
                    parts.append(hunk)
                    length += len(hunk)
        if message.subject.find("[PATCH") in (0, 4) and not parent:
            parts.append("---\ndiff --git a/%s.c b/%s.c\n" % (words.word(), words.word()))
            parts += [source.pick(words.hunks) for _ in range(1 + source.below(4))]
        parts.append(message.person[3])
        del message.paragraphs[6:]
        text = "\n".join(parts)
        chance = source.random()
        if chance < 0.06:
            kind, coding, text = "utf-8", "base64", base64.encodebytes(text.encode()).decode()
        elif text.isascii():
            kind, coding = "us-ascii", "7bit"
        else:
            kind, coding = "utf-8", "8bit"
        return "Content-Type: text/plain; charset=%s\nContent-Transfer-Encoding: %s\n\n%s" % (kind, coding, text)


def in_lines(letters):
    return [letters[n : n + 64] for n in range(0, len(letters), 64)]


DAYS = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def stamp(when):
    t = time.gmtime(when)
    return "%s, %d %s %d %02d:%02d:%02d +0000" % (
        DAYS[when // 86400 % 7], t.tm_mday, MONTHS[t.tm_mon - 1], t.tm_year, t.tm_hour, t.tm_min, t.tm_sec)


def asctime(when):
    t = time.gmtime(when)
    return "%s %s %2d %02d:%02d:%02d %d" % (
        DAYS[when // 86400 % 7], MONTHS[t.tm_mon - 1], t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec, t.tm_year)


def write_maildir(generator, count, out):
    for name in ("cur", "new", "tmp"):
        (out / name).mkdir(parents=True, exist_ok=True)
    total = 0
    for number in range(count):
        text, _, when = generator.next(number)
        raw = text.encode()
        descriptor = os.open("%s/cur/%d.%d.lists:2,S" % (out, when, number), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        os.write(descriptor, raw)
        os.close(descriptor)
        total += len(raw)
    return total


def write_mbox(generator, count, out):
    quoted = re.compile(rb"(?m)^(>*From )")
    total = 0
    with open(out, "xb", buffering=1 << 20) as file:
        for number in range(count):
            text, address, when = generator.next(number)
            raw = text.encode()
            if b"From " in raw:
                raw = quoted.sub(rb">\1", raw)
            file.write(b"From %s %s\n%s\n" % (address.encode(), asctime(when).encode(), raw))
            total += len(raw)
    return total


def main():
    parser = argparse.ArgumentParser(description="Writes made-up mail of the make of list archives.")
    parser.add_argument("out", type=pathlib.Path, help="folder of the Maildir, or the mbox file; must not exist")
    parser.add_argument("--count", type=int, default=20_000, help="how many messages (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other mail (default: %(default)s)")
    parser.add_argument("--format", choices=["maildir", "mbox"], default="maildir")
    arguments = parser.parse_args()
    if arguments.out.exists():
        parser.error("%s exists; name a place that does not" % arguments.out)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    begin = time.monotonic()
    write = write_maildir if arguments.format == "maildir" else write_mbox
    total = write(Generator(arguments.seed), arguments.count, arguments.out)
    print("%d messages, %.1f MB, %d bytes on average, %.1f s" % (
        arguments.count, total / 1e6, total / max(arguments.count, 1), time.monotonic() - begin), file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
