"""Whether a program that wrote its number down is still running."""

from __future__ import annotations

import os
import subprocess
from functools import cache
from pathlib import Path


def started(pid: int) -> str:
    """When a process was started, in words of the system's own; empty when there is no such process.

    Numbers of processes are used again, also after a restart of the computer; number and start are not.
    """
    try:
        # The name of the program stands in brackets and may hold anything, also brackets.
        fields = Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return _started_elsewhere(pid)
    return f"{_boot()} {fields[19]}" if fields[0] not in "ZX" else ""


def is_alive(pid: int, start: str) -> bool:
    """Whether the process with this number is the one that was started then."""
    return started(pid) == start if start else pid == os.getpid()


@cache
def _boot() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()[:8]
    except OSError:
        return ""


def _started_elsewhere(pid: int) -> str:
    """The same on systems without /proc."""
    if os.name != "posix" or Path("/proc/self/stat").exists():
        return ""
    command = ["ps", "-o", "lstart=", "-p", str(pid)]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        return ""
