"""The worker's one duty so far, and the process that does it."""

import os
import signal
import stat
import subprocess
import sys
import time
from datetime import timedelta
from uuid import uuid4

import flask_migrate
import pytest
import sqlalchemy as sa
from huey.storage import SqliteStorage

from api import create_app
from api.core.config import ROOT
from api.core.db import db
from api.core.queue import QUEUE
from api.core.secret_files import make_secrets
from api.reminders import service
from api.reminders.models import WorkerBeat
from api.reminders.rules import QUIET_AFTER, is_quiet
from api.reminders.tasks import build_queue
from tests import factories
from tests.conftest import DATABASES, database_of
from tests.factories import NOON

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("last_beat_at", "is_so"),
    [
        (None, True),
        (NOON, False),
        (NOON - timedelta(minutes=1), False),
        (NOON - QUIET_AFTER, False),
        (NOON - QUIET_AFTER - SECOND, True),
        (NOON + timedelta(minutes=5), False),
    ],
)
def test_a_worker_is_quiet_after_some_minutes(last_beat_at, is_so):
    assert is_quiet(last_beat_at, now=NOON) is is_so


def test_housekeeping_leaves_a_sign_of_life(app):
    assert service.is_worker_quiet(NOON)
    db.session.rollback()

    service.keep_house(NOON)

    assert not service.is_worker_quiet(NOON + SECOND)
    assert service.is_worker_quiet(NOON + timedelta(hours=1))


def test_many_rounds_leave_one_row(app):
    for minute in range(3):
        service.keep_house(NOON + timedelta(minutes=minute))

    beats = db.session.scalars(sa.select(WorkerBeat)).all()
    assert [beat.beat_at for beat in beats] == [NOON + timedelta(minutes=2)]


def test_the_duties_are_due_each_minute_and_run_by_themselves(app):
    queue = build_queue(app)
    try:
        duties = queue.read_periodic(NOON.replace(tzinfo=None))
        for duty in duties:
            queue.enqueue(duty)
        for _ in duties:
            queue.execute(queue.dequeue())
    finally:
        queue.storage.close()

    assert {duty.name for duty in duties} == {"housekeeping", "tick", "deliver"}
    assert db.session.scalar(sa.select(WorkerBeat.duty)) == "housekeeping"


def test_the_queue_is_a_file_of_its_own(app, house):
    queue = build_queue(app)
    queue.storage.close()

    assert isinstance(queue.storage, SqliteStorage)
    assert (house / QUEUE).exists()


def has_beaten():
    found = db.session.scalar(sa.select(sa.func.count()).select_from(WorkerBeat)) == 1
    db.session.rollback()
    return found


@pytest.fixture(params=DATABASES)
def own_database(request, var):
    """The address of a migrated database that another process may use."""
    app = create_app(factories.settings(var, **database_of(request, f"worker_{uuid4().hex}")))
    with app.app_context():
        flask_migrate.upgrade()
        yield db.engine.url.render_as_string(hide_password=False)
        db.session.remove()
        db.engine.dispose()


def started(var, url, *command):
    return subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env={"INTERLUDE_VAR": str(var), "DATABASE_URL": url, "PATH": os.environ["PATH"]},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_the_worker_beats_at_once_and_stops_when_told(own_database, var):
    """A real process: it must end by itself on SIGTERM, as a process manager expects."""
    make_secrets(var)
    process = started(var, own_database, "flask", "--app", "wsgi", "worker")
    try:
        deadline = time.monotonic() + 20
        while not (is_alive := has_beaten()) and time.monotonic() < deadline:
            time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        output, _ = process.communicate(timeout=20)
    finally:
        process.kill()
        process.wait()

    assert is_alive
    assert stat.S_IMODE((var / QUEUE).stat().st_mode) == 0o600
    assert process.returncode == 0
    assert output == "The worker is up.\nThe worker has stopped.\n"
