"""What may lie on the disk after the power fails: a model of files, names and what has been synced of either.

The rules, as strict as POSIX lets a file system be:
- bytes written become durable when a later fsync or fdatasync of that file has ended, all that were written before it began;
  a write through a descriptor with O_DSYNC or O_SYNC is durable by itself, and takes no other write with it;
- of the writes since, any subset may have reached the disk, in any order, each torn at sector or page boundaries;
- a name that was made, moved or removed is durable when its folder (of a move: both folders) has been synced; until then it may or may not have happened,
  even where the file itself was synced.
"""

from dataclasses import dataclass, field
from pathlib import PurePosixPath

from campaign import Violation
from recording import (ALLOCATE, CREATE, LINK, LOCK_FILES, MKDIR, RENAME, RMDIR, SYNC_ALL, SYNC_BEGIN,
                       SYNC_END, TRUNCATE, UNLINK, WRITE)

SECTOR, PAGE = 512, 4096


@dataclass(slots=True, eq=False)
class File:
    """The durable bytes of one file and what has been done to it since its last sync: (order, kind, offset, data)."""
    durable: bytearray
    pending: list = field(default_factory=list)

    def settle(self, before):
        """All that was done before record `before` is durable now."""
        for change in self.pending:
            if change[0] < before:
                apply(self.durable, change)
        self.pending = [change for change in self.pending if change[0] >= before]


def apply(content, change):
    """One change to the bytes of a file."""
    _, kind, offset, data = change
    if kind == WRITE:
        if offset > len(content):
            content.extend(bytes(offset - len(content)))
        content[offset:offset + len(data)] = data
    elif kind == TRUNCATE and offset < len(content):
        del content[offset:]
    elif offset > len(content):  # a longer length by truncation or allocation
        content.extend(bytes(offset - len(content)))


class Disk:
    """Takes records one by one; `crash` then says what a power failure at this moment may leave."""

    def __init__(self, recording):
        self.root = PurePosixPath(recording.after)
        self.files = {inode: File(bytearray((recording.before / path).read_bytes()))
                      for inode, path in recording.inodes.items()}
        self.names = {PurePosixPath(path): self.files[inode] for inode, path in recording.inodes.items()}
        self.names |= {PurePosixPath(path.relative_to(recording.before)): None for path in recording.before.rglob("*") if path.is_dir()}
        self.former = []    # files whose numbers were given to others meanwhile
        self.moves = []     # changes of names that no sync of their folders has followed: (order, kind, folders, paths, file)
        self.begun = {}     # syncs under way: token → order of their begin
        self.order = 0

    def take(self, record):
        """Notes what one record did; a write is split into its sectors only when a crash asks for it."""
        self.order += 1
        operation = record.operation
        if operation == WRITE:
            change = (self.order, WRITE, record.offset, record.first)
            file = self.file(record.inode)
            if record.synced:
                # The length that this write needs is synced with it, so changes of length before it can no longer come later.
                for one in file.pending:
                    if one[1] != WRITE:
                        apply(file.durable, one)
                file.pending = [one for one in file.pending if one[1] == WRITE]
                apply(file.durable, change)
                # What was written to these bytes earlier and not synced can no longer appear over them.
                file.pending = [kept for one in file.pending for kept in outside(one, change)]
            else:
                file.pending.append(change)
        elif operation in (TRUNCATE, ALLOCATE):
            self.file(record.inode).pending.append((self.order, operation, record.offset, b""))
        elif operation == SYNC_BEGIN:
            self.begun[record.offset] = self.order
        elif operation == SYNC_END:
            begin = self.begun.pop(record.offset)
            if record.argument:
                self.settle_folder(self.relative(record.first), begin)
            else:
                self.file(record.inode).settle(begin)
        elif operation == SYNC_ALL:
            for file in [*self.files.values(), *self.former]:
                file.settle(self.order)
            self.moves = [move for move in self.moves if not rename(self.names, move)]
        elif operation in (CREATE, MKDIR, RENAME, LINK, UNLINK, RMDIR):
            self.take_name(record)

    def take_name(self, record):
        paths = [self.relative(path) for path in (record.first, record.second) if path]
        file = None
        if record.operation == CREATE:
            # A number that is used again belongs to a new file from here on; the former one may still be on the disk under a name
            # whose removal is not durable.
            if record.inode in self.files:
                self.former.append(self.files[record.inode])
            file = self.files[record.inode] = File(bytearray())
        elif record.operation in (RENAME, LINK):
            file = self.files.get(record.inode)
            if record.operation == RENAME and record.argument & 2:
                raise Violation("an exchange of two names (RENAME_EXCHANGE) is not modelled")
        folders = {path.parent for path in (paths[1:] if record.operation == LINK else paths)}
        self.moves.append((self.order, record.operation, folders, paths, file))

    def settle_folder(self, folder, before):
        gone = self.removed_in(folder, before)
        left = []
        for move in self.moves:
            if move[0] < before:
                move[2].discard(folder)
                # A folder that is durably gone takes along what was done in it before.
                move[2].difference_update(inside for inside in list(move[2]) if gone.get(inside, 0) > move[0])
            if move[0] < before and not move[2]:
                rename(self.names, move)
            else:
                left.append(move)
        self.moves = left

    def removed_in(self, folder, before):
        """The folders that were removed in `folder` before that record → when; and all that were removed in those."""
        gone = {move[3][0]: move[0] for move in self.moves
                if move[1] == RMDIR and move[0] < before and move[3][0].parent == folder}
        for path, order in list(gone.items()):
            gone |= self.removed_in(path, order)
        return gone

    def file(self, inode):
        if inode not in self.files:
            raise Violation(f"a write to inode {inode}, which the recorder never saw opened or created")
        return self.files[inode]

    def relative(self, path):
        return PurePosixPath(path.decode()).relative_to(self.root)

    def crash(self, dice, folder):
        """Writes to `folder` one state that the disk may be in after a power failure now; returns how it was chosen."""
        habit = dice.choice(("lose all", "keep all", "some", "some", "in order", "last first", "all but one"))
        grain = dice.choice((SECTOR, PAGE, None))
        chance = dice.choice((0.02, 0.2, 0.5, 0.8, 0.98))
        files = [*self.files.values(), *self.former]
        pieces = sorted(((*piece, file) for file in files for change in file.pending for piece in split(change, grain)),
                        key=lambda piece: piece[0])
        kept = choose(dice, habit, chance, pieces)
        contents = {id(file): bytearray(file.durable) for file in files}
        for order, kind, offset, data, file in kept:
            apply(contents[id(file)], (order, kind, offset, data))
        names = dict(self.names)
        moves = choose(dice, "in order" if dice.random() < 0.5 else habit, chance, self.moves)
        for move in moves:
            rename(names, move)
        self.write(names, contents, folder)
        return f"{habit}, grain {grain or 'whole writes'}: {len(kept)} of {len(pieces)} unsynced pieces, {len(moves)} of {len(self.moves)} unsynced names"

    def write(self, names, contents, folder):
        folder.mkdir(parents=True)
        for path, file in sorted(names.items(), key=lambda entry: len(entry[0].parts)):
            target = folder / path
            if not target.parent.is_dir():
                continue  # its folder was never durable
            if file is None:
                target.mkdir(exist_ok=True)
            elif path.name not in LOCK_FILES:
                target.write_bytes(contents[id(file)])
                target.chmod(0o600)  # keys that others may read are refused

    def compare(self, after):
        """Raises if the records, all applied, do not give the files that the run really left: then the recorder missed a write."""
        names = dict(self.names)
        for move in self.moves:
            rename(names, move)
        real = {PurePosixPath(path.relative_to(after)) for path in after.rglob("*") if path.is_file() and path.name not in LOCK_FILES}
        seen = {path for path, file in names.items() if file is not None and path.name not in LOCK_FILES}
        if real != seen:
            raise Violation(f"the recorder and the folder differ in names: {sorted(map(str, real ^ seen))[:5]}")
        for path in real:
            content = bytearray(names[path].durable)
            for change in names[path].pending:
                apply(content, change)
            if content != (after / path).read_bytes():
                raise Violation(f"the recorder missed a write to {path}: its records do not give the file that the run left")


def rename(names, move):
    """One change of names, skipped where what it needs never reached the disk."""
    _, kind, _, paths, file = move
    if kind == CREATE:
        names[paths[0]] = file
    elif kind == MKDIR:
        names.setdefault(paths[0], None)
    elif kind in (UNLINK, RMDIR):
        names.pop(paths[0], None)
    elif kind == LINK:
        names[paths[1]] = file
    else:
        inside = [path for path in names if path == paths[0] or paths[0] in path.parents]
        for path in inside:
            names[paths[1] / path.relative_to(paths[0])] = names.pop(path)
        if not inside and file is not None:
            names[paths[1]] = file
    return True


def split(change, grain):
    """The parts of one write that reach the disk by themselves; anything else is one part."""
    order, kind, offset, data = change
    if kind != WRITE or grain is None:
        yield change
        return
    start = offset
    while start < offset + len(data):
        end = min((start // grain + 1) * grain, offset + len(data))
        yield order, WRITE, start, data[start - offset:end - offset]
        start = end


def outside(change, synced):
    """What remains of an unsynced write beside the bytes of a later synced one."""
    order, kind, offset, data = change
    low, high = synced[2], synced[2] + len(synced[3])
    if kind != WRITE or offset >= high or offset + len(data) <= low:
        return [change]
    parts = []
    if offset < low:
        parts.append((order, WRITE, offset, data[:low - offset]))
    if offset + len(data) > high:
        parts.append((order, WRITE, high, data[high - offset:]))
    return parts


def choose(dice, habit, chance, pieces):
    """A subset of what was not synced, in its order; "in order" is a journal's way, "last first" its opposite."""
    if habit == "lose all" or not pieces:
        return []
    if habit == "keep all":
        return list(pieces)
    cut = dice.randrange(len(pieces) + 1)
    if habit == "in order":
        return pieces[:cut]
    if habit == "last first":
        return pieces[cut:]
    if habit == "all but one":
        return pieces[:cut] + pieces[cut + 1:]
    return [piece for piece in pieces if dice.random() < chance]
