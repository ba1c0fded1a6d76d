"""Wall clocks and instants, as `core/zones.ts` on the phone has them. Pure."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

SECOND = timedelta(seconds=1)


@lru_cache(maxsize=1024)
def zone_named(name: str) -> ZoneInfo | None:
    """None for a zone that nobody knows."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def instant_of(on: date, at: time, zone: ZoneInfo) -> int:
    """The first UTC second at which the wall clock has reached `at` on `on`.

    A time that comes twice is therefore the first of the two, and one that is skipped is the
    moment of the skip.
    """
    wanted = datetime.combine(on, at)
    early, late = sorted(wanted.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    for instant in (early, late):
        if _wall(instant, zone) == wanted:
            return int(instant.timestamp())
    while late - early > SECOND:
        middle = early + timedelta(seconds=int((late - early).total_seconds()) // 2)
        if _wall(middle, zone) >= wanted:
            late = middle
        else:
            early = middle
    return int(late.timestamp())


def local_date(instant: int, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(instant, zone).date()


def _wall(instant: datetime, zone: ZoneInfo) -> datetime:
    return instant.astimezone(zone).replace(tzinfo=None)
