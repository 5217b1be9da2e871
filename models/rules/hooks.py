"""Where a concept adds its own rules to creating, changing and deleting records.

`records` asks the hooks of a model around every write, so a set-up table without rules of its own needs none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from operator import ne
from typing import Any

import peewee as pw

Model = type[pw.Model]


@dataclass(slots=True)
class Change:
    """A record about to be stored, by attribute names of the model."""

    model: Model
    id: int
    """0 for a new record."""
    old: dict[str, Any]
    """What is stored now; empty for a new record."""
    new: dict[str, Any]
    """Everything as it will be stored; hooks may change it."""
    typed: frozenset[str]
    """The attributes that the person gave, as against those that follow from them."""
    parent: int = 0
    """The record this one is created a part of, or in the list of; 0 for none."""
    agreed: frozenset[str] = frozenset()
    """The decisions that the person took when asked: `create_language`."""
    notes: list[str] = field(default_factory=list)
    """Sentences for the person that are no errors: a number series that runs low."""

    def changed(self, *names: str) -> bool:
        """Whether one of these attributes gets another value."""
        return any(map(ne, map(self.new.get, names), map(self.old.get, names)))


Before = Callable[[Change], None]
Deleting = Callable[[int], None]
WayBack = Callable[[], None]

_before: dict[Model, list[Before]] = defaultdict(list)
_after: dict[Model, list[Before]] = defaultdict(list)
_own_delete: dict[Model, Callable[[tuple[int, ...]], None]] = {}
_deleting: dict[Model, list[Deleting]] = defaultdict(list)


def before(*models: Model) -> Callable[[Before], Before]:
    """Run the function before a record of `models` is stored; it may change `new` or raise a `RuleError`."""
    return _register(_before, models)


def after(*models: Model) -> Callable[[Before], Before]:
    """Run the function after a record of `models` was stored, in the same unit of work; `id` is set."""
    return _register(_after, models)


def deleting(*models: Model) -> Callable[[Deleting], Deleting]:
    """Run the function with the id before a record of `models` is deleted; it may raise a `RuleError`."""

    def register(function: Deleting) -> Deleting:
        for model in models:
            _deleting[model].append(function)
        return function

    return register


OwnDelete = Callable[[tuple[int, ...]], None]


def own_delete(model: Model) -> Callable[[OwnDelete], OwnDelete]:
    """Have records of `model` deleted by the function alone: by ids, all or none, with its own way back."""

    def register(function: OwnDelete) -> OwnDelete:
        _own_delete[model] = function
        return function

    return register


def delete_of(model: Model) -> OwnDelete | None:
    """The concept's own way of deleting records of `model`, if it has one."""
    _load_rules()
    return _own_delete.get(model)


def _register(table: dict[Model, list[Before]], models: tuple[Model, ...]) -> Callable[[Before], Before]:
    def register(function: Before) -> Before:
        for model in models:
            table[model].append(function)
        return function

    return register


def on_undo(way_back: WayBack) -> None:
    """Run `way_back` once undo has put back what was deleted or changed: in a `deleting` or `after` function.

    What a rule changed or deleted elsewhere because of it comes back with it. Where nothing is to be taken
    back, as at a creation, nothing is kept.
    """
    collected = _ways_back.get()
    if collected is not None:
        collected.append(way_back)


def is_taken_back() -> bool:
    """Whether an `after` function runs because undo puts a record back: ways back do the rest then."""
    return _ways_back.get() is None


@contextmanager
def collecting_ways_back() -> Iterator[list[WayBack]]:
    """Collect what `on_undo` is given within the block."""
    collected: list[WayBack] = []
    token = _ways_back.set(collected)
    try:
        yield collected
    finally:
        _ways_back.reset(token)


_ways_back: ContextVar[list[WayBack] | None] = ContextVar("ways_back", default=None)


@cache
def _load_rules() -> None:
    """Import what registers hooks, at the first write: reading programs start without it."""
    from models.rules import HOOKED

    for name in HOOKED:
        import_module(f"models.rules.{name}")


def run_before(change: Change) -> None:
    """Ask every rule about a record about to be stored."""
    _load_rules()
    for function in _before[change.model]:
        function(change)


def run_after(change: Change) -> None:
    """Let every rule do what follows from a stored record."""
    _load_rules()
    for function in _after[change.model]:
        function(change)


def run_deleting(model: Model, record_id: int) -> None:
    """Ask every rule about a record about to be deleted."""
    _load_rules()
    for function in _deleting[model]:
        function(record_id)
