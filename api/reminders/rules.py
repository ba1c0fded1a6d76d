"""When to knock, and what is true of the worker. Pure: no I/O, no clock."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from api.reminders.zones import instant_of, local_date

# Housekeeping runs each minute; two beats may be lost before anyone is told.
QUIET_AFTER = timedelta(minutes=3)
# How far ahead the worker looks, each minute: so far that two of its looks overlap.
AHEAD_SECONDS = 75
SNOOZE_SECONDS = 600
# An act upon a knock from longer ago would be about another day.
ACTED_WITHIN_SECONDS = 12 * 3600
# What a lost answer may still ask about; then a knock is forgotten.
KNOCKS_KEPT_SECONDS = 2 * 24 * 3600


class Duty(StrEnum):
    HOUSEKEEPING = "housekeeping"
    TICK = "tick"
    DELIVER = "deliver"


def is_quiet(last_beat_at: datetime | None, now: datetime) -> bool:
    """No sign of life for longer than `QUIET_AFTER`."""
    return last_beat_at is None or now - last_beat_at > QUIET_AFTER


@dataclass(frozen=True)
class Pattern:
    """Weekly times by the wall clock of a zone, dates without them, and moments besides.

    `weekdays` are those of ISO 8601: Monday is 1.
    """

    zone: ZoneInfo
    at: time
    weekdays: frozenset[int]
    skip: frozenset[date]
    moments: tuple[tuple[date, time], ...]

    def without(self, on: date) -> "Pattern":
        """Nothing on this date any more."""
        left = tuple(moment for moment in self.moments if moment[0] != on)
        return replace(self, skip=self.skip | {on}, moments=left)


def next_due(pattern: Pattern, after: int) -> int | None:
    """The first UTC second to knock at that is later than `after`; None when there is none."""
    weekly = _next_weekly(pattern, after)
    found = [instant_of(on, at, pattern.zone) for on, at in pattern.moments]
    later = [due for due in found if due > after]
    return min([*later, *([] if weekly is None else [weekly])], default=None)


def _next_weekly(pattern: Pattern, after: int) -> int | None:
    """Looks further than every date that may be skipped."""
    if not pattern.weekdays:
        return None
    on = local_date(after, pattern.zone) - timedelta(days=1)
    for _ in range(7 * (len(pattern.skip) + 2)):
        if on.isoweekday() in pattern.weekdays and on not in pattern.skip:
            due = instant_of(on, pattern.at, pattern.zone)
            if due > after:
                return due
        on += timedelta(days=1)
    return None
