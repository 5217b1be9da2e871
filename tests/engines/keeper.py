"""Waits until the tests are over, however they ended, then stops their server and removes its directory.

Run as a program in a session of its own, so that neither Ctrl+C nor a closed terminal reaches it. Its
standard input is a pipe that the tests hold open: the pipe is at its end once they closed it or died,
SIGKILL included.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path


def keep(directory: Path, stop: list[str], user: int | None, group: int | None) -> None:
    """Wait for the end of standard input, run `stop` as `user` and `group`, and remove `directory`."""
    sys.stdin.buffer.read()
    if Path(stop[0]).exists():
        subprocess.run(stop, user=user, group=group, cwd="/", stderr=subprocess.DEVNULL, check=False)
    shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    keep(Path(sys.argv[1]), *json.loads(sys.argv[2]))
