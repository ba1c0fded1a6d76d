"""What the worker does, and what can be known about it. Every function is told the time."""

from datetime import datetime

import sqlalchemy as sa

from api.accounts import service as accounts
from api.core.db import begin_writing, db, tidy
from api.push import service as push
from api.push import tokens
from api.push.rules import GRACE_SECONDS
from api.reminders.models import Knock, Reminder, WorkerBeat
from api.reminders.plans import ZONES_OF, reckon
from api.reminders.rules import AHEAD_SECONDS, KNOCKS_KEPT_SECONDS, Duty, is_quiet
from api.vault import service as vault

# SQLite has one lock for all who write, so it is held for a little at a time.
BATCH = 200


def tick(secret: str, now: int) -> int:
    """Moves what is due soon into the outbox, and answers with how much there was.

    Any number of workers may do it at once: each holds the rows it moves, and a knock that is there
    already is not put there twice.
    """
    moved = 0
    while batch := _tick_once(secret, now):
        moved += batch
    return moved


def _tick_once(secret: str, now: int) -> int:
    begin_writing()
    due = db.session.scalars(DUE, {"until": now + AHEAD_SECONDS, "limit": BATCH}).all()
    for reminder in due:
        _knock(reminder, secret, now)
    db.session.commit()
    return len(due)


DUE = (
    sa.select(Reminder)
    .where(Reminder.next_due_at <= sa.bindparam("until"))
    .order_by(Reminder.next_due_at)
    .limit(sa.bindparam("limit"))
    .with_for_update(skip_locked=True)
)


def _knock(reminder: Reminder, secret: str, now: int) -> None:
    """Puts it into the outbox, unless its time has long passed: it is not sent late."""
    due_at = reminder.next_due_at or 0
    if due_at >= now - GRACE_SECONDS:
        named = {"plan_id": reminder.plan_id, "may_snooze": reminder.may_snooze}
        what = reminder.knock_class
        rows = push.rows_for(reminder.account_id, reminder.id, due_at, what, **named)
        push.enqueue(rows)
        if rows and not _is_known(reminder, due_at):
            digest = tokens.digest_of(tokens.token_of(secret, reminder.id, due_at))
            db.session.add(Knock(reminder_id=reminder.id, due_at=due_at, token_digest=digest))
    try:
        reckon(reminder, max(due_at, now - GRACE_SECONDS))
    except KeyError:  # a zone that the tables have no more
        reminder.next_due_at = None


def _is_known(reminder: Reminder, due_at: int) -> bool:
    """A changed plan may come to the same moment once more."""
    asked = sa.select(Knock.id).where(Knock.reminder_id == reminder.id, Knock.due_at == due_at)
    return db.session.scalar(asked) is not None


def keep_house(now: datetime) -> None:
    """Forget what is over, tidy the database, then leave a sign of life."""
    accounts.keep_house(now)
    db.session.commit()
    vault.keep_house(now)
    seconds = int(now.timestamp())
    begin_writing()
    db.session.execute(sa.delete(Knock).where(Knock.due_at < seconds - KNOCKS_KEPT_SECONDS))
    db.session.commit()
    _reckon_by_new_zones(seconds)
    tidy()
    begin_writing()
    _beat(Duty.HOUSEKEEPING, now)
    db.session.commit()


def _reckon_by_new_zones(now: int) -> None:
    """A government changed its clocks, and our tables learnt of it."""
    begin_writing()
    old = sa.select(Reminder).where(Reminder.zones_of != ZONES_OF).limit(BATCH).with_for_update()
    for reminder in db.session.scalars(old):
        try:
            reckon(reminder, now)
        except KeyError:
            reminder.next_due_at, reminder.zones_of = None, ZONES_OF
    db.session.commit()


def is_worker_quiet(now: datetime) -> bool:
    """No worker was heard of for some minutes."""
    beat = _find_beat(Duty.HOUSEKEEPING)
    return is_quiet(beat.beat_at if beat else None, now)


def _beat(duty: Duty, now: datetime) -> None:
    beat = _find_beat(duty)
    if beat:
        beat.beat_at = now
    else:
        db.session.add(WorkerBeat(duty=duty, beat_at=now))


def _find_beat(duty: Duty) -> WorkerBeat | None:
    return db.session.scalar(sa.select(WorkerBeat).where(WorkerBeat.duty == duty))
