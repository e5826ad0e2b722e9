"""Drops writes that no sync covered, as a power failure may, and looks whether every acknowledged event is still there.

A kill leaves the page cache alone and so can't show a missing fsync. Here an import of one channel is recorded call by call; then, for
each replay, the power "fails" at a random call, the files are rebuilt from what was synced plus an arbitrary part of
what was not, and the archive must open, verify, hold all that was acknowledged before that call, and take the rest in.
"""

import dataclasses
import pickle
import shutil
import subprocess
import sys
from pathlib import Path

import mailbags
from archive import Archive, acknowledgements
from campaign import Tally, Violation, Workplace, command_line, compile_c, dice as dice_of, options, parse, say
from channels import BAGS, bag_of
from disk_model import Disk
from ledger import is_capture
from recording import CREATE, RENAME, STDOUT, SYNC_END, WRITE, build_recorder, record
from view_check import compare

REPLAYS_OF_ONE_RECORDING = 25

# Ways of unsynced_example.c, and whether what it acknowledges is safe.
EXAMPLES = {"file": True, "file-unsynced": False, "file-dsync": True, "name": True, "name-unsynced": False,
            "lmdb": True, "lmdb-nosync": False, "early": False}
REPLAYS_OF_EXAMPLE = 40
REPLAYS_OF_INIT = 20


def crash_points(dice, records, count):
    """Half anywhere; half beside the calls where durability is decided: syncs, synced writes, new names, acknowledgements."""
    decisive = [place for place, one in enumerate(records)
                if one.operation in (SYNC_END, STDOUT, CREATE, RENAME) or (one.operation == WRITE and one.synced)]
    for number in range(count):
        if decisive and number % 2:
            yield min(len(records), dice.choice(decisive) + dice.choice((0, 1)))
        else:
            yield dice.randrange(len(records) + 1)


def rebuild(recording, point, dice, folder):
    """The disk after a power failure during call `point`; says how it was chosen."""
    disk = Disk(recording)
    for one in recording.records[:point]:
        disk.take(one)
    if point < len(recording.records) and recording.records[point].operation == WRITE:
        # This write was under way: whatever its descriptor promises, it had not returned.
        disk.take(dataclasses.replace(recording.records[point], synced=False))
    return disk.crash(dice, folder)


def check_model(recording):
    """The records must give exactly the files that the run left, or the replays would prove nothing."""
    disk = Disk(recording)
    for one in recording.records:
        disk.take(one)
    disk.compare(recording.after)


def self_test(settings, library, tally, folder):
    """Proves on a known program that a missing sync is found, and that one that is there raises no alarm."""
    example = compile_c(Path(__file__).parent / "unsynced_example.c", folder / "unsynced_example", "-llmdb")
    for way, is_safe in EXAMPLES.items():
        place = folder / f"example-{way}"
        (place / "state").mkdir(parents=True)
        if way.startswith("file"):
            (place / "state/numbers").touch()
        if way in ("lmdb", "lmdb-nosync", "early"):  # the environment is there before, as evrak's is
            subprocess.run([example, "write", "lmdb", place / "state", "0"], check=True)
        recording = record(library, place / "state", [example, "write", way, place / "state", "30"], place)
        check_model(recording)
        dice, losses, first = dice_of(settings.seed, "example", way), 0, ""
        for number, point in enumerate(crash_points(dice, recording.records, REPLAYS_OF_EXAMPLE)):
            disk = place / f"disk-{number}"
            how = rebuild(recording, point, dice, disk)
            said = set(recording.spoken(point).decode().split())
            found = subprocess.run([example, "read", way, disk], capture_output=True, text=True)
            missing = said - set(found.stdout.split())
            if missing or found.returncode:
                losses += 1
                first = first or f"call {point}, {how}: {len(missing)} of {len(said)} acknowledged are gone {found.stderr.strip()}"
            shutil.rmtree(disk)
        if (losses == 0) == is_safe:
            tally.ok(f"example {way}: {losses} of {REPLAYS_OF_EXAMPLE} replays lost something, as {'none' if is_safe else 'some'} should")
        else:
            tally.fault(f"example {way}", f"{losses} of {REPLAYS_OF_EXAMPLE} replays lost something; {first}")


def test_init(settings, library, tally, folder):
    """When `init` has said that it made the archive, the archive and its keys outlive a power failure at once."""
    root = folder / "init/root"
    root.mkdir(parents=True)
    archive = Archive(settings.evrak, root / "archive", root / "keys")
    bag = mailbags.mailbag(dice_of(settings.seed, "init"), folder / "init/mail", 20)
    try:
        recording = record(library, root, archive.words("init", "--key-dir", archive.keys), folder / "init")
        check_model(recording)
        for replay in range(REPLAYS_OF_INIT):
            disk = folder / "init/disk"
            how = rebuild(recording, len(recording.records), dice_of(settings.seed, "init", replay), disk)
            shutil.rmtree(root)
            disk.rename(root)  # to its old place: archive.yaml names the keys by their path
            try:
                archive.verify()
                archive.take_in([bag])
                archive.verify()
            except Violation as fault:
                raise Violation(f"{fault} [{how}]") from None
            tally.ok()
        say(f"ok      init: {REPLAYS_OF_INIT} replays of {len(recording.records)} calls")
    except Violation as fault:
        tally.fault("init", str(fault), command_line(__file__, settings, "--rounds", 0))


class Subject:
    """An archive whose import was recorded, and the bags that it was of."""

    def __init__(self, settings, library, number, folder):
        dice = dice_of(settings.seed, "recording", number)
        self.seed, self.number, self.folder = settings.seed, number, folder
        self.count = min(REPLAYS_OF_ONE_RECORDING, settings.rounds - number * REPLAYS_OF_ONE_RECORDING)
        folder.mkdir()
        self.archive = Archive(settings.evrak, folder / "archive", folder / "keys").init()
        self.kind, self.bags = dice.choice(list(BAGS)), []
        if number % 2:  # every second recording continues an archive that holds something already
            self.bags.append(bag_of(self.kind, dice, folder / "earlier", settings.letters // 3))
            self.archive.take_in([self.bags[0]])
        before = self.bags[0].originals if self.bags else ()
        self.bags.append(bag_of(self.kind, dice, folder / "later", settings.letters, before))
        self.recording = record(library, self.archive.folder, self.archive.import_words([self.bags[-1]]), folder)
        check_model(self.recording)

    def replay(self, point, dice, folder):
        how = rebuild(self.recording, point, dice, folder)
        try:
            self.check(point, Archive(self.archive.evrak, folder, self.archive.keys), dice)
        except Violation as fault:
            during = self.recording.records[point].describe(self.archive.folder) if point < len(self.recording.records) else "after the last call"
            raise Violation(f"{fault} [{self.kind}, power failed at call {point} of {len(self.recording.records)}, {during}; {how}]") from None

    def check(self, point, archive, dice):
        spoken, _ = acknowledgements(self.recording.spoken(point))
        archive.verify()
        events = {event["position"]: event for event in archive.events()}
        lost = [one for one in spoken if str(events.get(one.position, {}).get("item")) != one.item]
        if lost:
            raise Violation(f"{len(lost)} of {len(spoken)} acknowledged events are gone, the first at position {lost[0].position}")
        if dice.random() < 0.4:
            self.check_view(archive, dice)
        archive.take_in(self.bags)
        archive.verify()
        distinct = len({one.digest for bag in self.bags for one in bag.originals})
        captured = sum(map(is_capture, archive.events()))
        if captured != distinct:
            raise Violation(f"after another import {captured} items are captured, though the bags hold {distinct} distinct originals")

    def check_view(self, archive, dice):
        """Views may lag behind the log after a power failure; what they then catch up to must be what the log says."""
        shutil.rmtree(self.folder / "rebuilt", ignore_errors=True)
        copy = archive.copy_to(self.folder / "rebuilt")
        copy.run("rebuild").need(0)
        compare(archive, copy, sorted(frozenset().union(*(one.correspondents for bag in self.bags for one in bag.originals))), dice)
        shutil.rmtree(copy.folder)


def main():
    parser = options(__doc__.splitlines()[0], rounds=500)
    parser.add_argument("--letters", type=int, default=500, help="messages of each recorded import (default: %(default)s)")
    parser.add_argument("--again", metavar="FOLDER", type=Path, help="a kept recording, whose replays are to be repeated")
    parser.add_argument("--only", metavar="REPLAY", type=int, help="with --again: the one replay to repeat")
    settings = parse(parser)
    tally = Tally()
    if settings.again:
        with (settings.again / "subject.pickle").open("rb") as file:
            subject = pickle.load(file)
        subject.archive.evrak = settings.evrak
        run_replays(settings, tally, subject)
        return tally.close()
    with Workplace("replay", settings.folder) as place:
        say(f"seed {settings.seed}: {settings.rounds} replays")
        library = build_recorder(place.path)
        self_test(settings, library, tally, place.path)
        test_init(settings, library, tally, place.path)
        for number in range((settings.rounds + REPLAYS_OF_ONE_RECORDING - 1) // REPLAYS_OF_ONE_RECORDING):
            folder = place.path / f"recording-{number}"
            try:
                subject = Subject(settings, library, number, folder)
            except Violation as fault:
                tally.fault(f"recording {number}", str(fault), command_line(__file__, settings, "--rounds", settings.rounds))
                continue
            if run_replays(settings, tally, subject):
                shutil.rmtree(folder)
        place.keep = tally.failed > 0
        return tally.close()


def run_replays(settings, tally, subject):
    """All replays of one recording (or the one asked for); whether all held."""
    failed, records = tally.failed, subject.recording.records
    points = crash_points(dice_of(subject.seed, "points", subject.number), records, subject.count)
    for replay, point in enumerate(points):
        if settings.only is not None and settings.only != replay:
            continue
        disk = subject.folder / f"disk-{replay}"
        shutil.rmtree(disk, ignore_errors=True)
        try:
            subject.replay(point, dice_of(subject.seed, "replay", subject.number, replay), disk)
        except Violation as fault:
            with (subject.folder / "subject.pickle").open("wb") as file:
                pickle.dump(subject, file)
            tally.fault(f"replay {subject.number}.{replay}", str(fault),
                        command_line(__file__, settings, "--again", subject.folder, "--only", replay))
            continue
        tally.ok()
        shutil.rmtree(disk)
    if tally.failed == failed:
        say(f"ok      recording {subject.number}, {subject.kind}: {subject.count} replays of {len(records)} calls")
    return tally.failed == failed


if __name__ == "__main__":
    sys.exit(main())
