"""Starting programs of the machine: their commands are split into words and run as they are, by no shell."""

from __future__ import annotations

import shlex
import subprocess
import tempfile
from collections.abc import Sequence

from models.errors import RuleError
from models.words import p_
from tui import paths

_SETTLES = 3.0
"""Seconds in which a program that opens a window has failed if it fails at all."""


def start(command: str, argument: str) -> None:
    """Start a program beside this one, with `argument` in place of `{}` or as its last word.

    Raises `RuleError` with the program's own words when it cannot be started, or fails at once.
    """
    words = in_words(command, argument)
    with tempfile.TemporaryFile() as said:
        try:
            process = subprocess.Popen(
                words, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True
            )
        except OSError as error:
            raise cannot_run(words[0], error) from error
        try:
            code = process.wait(_SETTLES)
        except subprocess.TimeoutExpired:
            return  # It is showing the file.
        if code:
            said.seek(0)
            told = p_("error", "{program} failed: {reason}")
            raise RuleError(told.format(program=words[0], reason=last_line(said.read(), code)))


def in_words(command: str, argument: str = "") -> list[str]:
    """A command as its words, with `argument` in place of `{}` or behind them.

    Raises `RuleError` as `split` does.
    """
    words = split(command)
    if any("{}" in word for word in words[1:]):
        return [words[0], *(word.replace("{}", argument) for word in words[1:])]
    return [*words, argument] if argument else words


def split(command: str) -> list[str]:
    """The words of a command, which are at least the program's name.

    Raises `RuleError` for one that is empty or has a quotation mark without its pair.
    """
    try:
        words = shlex.split(command)
    except ValueError as error:
        told = p_("error", "The command {command} is not written well ({reason}).")
        raise RuleError(told.format(command=command, reason=error)) from error
    if not words:
        raise RuleError(p_("error", "The command is empty; see settings.toml."))
    return words


def run_to_end(words: Sequence[str]) -> str:
    """Run a program that has the terminal; returns why it did not end well, blank when it did."""
    try:
        code = subprocess.run(words, check=False).returncode
    except OSError as error:
        raise cannot_run(words[0], error) from error
    return p_("error", "exit code {code}").format(code=code) if code else ""


def last_line(said: bytes, code: int) -> str:
    """Why a program failed: the last line that it said, else its exit code."""
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else p_("error", "exit code {code}").format(code=code)


def cannot_run(program: str, error: OSError) -> RuleError:
    """The sentence for a program that could not be started."""
    told = p_("error", "{program} cannot be run: {reason}; see {path}.")
    reason = error.strerror or str(error)
    return RuleError(told.format(program=program, reason=reason, path=paths.settings_file()))
