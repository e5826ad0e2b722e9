"""Small real file systems that can be filled, emptied again and made read-only; and becoming an unprivileged user."""

import os
import shutil
import subprocess
from pathlib import Path

NOBODY = 65534


class SmallFilesystem:
    """A mounted tmpfs or ext4 of a few megabytes; unmounted at the end, whatever happened."""

    KINDS = ("tmpfs", "ext4")

    def __init__(self, kind, folder, megabytes=96):
        self.kind, self.place, self.image = kind, Path(folder) / kind, Path(folder) / f"{kind}.image"
        self.place.mkdir(parents=True)
        if kind == "tmpfs":
            command(f"mount -t tmpfs -o size={megabytes}m tmpfs", self.place)
            return
        with self.image.open("wb") as file:
            file.truncate(megabytes << 20)
        command("mkfs.ext4 -q -m 0 -O ^has_journal", self.image)  # no blocks kept back, so that full means full
        command("mount -o loop", self.image, self.place)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        command("umount -l", self.place)
        self.image.unlink(missing_ok=True)

    def fill(self, leaving):
        """Takes all space but `leaving` bytes."""
        with (self.place / "filler").open("wb") as file:
            step, end = 4 << 20, 0
            while step >= 4096:  # a file system needs blocks for its own bookkeeping, so the last ones are found by trying
                if self.free() - step < leaving:
                    step //= 2
                    continue
                try:
                    os.posix_fallocate(file.fileno(), end, step)
                    end += step
                except OSError:
                    step //= 2

    def free(self):
        state = os.statvfs(self.place)
        return state.f_bavail * state.f_frsize

    def empty(self):
        """Gives the space back, as one who enlarges the disk does."""
        (self.place / "filler").unlink()

    def set_read_only(self, yes):
        command(f"mount -o remount,{'ro' if yes else 'rw'}", self.place)


def command(words, *paths):
    subprocess.run([*words.split(), *map(str, paths)], check=True, capture_output=True, text=True)


def why_not_mountable(kind, folder):
    """None where this kind of file system can be mounted here, else the reason."""
    try:
        with SmallFilesystem(kind, Path(folder) / "trial", megabytes=8):
            return None
    except FileNotFoundError as error:
        return f"{error.filename} is missing"
    except subprocess.CalledProcessError as error:
        return (error.stderr or "").strip().splitlines()[-1:] or f"{error.cmd[0]} ended with {error.returncode}"
    finally:
        shutil.rmtree(Path(folder) / "trial", ignore_errors=True)


def unprivileged_prefix(program):
    """The words before a command that make it run as nobody, and the reason where that is impossible here.

    One who is not root is unprivileged already.
    """
    if os.geteuid() != 0:
        return [], None
    prefix = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    try:
        trial = subprocess.run([*prefix, str(program), "--help"], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    except FileNotFoundError:
        return None, "setpriv is missing (Debian's util-linux)"
    if trial.returncode in (126, 127) or "ermission denied" in trial.stderr:
        return None, f"the unprivileged user cannot run {program}: {trial.stderr.strip()[:200]}"
    return prefix, None


def give_to_nobody(*folders):
    """Makes the unprivileged user the owner of all below."""
    if os.geteuid() == 0:
        for folder in folders:
            for path in (folder, *Path(folder).rglob("*")):
                os.chown(path, NOBODY, NOBODY, follow_symlinks=False)


def allocated(folder):
    """Bytes that the files below a folder take up on the disk."""
    return sum(path.stat().st_blocks * 512 for path in Path(folder).rglob("*") if path.is_file())
