"""Watches that nobody else computes while something is measured.

On two processors a compiler beside the measurement makes an index take three times as long. A peer that was disturbed would
flatter us, so a disturbed turn is repeated, and what disturbance remains is a figure of the report with a goal of its own.
"""

import os
import time

TICKS = os.sysconf("SC_CLK_TCK")
# Processor seconds of others in a second. An idle system with its daemons stays below a hundredth.
MOST = 0.10
TURNS, PAUSE_SECONDS = 4, 10


def busy_seconds():
    """Processor time of the whole machine: user, nice, system, interrupts, and what a host took away (proc(5), /proc/stat)."""
    with open("/proc/stat") as file:
        user, nice, system, _, _, interrupts, soft, stolen = map(int, file.readline().split()[1:9])
    return (user + nice + system + interrupts + soft + stolen) / TICKS


def own_seconds():
    """That of this program and of all that it has waited for."""
    taken = os.times()
    return taken.user + taken.system + taken.children_user + taken.children_system


class Quiet:
    """Repeats what others disturbed; `worst` is the largest disturbance that was accepted, by part of the benchmark."""

    def __init__(self, say):
        self.say, self.worst = say, {}

    def measure(self, part, call):
        for turn in range(1, TURNS + 1):
            start, busy, own = time.monotonic(), busy_seconds(), own_seconds()
            answer = call()
            # The clock of /proc/stat has ticks of a hundredth: three of them may be missing or too much.
            others = max(0.0, busy_seconds() - busy - (own_seconds() - own) - 3 / TICKS)
            share = others / max(time.monotonic() - start, 1 / TICKS)
            if share <= MOST or turn == TURNS:
                self.worst[part] = max(self.worst.get(part, 0.0), share)
                return answer
            self.say(f"{part}: others used {share:.0%} of a processor meanwhile; measured again in {PAUSE_SECONDS} s")
            time.sleep(PAUSE_SECONDS)
