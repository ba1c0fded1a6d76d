"""What the database promises: durable writes, whole transactions, aware moments."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from api.core.db import UtcDateTime, db, tidy
from api.reminders.models import WorkerBeat
from api.reminders.rules import Duty
from tests.conftest import on_postgresql, on_sqlite
from tests.factories import NOON


def pragma(name):
    return db.session.execute(sa.text(f"PRAGMA {name}")).scalar()


@on_sqlite
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


@on_postgresql
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("lock_timeout", "10s"),
        ("idle_in_transaction_session_timeout", "1min"),
        ("synchronous_commit", "on"),  # the server of these tests says off
        ("transaction_isolation", "read committed"),
    ],
)
def test_every_connection_to_postgresql_is_a_careful_one(app, name, value):
    assert db.session.execute(sa.text(f"SHOW {name}")).scalar() == value


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
    with pytest.raises(sa.exc.DBAPIError) as broken:
        db.session.execute(sa.text("SELECT * FROM nowhere WHERE x = :x"), {"x": "canary"})
    db.session.rollback()

    assert "canary" not in str(broken.value)


@on_sqlite
def test_tidying_moves_the_log_into_the_database(app, house):
    db.session.add(WorkerBeat(duty=Duty.HOUSEKEEPING, beat_at=NOON))
    db.session.commit()
    db.session.remove()

    tidy()

    # Read past the log: immutable makes SQLite look at the main file alone.
    uri = f"file:{house}/interlude.db?immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        assert connection.execute("SELECT count(*) FROM worker_beats").fetchone() == (1,)


@on_sqlite
def test_tidying_up_leaves_its_connection_as_patient_as_it_was(app):
    tidy()

    assert pragma("busy_timeout") == 10_000
