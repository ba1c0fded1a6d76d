"""A full disk and a database that others hold: said so, nothing half done, over when it is over."""

import pytest
import sqlalchemy as sa

from api.core.db import db
from api.core.engines import ALONE, WRITING
from api.vault.models import heads, ops, rows
from tests.api.vault.phones import edit, everything, next_edit, sealed, sync, synced


@pytest.fixture
def known(phone):
    """A record that is stored."""
    op = edit()
    synced(phone, op)
    db.session.remove()
    return op


def stored():
    """All that the database holds of the vault."""
    found = [db.session.execute(sa.select(table)).all() for table in (heads, rows, ops)]
    db.session.remove()
    return found


@pytest.fixture
def full_disk(known):
    """SQLite at a limit of its own; PostgreSQL with the error it has for it, at the very end."""
    if db.engine.dialect.name == "sqlite":
        yield from _full_sqlite()
    else:
        yield from _full_postgresql()


def _full_sqlite():
    with db.engine.connect().execution_options(**ALONE["sqlite"]) as connection:
        connection.exec_driver_sql("VACUUM")  # pages that other tests left would be room

    def limit(connection):
        connection.exec_driver_sql("PRAGMA max_page_count = 1")  # as many as there are

    def make_room():
        if sa.event.contains(db.engine, "begin", limit):
            sa.event.remove(db.engine, "begin", limit)
        db.session.remove()
        db.engine.dispose()  # every connection of the pool may have learnt the limit

    sa.event.listen(db.engine, "begin", limit)
    yield make_room
    make_room()


def _full_postgresql():
    with db.engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = 'disk_full'; END $$"
        )
        connection.exec_driver_sql(
            "CREATE CONSTRAINT TRIGGER no_room AFTER INSERT ON vault_rows "
            "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION no_room()"
        )

    def make_room():
        with db.engine.begin() as connection:
            connection.exec_driver_sql("DROP FUNCTION IF EXISTS no_room CASCADE")

    yield make_room
    make_room()


def test_a_full_disk_is_said_and_nothing_is_half_stored(phone, known, full_disk):
    before = stored()
    brought = [next_edit(known, sealed=sealed(65_536)), edit(), edit(sealed=sealed(65_536))]

    answer = sync(phone, *brought)

    assert (answer.status_code, answer.json["code"]) == (507, "storage_full")
    assert answer.content_type == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert stored() == before
    assert everything(phone).keys() == {known["id"]}  # what is there can be read all the while

    full_disk()
    results = synced(phone, *brought)["results"]
    assert [result["seq"] for result in results] == [2, 3, 4]


@pytest.fixture
def impatient(known):
    """Connections that wait for a lock no longer than a moment."""
    wait = {"sqlite": "PRAGMA busy_timeout = 100", "postgresql": "SET lock_timeout = 100"}

    def shorten(connection, _record):
        connection.execute(wait[db.engine.dialect.name])
        connection.commit()

    sa.event.listen(db.engine, "connect", shorten)
    db.engine.dispose()
    yield
    sa.event.remove(db.engine, "connect", shorten)
    db.engine.dispose()


@pytest.fixture
def other_writer(app):
    """Somebody who holds the lock that every push needs."""
    connection = db.engine.connect()
    if db.engine.dialect.name == "sqlite":
        connection = connection.execution_options(**{WRITING: True})
    connection.execute(sa.update(heads).values(floor=0))
    yield connection
    connection.close()


def test_a_push_that_waits_too_long_is_told_to_come_again(phone, known, impatient, other_writer):
    op = edit()

    answer = sync(phone, op)

    assert (answer.status_code, answer.json["code"]) == (503, "busy")
    assert answer.headers["Retry-After"] == "2"
    other_writer.rollback()
    assert synced(phone, op)["results"][0]["seq"] == 2


def test_a_pull_waits_for_nobody(phone, known, impatient, other_writer):
    assert everything(phone).keys() == {known["id"]}


def test_what_failed_is_in_the_log_without_what_was_sent(phone, known, full_disk, caplog):
    op = edit(sealed=sealed(65_536))

    sync(phone, op)

    (record,) = caplog.records
    assert "vault.sync" in record.getMessage()
    assert op["sealed"][:40] not in caplog.text
    assert op["id"] not in caplog.text
