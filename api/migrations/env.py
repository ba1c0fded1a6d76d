"""Runs migrations on the application's own engine."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from flask import current_app
from sqlalchemy import Connection, func, select

from api.core.engines import WRITING

# Any number will do that no other program locks in the same database.
THE_LINE = int.from_bytes(b"interlud")

db = current_app.extensions["migrate"].db
arguments = current_app.extensions["migrate"].configure_args


@contextmanager
def keys_unchecked(connection: Connection) -> Iterator[None]:
    """SQLite changes a column by copying the table and dropping the old one.

    With foreign keys on, the drop would delete the rows that point there. The switch only works
    outside a transaction, hence on the driver's connection, before anything began.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        connection.rollback()  # the switch is ignored while anything is open
        driver.execute("PRAGMA foreign_keys = ON")


def refuse_dangling_keys(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if dangling is not None:
            raise RuntimeError(f"The migration left rows of {dangling[0]} pointing nowhere.")


def stand_in_line(connection: Connection) -> None:
    """Until the commit. SQLite has begun by taking its one lock; see WRITING below."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(THE_LINE)))


@contextmanager
def files_for_their_owner_alone() -> Iterator[None]:
    """Whoever migrates first makes the database's file."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


with (
    files_for_their_owner_alone(),
    # Migrations read before they write: two at once stand in line instead of failing.
    db.engine.connect().execution_options(**{WRITING: True}) as connection,
    keys_unchecked(connection),
):
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        transactional_ddl=True,  # a broken migration leaves nothing behind, on SQLite too
        **arguments,
    )
    with context.begin_transaction():
        stand_in_line(connection)
        context.run_migrations()
        refuse_dangling_keys(connection)
