"""The database: opening it, units of work, and the one place that knows which engine is below."""

from models.database.effects import after_commit, on_rollback
from models.database.engine import (
    connect,
    contains,
    database,
    is_own_file,
    is_postgres,
    locked,
    seconds_now,
    seconds_of_day,
    sqlite_path,
)
from models.database.files import copy_file, is_empty
from models.database.schema import (
    bring_up_to_date,
    close_database,
    create_database,
    create_schema,
    find_damage,
    migrate,
    open_database,
    put_back,
    version,
)
from models.database.work import reading, unit

__all__ = [
    "after_commit",
    "bring_up_to_date",
    "close_database",
    "connect",
    "contains",
    "copy_file",
    "create_database",
    "create_schema",
    "database",
    "find_damage",
    "is_empty",
    "is_own_file",
    "is_postgres",
    "locked",
    "migrate",
    "on_rollback",
    "open_database",
    "put_back",
    "reading",
    "seconds_now",
    "seconds_of_day",
    "sqlite_path",
    "unit",
    "version",
]
