"""Who may import whom (design.md section 1), read from the source and tried in a new process."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import resolve_name
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SCREENS = "tui.start"
"""The one module of screens that the shell may open, and only from inside a function."""

SCREEN_LIBRARIES = ("textual", "rich")
PEEWEE = ("peewee", "playhouse")
DRIVERS = ("sqlite3", "psycopg", "psycopg2", "psycopg_pool", "apsw")
ENGINES = (
    "peewee.SqliteDatabase",
    "peewee.PostgresqlDatabase",
    "playhouse.apsw_ext",
    "playhouse.cockroachdb",
    "playhouse.cysqlite_ext",
    "playhouse.pool",
    "playhouse.postgres_ext",
    "playhouse.sqlite_ext",
)


@dataclass(frozen=True)
class Import:
    """One imported name, and whether it waits until a function is called."""

    name: str
    line: int
    deferred: bool


def imports(source: str, module: str, *, package: bool = False) -> Iterator[Import]:
    """Everything that a module imports when it runs; what only type checkers read is left out.

    `from a import b` counts as `a.b`, which names the module `b` as well as the name `b` of the module `a`.
    """
    parent = module if package else module.rpartition(".")[0]

    def walk(node: ast.AST, deferred: bool) -> Iterator[Import]:
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, node.lineno, deferred) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = (
                resolve_name("." * node.level + (node.module or ""), parent) if node.level else node.module
            )
            yield from (Import(f"{start}.{alias.name}", node.lineno, deferred) for alias in node.names)
        elif isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            yield from (found for branch in node.orelse for found in walk(branch, deferred))
        else:
            inside = deferred or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            for child in ast.iter_child_nodes(node):
                yield from walk(child, inside)

    return walk(ast.parse(source), False)


@cache
def house() -> dict[str, Path]:
    """The files of the program by the name of their module."""
    files = [path for folder in ("models", "tui") for path in sorted((ROOT / folder).rglob("*.py"))]
    return {_name(path.relative_to(ROOT)): path for path in files}


@cache
def imported(module: str) -> tuple[Import, ...]:
    """What a module of the program imports."""
    path = house()[module]
    return tuple(imports(path.read_text(), module, package=path.name == "__init__.py"))


def is_under(name: str, *roots: str) -> bool:
    """Whether a dotted name is one of `roots` or inside it."""
    return any(name == root or name.startswith(f"{root}.") for root in roots)


def wrong(within: str, forbidden: Callable[[Import], bool], *, but: str = "-") -> list[str]:
    """The places below `within`, not below `but`, whose imports are forbidden."""
    return [
        f"{house()[module].relative_to(ROOT)}:{found.line} imports {found.name}"
        for module in house()
        if is_under(module, within) and not is_under(module, but)
        for found in imported(module)
        if forbidden(found)
    ]


def reached(start: str, *, deferred: bool) -> dict[str, str]:
    """The modules of the program that `start` leads to, each with the one that leads there.

    Imports inside functions are followed when `deferred` is given, except to the screens, which a function
    of the shell opens when there is nothing for the shell to do.
    """
    ways = dict.fromkeys((module for module in house() if is_under(module, start)), "")
    waiting = list(ways)
    while waiting:
        module = waiting.pop()
        for found in imported(module):
            if found.deferred and (not deferred or is_under(found.name, SCREENS)):
                continue
            for target in _modules(found.name):
                if target not in ways:
                    ways[target] = module
                    waiting.append(target)
    return ways


def _modules(name: str) -> list[str]:
    """The modules of the program that run when `name` is imported: the packages above it, and itself."""
    parts = name.split(".")
    prefixes = [".".join(parts[:length]) for length in range(1, len(parts) + 1)]
    return [prefix for prefix in prefixes if prefix in house()]


def _name(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.mark.parametrize("library", ["tui", "textual", "rich", "click"])
def test_models_know_no_screen_and_no_shell(library: str) -> None:
    assert wrong("models", lambda found: is_under(found.name, library)) == []


def test_the_shell_never_reaches_textual_or_rich() -> None:
    ways = reached("tui.cli", deferred=True)
    found = [
        f"{module} (by way of {way or 'itself'}) imports {one.name}"
        for module, way in ways.items()
        for one in imported(module)
        if is_under(one.name, *SCREEN_LIBRARIES)
    ]
    assert "tui.cli" in ways
    assert found == []


def test_the_screens_are_opened_from_one_function_of_the_shell_only() -> None:
    assert wrong("tui.cli", lambda found: is_under(found.name, SCREENS) and not found.deferred) == []


def test_only_the_lanes_touch_peewee() -> None:
    assert wrong("tui", lambda found: is_under(found.name, *PEEWEE), but="tui.lanes") == []


def test_migrations_do_not_import_the_models_they_outlive() -> None:
    allowed = "models.migrations"
    ours = wrong(
        allowed, lambda found: is_under(found.name, "models", "tui") and not is_under(found.name, allowed)
    )
    assert ours == []


def test_only_the_database_package_knows_the_engines() -> None:
    forbidden = (*DRIVERS, *ENGINES)
    places = [
        *wrong("models", lambda found: is_under(found.name, *forbidden), but="models.database"),
        *wrong("tui", lambda found: is_under(found.name, *forbidden)),
        *_engines_named("models", but="models.database"),
        *_engines_named("tui"),
    ]
    assert places == []


def _engines_named(within: str, *, but: str = "-") -> list[str]:
    """Where the class of an engine is named as an attribute, as in `pw.SqliteDatabase`."""
    classes = {name.rpartition(".")[2] for name in ENGINES if name.startswith("peewee.")}
    return [
        f"{path.relative_to(ROOT)}:{node.lineno} names {node.attr}"
        for module, path in house().items()
        if is_under(module, within) and not is_under(module, but)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in classes
    ]


def test_nothing_in_the_program_imports_the_tests() -> None:
    assert [*wrong("models", _is_test), *wrong("tui", _is_test)] == []


def _is_test(found: Import) -> bool:
    return is_under(found.name, "tests", "pytest", "hypothesis")


def test_loading_the_shell_loads_neither_textual_nor_a_server_driver() -> None:
    program = (
        "import tui.cli, sys, json; assert callable(tui.cli.main); print(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    loaded = json.loads(done.stdout)
    assert "tui.cli" in loaded
    assert [name for name in loaded if is_under(name, *SCREEN_LIBRARIES, "psycopg", "psycopg2")] == []


def test_the_reader_of_imports_sees_what_runs_and_when() -> None:
    source = """
from __future__ import annotations
import os.path
from typing import TYPE_CHECKING
from . import sibling
from ..other import thing as renamed
if TYPE_CHECKING:
    import textual
else:
    import json
try:
    import csv
except ImportError:
    pass
class Late:
    import abc
    def method(self) -> None:
        import rich.text
"""
    found = {one.name: one.deferred for one in imports(source, "tui.cli.verbs")}
    assert found == {
        "__future__.annotations": False,
        "os.path": False,
        "typing.TYPE_CHECKING": False,
        "tui.cli.sibling": False,
        "tui.other.thing": False,
        "json": False,
        "csv": False,
        "abc": False,
        "rich.text": True,
    }
    (from_package,) = imports("from .near import x", "tui.cli", package=True)
    assert from_package.name == "tui.cli.near.x"


def test_the_reader_of_imports_reads_the_whole_program() -> None:
    assert {"models", "models.errors", "models.database.engine", "tui"} <= set(house())
    assert any(is_under(found.name, "peewee") for found in imported("models.database.engine"))
    assert "models.errors" in reached("models.database", deferred=False)
