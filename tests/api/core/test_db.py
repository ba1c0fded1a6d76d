"""What the database promises: durable writes, whole transactions, aware moments."""

import sqlite3
import threading
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from api.core.db import BUSY_MILLISECONDS, UtcDateTime, begin_writing, db, tidy
from api.reminders.models import WorkerBeat
from api.reminders.rules import Duty
from tests.factories import NOON


def pragma(name):
    return db.session.execute(sa.text(f"PRAGMA {name}")).scalar()


@pytest.mark.parametrize(
    ("name", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 10_000)],
)
def test_every_connection_is_a_careful_one(app, name, value):
    assert pragma(name) == value


def beats():
    return db.session.scalar(sa.select(sa.func.count()).select_from(WorkerBeat))


@pytest.mark.parametrize(("ending", "rows"), [("well", 1), ("refused", 0), ("broken", 0)])
def test_one_request_is_one_transaction(asker, ending, rows):
    asker.post(f"/api/public/beats/{ending}")

    assert beats() == rows


def test_a_request_that_fails_at_its_end_is_told_and_leaves_nothing(planted, asker, monkeypatch):
    def fail():
        raise sa.exc.OperationalError("COMMIT", {}, Exception("disk is full"))

    with monkeypatch.context() as patched:
        patched.setattr(db.session, "commit", fail)
        answer = asker.post("/api/public/beats/well")
    db.session.rollback()

    assert answer.status_code == 500
    assert answer.json["code"] == "internal_error"
    assert beats() == 0


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


def test_saying_it_twice_is_saying_it_once(app):
    def write():
        begin_writing()
        begin_writing()

    assert begins(app, write) == ["BEGIN IMMEDIATE"]


def test_saying_it_after_reading_is_refused_in_words(app):
    query()

    with pytest.raises(RuntimeError, match="begin_writing first"):
        begin_writing()


def test_postgresql_has_no_such_lock(app, monkeypatch):
    monkeypatch.setattr(db.engine.dialect, "name", "postgresql")

    assert begins(app, begin_writing) == []


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


def test_a_moment_comes_back_aware_and_in_utc(app):
    lisbon_summer = timezone(timedelta(hours=1))
    db.session.add(
        WorkerBeat(duty=Duty.HOUSEKEEPING, beat_at=datetime(2026, 7, 1, 13, tzinfo=lisbon_summer))
    )
    db.session.commit()
    db.session.expire_all()

    found = db.session.scalar(sa.select(WorkerBeat.beat_at))
    assert found == datetime(2026, 7, 1, 12, tzinfo=UTC)
    assert found.tzinfo is UTC


def test_a_naive_moment_is_refused():
    with pytest.raises(ValueError, match="naive"):
        UtcDateTime().process_bind_param(NOON.replace(tzinfo=None), None)


def test_an_error_of_the_database_does_not_quote_what_was_stored(app):
    with pytest.raises(sa.exc.OperationalError) as broken:
        db.session.execute(sa.text("SELECT * FROM nowhere WHERE x = :x"), {"x": "canary"})
    db.session.rollback()

    assert "canary" not in str(broken.value)


def test_tidying_moves_the_log_into_the_database(app, house):
    db.session.add(WorkerBeat(duty=Duty.HOUSEKEEPING, beat_at=NOON))
    db.session.commit()
    db.session.remove()

    tidy()

    # Read past the log: immutable makes SQLite look at the main file alone.
    uri = f"file:{house}/interlude.db?immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        assert connection.execute("SELECT count(*) FROM worker_beats").fetchone() == (1,)
