"""A worker killed over and over at its work: nothing is lost, and what comes twice is one.

Real processes, a real database, a real push service on this machine; each is killed as by a crash.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from uuid import UUID, uuid4

import flask_migrate
import pytest
import sqlalchemy as sa

from api import create_app
from api.core.config import ROOT
from api.core.db import db
from api.core.secret_files import make_secrets
from api.push.models import OutboxRow, PushSubscription
from api.push.rules import KnockClass
from api.push.setup import vapid_of
from tests import factories
from tests.api.accounts.people import sign_up

KILLS = 20
KNOCKS = 400
PHONES = 5
SLOWLY = 0.1  # so that no machine is quick enough to be done before it is killed
#: What a worker does, with a lease so short that the next one need not wait for it.
WORK = """
from api.push import deliver
deliver.LEASE_SECONDS, deliver.BATCH, deliver.AT_ONCE = 1, 10, 5
from api import create_app
from api.push.setup import delivery_of
app = create_app()
with app.app_context():
    print("up", flush=True)
    delivery_of(app.config).run()
"""


@pytest.fixture
def app(var, push_service):
    settings = factories.settings(
        var, PUSH_TEST_SERVICE=push_service.origin, PUSH_CONTACT="mailto:care@place.org"
    )
    make_secrets(var)
    settings["JWT_SECRET_KEY"] = (var / "jwt_secret").read_text().strip()
    app = create_app(settings)
    with app.app_context():
        flask_migrate.upgrade()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def var(tmp_path):
    factories.write_catalogue(tmp_path / "catalogue")
    factories.write_dist(tmp_path / "dist")
    tmp_path.chmod(0o700)
    return tmp_path


def fill(app, push_service):
    """Knocks that are due now, for phones that are signed in. Answers with whom each is for."""
    key = vapid_of(app.config).public
    now, browsers = int(time.time()), []
    people = [sign_up(app, f"person {number}") for number in range(PHONES)]
    for person, phone in people:
        browser = push_service.subscribe(key)
        found = PushSubscription(
            account_id=person.owner,
            family=UUID(phone.claims("access")["fam"]),
            endpoint=push_service.endpoint(browser),
            p256dh=browser.p256dh,
            auth=browser.auth,
            key_id="k" * 16,
            language="en",
        )
        db.session.add(found)
        db.session.flush()
        for _ in range(KNOCKS // PHONES):
            db.session.add(
                OutboxRow(
                    subscription_id=found.id,
                    source_id=uuid4(),
                    due_at=now,
                    run_at=now,
                    not_after=now + 600,
                    knock_class=KnockClass.REMINDER,
                    plan_id=uuid4(),
                )
            )
        browsers.append(browser)
    db.session.commit()
    return browsers


def left():
    found = db.session.scalar(sa.select(sa.func.count()).select_from(OutboxRow))
    db.session.rollback()
    return found


def started(var, push_service):
    environ = {
        "PATH": os.environ["PATH"],
        "INTERLUDE_VAR": str(var),
        "INTERLUDE_PUSH_TEST_SERVICE": push_service.origin,
    }
    return subprocess.Popen(
        [sys.executable, "-c", WORK],
        cwd=ROOT,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def test_a_worker_killed_twenty_times_loses_nothing(app, var, push_service):
    browsers = fill(app, push_service)
    push_service.taken = lambda *_: time.sleep(SLOWLY)
    chance = random.Random(7)  # noqa: S311  nothing secret about it
    for _ in range(KILLS):
        worker = started(var, push_service)
        worker.stdout.readline()  # it is up
        time.sleep(chance.uniform(0.05, 0.3))
        worker.send_signal(signal.SIGKILL)
        worker.communicate()
    killed_at = left()

    deadline = time.monotonic() + 60
    while left() and time.monotonic() < deadline:
        started(var, push_service).communicate(timeout=60)

    arrived = Counter(
        (browser.path, each.headers["topic"]) for browser in browsers for each in browser.received
    )
    assert killed_at > 0, "they had time to finish: the test kills nobody at work"
    assert left() == 0
    assert len(arrived) == KNOCKS
    assert sum(len(browser.pending) for browser in browsers) == KNOCKS
    assert sum(arrived.values()) < KNOCKS * 1.5
