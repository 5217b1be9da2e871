"""Printing a file by the person's print command, by default `lp`."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from models.errors import RuleError
from models.words import p_
from tui import programs

_PATIENCE = 60
"""Seconds in which a spooler has taken a job."""
VIA_LENGTH = 80
"""So much of a job's id fits into Contact Via."""
_JOB = re.compile(r"request id is (\S+)")
_OPTIONS = {"lp": ("-d", "-n"), "lpr": ("-P", "-#")}
"""How the usual programs are told the printer and the number of copies."""


def print_file(command: str, path: Path, *, printer: str = "", copies: int = 1) -> str:
    """Hand a file to the printer and return the job's id, or the name of the program that took it.

    The command is run as it is, not by a shell; the file stands for `{}` or is its last word, `{printer}` and
    `{copies}` stand for those. Raises `RuleError` with the program's own words when it does not take the job.
    """
    words = _words(command, path, printer, copies)
    try:
        done = subprocess.run(
            words, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE, check=False
        )
    except OSError as error:
        raise programs.cannot_run(words[0], error) from error
    except subprocess.TimeoutExpired:
        told = p_("error", "{program} does not answer; look at the printer's queue before printing again.")
        raise RuleError(told.format(program=words[0])) from None
    if done.returncode:
        told = p_("error", "{program} did not take {file}: {reason}")
        reason = programs.last_line(done.stderr or done.stdout, done.returncode)
        raise RuleError(told.format(program=words[0], file=path.name, reason=reason))
    job = _JOB.search(done.stdout.decode("utf-8", "replace"))
    return job[1] if job else Path(words[0]).name


def _words(command: str, path: Path, printer: str, copies: int) -> list[str]:
    words = programs.split(command)
    file = str(path.absolute())  # It never begins with a dash.
    values = {"{printer}": printer, "{copies}": str(copies), "{}": file}
    options = []
    for place, value in (("{printer}", printer), ("{copies}", str(copies) if copies > 1 else "")):
        if value and not any(place in word for word in words):
            options += [_option(words[0], place), value]
    asked = any("{}" in word for word in words)
    filled = [words[0], *(_filled(word, values) for word in words[1:])]
    return [*filled, *options, *([] if asked else [file])]


def _option(program: str, place: str) -> str:
    names = _OPTIONS.get(Path(program).name)
    if names is None:
        told = p_("error", "print_command in settings.toml has no {place}, so that cannot be chosen.")
        raise RuleError(told.format(place=place))
    return names[place == "{copies}"]


def _filled(word: str, values: dict[str, str]) -> str:
    for place, value in values.items():
        word = word.replace(place, value)
    return word
