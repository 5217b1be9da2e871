"""Keeps the PostgreSQL driver out of a process that does not need it.

Peewee imports every installed driver eagerly, which triples its import time, so this runs before the first
`import peewee` (performance.md, "Where the time goes").
"""

from __future__ import annotations

import sys

_DRIVERS = ("psycopg", "psycopg2", "psycopg2cffi", "MySQLdb", "pymysql")


def is_server(url: str) -> bool:
    """Whether the database at `url` is a PostgreSQL server and not a SQLite file."""
    return url.partition(":")[0] in ("postgres", "postgresql")


def keep_out_of(url: str) -> None:
    """Make Peewee believe that no server driver is installed, unless `url` needs one."""
    if is_server(url) or "peewee" in sys.modules:
        return
    hidden = [name for name in _DRIVERS if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None is how Python says "absent"
    import peewee  # noqa: F401

    for name in hidden:
        del sys.modules[name]
