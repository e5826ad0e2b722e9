"""Cases of faults_test.py on small disks that are full or have become read-only."""

import re

import mailbags
from archive import Archive
from filesystems import SmallFilesystem, allocated, why_not_mountable
from scene import CANNOT_CREATE, IO_ERROR, NO_PERMISSION, TEMPORARY, Scene, refused


def disk_full(scene, disk, leaving):
    """An import that fills the disk; afterwards there is room again."""
    bag = scene.bag("mail", scene.settings.letters)
    disk.fill(leaving)
    outcome = scene.try_import(bag)
    acknowledged = len(scene.ledger.positions)
    if outcome.status != 0:
        refused(outcome, IO_ERROR, CANNOT_CREATE, TEMPORARY)
    scene.is_sound()  # still on the full disk: reading needs no room
    disk.empty()
    scene.is_sound()
    scene.ledger.finish(scene.archive, [bag], scene.dice)
    scene.ledger.check_view(scene.archive, scene.folder / "rebuilt", scene.dice)
    return f"{acknowledged} acknowledged, " + ("it fitted" if outcome.status == 0 else f"refused with {outcome.status}")


def init_on_full_disk(scene, disk, leaving):
    """An archive that cannot be made leaves nothing that would hinder the next attempt."""
    disk.fill(leaving)
    archive = Archive(scene.settings.evrak, disk.place / "new", scene.folder / "new-keys")
    outcome = archive.run("init", "--key-dir", archive.keys)
    if outcome.status != 0:
        refused(outcome, IO_ERROR, CANNOT_CREATE, TEMPORARY)
    disk.empty()
    if outcome.status != 0:
        archive.init()
    archive.take_in([scene.first])
    archive.verify()
    scene.is_sound()
    return f"ended with {outcome.status}"


def read_only_disk(scene, disk):
    """A disk that has become read-only refuses what writes; reading works or says why not."""
    bag = scene.bag("mail", 20)
    disk.set_read_only(True)
    said = []
    try:
        refused(scene.try_import(bag), CANNOT_CREATE, IO_ERROR, NO_PERMISSION)
        for words in (("verify",), ("events", "--json"), ("timeline", mailbags.CORRESPONDENTS[0], "--json"), ("stats",)):
            outcome = scene.archive.run(*words)
            if outcome.status != 0:
                refused(outcome)
            said.append(f"{words[0]} {outcome.status}")
    finally:
        disk.set_read_only(False)
    scene.ledger.finish(scene.archive, [bag], scene.dice)
    return ", ".join(said)


def run_disk_cases(settings, kind, folder, case, tally):
    """All cases on one kind of file system. How much an import takes is measured first on the ordinary disk."""
    if reason := why_not_mountable(kind, folder):
        tally.skip(f"full and read-only {kind}", f"it cannot be mounted here: {reason}")
        return
    trial = Scene(settings, folder / f"footprint-{kind}")
    before = allocated(trial.archive.folder)
    trial.archive.take_in([trial.bag("mail", settings.letters)])
    growth = max(1, allocated(trial.archive.folder) - before)
    places = [(f"disk full, {kind}, room for {percent} %", disk_full, growth * percent // 100)
              for percent in (round(number * 130 / max(1, settings.rounds - 1)) for number in range(settings.rounds))]
    places += [(f"init on full disk, {kind}, {leaving >> 10} KiB left", init_on_full_disk, leaving)
               for leaving in (0, 16 << 10, 128 << 10, 1 << 20)]
    places.append((f"read-only disk, {kind}", read_only_disk, None))
    for name, action, leaving in places:
        if settings.only in name:
            with SmallFilesystem(kind, folder / "disks" / re.sub(r"\W+", "-", name)) as disk:
                more = () if leaving is None else (leaving,)
                case(name, lambda scene, action=action: action(scene, disk, *more), disk.place)
