"""Who begins a transaction, who waits for whom, and who sees what."""

import sqlite3
import threading
import time
from contextlib import closing

import pytest
import sqlalchemy as sa

from api.core.db import ask_once, begin_reading, begin_writing, db
from api.core.engines import BUSY_MILLISECONDS
from api.reminders.models import WorkerBeat
from api.reminders.rules import Duty
from tests.conftest import on_postgresql, on_sqlite
from tests.factories import NOON


def beats():
    return db.session.scalar(sa.select(sa.func.count()).select_from(WorkerBeat))


BEATS = sa.select(sa.func.count().label("number")).select_from(WorkerBeat)


def begins(app, work):
    """The statements that open a transaction while `work` runs."""
    seen = []

    def note(_connection, _cursor, statement, *_rest):
        if statement.startswith("BEGIN"):
            seen.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        db.session.remove()
        work()
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)
    return seen


def query():
    db.session.execute(sa.text("SELECT 1"))


@on_sqlite
def test_only_who_says_so_takes_the_lock_whatever_the_method(app):
    def write():
        begin_writing()
        query()
        db.session.commit()
        query()

    for method in ("GET", "POST"):
        with app.test_request_context("/", method=method):
            assert begins(app, query) == ["BEGIN"]
            assert begins(app, write) == ["BEGIN IMMEDIATE", "BEGIN"]


@on_sqlite
def test_saying_it_twice_is_saying_it_once(app):
    def write():
        begin_writing()
        begin_writing()

    assert begins(app, write) == ["BEGIN IMMEDIATE"]


@on_sqlite
def test_saying_it_after_reading_is_refused_in_words(app):
    query()

    with pytest.raises(RuntimeError, match="begin_writing first"):
        begin_writing()


@on_postgresql
def test_postgresql_has_no_such_lock(app):
    """Neither before reading nor after: there, services lock the rows they are about."""
    begin_writing()
    query()
    begin_writing()

    held = (
        "SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND mode LIKE '%%Exclusive%%'"
    )
    assert db.session.execute(sa.text(held + " AND locktype = 'relation'")).scalar() == 0


def test_a_question_that_stands_for_itself_begins_nothing(app, count_queries):
    with count_queries() as queries:
        found = ask_once(BEATS, {})

    assert found.number == 0
    assert len(queries) == 1
    assert not db.session().in_transaction()


def test_it_sees_what_is_committed_and_not_what_a_transaction_has_only_written(app):
    begin_writing()
    db.session.add(WorkerBeat(duty=Duty.HOUSEKEEPING, beat_at=NOON))
    db.session.flush()
    assert ask_once(BEATS, {}).number == 0

    db.session.commit()
    assert ask_once(BEATS, {}).number == 1


def test_the_connection_it_used_has_transactions_again(app):
    ask_once(BEATS, {})
    begin_writing()
    db.session.add(WorkerBeat(duty=Duty.HOUSEKEEPING, beat_at=NOON))
    db.session.flush()

    db.session.rollback()

    assert ask_once(BEATS, {}).number == 0


def test_a_question_that_finds_nothing_is_answered_with_none(app):
    assert ask_once(sa.select(WorkerBeat.duty), {}) is None


def test_who_begins_to_read_sees_one_moment(app):
    begin_reading()
    before = beats()

    with app.app_context():
        begin_writing()
        db.session.add(WorkerBeat(duty=Duty.HOUSEKEEPING, beat_at=NOON))
        db.session.commit()

    assert beats() == before == 0
    db.session.rollback()
    assert beats() == 1


@pytest.fixture
def other_writer(planted, var):
    """Somebody who holds the write lock."""
    db.session.remove()
    path = var / "interlude.db"
    with closing(
        sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    ) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield connection
        if connection.in_transaction:
            connection.rollback()


def test_a_request_that_only_reads_does_not_wait_for_a_writer(asker, other_writer):
    began = time.monotonic()

    assert asker.post("/api/public/counts").json == {"beats": 0}
    assert time.monotonic() - began < BUSY_MILLISECONDS / 2000


def test_a_get_that_writes_waits_its_turn_and_succeeds(asker, other_writer):
    timer = threading.Timer(0.3, other_writer.rollback)
    timer.start()
    try:
        answer = asker.get("/api/public/seen")
    finally:
        timer.join()

    assert answer.json == {"beats": 0}
    assert beats() == 1


def test_two_who_read_and_then_write_both_succeed(app):
    """Without begin_writing one of them gets "database is locked", however long it waits."""
    both_ready, failures = threading.Barrier(2), []

    def read_then_write(minute):
        with app.app_context():
            try:
                both_ready.wait(5)
                for _ in range(20):
                    begin_writing()
                    beats()
                    db.session.execute(
                        sa.text("DELETE FROM worker_beats WHERE duty = :duty"), {"duty": "none"}
                    )
                    db.session.commit()
            except sa.exc.OperationalError as error:
                failures.append(error)
            finally:
                db.session.remove()

    writers = [threading.Thread(target=read_then_write, args=(minute,)) for minute in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(30)

    assert failures == []
