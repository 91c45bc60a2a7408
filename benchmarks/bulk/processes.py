"""Runs a program in a fresh process and measures it: seconds from start to end, and the most memory it held."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

EVERY = 0.05
"""Seconds between two looks at the memory."""
PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: seconds on the clock, seconds of processor, and bytes of memory at the top."""

    seconds: float
    cpu: float
    memory: int


class DidNotWork(RuntimeError):
    """The program ended badly; the message holds its last lines."""


def measured(command: Sequence[str], *, cwd: Path, environment: Mapping[str, str]) -> Measured:
    """Run the command. Raises DidNotWork.

    Memory is what all its processes hold together at one moment (looked at twenty times a second; pages they share
    count for each), or the most that any one of them ever held, whichever is more.
    """
    with tempfile.TemporaryFile() as said:
        begun = time.perf_counter()
        child = subprocess.Popen(
            command, cwd=cwd, env=dict(environment), stdout=said, stderr=subprocess.STDOUT
        )
        top = 0
        while True:
            ended, status, used = os.wait4(child.pid, os.WNOHANG)
            if ended:
                break
            top = max(top, _held_by(child.pid))
            time.sleep(EVERY)
        seconds = time.perf_counter() - begun
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            said.seek(0)
            lines = said.read().decode(errors="replace").strip().splitlines()[-8:]
            raise DidNotWork("\n".join(["  " + line for line in lines]) or f"exit code {child.returncode}")
    if not PROC.is_dir():
        top = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Measured(seconds, used.ru_utime + used.ru_stime, top)


def _held_by(root: int) -> int:
    """Bytes in memory of a process and all below it, or the most one of them ever held; 0 where there is no /proc.

    Not `ru_maxrss`: that begins at what the process that started it held.
    """
    if not PROC.is_dir():
        return 0
    below: dict[int, list[int]] = {}
    for process, parent in _processes():
        below.setdefault(parent, []).append(process)
    total = most = 0
    todo = [root]
    while todo:
        one = todo.pop()
        todo += below.get(one, [])
        try:
            lines = (PROC / str(one) / "status").read_text().splitlines()
        except OSError:
            continue
        said = {
            line.partition(":")[0]: line.split()[1] for line in lines if line.startswith(("VmHWM", "VmRSS"))
        }
        total += int(said.get("VmRSS", 0)) * 1024
        most = max(most, int(said.get("VmHWM", 0)) * 1024)
    return max(total, most)


def _processes() -> Iterator[tuple[int, int]]:
    for process in PROC.iterdir():
        if process.name.isdecimal():
            try:
                rest = (process / "stat").read_text().rpartition(")")[2]
            except OSError:
                continue
            yield int(process.name), int(rest.split()[1])
