"""Acting from a notification: once, about that knock alone, and nobody is told more."""

import json
from base64 import urlsafe_b64decode

import pytest
import sqlalchemy as sa

from api.core.db import db
from api.push.tokens import token_of
from api.reminders.models import Knock, Reminder
from tests.api.accounts.people import Phone, b64, sign_up
from tests.api.push.knocks import PLAN, plan, subscribe

ACTS = "/api/push/acts"
DAY = 24 * 3600


@pytest.fixture
def phone(app, worker):
    return sign_up(app)[1]


@pytest.fixture
def nobody(app):
    """A service worker asks without a sign-in."""
    return Phone(app)


def knock(phone, worker, **given):
    """A knock that has just arrived, and the token that came with it."""
    subscribe(phone)
    plan(phone, worker.reminder(**given))
    worker.clock.now = float(worker.due_at)
    worker.tick()
    worker.deliver()
    reminder = db.session.scalar(sa.select(Reminder.id))
    db.session.rollback()
    return b64(token_of(worker.app.config["JWT_SECRET_KEY"], reminder, worker.due_at))


def act(nobody, token, what):
    answer = nobody.post(ACTS, json={"token": token, "act": what})
    assert answer.status_code == 204
    return answer


def next_due(phone):
    return phone.get(PLAN).json["reminders"][0]["next_due_at"]


def test_a_snoozed_knock_comes_again_in_ten_minutes_and_then_tomorrow(phone, nobody, worker):
    token = knock(phone, worker)
    worker.clock.now += 20

    act(nobody, token, "snooze")

    again = worker.due_at + 20 + 600
    assert next_due(phone) == again
    worker.clock.now = float(again)
    worker.tick()
    assert worker.deliver() == {"delivered": 1}
    assert next_due(phone) == worker.due_at + DAY


def test_a_skipped_knock_is_quiet_for_that_date(phone, nobody, worker):
    later = [{"on": worker.on, "at": "23:59"}]
    token = knock(phone, worker, moments=later)

    act(nobody, token, "skip")

    assert next_due(phone) == worker.due_at + DAY


def test_what_waits_elsewhere_is_not_sent_after_a_skip(phone, nobody, worker):
    subscribe(phone)
    plan(phone, worker.reminder())
    worker.clock.now = worker.due_at - 10.0
    worker.tick()
    reminder = db.session.scalar(sa.select(Reminder.id))
    db.session.rollback()
    token = b64(token_of(worker.app.config["JWT_SECRET_KEY"], reminder, worker.due_at))

    act(nobody, token, "skip")

    assert worker.deliver() == {}
    assert worker.out.sent == []


def test_a_token_is_good_for_one_act(phone, nobody, worker):
    token = knock(phone, worker)

    act(nobody, token, "skip")
    act(nobody, token, "snooze")

    assert next_due(phone) == worker.due_at + DAY


def test_what_may_not_be_snoozed_is_not(phone, nobody, worker):
    token = knock(phone, worker, may_snooze=False)

    act(nobody, token, "snooze")

    assert next_due(phone) == worker.due_at + DAY


def test_a_knock_of_long_ago_cannot_be_acted_upon(phone, nobody, worker):
    token = knock(phone, worker)
    worker.clock.now += 13 * 3600

    act(nobody, token, "snooze")

    assert next_due(phone) == worker.due_at + DAY


def told(answer):
    return answer.data, [pair for pair in answer.headers if pair[0] != "Date"]


def test_every_token_is_answered_alike(phone, nobody, worker):
    token = knock(phone, worker)

    answers = [act(nobody, token, "skip"), act(nobody, token, "skip")]
    answers.append(act(nobody, b64(bytes(16)), "skip"))

    assert len({json.dumps(told(answer), default=str) for answer in answers}) == 1


def test_a_guess_changes_nothing(phone, nobody, worker):
    knock(phone, worker)
    before = phone.get(PLAN).json

    for number in range(20):
        act(nobody, b64(bytes([number]) * 16), "snooze")

    assert phone.get(PLAN).json == before


def test_the_database_does_not_know_the_token(phone, worker):
    token = urlsafe_b64decode(knock(phone, worker) + "==")
    stored = db.session.execute(sa.select(Knock.__table__)).one()

    assert token not in [bytes(each) for each in stored if isinstance(each, bytes)]
    assert stored.act is None


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"token": b64(bytes(16))},
        {"token": b64(bytes(15)), "act": "skip"},
        {"token": b64(bytes(16)), "act": "delete"},
        {"token": b64(bytes(16)), "act": "skip", "minutes": 90},
    ],
    ids=str,
)
def test_it_can_ask_for_nothing_else(nobody, body):
    assert nobody.post(ACTS, json=body).status_code == 422
