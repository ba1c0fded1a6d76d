"""What each of the two databases needs to be one we can trust: SQLite and PostgreSQL."""

import sqlite3
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, make_url

from api.core.errors import CannotStart

# An option of a connection: whoever begins with it set will write. See db.begin_writing.
WRITING = "interlude_writing"
# Options of a connection that asks one question: no transaction is begun for it.
ALONE: dict[str, dict[str, Any]] = {
    "sqlite": {"interlude_alone": True},
    "postgresql": {"isolation_level": "AUTOCOMMIT"},
}
BUSY_MILLISECONDS = 10_000
POSTGRESQL = {"postgres", "postgresql", "postgresql+psycopg"}
CONNECT_SECONDS = 5


def checked_address(given: str | URL) -> URL:
    """The database by the driver that is installed. Raises CannotStart, without quoting it."""
    try:
        url = make_url(given)
    except (sa.exc.ArgumentError, ValueError):
        raise CannotStart("DATABASE_URL is no address of a database.") from None
    if url.drivername in POSTGRESQL:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername != "sqlite":
        raise CannotStart("DATABASE_URL must name a PostgreSQL or an SQLite database.")
    return url


def options_for(url: URL) -> dict[str, Any]:
    """How connections are made and kept, beyond what SQLAlchemy does by itself.

    A server may restart while we run: pre_ping notices a dead connection before a request does.
    READ COMMITTED, said aloud because a server's default can be another: who has waited for a
    lock must then see what its former holder committed.
    """
    if url.get_backend_name() != "postgresql":
        return {}
    return {
        "pool_pre_ping": True,
        "isolation_level": "READ COMMITTED",
        "connect_args": {"connect_timeout": CONNECT_SECONDS},
    }


def prepare(engine: sa.Engine) -> None:
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    else:
        sa.event.listen(engine, "connect", _prepare_postgresql)


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    """FULL: an answered write survives a power cut. WAL: readers do not wait for the writer."""
    connection.isolation_level = None  # the driver's own BEGIN comes too late: see _begin_sqlite
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")  # what is erased is written over


def _begin_sqlite(connection: sa.Connection) -> None:
    options = connection.get_execution_options()
    if "interlude_alone" not in options:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(WRITING) else "BEGIN")


def _prepare_postgresql(connection: Any, _record: Any) -> None:
    """The same promises: durable, no endless wait, and no transaction left open for ever."""
    connection.execute(f"SET lock_timeout = {BUSY_MILLISECONDS}")
    connection.execute(f"SET idle_in_transaction_session_timeout = {6 * BUSY_MILLISECONDS}")
    connection.execute(
        "SELECT set_config('synchronous_commit', 'on', false) "
        "WHERE current_setting('synchronous_commit') = 'off'"
    )
    connection.commit()
