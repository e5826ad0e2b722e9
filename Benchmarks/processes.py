"""Runs a program with the clock on, and watches the memory that it takes for itself."""

import os
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

SAMPLE_SECONDS = 0.005


class Unmeasurable(Exception):
    """A program that could not be measured; the text says which and why."""


@dataclass
class Run:
    seconds: float
    peak: int  # bytes of RssAnon, of the process and its children together; a peak between two samples is missed
    stdout: bytes


def run(words, environment=None):
    """Runs to the end; anything but exit code 0 is no measurement."""
    os.sync()  # what an earlier run left unwritten is not this one's to write
    start = time.monotonic()
    process = subprocess.Popen([str(word) for word in words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               env={**os.environ, **(environment or {})})
    peak, done = [0], threading.Event()

    def watch():
        while not done.wait(SAMPLE_SECONDS):
            peak[0] = max(peak[0], anonymous_bytes(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        stdout, stderr = process.communicate()
    finally:
        seconds = time.monotonic() - start
        done.set()
        watcher.join()
    if process.returncode:
        raise Unmeasurable(f"{Path(words[0]).name} {words[1]} ended with {process.returncode}: {stderr.decode('utf-8', 'replace').strip()[-500:]}")
    return Run(seconds, peak[0], stdout)


def anonymous_bytes(process):
    """RssAnon (proc(5)) of a process and all below it; 0 where it has just ended."""
    total = 0
    try:
        with open(f"/proc/{process}/status", "rb") as file:
            for line in file:
                if line.startswith(b"RssAnon:"):
                    total = int(line.split()[1]) * 1024
        for task in os.listdir(f"/proc/{process}/task"):
            with open(f"/proc/{process}/task/{task}/children", "rb") as file:
                total += sum(anonymous_bytes(int(child)) for child in file.read().split())
    except (FileNotFoundError, ProcessLookupError):
        pass
    return total


def allocated(folder):
    """Bytes that the files below take up on the disk."""
    return sum(path.stat().st_blocks * 512 for path in Path(folder).rglob("*") if path.is_file())
