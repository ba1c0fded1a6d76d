"""The zone vectors, held against zoneinfo: phone and server mean the same moment by ten o'clock."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

VECTORS = json.loads(
    (Path(__file__).parents[1] / "vectors" / "zones.json").read_text(encoding="utf-8")
)


def wall_clock(instant: datetime, zone: ZoneInfo) -> datetime:
    return instant.astimezone(zone).replace(tzinfo=None)


def first_instant(wanted: datetime, zone: ZoneInfo) -> datetime:
    """The first of two, or the end of the skip, found second by second: hard to get wrong."""
    readings = (wanted.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    instant = min(readings)
    while wall_clock(instant, zone) < wanted:
        instant += timedelta(seconds=1)
    return instant


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case["why"])
def test_zoneinfo_finds_the_same_instant(case: dict[str, Any]) -> None:
    wanted = datetime.fromisoformat(f"{case['on']}T{case['at']}")
    found = first_instant(wanted, ZoneInfo(case["zone"]))
    assert found == datetime.fromisoformat(case["instant"])


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case["why"])
def test_zoneinfo_shows_the_same_wall_clock(case: dict[str, Any]) -> None:
    instant = datetime.fromisoformat(case["instant"])
    shown = wall_clock(instant, ZoneInfo(case["zone"]))
    assert shown.strftime("%Y-%m-%d %H:%M") == f"{case['shown_on']} {case['shown_at']}"


def test_the_vectors_hold_skipped_and_doubled_times() -> None:
    skipped = [c for c in VECTORS if (c["on"], c["at"]) != (c["shown_on"], c["shown_at"])]
    doubled = [c for c in VECTORS if "the first" in c["why"]]
    assert len(skipped) >= 8
    assert len(doubled) >= 4
