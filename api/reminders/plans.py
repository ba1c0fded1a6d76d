"""What a phone can do with its plan, and with one knock of it. Every function is told the time."""

from importlib.metadata import version
from uuid import UUID

import sqlalchemy as sa

from api.accounts.models import Account
from api.core.db import begin_writing, db
from api.core.errors import Conflict
from api.push import service as push
from api.push import tokens
from api.reminders.models import Knock, Reminder, ReminderPlan
from api.reminders.rules import (
    ACTED_WITHIN_SECONDS,
    SNOOZE_SECONDS,
    next_due,
)
from api.reminders.shapes import Act, Acting, NewPlan, Plan, Planned, PlannedReminder
from api.reminders.zones import local_date

ZONES_OF = version("tzdata")


def find_plan(owner: UUID) -> Plan:
    """Version 0 is no plan at all."""
    found = db.session.scalar(sa.select(ReminderPlan.version).where(_is_plan_of(owner)))
    return Plan(found or 0, _planned(owner))


def replace_plan(owner: UUID, new: NewPlan, now: int) -> Plan:
    """What stays the same goes on as it was; of all else, nothing that waits is sent any more.

    Raises Conflict with the present version when another phone was quicker.
    """
    begin_writing()
    # Two phones of one account that both have no plan yet: the account's row lets one go first.
    db.session.execute(sa.select(Account.id).where(Account.id == owner).with_for_update())
    plan = db.session.scalar(sa.select(ReminderPlan).where(_is_plan_of(owner)))
    present = plan.version if plan else 0
    if new.based_on != present:
        raise Conflict("Another phone changed the plan.", code="plan_changed", version=present)
    if plan is None:
        plan = ReminderPlan(account_id=owner, version=0)
        db.session.add(plan)
    plan.version += 1
    _replace(owner, new.reminders, now)
    db.session.flush()
    return Plan(plan.version, _planned(owner))


def _replace(owner: UUID, wanted: list[PlannedReminder], now: int) -> None:
    stored = {each.plan_id: each for each in db.session.scalars(_of(owner))}
    gone = [each for name, each in stored.items() if name not in {new.id for new in wanted}]
    push.withdraw(each.id for each in gone)
    for each in gone:
        db.session.delete(each)
    for new in wanted:
        found, columns = stored.get(new.id), new.columns()
        if found and found.stored() == columns:
            continue
        if found is None:
            found = Reminder(account_id=owner, plan_id=new.id, zones_of=ZONES_OF)
            db.session.add(found)
        else:
            push.withdraw([found.id])
        for name, value in columns.items():
            setattr(found, name, value)
        if not new.may_snooze:
            found.snoozed_to = None
        reckon(found, now)


def reckon(reminder: Reminder, after: int) -> None:
    """When it knocks next, later than `after`."""
    reminder.zones_of = ZONES_OF
    pattern = reminder.pattern()
    snoozed = reminder.snoozed_to
    if snoozed is not None and (
        snoozed <= after or local_date(snoozed, pattern.zone) in pattern.skip
    ):
        snoozed = reminder.snoozed_to = None
    found = [due for due in (snoozed, next_due(pattern, after)) if due is not None]
    reminder.next_due_at = min(found, default=None)


def act(asked: Acting, now: int) -> None:
    """Snoozes or skips one knock, once. Nobody is told whether there was anything to do."""
    begin_writing()
    claimed = (
        sa.update(Knock)
        .where(
            Knock.token_digest == tokens.digest_of(asked.token),
            Knock.act.is_(None),
            Knock.due_at > now - ACTED_WITHIN_SECONDS,
        )
        .values(act=asked.act)
        .returning(Knock.reminder_id, Knock.due_at)
    )
    found = db.session.execute(claimed).first()
    if found is None:
        return
    reminder = db.session.get_one(Reminder, found.reminder_id, with_for_update=True)
    if asked.act is Act.SKIP:
        _skip(reminder, found.due_at, now)
    elif reminder.may_snooze:
        reminder.snoozed_to = now + SNOOZE_SECONDS
        push.withdraw([reminder.id])
        reckon(reminder, now)


def _skip(reminder: Reminder, due_at: int, now: int) -> None:
    """Nothing more of it on the date of that knock."""
    on = local_date(due_at, reminder.pattern().zone)
    if reminder.skipped_on is None or reminder.skipped_on < on:
        reminder.skipped_on = on
    push.withdraw([reminder.id])
    reckon(reminder, now)


def _planned(owner: UUID) -> list[Planned]:
    return [Planned(each.plan_id, each.next_due_at) for each in db.session.scalars(_of(owner))]


def _of(owner: UUID) -> sa.Select[Reminder]:
    return sa.select(Reminder).where(Reminder.account_id == owner).order_by(Reminder.plan_id)


def _is_plan_of(owner: UUID) -> sa.ColumnElement[bool]:
    return ReminderPlan.account_id == owner
