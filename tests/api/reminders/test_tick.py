"""The worker's look ahead: each knock once, whoever looks, and none that is long past."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.core import clock
from api.core.db import db
from api.push.models import OutboxRow
from api.push.rules import GRACE_SECONDS
from api.reminders import plans, service
from api.reminders.models import Knock, Reminder
from api.reminders.rules import AHEAD_SECONDS
from tests.api.accounts.people import in_threads, sign_up
from tests.api.push.knocks import PLAN, a_reminder, plan, subscribe
from tests.conftest import on_postgresql, on_sqlite

DAY = 24 * 3600


@pytest.fixture
def phone(app, worker):
    signed_in = sign_up(app)[1]
    subscribe(signed_in)
    return signed_in


def count(model):
    found = db.session.scalar(sa.select(sa.func.count()).select_from(model))
    db.session.rollback()
    return found


def next_due(phone):
    return phone.get(PLAN).json["reminders"][0]["next_due_at"]


def test_it_looks_a_little_ahead_and_no_further(phone, worker):
    plan(phone, worker.reminder())
    worker.clock.now = worker.due_at - AHEAD_SECONDS - 1.0
    assert worker.tick() == 0

    worker.clock.now += 1
    assert worker.tick() == 1
    assert (count(OutboxRow), next_due(phone)) == (1, worker.due_at + DAY)


def test_looking_again_finds_nothing_more(phone, worker):
    plan(phone, worker.reminder())
    worker.clock.now = float(worker.due_at)

    assert [worker.tick(), worker.tick()] == [1, 0]
    assert count(Knock) == 1


@pytest.mark.parametrize(("late", "sent"), [(GRACE_SECONDS, 1), (GRACE_SECONDS + 1, 0)])
def test_after_a_pause_what_is_long_past_is_stepped_over(phone, worker, late, sent):
    plan(phone, worker.reminder())
    worker.clock.now = float(worker.due_at + late)

    worker.tick()

    assert count(OutboxRow) == sent
    assert next_due(phone) == worker.due_at + DAY


def test_days_without_a_worker_are_not_made_up_for(phone, worker):
    plan(phone, worker.reminder())
    worker.clock.now = float(worker.due_at + 3 * DAY + 3600)

    assert worker.tick() == 1
    assert count(OutboxRow) == 0
    assert next_due(phone) == worker.due_at + 4 * DAY


def test_more_than_one_batch_is_taken_in_one_look(phone, worker, monkeypatch):
    monkeypatch.setattr(service, "BATCH", 3)
    plan(phone, *[worker.reminder() for _ in range(8)])
    worker.clock.now = float(worker.due_at)

    assert worker.tick() == 8
    assert count(OutboxRow) == 8


def test_workers_that_look_at_once_move_each_knock_once(app, phone, worker):
    plan(phone, *[worker.reminder() for _ in range(40)])
    worker.clock.now = float(worker.due_at)

    def look(_number):
        with app.app_context():
            moved = worker.tick()
            db.session.remove()
            return moved

    assert sum(in_threads(4, look)) == 40
    assert count(OutboxRow) == count(Knock) == 40


def test_workers_that_send_at_once_send_each_knock_once(app, phone, worker):
    plan(phone, *[worker.reminder() for _ in range(40)])
    worker.clock.now = float(worker.due_at)
    worker.tick()

    def send(_number):
        with app.app_context():
            counts = worker.deliver()
            db.session.remove()
            return counts.get("delivered", 0)

    assert sum(in_threads(4, send)) == 40
    assert len({sent.headers["Topic"] for sent in worker.out.sent}) == 40


def test_a_plan_changed_back_to_the_same_moment_knocks_once(phone, worker):
    reminder = worker.reminder()
    plan(phone, reminder)
    worker.clock.now = worker.due_at - 60.0
    worker.tick()
    plan(phone, reminder | {"rank": 5})
    worker.tick()
    worker.clock.now = float(worker.due_at)

    assert worker.deliver() == {"delivered": 1}
    assert count(Knock) == 1


def explained(statement, how):
    with Session(db.engine) as session:
        if db.engine.dialect.name == "postgresql":
            session.execute(sa.text("SET LOCAL enable_seqscan = off"))  # its choice for few rows
        named = {"until": 1, "limit": 1}
        compiled = statement.compile(db.engine, compile_kwargs={"literal_binds": False})
        values = compiled.construct_params(named)
        text = how + str(compiled)
        rows = session.connection().exec_driver_sql(
            text,
            tuple(values[name] for name in compiled.positiontup)
            if compiled.positiontup
            else values,
        )
        return " ".join(map(str, rows.fetchall()))


@on_sqlite
def test_the_look_reads_by_its_index_on_sqlite(app):
    plan_of = explained(service.DUE, "EXPLAIN QUERY PLAN ")

    assert "USING INDEX ix_reminders_next_due_at" in plan_of
    assert "SCAN" not in plan_of
    assert "TEMP B-TREE" not in plan_of


@on_postgresql
def test_the_look_reads_by_its_index_on_postgresql(app):
    plan_of = explained(service.DUE, "EXPLAIN ")

    assert "Index Scan using ix_reminders_next_due_at" in plan_of
    assert "Sort" not in plan_of


def test_new_tables_of_the_zones_are_reckoned_by(phone, worker):
    plan(phone, worker.reminder())
    db.session.execute(sa.update(Reminder).values(zones_of="2020a", next_due_at=1))
    db.session.commit()

    service.keep_house(clock.now())

    assert next_due(phone) == worker.due_at
    assert db.session.scalar(sa.select(Reminder.zones_of)) == plans.ZONES_OF


def test_a_zone_that_is_no_more_knocks_no_more_and_stops_nobody(phone, worker):
    plan(phone, worker.reminder(), a_reminder())
    first = sa.select(Reminder.id).where(Reminder.next_due_at == worker.due_at).scalar_subquery()
    db.session.execute(sa.update(Reminder).where(Reminder.id == first).values(zone="Europe/Gone"))
    db.session.commit()
    worker.clock.now = float(worker.due_at)

    worker.tick()

    assert None in [each["next_due_at"] for each in phone.get(PLAN).json["reminders"]]


def test_knocks_are_forgotten_after_two_days(phone, worker):
    plan(phone, worker.reminder())
    worker.clock.now = float(worker.due_at)
    worker.tick()

    worker.clock.now += 2 * DAY
    service.keep_house(clock.now())
    assert count(Knock) == 1
    worker.clock.now += 1
    service.keep_house(clock.now())
    assert count(Knock) == 0
