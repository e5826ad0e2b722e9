"""Kills imports and rebuilds while they write the full-text index (SIGKILL) and looks whether the index still finds what a new one finds.

Rounds come in chains over one archive, so that segments gather and are merged: in each, a bag of mail, text messages or notes is
imported, or the index is computed anew, and the command is killed, mostly at one of the calls by which it writes below search/.
Afterwards the index must add up, give the answers of an index that is computed from the log alone in a copy of the archive, as the kill
left it, and lose what the kill left unfinished as soon as somebody owns the archive again.
"""

import os
import shutil
import signal
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from types import SimpleNamespace

import channels
from archive import Archive, acknowledgements
from bags import Bag
from campaign import Tally, Violation, Workplace, command_line, dice as dice_of, options, parse, say
from interruption import interrupt, measure, pursue, recorded, wait
from mailbags import CHANNEL
from recording import build_recorder

ROUNDS_OF_A_CHAIN = 20  # a merge takes eight segments of about one size
KINDS = ("mail", "mail", "phone's backup", "notes")
COMPANY = Path(__file__).resolve().parents[2] / "Fixtures" / "company" / "mail"
QUESTIONS = ("fatura", "teslimat fatura", "invoice OR gecikme", '"ölçü teslimat"', "sip*", "from:sales", "contract -draft",
             "subject:quantity", "account:desk@kuzey.example", "olcu siparis", "faturaları", "channel:email", "b* -s*")


def below_search(archive):
    """The index as what a recorder watches: only calls that write there count. Its folder must be there for that."""
    folder = archive.folder / "search"
    folder.mkdir(exist_ok=True)
    return SimpleNamespace(folder=folder)


def bag_of(dice, kind, path, settings, is_first):
    """A bag of new originals; the first of an archive may be the company's fixtures."""
    if is_first and kind == "mail" and COMPANY.is_dir() and dice.random() < 0.5:
        return Bag(COMPANY, {}, CHANNEL)
    return channels.bag_of(kind, dice, path, dice.randint(1, settings.letters))


def kill_in_index(archive, words, calls, library, dice):
    """Kills a command at a call by which it writes to the index; where, and whether it came so far."""
    at, torn = dice.randint(1, calls), dice.random() < 0.3
    environment = recorded(library, below_search(archive), EVRAK_RECORD_KILL_AT=str(at), **({"EVRAK_RECORD_TORN": "1"} if torn else {}))
    run = pursue(words, None, environment)
    status, stderr = wait(run)
    if status not in (0, -signal.SIGKILL):
        raise Violation(f"`{' '.join(map(str, words[1:]))}` ended with {status} by itself: {stderr.decode('utf-8', 'replace')[-600:]}")
    return f"at call {at} of the index{', torn' if torn else ''}", status == 0


def answers(archive):
    """What the index says to each question, newest first; scores left out, since they depend on which deletions were merged away."""
    said = {}
    for question in QUESTIONS:
        # 66: nothing was found.
        outcome = archive.run("search", "--limit", 10_000, "--sort", "newest", "--facets", "channel,direction,month", "--json", question)
        lines = outcome.need(0, 66).lines()
        said[question] = [{key: value for key, value in line.items() if key not in ("score", "seconds", "cursor")} for line in lines]
    return said


def check(archive, folder, dice):
    """The index after a kill against one that is computed from the log alone."""
    # The copy first: asking the archive lets its index catch up.
    copy = archive.copy_to(folder)
    if (copy.folder / "search").exists() and dice.random() < 0.5:
        shutil.rmtree(copy.folder / "search")
    else:
        copy.run("rebuild search").need(0)
    status = archive.run("index status", "--json").need(0).lines()[0]
    if status["faults"] or status["indexed"] != status["log"] or status["documents"] != status["items"]:
        raise Violation(f"the index does not add up: {status}")
    found, expected = answers(archive), answers(copy)
    for question in QUESTIONS:
        if found[question] != expected[question]:
            differing = [(one, other) for one, other in zip(found[question], expected[question]) if one != other]
            raise Violation(f"`search {question}` gives {len(found[question])} lines, a new index {len(expected[question])}; they differ first in "
                            f"{str(differing[:1])[:600]}")
    if not any(len(lines) > 1 for lines in found.values()):
        raise Violation("no question found anything")
    check_files(archive, status)
    shutil.rmtree(folder)
    return status


def check_files(archive, status):
    """What a kill left behind goes when the next owner opens the index, and then there are the files that the catalogue names."""
    def names():
        return sorted(path.name for path in (archive.folder / "search").iterdir() if path.name != "catalogue")
    if len(names()) > status["segments"]:
        # Asking does not need an owner where all has been consumed; this command is one.
        archive.run("index update", "--json").need(0)
        status = archive.run("index status", "--json").need(0).lines()[0]
    if len(names()) != status["segments"] or any(not name.endswith(".segment") for name in names()):
        raise Violation(f"the catalogue names {status['segments']} segments, and there are {names()}")


def run_chain(settings, pace, library, chain, folder):
    """One chain; for each round where its kill landed and what was violated, if anything."""
    results = []
    folder.mkdir()
    archive = Archive(settings.evrak, folder / "archive", folder / "keys").init()
    archive.take_in([bag_of(dice_of(settings.seed, chain, "first"), "mail", folder / "bag-first", settings, True)])
    segments = 1
    for number in range(min(ROUNDS_OF_A_CHAIN, settings.rounds - chain * ROUNDS_OF_A_CHAIN)):
        dice = dice_of(settings.seed, "chain", chain, number)
        where = "before the kill"
        try:
            if dice.random() < 0.15:
                kind, words = "rebuild", archive.words("rebuild search", "--json")
            else:
                kind = dice.choice(KINDS)
                words = archive.import_words([bag_of(dice, kind, folder / f"bag-{number}", settings, False)])
            if dice.random() < 0.8:
                # A merge comes with the eighth segment and writes as much again.
                where, finished = kill_in_index(archive, words, pace.calls * (2 if segments % 8 == 7 else 1), library, dice)
            else:
                killed = interrupt(archive, words, pace, library, dice)
                where, finished = killed.aim, killed.finished
                acknowledgements(killed.heard)
            where = f"{kind}, {where}"
            segments = check(archive, folder / f"copy-{number}", dice)["segments"]
            results.append((number, f"{'finished' if finished else 'killed'} with {segments} segments", None))
        except Violation as fault:
            results.append((number, where, f"{fault} [{where}]"))
            return chain, results
    shutil.rmtree(folder)
    return chain, results


def measure_import(settings, library, folder):
    """How an import passes, and how many calls of it write to the index."""
    folder.mkdir()
    dice = dice_of(settings.seed, "pace")
    first, again = (Archive(settings.evrak, folder / name, folder / f"{name}-keys").init() for name in ("first", "again"))
    bag = channels.bag_of("mail", dice, folder / "bag", settings.letters)
    return measure(first.import_words([bag]), lambda: again.import_words([bag]), library, below_search(again), folder / "records")


def main():
    parser = options(__doc__.splitlines()[0], rounds=200)
    parser.add_argument("--letters", type=int, default=40, help="new items a round, at most (default: %(default)s)")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1), help="chains at once (default: %(default)s)")
    parser.add_argument("--chain", type=int, default=None, help="run only this chain of a seed")
    settings = parse(parser)
    tally, landings = Tally(), Counter()
    with Workplace("search-crash", settings.folder) as place:
        say(f"seed {settings.seed}: {settings.rounds} rounds in chains of {ROUNDS_OF_A_CHAIN}, up to {settings.letters} new items a round")
        os.environ["TMPDIR"] = str(place.path)
        library = build_recorder(place.path)
        try:
            pace = measure_import(settings, library, place.path / "pace")
        except Violation as fault:
            tally.fault("undisturbed commands", str(fault))
            return tally.close()
        say(f"undisturbed: first answer after {pace.first:.3f} s, end {pace.end:.3f} s, {pace.calls} calls that write to the index")
        chains = range((settings.rounds + ROUNDS_OF_A_CHAIN - 1) // ROUNDS_OF_A_CHAIN) if settings.chain is None else [settings.chain]
        start = time.monotonic()
        with ProcessPoolExecutor(settings.jobs) as pool:
            work = [pool.submit(run_chain, settings, pace, library, chain, place.path / f"chain-{chain}") for chain in chains]
            for done in as_completed(work):
                chain, results = done.result()
                for number, landed, fault in results:
                    landings[landed] += 1
                    if fault:
                        place.keep = True
                        tally.fault(f"chain {chain}, round {number}", fault,
                                    command_line(__file__, settings, "--rounds", settings.rounds, "--letters", settings.letters, "--chain", chain))
                    else:
                        tally.ok()
                say(f"{tally.passed + tally.failed} rounds, {tally.failed} failed, {time.monotonic() - start:.0f} s")
        say("kills landed: " + "; ".join(f"{count} {landed}" for landed, count in landings.most_common()))
        return tally.close()


if __name__ == "__main__":
    sys.exit(main())
