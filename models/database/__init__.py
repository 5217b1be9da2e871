"""The database: opening it, units of work, and the one place that knows which engine is below."""

from models.database.engine import connect, contains, database, is_postgres, locked, sqlite_path
from models.database.schema import (
    close_database,
    copy_file,
    create_database,
    create_schema,
    find_damage,
    migrate,
    open_database,
    version,
)
from models.database.work import reading, unit

__all__ = [
    "close_database",
    "connect",
    "contains",
    "copy_file",
    "create_database",
    "create_schema",
    "database",
    "find_damage",
    "is_postgres",
    "locked",
    "migrate",
    "open_database",
    "reading",
    "sqlite_path",
    "unit",
    "version",
]
