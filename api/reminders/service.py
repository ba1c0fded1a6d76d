"""What the worker does, and what can be known about it. Every function is told the time."""

from datetime import datetime

from sqlalchemy import select

from api.accounts import service as accounts
from api.core.db import begin_writing, db, tidy
from api.reminders.models import WorkerBeat
from api.reminders.rules import Duty, is_quiet
from api.vault import service as vault


def keep_house(now: datetime) -> None:
    """Forget what is over, tidy the database, then leave a sign of life."""
    accounts.keep_house(now)
    db.session.commit()
    vault.keep_house(now)
    tidy()
    begin_writing()
    _beat(Duty.HOUSEKEEPING, now)
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
    return db.session.scalar(select(WorkerBeat).where(WorkerBeat.duty == duty))
