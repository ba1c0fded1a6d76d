"""Plans, knocks, and the worker's own rows. Moments are UTC seconds."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Model
from api.push.rules import KnockClass
from api.reminders.rules import Duty, Pattern
from api.reminders.shapes import Act
from api.reminders.zones import zone_named


class WorkerBeat(Model):
    """When a duty of the worker was last done, by whichever worker."""

    __tablename__ = "worker_beats"

    duty: Mapped[Duty] = mapped_column(unique=True)
    beat_at: Mapped[datetime]


class ReminderPlan(Model):
    """How often an account's plan was replaced."""

    __tablename__ = "reminder_plans"

    account_id: Mapped[UUID] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), unique=True
    )
    version: Mapped[int]


class Reminder(Model):
    """When to knock. What about is sealed, and not here."""

    __tablename__ = "reminders"
    __table_args__ = (UniqueConstraint("account_id", "plan_id"),)

    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    # The phone's own name for it, which is that of no sealed record.
    plan_id: Mapped[UUID]
    knock_class: Mapped[KnockClass]
    rank: Mapped[int]
    may_snooze: Mapped[bool]
    zone: Mapped[str] = mapped_column(String(64))
    at: Mapped[str] = mapped_column(String(5))
    weekdays: Mapped[list[int]] = mapped_column(JSON)
    skip: Mapped[list[str]] = mapped_column(JSON)
    moments: Mapped[list[list[str]]] = mapped_column(JSON)
    # What was done from a notification: the moment it comes again, the date it does not come on.
    snoozed_to: Mapped[int | None] = mapped_column(BigInteger)
    skipped_on: Mapped[date | None]
    # None: never. A partial index would be passed over, so this is a plain one.
    next_due_at: Mapped[int | None] = mapped_column(BigInteger, index=True)
    # The release of the zones' table by which that was reckoned.
    zones_of: Mapped[str] = mapped_column(String(16), index=True)

    def pattern(self) -> Pattern:
        """Raises KeyError for a zone this server does not know."""
        zone = zone_named(self.zone)
        if zone is None:
            raise KeyError(self.zone)
        whole = Pattern(
            zone,
            time.fromisoformat(self.at),
            frozenset(self.weekdays),
            frozenset(map(date.fromisoformat, self.skip)),
            tuple((date.fromisoformat(on), time.fromisoformat(at)) for on, at in self.moments),
        )
        return whole.without(self.skipped_on) if self.skipped_on else whole

    def stored(self) -> dict[str, Any]:
        """What the phone gave, as `PlannedReminder.columns` writes it."""
        names = ("knock_class", "rank", "may_snooze", "zone", "at", "weekdays", "skip", "moments")
        return {name: getattr(self, name) for name in names}


class Knock(Model):
    """One reminder at one moment, and what was done about it. Its token is not here."""

    __tablename__ = "knocks"
    __table_args__ = (UniqueConstraint("reminder_id", "due_at"),)

    reminder_id: Mapped[UUID] = mapped_column(ForeignKey("reminders.id", ondelete="CASCADE"))
    due_at: Mapped[int] = mapped_column(BigInteger, index=True)
    token_digest: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    act: Mapped[Act | None]
