"""What is true of the worker whatever the database says. Pure: no I/O, no clock."""

from datetime import datetime, timedelta
from enum import StrEnum

# Housekeeping runs each minute; two beats may be lost before anyone is told.
QUIET_AFTER = timedelta(minutes=3)


class Duty(StrEnum):
    HOUSEKEEPING = "housekeeping"


def is_quiet(last_beat_at: datetime | None, now: datetime) -> bool:
    """No sign of life for longer than `QUIET_AFTER`."""
    return last_beat_at is None or now - last_beat_at > QUIET_AFTER
