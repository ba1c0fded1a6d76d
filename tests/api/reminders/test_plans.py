"""The plan a phone gives: what the server takes of it, and what it makes of a changed one."""

from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from api.core.db import db
from api.reminders.models import Reminder
from tests.api.accounts.people import sign_up
from tests.api.push.knocks import PLAN, a_reminder, plan

DAY = 24 * 3600


@pytest.fixture
def phone(app, worker):
    return sign_up(app)[1]


def put(phone, based_on, *reminders):
    return phone.put(PLAN, json={"based_on": based_on, "reminders": list(reminders)})


def test_without_a_plan_it_is_version_nought(phone):
    assert phone.get(PLAN).json == {"version": 0, "reminders": []}


def test_it_is_told_when_it_knocks_next(phone, worker):
    reminder = worker.reminder()

    answer = plan(phone, reminder)

    assert answer == {
        "version": 1,
        "reminders": [{"id": reminder["id"], "next_due_at": worker.due_at}],
    }
    assert phone.get(PLAN).json == answer


def test_a_reminder_that_will_never_knock_says_so(phone):
    (answered,) = plan(phone, a_reminder(weekdays=[]))["reminders"]

    assert answered["next_due_at"] is None


def test_a_plan_takes_the_place_of_the_one_before(phone, worker):
    stays, goes, comes = worker.reminder(), worker.reminder(), worker.reminder()
    plan(phone, stays, goes)

    answer = plan(phone, stays, comes)

    assert answer["version"] == 2
    assert {each["id"] for each in answer["reminders"]} == {stays["id"], comes["id"]}


def test_whoever_was_slower_is_told_and_nothing_is_lost(phone, worker):
    first = worker.reminder()
    plan(phone, first)

    answer = put(phone, 0, worker.reminder())

    assert answer.status_code == 409
    assert (answer.json["code"], answer.json["version"]) == ("plan_changed", 1)
    assert [each["id"] for each in phone.get(PLAN).json["reminders"]] == [first["id"]]


def test_the_same_plan_again_leaves_everything_as_it_was(phone, worker):
    reminder = worker.reminder()
    before = plan(phone, reminder)["reminders"]
    row = db.session.scalar(sa.select(Reminder.id))
    db.session.rollback()

    assert plan(phone, reminder)["reminders"] == before
    assert db.session.scalar(sa.select(Reminder.id)) == row


@pytest.mark.parametrize(
    ("change", "later"),
    [
        (lambda on: {"skip": [on]}, DAY),
        (lambda on: {"skip": [on], "moments": [{"on": on, "at": "23:59"}]}, None),
        (lambda on: {"weekdays": []}, None),
    ],
    ids=["skipped", "moved", "off"],
)
def test_a_changed_reminder_knocks_by_what_it_says_now(phone, worker, change, later):
    reminder = worker.reminder()
    plan(phone, reminder)

    (answered,) = plan(phone, reminder | change(worker.on))["reminders"]

    if later is None:
        assert answered["next_due_at"] != worker.due_at
    else:
        assert answered["next_due_at"] == worker.due_at + later


def test_a_plan_is_of_its_account_alone(app, phone, worker):
    reminder = worker.reminder()
    plan(phone, reminder)
    _, other = sign_up(app, "cleo")

    plan(other, reminder | {"at": "00:00"})

    assert phone.get(PLAN).json["reminders"][0]["next_due_at"] == worker.due_at
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Reminder)) == 2


def test_all_columns_of_a_reminder_are_thought_about(phone):
    """Nothing of what it is about: no kind, no text."""
    assert set(Reminder.__table__.columns.keys()) == {
        "id",
        "account_id",
        "plan_id",
        "knock_class",
        "rank",
        "may_snooze",
        "zone",
        "at",
        "weekdays",
        "skip",
        "moments",
        "snoozed_to",
        "skipped_on",
        "next_due_at",
        "zones_of",
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": "lunch"},
        {"kind": "break"},
        {"class": "test"},
        {"class": "urgent"},
        {"rank": 10},
        {"rank": 1.5},
        {"may_snooze": "yes"},
        {"zone": "Europe/Nowhere"},
        {"zone": "../../etc/passwd"},
        {"at": "24:00"},
        {"at": "9:00"},
        {"at": "09:00:30"},
        {"weekdays": [0]},
        {"weekdays": [8]},
        {"weekdays": ["1"]},
        {"weekdays": [1] * 8},
        {"skip": ["2026-02-30"]},
        {"skip": ["20261130"]},
        {"skip": ["2026-11-30"] * 401},
        {"moments": [{"on": "2026-11-30"}]},
        {"moments": [{"on": "2026-11-30", "at": "12:50", "why": "lunch"}]},
        {"moments": [{"on": "2026-11-30", "at": "12:50"}] * 61},
        {"id": "lunch"},
    ],
    ids=str,
)
def test_what_a_plan_cannot_say_is_refused_and_named(phone, worker, wrong):
    before = plan(phone, worker.reminder())

    answer = put(phone, 1, worker.reminder() | wrong)

    assert (answer.status_code, answer.json["code"]) == (422, "invalid_input")
    assert next(iter(wrong)) in str(answer.json["errors"])
    assert phone.get(PLAN).json == before


def test_nothing_may_be_left_out(phone, worker):
    for name in worker.reminder():
        reminder = worker.reminder()
        del reminder[name]
        assert put(phone, 0, reminder).status_code == 422


def test_one_reminder_stands_in_a_plan_once(phone, worker):
    reminder = worker.reminder()

    assert put(phone, 0, reminder, reminder).status_code == 422


def test_a_plan_has_room_for_fifty(phone):
    assert put(phone, 0, *[a_reminder() for _ in range(50)]).status_code == 200
    assert put(phone, 1, *[a_reminder() for _ in range(51)]).status_code == 422


def test_a_long_pause_fits(phone, worker):
    skip = [str((worker.due + timedelta(days=number)).date()) for number in range(400)]

    (answered,) = plan(phone, worker.reminder(skip=skip))["reminders"]

    assert answered["next_due_at"] == worker.due_at + 400 * DAY


def test_names_of_reminders_are_the_phones_own(phone):
    name = str(uuid4())

    assert plan(phone, a_reminder(id=name))["reminders"][0]["id"] == name
