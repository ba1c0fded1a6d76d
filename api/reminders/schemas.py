"""The wire of reminders. Schemas check shape only; a kind or a text has no place in them."""

import re
from datetime import date, time
from typing import Any

from marshmallow import ValidationError, fields, post_load, validate

from api.core.rest import Schema
from api.core.wire import Bytes, Id
from api.push.rules import KnockClass
from api.push.tokens import TOKEN_BYTES
from api.reminders.shapes import Act, Acting, NewPlan, PlannedReminder
from api.reminders.zones import zone_named

MOST_REMINDERS, MOST_SKIPPED, MOST_MOMENTS = 50, 400, 60
CLASSES = [KnockClass.REMINDER, KnockClass.NUDGE]
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
TIME = re.compile(r"\d{2}:\d{2}")


class LocalDate(fields.Date):
    """A day as a calendar writes it: `2026-11-23`, and in no other way."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        if not isinstance(value, str) or not DAY.fullmatch(value):
            raise self.make_error("invalid", input=value, obj_type="date")
        return super()._deserialize(value, attr, data, **kwargs)


class TimeOfDay(fields.Time):
    """As a clock on the wall shows it: `HH:MM`, 24 hours."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(metadata={"pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}, **rest)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> time:
        if not isinstance(value, str) or not TIME.fullmatch(value):
            raise ValidationError("A time of day, as 12:50.")
        try:
            return time.fromisoformat(value)
        except ValueError:
            raise ValidationError("A time of day, as 12:50.") from None


def _must_be_zone(name: str) -> None:
    if zone_named(name) is None:
        raise ValidationError("Not a time zone known here.")


class MomentSchema(Schema):
    """One moment, by the wall clock of the reminder's zone."""

    on = LocalDate(required=True)
    at = TimeOfDay(required=True)

    @post_load
    def make(self, data: dict[str, Any], **kwargs: Any) -> tuple[date, time]:
        return data["on"], data["at"]


class PlannedReminderSchema(Schema):
    """When to knock. Never why."""

    id = Id(required=True)
    knock_class = fields.Enum(
        KnockClass,
        by_value=True,
        required=True,
        data_key="class",
        validate=validate.OneOf(CLASSES),
    )
    rank = fields.Integer(strict=True, required=True, validate=validate.Range(0, 9))
    may_snooze = fields.Boolean(required=True, truthy={True}, falsy={False})
    zone = fields.String(required=True, validate=[validate.Length(1, 64), _must_be_zone])
    at = TimeOfDay(required=True)
    weekdays = fields.List(
        fields.Integer(strict=True, validate=validate.Range(1, 7)),
        required=True,
        validate=validate.Length(max=7),
        metadata={"description": "Those of ISO 8601: Monday is 1."},
    )
    skip = fields.List(LocalDate, required=True, validate=validate.Length(max=MOST_SKIPPED))
    moments = fields.List(
        fields.Nested(MomentSchema), required=True, validate=validate.Length(max=MOST_MOMENTS)
    )

    @post_load
    def make(self, data: dict[str, Any], **kwargs: Any) -> PlannedReminder:
        lists = {name: tuple(dict.fromkeys(data[name])) for name in ("weekdays", "skip", "moments")}
        return PlannedReminder(**(data | lists))


def _must_be_different(reminders: list[PlannedReminder]) -> None:
    if len({each.id for each in reminders}) != len(reminders):
        raise ValidationError("Each reminder once.")


class NewPlanSchema(Schema):
    """All reminders, in place of those of version `based_on`."""

    based_on = fields.Integer(strict=True, required=True, validate=validate.Range(0, 2**31 - 1))
    reminders = fields.List(
        fields.Nested(PlannedReminderSchema),
        required=True,
        validate=[validate.Length(max=MOST_REMINDERS), _must_be_different],
    )

    @post_load
    def make(self, data: dict[str, Any], **kwargs: Any) -> NewPlan:
        return NewPlan(**data)


class PlannedSchema(Schema):
    id = Id(required=True)
    next_due_at = fields.Integer(
        required=True, allow_none=True, metadata={"description": "UTC seconds; null: never."}
    )


class PlanSchema(Schema):
    """Version 0 is no plan at all."""

    version = fields.Integer(required=True)
    reminders = fields.List(fields.Nested(PlannedSchema), required=True)


class ActSchema(Schema):
    """What was tapped in a notification, by the token that came with it."""

    token = Bytes(TOKEN_BYTES, required=True)
    act = fields.Enum(Act, by_value=True, required=True)

    @post_load
    def make(self, data: dict[str, Any], **kwargs: Any) -> Acting:
        return Acting(**data)
