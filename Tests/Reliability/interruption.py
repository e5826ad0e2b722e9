"""Ends commands in the middle (SIGKILL), at an instant that is chosen from how an undisturbed run of the same kind passes."""

import os
import signal
import subprocess
import threading
import time
from dataclasses import dataclass
from types import SimpleNamespace

from archive import COMMAND_SECONDS
from campaign import Violation
from recording import read

AIMS = ("startup", "after an acknowledgement", "after an acknowledgement", "at a call", "at a call", "at a torn write", "end", "anywhere")


@dataclass
class Pace:
    """How an undisturbed command passes, in seconds from its start and in recorded calls: the instants to aim at."""
    first: float
    last: float
    end: float
    calls: int
    lines: int


@dataclass
class Interrupted:
    """Where the kill was aimed, how the command ended and what it had said."""
    aim: str
    status: int
    heard: bytes

    @property
    def finished(self):
        return self.status == 0


def pursue(words, on_line=None, environment=None):
    """Starts a command and a thread that reads it; the thread calls `on_line(count)` after every line."""
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
    """Ends the command and all that it started, as a power cut would: at once."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def wait(run):
    """Waits for the end of a pursued command; what it said and how it ended."""
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
        raise Violation(f"a command had not ended after {COMMAND_SECONDS} seconds")
    return status, stderr


def recorded(library, archive, **more):
    return {"LD_PRELOAD": str(library), "EVRAK_RECORD_ROOT": str(archive.folder), **more}


def measure(words, think_again, library, archive, log):
    """Runs a command once undisturbed, then another of its kind, on `archive`, under the recorder."""
    start = time.monotonic()
    run = pursue(words)
    status, stderr = wait(run)
    end = time.monotonic() - start
    if status:
        raise Violation(f"undisturbed, `{' '.join(map(str, words[1:]))}` ended with {status}: {stderr.decode('utf-8', 'replace')[-600:]}")
    words_again = think_again()
    again = pursue(words_again, environment=recorded(library, archive, EVRAK_RECORD_LOG=str(log)))
    if wait(again)[0]:
        raise Violation(f"`{' '.join(map(str, words_again[1:]))}` failed under the recorder, though its like succeeds alone")
    lines = run.heard.count(b"\n")
    if not lines:
        raise Violation(f"`{' '.join(map(str, words[1:]))}` acknowledged nothing: does it know its --json?")
    # The last line of an import is its summary, and comes after the last acknowledgement.
    answered = max(1, lines - 1)
    first, last = run.times[0][0] - start, next(moment for moment, count in run.times if count >= answered) - start
    return Pace(first, last, end, len(read(log)), answered)


def interrupt(archive, words, pace, library, dice):
    """Starts a command on the archive and kills it. One that ends by itself must have succeeded."""
    aim = dice.choice(AIMS)
    environment, on_line, delay = None, None, None
    if aim.startswith("at a"):
        environment = recorded(library, archive, EVRAK_RECORD_KILL_AT=str(dice.randint(1, pace.calls)))
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
        raise Violation(f"`{' '.join(map(str, words[1:]))}` ended with {status} by itself: {stderr.decode('utf-8', 'replace')[-600:]}")
    return Interrupted(aim, status, bytes(run.heard))
