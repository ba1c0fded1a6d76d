"""What the server is given of a reminder: when to knock, never why."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from api.push.rules import KnockClass


class Act(StrEnum):
    """What can be done from a notification."""

    SNOOZE = "snooze"
    SKIP = "skip"


class Acting(NamedTuple):
    """What somebody asks who holds the token of a knock."""

    token: bytes
    act: Act


@dataclass(frozen=True)
class PlannedReminder:
    """`id` is the phone's own name for it. `weekdays` are those of ISO 8601."""

    id: UUID
    knock_class: KnockClass
    rank: int
    may_snooze: bool
    zone: str
    at: time
    weekdays: tuple[int, ...]
    skip: tuple[date, ...]
    moments: tuple[tuple[date, time], ...]

    def columns(self) -> dict[str, Any]:
        """As it is stored, but for its id."""
        return {
            "knock_class": self.knock_class,
            "rank": self.rank,
            "may_snooze": self.may_snooze,
            "zone": self.zone,
            "at": f"{self.at:%H:%M}",
            "weekdays": sorted(self.weekdays),
            "skip": sorted(str(on) for on in self.skip),
            "moments": sorted([str(on), f"{at:%H:%M}"] for on, at in self.moments),
        }


class NewPlan(NamedTuple):
    """All reminders of an account, in place of what was planned in version `based_on`."""

    based_on: int
    reminders: list[PlannedReminder]


class Planned(NamedTuple):
    """`next_due_at` in UTC seconds; None when it will not knock."""

    id: UUID
    next_due_at: int | None


class Plan(NamedTuple):
    version: int
    reminders: list[Planned]
