"""Runs migrations on the application's own engine."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from flask import current_app
from sqlalchemy import Connection

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


with db.engine.connect() as connection, keys_unchecked(connection):
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        transactional_ddl=True,  # a broken migration leaves nothing behind, on SQLite too
        **arguments,
    )
    with context.begin_transaction():
        context.run_migrations()
        refuse_dangling_keys(connection)
