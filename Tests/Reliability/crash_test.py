"""Kills imports and single commands at random instants (SIGKILL) and looks whether the archive kept every promise that it had made by then.

Rounds come in chains of four over one archive: a chain starts with a fresh archive, each round imports a bag of one channel and
kills the import, then asks for some single commands and kills them, too. Some rounds let the import finish afterwards and some
leave it broken off for a later round.
"""

import os
import shutil
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed

from archive import Archive, acknowledgements
from campaign import Tally, Violation, Workplace, command_line, dice as dice_of, options, parse, say
from channels import BAGS, bag_of
from errand_check import answer_of, confirm
from errands import FRESH, KINDS, Errands
from interruption import interrupt, measure
from ledger import Ledger
from recording import build_recorder

ROUNDS_OF_A_CHAIN = 4
ERRANDS_OF_A_ROUND = 3


def measure_all(settings, library, folder):
    """How an import of each kind of bag and each kind of single command passes: kind → pace."""
    dice, paces = dice_of(settings.seed, "pace"), {}
    folder.mkdir()
    for number, kind in enumerate(BAGS):
        bag = bag_of(kind, dice, folder / f"bag-{number}", settings.letters)
        archive, again = (Archive(settings.evrak, folder / f"{name}-{number}", folder / f"{name}-{number}-keys").init() for name in ("archive", "again"))
        log = folder / f"records-{number}"
        paces[kind] = measure(archive.import_words([bag]), lambda: again.import_words([bag]), library, again, log)
    errands = Errands(again, folder)

    def think():
        errand = errands.think(dice, kind)
        errands.merges += errand.merged
        return again.words(errand.command, *errand.arguments)

    for number, kind in enumerate(KINDS):
        paces[kind] = measure(think(), think, library, again, folder / f"records-of-errand-{number}")
    return paces


def kill_import(archive, bags, pace, library, dice, ledger):
    """Kills an import of bags of one channel; where it was aimed and where it landed."""
    killed = interrupt(archive, archive.import_words(bags), pace, library, dice)
    spoken, summary = acknowledgements(killed.heard)
    landed = ("finished before the kill" if killed.finished else "before the first acknowledgement" if not spoken
              else "after the last acknowledgement" if summary or len(spoken) >= pace.lines else "between acknowledgements")
    ledger.hear(spoken)
    ledger.look(archive)
    ledger.check_log()
    return f"aimed {killed.aim}, landed {landed}", landed


def kill_errand(archive, errands, kind, paces, library, dice, ledger):
    """Kills a single command, and where nothing of it had happened by then asks for it again; where it was aimed and where it landed."""
    errand = errands.think(dice["errand"], kind)
    killed = interrupt(archive, archive.words(errand.command, *errand.arguments), paces[errand.kind], library, dice["aim"])
    where = f"{errand.kind} aimed {killed.aim}"
    try:
        new, answer = ledger.look(archive), answer_of(killed.heard)
        confirm(errand, archive, new, answer)
        if killed.finished and answer is None:
            raise Violation(f"`{errand.kind}` ended with 0 and answered nothing")
        landed = ("after its end" if killed.finished else "after its answer" if answer else "before its answer" if new else "before its event")
        if not new:
            outcome = archive.run(errand.command, *errand.arguments).need(0)
            new = ledger.look(archive)
            confirm(errand, archive, new, answer_of(outcome.stdout))
            if not new:
                raise Violation(f"`{errand.kind}` ended with 0 and added nothing")
    except Violation as fault:
        raise Violation(f"{fault} [{where}]") from None
    errands.merges += errand.merged
    if errand.original:
        ledger.record(new[0]["item"], errand.original)
    ledger.check_log()
    return f"{where}, landed {landed}", f"command, {landed}"


def run_chain(settings, paces, library, chain, folder):
    """One chain of rounds; for each round where its kills landed and what was violated, if anything."""
    results = []
    folder.mkdir()
    archive = Archive(settings.evrak, folder / "archive", folder / "keys")
    ledger, errands = Ledger(), Errands(archive, folder)
    before, open_bags = {kind: [] for kind in BAGS}, []
    for number in range(min(ROUNDS_OF_A_CHAIN, settings.rounds - chain * ROUNDS_OF_A_CHAIN)):
        # Each purpose has dice of its own: how far a kill came must not change what later rounds bring.
        dice = {purpose: dice_of(settings.seed, "chain", chain, number, purpose) for purpose in ("course", "bag", "aim", "errand", "check")}
        landings, where = [], "before the kill"
        try:
            if number == 0:
                archive.init()
            if not open_bags or dice["course"].random() < 0.5:
                kind = dice["course"].choice(list(BAGS))
                open_bags.append((kind, bag_of(kind, dice["bag"], folder / f"bag-{number}", settings.letters, before[kind])))
                before[kind] += open_bags[-1][1].originals
                ledger.offer(open_bags[-1][1])
            kind = open_bags[-1][0]
            where, landed = kill_import(archive, [bag for one, bag in open_bags if one == kind], paces[kind], library, dice["aim"], ledger)
            where = f"{kind} {where}"
            landings.append(f"import, {landed}")
            for errand in range(ERRANDS_OF_A_ROUND):
                # The first may come while the views lag behind the killed import: nothing may be asked before.
                command = dice["course"].choice(KINDS if errand else FRESH)
                where, landed = kill_errand(archive, errands, command, paces, library, dice, ledger)
                landings.append(landed)
            if dice["course"].random() < 0.75:
                ledger.check_view(archive, folder / f"rebuilt-{number}", dice["check"])
            ledger.check_original(archive, dice["check"])
            if number == ROUNDS_OF_A_CHAIN - 1 or dice["course"].random() < 0.6:
                ledger.finish(archive, [bag for _, bag in open_bags], dice["check"])
                open_bags = []
            results.append((number, landings, None))
        except Violation as fault:
            results.append((number, landings, f"{fault} [{where}]"))
            return chain, results
        shutil.rmtree(folder / f"rebuilt-{number}", ignore_errors=True)
    shutil.rmtree(folder)
    return chain, results


def main():
    parser = options(__doc__.splitlines()[0], rounds=1000)
    parser.add_argument("--letters", type=int, default=300, help="new messages a round, or part of that (default: %(default)s)")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1), help="chains at once (default: %(default)s)")
    parser.add_argument("--chain", type=int, default=None, help="run only this chain of a seed")
    settings = parse(parser)
    tally, landings = Tally(), Counter()
    with Workplace("crash", settings.folder) as place:
        say(f"seed {settings.seed}: {settings.rounds} rounds in chains of {ROUNDS_OF_A_CHAIN}, up to {settings.letters} new messages a round, "
            f"then {ERRANDS_OF_A_ROUND} single commands")
        # What killed commands leave among temporary files goes away with the workplace.
        os.environ["TMPDIR"] = str(place.path)
        library = build_recorder(place.path)
        try:
            paces = measure_all(settings, library, place.path / "pace")
        except Violation as fault:
            tally.fault("undisturbed commands", str(fault))
            return tally.close()
        for kind, pace in paces.items():
            say(f"undisturbed, {kind}: first answer after {pace.first:.3f} s, last {pace.last:.3f} s, end {pace.end:.3f} s, {pace.calls} writing calls")
        chains = range((settings.rounds + ROUNDS_OF_A_CHAIN - 1) // ROUNDS_OF_A_CHAIN) if settings.chain is None else [settings.chain]
        start, shown = time.monotonic(), 0
        with ProcessPoolExecutor(settings.jobs) as pool:
            work = [pool.submit(run_chain, settings, paces, library, chain, place.path / f"chain-{chain}") for chain in chains]
            for done in as_completed(work):
                chain, results = done.result()
                for number, landed, fault in results:
                    landings.update(landed)
                    if fault:
                        place.keep = True
                        tally.fault(f"chain {chain}, round {number}", fault,
                                    command_line(__file__, settings, "--rounds", settings.rounds, "--letters", settings.letters, "--chain", chain))
                    else:
                        tally.ok()
                if (tally.passed + tally.failed) // 100 > shown:
                    shown = (tally.passed + tally.failed) // 100
                    say(f"{tally.passed + tally.failed} rounds, {tally.failed} failed, {time.monotonic() - start:.0f} s")
        say("kills landed: " + "; ".join(f"{count} {landed}" for landed, count in landings.most_common()))
        return tally.close()


if __name__ == "__main__":
    sys.exit(main())
