"""Documents turned into PDF by an office program of the machine, such as LibreOffice.

The command is an argument (`soffice` unless the person's settings say otherwise). It works in a directory
and with a profile of its own, so that an office program that is open already does not hinder it.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from models.errors import RuleError
from models.words import p_

DEFAULT_COMMAND = "soffice"
START_SECONDS = 60
"""How long a converter may take to start; a cold LibreOffice needs ten or more."""
SECONDS_A_DOCUMENT = 10
AT_ONCE = 200
"""Documents in one run, so that the command line is not too long."""


def available(command: str = DEFAULT_COMMAND) -> bool:
    """Whether the converter is installed; without it letters stay .docx files."""
    words = _words(command)
    return bool(words) and shutil.which(words[0]) is not None


def convert(
    documents: Sequence[bytes], *, command: str = DEFAULT_COMMAND, extension: str = "docx"
) -> list[bytes]:
    """Each document as PDF, in the same order.

    Raises `RuleError` with what to do when the converter is missing, fails, or does not end in time.
    """
    made: list[bytes] = []
    for start in range(0, len(documents), AT_ONCE):
        made += _run(documents[start : start + AT_ONCE], _found(command), extension)
    return made


def _run(documents: Sequence[bytes], words: list[str], extension: str) -> list[bytes]:
    with tempfile.TemporaryDirectory(prefix="touchbase-pdf-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        sources = [folder / f"{number:06}.{extension}" for number in range(len(documents))]
        try:
            for source, document in zip(sources, documents, strict=True):
                source.write_bytes(document)
        except OSError as problem:
            raise RuleError(
                p_("error", "{path} cannot be written: {reason}.").format(
                    path=folder, reason=problem.strerror
                )
            ) from None
        said = _call(
            [
                *words,
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                *("--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(folder / "pdf")),
                *map(str, sources),
            ],
            folder,
            START_SECONDS + SECONDS_A_DOCUMENT * len(documents),
        )
        return [_result(folder / "pdf" / f"{source.stem}.pdf", words[0], said) for source in sources]


def _call(arguments: list[str], folder: Path, seconds: int) -> str:
    """Run the converter and return what it said; it and what it started end with its time."""
    try:
        process = subprocess.Popen(
            arguments,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    except OSError as problem:
        raise RuleError(
            p_("error", "{program} cannot be started: {reason}.").format(
                program=arguments[0], reason=problem.strerror
            )
        ) from None
    try:
        said, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        raise RuleError(
            p_("error", "{program} did not turn the documents into PDF within {seconds} seconds.").format(
                program=arguments[0], seconds=seconds
            )
        ) from None
    finally:
        if process.poll() is None:
            _end(process)
    return said.decode(errors="replace").strip()


def _end(process: subprocess.Popen[bytes]) -> None:
    """LibreOffice's own program runs below a script: both end."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _result(path: Path, program: str, said: str) -> bytes:
    try:
        made = path.read_bytes()
    except OSError:
        made = b""
    if made.startswith(b"%PDF"):
        return made
    raise RuleError(
        p_("error", "{program} made no PDF of the document{reason}; keep it as it is instead.").format(
            program=program, reason=f" ({said.splitlines()[-1][:150]})" if said else ""
        )
    )


def _found(command: str) -> list[str]:
    if not available(command):
        raise RuleError(
            p_(
                "error",
                "There is no PDF without “{command}”; install LibreOffice or set convert_command.",
            ).format(command=command)
        )
    return _words(command)


def _words(command: str) -> list[str]:
    try:
        return shlex.split(command)
    except ValueError:
        return []
