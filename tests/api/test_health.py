"""What the operator is told."""

from datetime import timedelta

import flask_migrate
import pytest

from api.core import clock
from api.core.db import db
from api.reminders.models import WorkerBeat
from api.reminders.rules import Duty


def beat(ago):
    db.session.add(WorkerBeat(duty=Duty.HOUSEKEEPING, beat_at=clock.now() - ago))
    db.session.commit()


def test_a_process_that_answers_is_up(client):
    assert client.get("/healthz").json == {"status": "up"}


def test_all_parts_are_ready(client):
    beat(timedelta(seconds=30))

    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json["parts"] == {"database": "ready", "migrations": "ready", "worker": "ready"}


@pytest.mark.parametrize("ago", [None, timedelta(minutes=10)])
def test_a_quiet_worker_is_told_and_stops_nobody(client, ago):
    if ago:
        beat(ago)

    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json["parts"]["worker"] == "quiet"


def test_a_database_behind_the_code_is_not_ready(asker):
    flask_migrate.downgrade(revision="base")

    answer = asker.get("/readyz")

    assert answer.status_code == 503
    assert answer.json["code"] == "not_ready"
    assert answer.json["parts"] == {
        "database": "ready",
        "migrations": "behind",
        "worker": "unknown",
    }


def test_a_database_that_is_gone_is_not_ready(asker, var):
    db.session.remove()
    db.engine.dispose()
    for path in var.glob("interlude.db*"):
        path.unlink()
    (var / "interlude.db").mkdir()

    answer = asker.get("/readyz")

    assert answer.status_code == 503
    assert answer.json["parts"]["database"] == "unreachable"
    assert asker.get("/healthz").status_code == 200
