"""Kills imports at random instants (SIGKILL) and looks whether the archive kept every promise that it had made by then.

Rounds come in chains of four over one archive: a chain starts with a fresh archive, each round imports some mail and
kills it, some rounds let the import finish afterwards and some leave it broken off for the next round.
"""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from types import SimpleNamespace

import mailbags
from archive import COMMAND_SECONDS, Archive, acknowledgements
from campaign import Tally, Violation, Workplace, command_line, dice as dice_of, options, parse, say
from ledger import Ledger
from recording import build_recorder, read

ROUNDS_OF_A_CHAIN = 4


@dataclass
class Pace:
    """How an undisturbed import passes, in seconds from its start and in recorded calls: the instants to aim at."""
    first: float
    last: float
    end: float
    calls: int
    lines: int


def pursue(words, on_line=None, environment=None):
    """Starts an import and a thread that reads it; the thread calls `on_line(count)` after every line."""
    process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               start_new_session=True, env={**os.environ, **(environment or {})})
    heard, times = bytearray(), []

    def listen():
        descriptor = process.stdout.fileno()
        while part := os.read(descriptor, 65536):
            heard.extend(part)
            times.append((time.monotonic(), heard.count(b"\n")))
            if on_line:
                on_line(times[-1][1])

    listener = threading.Thread(target=listen)
    listener.start()
    return SimpleNamespace(process=process, heard=heard, times=times, listener=listener)


def kill(process):
    """Ends the import and all that it started, as a power cut would: at once."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def wait(run):
    """Waits for the end of a pursued import; what it said and how it ended."""
    guard = threading.Timer(COMMAND_SECONDS, kill, [run.process])
    guard.start()
    stderr = run.process.stderr.read()
    status = run.process.wait()
    run.listener.join()
    hung = not guard.is_alive()
    guard.cancel()
    run.process.stdout.close()
    run.process.stderr.close()
    if hung:
        raise Violation(f"import had not ended after {COMMAND_SECONDS} seconds")
    return status, stderr


def measure(settings, library, folder):
    """Imports once undisturbed and once recorded."""
    folder.mkdir()
    bag = mailbags.mailbag(dice_of(settings.seed, "pace"), folder / "mail", settings.letters)
    archive = Archive(settings.evrak, folder / "archive", folder / "keys", mailbags.ACCOUNT).init()
    start = time.monotonic()
    run = pursue(archive.import_words([bag.path]))
    status, stderr = wait(run)
    end = time.monotonic() - start
    if status:
        raise Violation(f"an undisturbed import ended with {status}: {stderr.decode('utf-8', 'replace')[-600:]}")
    again = Archive(settings.evrak, folder / "again", folder / "again-keys", mailbags.ACCOUNT).init()
    environment = {"LD_PRELOAD": str(library), "EVRAK_RECORD_ROOT": str(again.folder), "EVRAK_RECORD_LOG": str(folder / "records")}
    recorded = pursue(again.import_words([bag.path]), environment=environment)
    if wait(recorded)[0]:
        raise Violation("an import under the recorder failed, though it succeeds alone")
    spoken, _ = acknowledgements(bytes(run.heard))
    if not spoken:
        raise Violation("import acknowledged nothing: does it know --acknowledge?")
    lines = len(spoken)
    first, last = run.times[0][0] - start, next(moment for moment, count in run.times if count >= lines) - start
    return Pace(first, last, end, len(read(folder / "records")), lines)


def interrupt(archive, paths, pace, library, dice):
    """Starts an import and kills it; where the kill was aimed, what was heard, and whether it came too late."""
    aim = dice.choice(("startup", "after an acknowledgement", "after an acknowledgement", "at a call", "at a call", "at a torn write", "end", "anywhere"))
    words, environment, on_line, delay = archive.import_words(paths), None, None, None
    if aim.startswith("at a"):
        environment = {"LD_PRELOAD": str(library), "EVRAK_RECORD_ROOT": str(archive.folder),
                       "EVRAK_RECORD_KILL_AT": str(dice.randint(1, pace.calls))}
        if aim == "at a torn write":
            environment["EVRAK_RECORD_TORN"] = "1"
    elif aim == "after an acknowledgement":
        goal, pause = dice.randint(1, pace.lines), dice.choice((0, dice.uniform(0, 0.003)))
        killed = threading.Event()

        def on_line(count):
            if count >= goal and not killed.is_set():
                killed.set()
                time.sleep(pause)
                kill(run.process)
    else:
        low, high = {"startup": (0, pace.first), "end": (pace.last, pace.end), "anywhere": (0, pace.end)}[aim]
        delay = dice.uniform(low, high)
    run = pursue(words, on_line, environment)
    if delay is not None:
        try:
            run.process.wait(delay)
        except subprocess.TimeoutExpired:
            kill(run.process)
    status, stderr = wait(run)
    kill(run.process)  # children that outlive it would hold the archive
    if status not in (0, -signal.SIGKILL):
        raise Violation(f"the import ended with {status} by itself: {stderr.decode('utf-8', 'replace')[-600:]}")
    spoken, summary = acknowledgements(bytes(run.heard))
    landed = ("finished before the kill" if status == 0 else "before the first acknowledgement" if not spoken
              else "after the last acknowledgement" if summary or len(spoken) >= pace.lines else "between acknowledgements")
    return f"aimed {aim}, landed {landed}", landed, spoken


def run_chain(settings, pace, library, chain, folder):
    """One chain of rounds; for each round where its kill landed and what was violated, if anything."""
    dice, results = dice_of(settings.seed, "chain", chain), []
    folder.mkdir()
    archive = Archive(settings.evrak, folder / "archive", folder / "keys", mailbags.ACCOUNT)
    ledger, bags, open_bags = Ledger(), [], []
    where = landed = "before the kill"
    for number in range(min(ROUNDS_OF_A_CHAIN, settings.rounds - chain * ROUNDS_OF_A_CHAIN)):
        try:
            if number == 0:
                archive.init()
            if not open_bags or dice.random() < 0.5:
                before = [one for bag in bags for one in bag.letters]
                open_bags.append(mailbags.mailbag(dice, folder / f"mail-{number}", settings.letters, before))
                bags.append(open_bags[-1])
            ledger.offer(open_bags[-1])
            paths = [bag.path for bag in open_bags]
            where, landed, spoken = interrupt(archive, paths, pace, library, dice)
            ledger.hear(spoken)
            ledger.check(archive, dice)
            if dice.random() < 0.75:
                ledger.check_view(archive, folder / f"rebuilt-{number}", dice)
            if number == ROUNDS_OF_A_CHAIN - 1 or dice.random() < 0.6:
                ledger.finish(archive, paths, dice)
                open_bags = []
            results.append((number, landed, None))
        except Violation as fault:
            results.append((number, landed, f"{fault} [{where}]"))
            return chain, results
        shutil.rmtree(folder / f"rebuilt-{number}", ignore_errors=True)
    shutil.rmtree(folder)
    return chain, results


def main():
    parser = options(__doc__.splitlines()[0], rounds=1000)
    parser.add_argument("--letters", type=int, default=300, help="new messages a round (default: %(default)s)")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1), help="chains at once (default: %(default)s)")
    parser.add_argument("--chain", type=int, default=None, help="run only this chain of a seed")
    settings = parse(parser)
    tally, landings = Tally(), Counter()
    with Workplace("crash", settings.folder) as place:
        say(f"seed {settings.seed}: {settings.rounds} rounds in chains of {ROUNDS_OF_A_CHAIN}, {settings.letters} new messages a round")
        library = build_recorder(place.path)
        try:
            pace = measure(settings, library, place.path / "pace")
        except Violation as fault:
            tally.fault("undisturbed import", str(fault))
            return tally.close()
        say(f"an undisturbed import: first acknowledgement after {pace.first:.3f} s, last {pace.last:.3f} s, "
            f"end {pace.end:.3f} s, {pace.calls} writing calls")
        chains = range((settings.rounds + ROUNDS_OF_A_CHAIN - 1) // ROUNDS_OF_A_CHAIN) if settings.chain is None else [settings.chain]
        start, shown = time.monotonic(), 0
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
                if (tally.passed + tally.failed) // 100 > shown:
                    shown = (tally.passed + tally.failed) // 100
                    say(f"{tally.passed + tally.failed} rounds, {tally.failed} failed, {time.monotonic() - start:.0f} s")
        say("kills landed " + ", ".join(f"{count} {landed}" for landed, count in landings.most_common()))
        return tally.close()


if __name__ == "__main__":
    sys.exit(main())
