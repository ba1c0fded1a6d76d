"""The outbox: what is due goes out, what is not wanted does not, and nothing is lost on the way."""

import logging
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from api.accounts.models import Account, Device
from api.core.db import db
from api.push.models import OutboxRow, PushSubscription
from api.push.rules import GRACE_SECONDS, LEASE_SECONDS
from api.push.transport import Answer
from tests.api.accounts.people import sign_up
from tests.api.push.knocks import plan, subscribe

GONE = Answer(410)
BUSY = Answer(429, retry_after=90.0)


@pytest.fixture
def ana(app, worker):
    return sign_up(app)


@pytest.fixture
def phone(ana):
    return ana[1]


@pytest.fixture
def due(phone, worker):
    """A knock for Ana's phone that is in the outbox, and its moment has come."""
    body = subscribe(phone)
    reminder = worker.reminder()
    plan(phone, reminder)
    worker.clock.now = worker.due_at - 30.0
    assert worker.tick() == 1
    worker.clock.now = float(worker.due_at)
    return body, reminder


def waiting():
    found = db.session.scalars(sa.select(OutboxRow.run_at)).all()
    db.session.rollback()
    return found


def tried():
    asked = sa.select(PushSubscription.last_try_at, PushSubscription.last_outcome)
    found = db.session.execute(asked).one_or_none()
    db.session.rollback()
    return found and tuple(found)


def test_what_is_due_is_sent_and_forgotten(worker, due):
    assert worker.deliver() == {"delivered": 1}

    (sent,) = worker.out.sent
    assert sent.endpoint == due[0]["endpoint"]
    assert sent.headers["TTL"] == "600"
    assert sent.headers["Urgency"] == "high"
    assert len(sent.headers["Topic"]) == 32
    assert waiting() == []
    assert tried() == (int(worker.clock.now), "delivered")


def test_every_phone_of_a_person_is_knocked_at_and_nobody_elses(app, ana, worker):
    person, phone = ana
    mine = [subscribe(phone)["endpoint"], subscribe(person.phone(app))["endpoint"]]
    subscribe(sign_up(app, "cleo")[1])
    plan(phone, worker.reminder())
    worker.clock.now = float(worker.due_at)
    worker.tick()

    worker.deliver()

    assert sorted(worker.out.endpoints) == sorted(mine)


def test_it_waits_for_the_second_it_is_due(phone, worker):
    subscribe(phone)
    plan(phone, worker.reminder())
    worker.clock.now = worker.due_at - 40.0
    worker.tick()
    before = worker.clock.now

    assert worker.deliver() == {"delivered": 1}
    assert worker.clock.now == pytest.approx(before + 40, abs=1.1)


def test_what_is_due_later_than_this_run_is_left_to_the_next(phone, worker):
    subscribe(phone)
    plan(phone, worker.reminder())
    worker.clock.now = worker.due_at - 70.0
    worker.tick()

    assert worker.deliver() == {}
    assert len(waiting()) == 1


def test_an_account_without_a_phone_to_knock_at_is_passed_over(phone, worker):
    plan(phone, worker.reminder())
    worker.clock.now = float(worker.due_at)

    assert worker.tick() == 1
    assert waiting() == []


def test_one_that_is_gone_is_forgotten(worker, due):
    worker.out.answers = [GONE]

    assert worker.deliver() == {"gone": 1}
    assert tried() is None
    assert waiting() == []


def test_but_not_one_that_was_renewed_while_we_asked(phone, worker, due):
    fetched = worker.delivery.fetch(int(worker.clock.now))
    worker.out.answers = [GONE]
    exchange = worker.out.exchange

    def meanwhile(requests, now):
        for key, answer in exchange(requests, now):
            subscribe(phone)
            yield key, answer

    worker.out.exchange = meanwhile
    worker.delivery.send(fetched)

    assert phone.get("/api/push/subscription").status_code == 200


@pytest.mark.parametrize("status", [400, 401, 403, 413, 301, 307])
def test_one_that_refuses_is_kept_and_said(worker, due, status):
    worker.out.answers = [Answer(status)]

    assert worker.deliver() == {"refused": 1}
    assert tried()[1] == "refused"
    assert waiting() == []


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        (BUSY, 90),
        (Answer(429), 30),
        (Answer(500), 30),
        (Answer(503, retry_after=7.0), 30),
        (Answer(408), 30),
        (Answer(None, failure="slow"), 30),
    ],
)
def test_one_that_cannot_just_now_is_asked_again_later(worker, due, answer, seconds):
    worker.out.answers = [answer]
    before = worker.clock.now

    worker.delivery.send(worker.delivery.fetch(int(before)))

    assert waiting() == [before + seconds]
    assert tried() == (None, None)
    worker.clock.now = before + seconds
    assert worker.deliver() == {"delivered": 1}


def test_each_time_it_waits_twice_as_long_until_it_would_be_late(worker, due):
    worker.out.answers = [Answer(503)] * 20
    gaps, before = [], worker.clock.now
    while held := worker.delivery.fetch(int(worker.clock.now)):
        worker.delivery.send(held)
        for run_at in waiting():
            gaps.append(run_at - worker.clock.now)
            worker.clock.now = float(run_at)

    assert gaps == [30, 60, 120, 240]
    assert worker.clock.now - before <= GRACE_SECONDS
    assert tried()[1] == "late"


def test_what_is_late_is_dropped_and_never_sent(worker, due):
    worker.clock.now += GRACE_SECONDS + 1

    assert worker.deliver() == {"late": 1}
    assert worker.out.sent == []
    assert tried()[1] == "late"


def test_who_is_signed_out_between_is_not_knocked_at(phone, worker, due):
    assert phone.end().status_code == 204

    assert worker.deliver() == {}
    assert worker.out.sent == []


@pytest.mark.parametrize(
    "ended",
    [
        sa.update(Account).values(disabled_on=date(2026, 1, 1)),
        sa.update(Device).values(reuse_found_on=date(2026, 1, 1)),
        sa.update(Device).values(rotated_at=datetime(2026, 1, 1, tzinfo=UTC)),
        sa.update(Device).values(signed_in_at=datetime(2025, 1, 1, tzinfo=UTC)),
    ],
    ids=["account closed", "token used twice", "not seen for long", "signed in long ago"],
)
def test_neither_is_whose_sign_in_has_ended(worker, due, ended):
    db.session.execute(ended)
    db.session.commit()

    assert worker.deliver() == {}
    assert worker.out.sent == []
    assert waiting() == []


@pytest.mark.parametrize(
    "change",
    [
        lambda reminder, on: [],
        lambda reminder, on: [reminder | {"skip": [on]}],
        lambda reminder, on: [reminder | {"zone": "Asia/Tokyo"}],
        lambda reminder, on: [reminder | {"weekdays": []}],
    ],
    ids=["removed", "paused", "moved", "off"],
)
@pytest.mark.parametrize("is_fetched", [False, True], ids=["waiting", "fetched"])
def test_what_was_taken_back_is_not_sent(phone, worker, due, change, is_fetched):
    held = worker.delivery.fetch(int(worker.clock.now)) if is_fetched else []
    plan(phone, *change(due[1], worker.on))

    worker.delivery.send(held)
    worker.deliver()

    assert worker.out.sent == []


def test_whoever_fetches_holds_it_until_the_lease_ends(worker, due):
    assert len(worker.delivery.fetch(int(worker.clock.now))) == 1
    assert worker.delivery.fetch(int(worker.clock.now)) == []

    worker.clock.now += LEASE_SECONDS  # that worker has died
    assert worker.deliver() == {"delivered": 1}


def test_a_knock_to_try_goes_to_this_phone_alone(app, ana, worker):
    person, phone = ana
    mine = subscribe(phone)["endpoint"]
    subscribe(person.phone(app))

    assert phone.post("/api/push/test").status_code == 202

    assert worker.deliver() == {"delivered": 1}
    assert worker.out.endpoints == [mine]


def test_the_log_names_no_phone(worker, due, caplog):
    worker.out.answers = [Answer(403)]
    with caplog.at_level(logging.INFO):
        worker.deliver()

    assert caplog.messages == ["Knocks: 1 refused"]
