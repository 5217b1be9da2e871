"""The command line: a shell for scripts and screen readers, and the door to the screens.

Verbs are imported when they are called; none of them imports Textual.
"""

from __future__ import annotations

import os
import sys
from codecs import register_error
from importlib import import_module
from io import TextIOWrapper

import click

from models.errors import TouchbaseError
from models.words import p_
from tui.cli.lazy import LazyGroup
from tui.cli.options import everywhere, given_url

_WRITABLE = "touchbase.writable"
"""How streams write what their encoding has no letters for."""

_VERBS = {
    "list": "pages:list_",
    "show": "pages:show",
    "new": "pages:new",
    "set": "pages:set_",
    "delete": "pages:delete",
    "pages": "pages:pages",
    "fields": "pages:fields",
    "interaction": "interaction:interaction",
    "call": "call:call",
    "segment": "segment:segment",
    "attachment": "attachment:attachment",
    "record": "record:record",
    "print": "print:print_",
    "mail": "mail:mail",
    "hard-copies": "hard_copies:hard_copies",
    "watch": "watch:watch",
    "import": "exchange:import_",
    "export": "export:export",
    "totals": "totals:totals_",
    "labels": "paper:labels",
    "cover-sheets": "paper:cover_sheets",
    "init": "keeping:init",
    "check": "keeping:check",
    "backup": "keeping:backup",
    "restore": "keeping:restore",
    "migrate": "keeping:migrate",
    "demo": "keeping:demo",
    "version": "keeping:version",
}


@click.group(
    cls=LazyGroup,
    verbs=_VERBS,
    package="tui.cli",
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@everywhere
@click.pass_context
def touchbase(context: click.Context) -> None:
    """Record what was said to whom.

    Without a verb the screens open.
    """
    if context.invoked_subcommand is None:
        open_screens()


def open_screens() -> None:
    """Open the screens on the database that the options name."""
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise TouchbaseError(
            p_("shell", "The screens need a terminal; touchbase --help lists the verbs for scripts.")
        )
    if os.environ.get("TERM") == "dumb":
        raise TouchbaseError(
            p_(
                "shell",
                "This terminal cannot show screens (TERM=dumb); touchbase --help lists the verbs.",
            )
        )
    from tui.cli.opening import given

    import_module("tui.start").start(given())


def main() -> None:
    """Run the program; errors are one line on standard error, or JSON with `--json` (design.md 4)."""
    from models.drivers import keep_out_of

    _open_streams()
    keep_out_of(given_url(sys.argv[1:]))
    sys.exit(run(sys.argv[1:]))


def _open_streams() -> None:
    """Put nothing where the caller closed a standard stream, before a file takes the place."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: SIM115 - it stays open to the end
    if isinstance(sys.stdout, TextIOWrapper):
        register_error(_WRITABLE, _writable)
        sys.stdout.reconfigure(errors=_WRITABLE)


def _writable(error: UnicodeError) -> tuple[str | bytes, int]:
    """What stands for letters that a stream lacks: bytes of names of files as they are, a question mark."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    return b"".join(_byte_of(letter) or b"?" for letter in text), error.end


def _byte_of(letter: str) -> bytes:
    """The byte that a letter stands for in the name of a file; blank when it stands for none."""
    return bytes([ord(letter) - 0xDC00]) if "\udc80" <= letter <= "\udcff" else b""


def run(arguments: list[str]) -> int:
    """Run one call and return its exit code."""
    try:
        result = touchbase.main(arguments, prog_name="touchbase", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except TouchbaseError as error:
        return _failed(error.sentence, error.exit_code, error.field, arguments)
    except click.ClickException as error:
        code = 2 if isinstance(error, click.UsageError) else 1
        return _failed(error.format_message(), code, "", arguments)
    except (KeyboardInterrupt, click.Abort):
        return _failed(p_("shell", "Interrupted."), 130, "", arguments)
    except BrokenPipeError:
        # Whoever read the output has enough; Python must not complain at exit either.
        sys.stdout = None
        return 0
    except SystemExit:
        # So click ends, with 1, when whoever read the output has enough.
        return 0
    except OSError as error:
        return _failed(_told(error), 1, "", arguments)


def _told(error: OSError) -> str:
    if error.filename is not None:
        return f"{error.strerror or error}: {error.filename}"
    told = p_("shell", "The output cannot be written: {reason}.")
    return told.format(reason=error.strerror or error)


def _failed(sentence: str, code: int, field: str, arguments: list[str]) -> int:
    if "--json" in arguments:
        import json

        click.echo(json.dumps({"error": sentence, "field": field}, ensure_ascii=False), err=True)
    else:
        click.echo(f"touchbase: {sentence}", err=True)
    return code
