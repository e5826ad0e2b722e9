"""Records one run under write_recorder.so and reads its log."""

import os
import shutil
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path

from campaign import Violation, compile_c

HEAD = struct.Struct("<IHHIIQQQII")
MAGIC = 0x45565243
(OPEN, CREATE, WRITE, TRUNCATE, ALLOCATE, RENAME, UNLINK, LINK, MKDIR, RMDIR,
 SYNC_BEGIN, SYNC_END, SYNC_ALL, MSYNC, MAP_WRITABLE, STDOUT, UNSEEN) = range(1, 18)
NAMES = ("- open create write truncate allocate rename unlink link mkdir rmdir sync-begin sync-end sync-all msync "
         "map-writable stdout unseen").split()

# Tables of who holds a lock: written through a shared map or without sync, worthless after a crash, made anew at the next opening.
LOCK_FILES = ("lock.mdb", "lock")


@dataclass(slots=True)
class Record:
    operation: int
    synced: bool
    inode: int
    offset: int
    argument: int
    first: bytes
    second: bytes

    def describe(self, root):
        name = self.first.decode("utf-8", "replace").removeprefix(f"{root}/") if self.operation not in (WRITE, STDOUT) else f"{len(self.first)} bytes at {self.offset}"
        return f"{NAMES[self.operation]}{' (synced)' if self.synced else ''} inode {self.inode} {name}"


@dataclass
class Recording:
    """One run: the folder as it was before, the records, and the folder as the run left it."""
    before: Path
    after: Path
    records: list
    inodes: dict  # inode of each file of `after` that was there before → its path

    def spoken(self, count):
        """What standard output had said when the first `count` records were made."""
        return b"".join(one.first for one in self.records[:count] if one.operation == STDOUT)


def build_recorder(folder):
    here = Path(__file__).parent
    return compile_c(here / "write_recorder.c", folder / "write_recorder.so", "-shared", "-fPIC", "-ldl", "-lpthread")


def record(library, root, words, folder, seconds=300):
    """Runs `words`, which must end with 0, and records what it does to the files below `root`.

    The records name inodes of `root` as it lies there now; so the copy for the model is taken with the inode of each file.
    """
    root = Path(root).resolve()
    before, log = folder / "before", folder / "records"
    shutil.copytree(root, before)
    inodes = {file.stat().st_ino: file.relative_to(root) for file in root.rglob("*") if file.is_file()}
    environment = {**os.environ, "LD_PRELOAD": str(library), "EVRAK_RECORD_ROOT": str(root), "EVRAK_RECORD_LOG": str(log)}
    answer = folder / "stdout"
    with answer.open("wb") as stdout:
        process = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=stdout, stderr=subprocess.PIPE, env=environment, timeout=seconds)
    if process.returncode:
        raise Violation(f"the recorded run ended with {process.returncode}: {process.stderr.decode('utf-8', 'replace')[-600:]}")
    records = read(log)
    recording = Recording(before, root, records, inodes)
    if recording.spoken(len(records)) != answer.read_bytes():
        raise Violation("the recorder missed writes to standard output; is the program statically linked?")
    for one in records:
        name = one.first.decode("utf-8", "replace")
        if one.operation == UNSEEN:
            raise Violation(f"a write that the recorder cannot see: {name}")
        if one.operation == MAP_WRITABLE and Path(name).name not in LOCK_FILES:
            raise Violation(f"{name} is mapped for writing: writes through a map are not ordered by fdatasync of others and are not modelled")
    return recording


def read(log):
    """All records of a log; a log that ends within a record was cut and is refused."""
    if not log.exists():
        raise Violation("the recorder wrote no log: LD_PRELOAD had no effect; is the program statically linked?")
    data, place, records = log.read_bytes(), 0, []
    while place < len(data):
        if place + HEAD.size > len(data):
            raise Violation("the log of the recorder ends within a record")
        magic, operation, flags, _, _, inode, offset, argument, first, second = HEAD.unpack_from(data, place)
        place += HEAD.size
        if magic != MAGIC or place + first + second > len(data):
            raise Violation(f"the log of the recorder is broken at byte {place}")
        records.append(Record(operation, bool(flags & 1), inode, offset, argument,
                              data[place:place + first], data[place + first:place + first + second]))
        place += first + second
    return records
