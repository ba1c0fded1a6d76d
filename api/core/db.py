"""The database: one handle, one base class, one way to store a moment in time."""

import sqlite3
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Literal
from uuid import UUID, uuid4

import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask, Response
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
MIGRATIONS = Path(__file__).resolve().parents[1] / "migrations"
# An option of a connection: whoever begins with it set will write. See begin_writing.
WRITING = "interlude_writing"
BUSY_MILLISECONDS = 10_000


class UtcDateTime(sa.TypeDecorator[datetime]):
    """An aware UTC datetime, on SQLite as on PostgreSQL. Refuses naive values."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A naive datetime names no moment.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _values(kind: type[Enum]) -> list[str]:
    return [member.value for member in kind]


class Model(DeclarativeBase):
    """Base of every table. Ids are UUIDs so that a device may name a record while offline."""

    metadata = sa.MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime(),
        Enum: sa.Enum(Enum, native_enum=False, length=32, values_callable=_values),
    }

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)


def _render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Migrations outlive the code, so they may not import it."""
    return "sa.DateTime(timezone=True)" if isinstance(item, UtcDateTime) else False


# hide_parameters: an error of the database may be logged, what it was about may not.
db = SQLAlchemy(
    metadata=Model.metadata,
    session_options={"expire_on_commit": False},
    engine_options={"hide_parameters": True},
)
migrate = Migrate(directory=str(MIGRATIONS), render_item=_render)


def init_app(app: Flask) -> None:
    db.init_app(app)
    migrate.init_app(app, db)
    app.after_request(_end_transaction)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            sa.event.listen(db.engine, "connect", _prepare_sqlite)
            sa.event.listen(db.engine, "begin", _begin_sqlite)


def _end_transaction(response: Response) -> Response:
    """One request is one transaction: services flush, only this commits."""
    if response.status_code < 400:
        db.session.commit()
    else:
        db.session.rollback()
    return response


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    """FULL: an answered write survives a power cut. WAL: readers do not wait for the writer."""
    connection.isolation_level = None  # the driver's own BEGIN comes too late: see _begin_sqlite
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: sa.Connection) -> None:
    is_writing = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")


def begin_writing() -> None:
    """Opens the transaction of a service that writes, before it reads; twice is once.

    On SQLite it takes the one write lock, waiting up to `BUSY_MILLISECONDS` for it: a transaction
    that starts by reading and writes later fails when another wrote in between, and no waiting
    helps it. Everybody else who writes waits from here to the commit, so nothing slow may run
    inside: derive keys, hash passphrases and check shapes before. PostgreSQL has no such lock,
    and there this does nothing.

    Raises RuntimeError when the transaction has begun without it.
    """
    if db.engine.dialect.name != "sqlite":
        return
    session = db.session()
    if not session.in_transaction():
        session.connection(execution_options={WRITING: True})
    elif not session.connection().get_execution_options().get(WRITING, False):
        raise RuntimeError("Call begin_writing first: this transaction has begun by reading.")


def why_not_ready() -> str | None:
    """`unreachable`, `not_migrated`, or None when the database can be used."""
    try:
        with db.engine.connect() as connection:
            heads = set(MigrationContext.configure(connection).get_current_heads())
    except sa.exc.SQLAlchemyError:
        return "unreachable"
    return None if heads == _newest_heads() else "not_migrated"


@cache
def _newest_heads() -> set[str]:
    return set(ScriptDirectory(str(MIGRATIONS)).get_heads())


def tidy() -> None:
    """Fresh statistics and a short log for SQLite. PostgreSQL looks after itself."""
    if db.engine.dialect.name != "sqlite":
        return
    connection = db.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA optimize")
        cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
        cursor.close()
    finally:
        connection.close()
