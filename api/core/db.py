"""The database: one handle, one base class, one way to store a moment in time."""

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Literal
from uuid import UUID, uuid4

import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask, Response, current_app
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from api.core import engines
from api.core.engines import WRITING
from api.core.problems import Problem, problem
from api.core.troubles import passing_trouble

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
TIDY_MILLISECONDS = 200
MIGRATIONS = Path(__file__).resolve().parents[1] / "migrations"


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
    """Raises CannotStart when the setting names no database of ours."""
    url = engines.checked_address(app.config["SQLALCHEMY_DATABASE_URI"])
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engines.options_for(url)
    db.init_app(app)
    migrate.init_app(app, db)
    app.after_request(_end_transaction)
    app.register_error_handler(sa.exc.SQLAlchemyError, _refuse)
    with app.app_context():
        engines.prepare(db.engine)


def _end_transaction(response: Response) -> Response:
    """One request is one transaction: services flush, only this commits."""
    if not db.session.registry.has():
        return response
    if response.status_code >= 400:
        db.session.rollback()
        return response
    try:
        db.session.commit()
    except sa.exc.SQLAlchemyError as error:
        # Flask asks no handler about what happens here.
        return current_app.make_response(_refuse(error))
    return response


def _refuse(error: sa.exc.SQLAlchemyError) -> Problem:
    """Tells a trouble that passes from a fault, which goes on its way to be a 500."""
    db.session.rollback()
    trouble = passing_trouble(error)
    if trouble is None:
        raise error
    current_app.log_exception(sys.exc_info())
    body, status, headers = problem(trouble.status, trouble.code, trouble.detail)
    return body, status, {**headers, **trouble.headers, "Cache-Control": "no-store"}


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


def ask_once(question: sa.Executable, given: Mapping[str, Any]) -> sa.Row[Any] | None:
    """The one row of a question that stands for itself, asked beside the request's transaction.

    One query needs no transaction: what most requests ask costs half without, on both databases.
    """
    engine = db.engine
    with engine.connect().execution_options(**engines.ALONE[engine.dialect.name]) as connection:
        return connection.execute(question, given).one_or_none()


def begin_reading() -> None:
    """Opens the transaction of a service whose queries must all see one and the same moment.

    On SQLite each transaction is like that; PostgreSQL shows every query what is newest.
    """
    session = db.session()
    if db.engine.dialect.name == "postgresql" and not session.in_transaction():
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def why_not_ready() -> str | None:
    """`unreachable`, `not_migrated`, or None when the database can be used."""
    try:
        with db.engine.connect() as connection:
            heads = set(MigrationContext.configure(connection).get_current_heads())
    except sa.exc.SQLAlchemyError:
        return "unreachable"
    return None if heads == _newest_heads() else "not_migrated"


def is_newest(revision: str) -> bool:
    """Whether tables of this revision are those that this release works with."""
    return {revision} == _newest_heads()


@cache
def _newest_heads() -> set[str]:
    return set(ScriptDirectory(str(MIGRATIONS)).get_heads())


def tidy() -> None:
    """Fresh statistics and an empty log for SQLite: what was erased is in neither file afterwards.

    Whoever still reads is waited for a moment; then it is tried again next time. PostgreSQL looks
    after itself.
    """
    if db.engine.dialect.name != "sqlite":
        return
    connection = db.engine.raw_connection()
    cursor = connection.cursor()
    try:
        cursor.execute("PRAGMA optimize")
        cursor.execute(f"PRAGMA busy_timeout = {TIDY_MILLISECONDS}")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        # It goes back to where others take it from, and they are more patient.
        cursor.execute(f"PRAGMA busy_timeout = {engines.BUSY_MILLISECONDS}")
        cursor.close()
        connection.close()
