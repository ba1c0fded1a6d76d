"""A full disk, a database that is busy or absent: told apart from what is broken."""

import sqlite3

import psycopg
import pytest
import sqlalchemy as sa

from api import create_app
from api.core.db import db
from api.core.troubles import Busy, StorageFull, passing_trouble
from tests import factories
from tests.conftest import client_of, on_postgresql


def wrapped(cause, kind=sa.exc.OperationalError):
    return kind("SELECT 1", {}, cause)


def of_sqlite(code):
    cause = sqlite3.OperationalError("whatever it says")
    cause.sqlite_errorcode = code
    return wrapped(cause)


def of_postgresql(state):
    return wrapped(psycopg.errors.lookup(state)())


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (of_sqlite(sqlite3.SQLITE_FULL), StorageFull),
        (of_sqlite(sqlite3.SQLITE_IOERR_SHMSIZE), StorageFull),
        (of_sqlite(sqlite3.SQLITE_BUSY), Busy),
        (of_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT), Busy),
        (of_sqlite(sqlite3.SQLITE_LOCKED), Busy),
        (of_postgresql("53100"), StorageFull),
        (of_postgresql("53300"), Busy),  # too many connections
        (of_postgresql("55P03"), Busy),  # waited too long for a lock
        (of_postgresql("40P01"), Busy),  # a deadlock
        (of_postgresql("40001"), Busy),
        (of_postgresql("25P03"), Busy),  # was left idle for too long
        (of_postgresql("57P01"), Busy),  # is being shut down
        (of_postgresql("57P03"), Busy),  # is starting up
        (of_postgresql("08006"), Busy),
        (wrapped(psycopg.OperationalError("connection refused")), Busy),
        (sa.exc.TimeoutError(), Busy),
    ],
)
def test_what_passes_by_itself_is_told_apart(error, kind):
    assert isinstance(passing_trouble(error), kind)


@pytest.mark.parametrize(
    "error",
    [
        of_sqlite(sqlite3.SQLITE_CORRUPT),
        of_sqlite(sqlite3.SQLITE_IOERR),
        of_sqlite(sqlite3.SQLITE_ERROR),
        of_postgresql("23505"),
        of_postgresql("42P01"),
        wrapped(psycopg.ProgrammingError("the query has no result")),
        wrapped(Exception("disk is full")),
        sa.exc.InvalidRequestError("used wrongly"),
    ],
)
def test_a_fault_of_ours_is_no_passing_trouble(error):
    assert passing_trouble(error) is None


def test_a_database_that_is_not_there_is_said_and_asks_for_patience(var):
    app = create_app(factories.settings(var, SQLALCHEMY_DATABASE_URI=f"postgresql:///x?host={var}"))
    client = client_of(app)

    refused = client.post("/api/accounts/kdf", json={"name": "ana"})

    assert refused.status_code == 503
    assert refused.content_type == "application/problem+json"
    assert refused.json["code"] == "busy"
    assert refused.headers["Retry-After"] == "2"
    assert refused.headers["Cache-Control"] == "no-store"
    assert client.get("/readyz").json["parts"]["database"] == "unreachable"


@on_postgresql
def test_a_server_that_restarted_is_noticed_before_a_request_is(client):
    assert client.get("/readyz").status_code == 200
    with psycopg.connect(db.engine.url.set(drivername="postgresql").render_as_string()) as other:
        ended = other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ).fetchall()

    assert ended
    assert client.get("/readyz").status_code == 200
