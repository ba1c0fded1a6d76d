"""SQLite on a disk of our own making, for SQLAlchemy: apsw behind the manners of `sqlite3`.

Only what the application asks of a connection. Errors are those of `sqlite3`, with their codes.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import apsw

INTEGRITY = (apsw.ConstraintError,)
PASSING = (apsw.BusyError, apsw.LockedError, apsw.FullError, apsw.IOError, apsw.CantOpenError)


def as_sqlite3(error: apsw.Error) -> sqlite3.Error:
    kind: type[sqlite3.Error] = sqlite3.DatabaseError
    if isinstance(error, INTEGRITY):
        kind = sqlite3.IntegrityError
    elif isinstance(error, PASSING):
        kind = sqlite3.OperationalError
    told = kind(str(error))
    told.sqlite_errorcode = getattr(error, "extendedresult", 0)
    return told


class Cursor:
    arraysize = 1

    def __init__(self, real: apsw.Connection) -> None:
        self.real = real
        self.rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid = 0

    def execute(self, sql: str, given: Sequence[Any] = ()) -> "Cursor":
        self.description, before = None, self.real.total_changes()
        try:
            asked = self.real.cursor()
            asked.exec_trace = self._describe
            self.rows = list(asked.execute(sql, tuple(given)))
        except apsw.Error as error:
            raise as_sqlite3(error) from error
        changed = self.real.total_changes() - before
        self.rowcount = -1 if self.description and not changed else changed
        self.lastrowid = self.real.last_insert_rowid()
        return self

    def _describe(self, cursor: apsw.Cursor, _sql: str, _given: Any) -> bool:
        found = cursor.get_description()
        self.description = [(name, *[None] * 6) for name, _ in found] if found else None
        return True

    def executemany(self, sql: str, given: Iterable[Sequence[Any]]) -> "Cursor":
        changed = 0
        for each in given:
            changed += max(self.execute(sql, each).rowcount, 0)
        self.rowcount = changed
        return self

    def fetchone(self) -> Any:
        return self.rows.pop(0) if self.rows else None

    def fetchmany(self, size: int | None = None) -> list[Any]:
        size = size or self.arraysize
        first, self.rows = self.rows[:size], self.rows[size:]
        return first

    def fetchall(self) -> list[Any]:
        return self.fetchmany(len(self.rows) or 1)

    def close(self) -> None:
        self.rows = []


class Connection:
    isolation_level: str | None = None

    def __init__(self, path: str, vfs: str) -> None:
        try:
            self.real = apsw.Connection(path, vfs=vfs)
        except apsw.Error as error:
            raise as_sqlite3(error) from error

    def cursor(self, *_: Any) -> Cursor:
        return Cursor(self.real)

    def execute(self, sql: str, given: Sequence[Any] = ()) -> Cursor:
        return self.cursor().execute(sql, given)

    def commit(self) -> None:
        if self.real.in_transaction:
            self.execute("COMMIT")

    def rollback(self) -> None:
        if self.real.in_transaction:
            self.execute("ROLLBACK")

    def create_function(self, name: str, count: int, what: Callable[..., Any], **_: Any) -> None:
        self.real.create_scalar_function(name, what, count)

    def close(self) -> None:
        try:
            self.real.close()
        except apsw.Error as error:
            raise as_sqlite3(error) from error
