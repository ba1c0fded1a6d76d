"""Troubles of the database that pass: told as what they are, so that a phone waits and repeats."""

import sqlite3

import psycopg
import sqlalchemy as sa

from api.core.errors import DomainError

# Extended codes of SQLite carry the plain one in their lowest byte.
SQLITE_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE}
SQLITE_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
# https://www.postgresql.org/docs/current/errcodes-appendix.html
POSTGRESQL_FULL = {"53100"}
POSTGRESQL_BUSY = ("08", "25P03", "40", "53", "55P03", "57P")


class StorageFull(DomainError):
    """The disk has no room."""

    status = 507
    code = "storage_full"
    detail = "This server has no room left. Nothing was stored."


class Busy(DomainError):
    """The database cannot be reached, or others hold it for too long."""

    status = 503
    code = "busy"
    detail = "This server is busy. Nothing was stored; try again."

    @property
    def headers(self) -> dict[str, str]:
        return {"Retry-After": "2"}


def passing_trouble(error: BaseException) -> DomainError | None:
    """None when the error is a fault of ours, which no repetition helps."""
    if isinstance(error, sa.exc.TimeoutError):
        return Busy()
    cause = getattr(error, "orig", None)
    if isinstance(cause, sqlite3.Error):
        return _of_sqlite(getattr(cause, "sqlite_errorcode", 0))
    if isinstance(cause, psycopg.Error):
        return _of_postgresql(cause)
    return None


def _of_sqlite(code: int) -> DomainError | None:
    if code & 0xFF in SQLITE_FULL or code in SQLITE_FULL:
        return StorageFull()
    return Busy() if code & 0xFF in SQLITE_BUSY else None


def _of_postgresql(cause: psycopg.Error) -> DomainError | None:
    """Without a state there was no answer: the server is gone, or not up yet."""
    if cause.sqlstate is None:
        return Busy() if isinstance(cause, psycopg.OperationalError) else None
    if cause.sqlstate in POSTGRESQL_FULL:
        return StorageFull()
    return Busy() if cause.sqlstate.startswith(POSTGRESQL_BUSY) else None
