"""A database of a test made as fresh as a copy of the template, in a sixth of the time that a copy takes."""

from __future__ import annotations

from dataclasses import dataclass

import psycopg
from psycopg import sql

_STRUCTURE = """
SELECT md5(string_agg(told, ';' ORDER BY told)) FROM (
    SELECT concat_ws(',', relname, relkind, relowner, relacl, reloptions) AS told
    FROM pg_class WHERE relnamespace = 'public'::regnamespace
    UNION ALL SELECT concat_ws(',', attrelid::regclass, attname, atttypid, atttypmod, attnotnull)
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0
    UNION ALL SELECT concat_ws(',', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT concat_ws(',', proname, prosrc) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT concat_ws(',', tgrelid::regclass, tgname, tgenabled) FROM pg_trigger
    WHERE NOT tgisinternal
    UNION ALL SELECT concat_ws(',', extname, extversion) FROM pg_extension
    UNION ALL SELECT concat_ws(',', nspname, nspacl) FROM pg_namespace WHERE nspname !~ '^pg_'
    UNION ALL SELECT concat_ws(',', setrole, setconfig) FROM pg_db_role_setting JOIN pg_database
    ON pg_database.oid = setdatabase WHERE datname = current_database()
    UNION ALL SELECT concat_ws(',', datacl, datconnlimit, datallowconn) FROM pg_database
    WHERE datname = current_database()
    UNION ALL SELECT 'statistics' FROM pg_statistic JOIN pg_class ON pg_class.oid = starelid
    WHERE relnamespace = 'public'::regnamespace
) AS parts
"""
"""What a test may change besides rows: also statistics, by which questions are planned."""

_END_OTHERS = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
_TOUCHED = """
SELECT relname FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 0
"""


@dataclass(frozen=True, slots=True)
class Freshness:
    """What a fresh database is like."""

    structure: str
    rows: dict[str, bytes]
    """The rows of the tables that are not empty, as COPY writes them."""
    sequences: dict[str, int]
    """The sequences that were drawn from, with the last number."""


def freshness(url: str) -> Freshness:
    """What the database at `url` is like."""
    with psycopg.connect(url, autocommit=True) as connection:
        rows = {}
        for (table,) in connection.execute(_TOUCHED).fetchall():
            copy = sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))
            with connection.cursor().copy(copy) as stream:
                rows[table] = b"".join(bytes(part) for part in stream)
        drawn = connection.execute(
            "SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL"
        ).fetchall()
        return Freshness(_structure(connection), rows, dict(drawn))


def emptied(url: str, like: Freshness) -> bool:
    """Make a database fresh again; whether that could be done, as after a test that only wrote rows."""
    try:
        return _emptied(url, like)
    except psycopg.Error:
        return False  # The test made it one that takes no connections, or ended its server.


def _emptied(url: str, like: Freshness) -> bool:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(_END_OTHERS)
        if _structure(connection) != like.structure:
            return False
        touched = [table for (table,) in connection.execute(_TOUCHED).fetchall()]
        with connection.transaction():
            connection.execute("SET LOCAL session_replication_role = replica")
            connection.execute(
                sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(
                    sql.SQL(", ").join(sql.Identifier(table) for table in touched)
                )
            )
            for table, rows in like.rows.items():
                copy = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))
                with connection.cursor().copy(copy) as stream:
                    stream.write(rows)
            for sequence, last in like.sequences.items():
                connection.execute("SELECT setval(%s, %s)", (sequence, last))
    return True


def _structure(connection: psycopg.Connection) -> str:
    found = connection.execute(_STRUCTURE).fetchone()
    assert found is not None
    return str(found[0])
