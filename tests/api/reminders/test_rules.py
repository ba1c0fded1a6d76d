"""When it knocks next: cases that the phone's rules share, and what holds of all of them."""

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.reminders.rules import Pattern, next_due
from api.reminders.zones import instant_of, local_date, zone_named

VECTORS = Path(__file__).parents[2] / "vectors"
CASES = json.loads((VECTORS / "reminders.json").read_text())
ZONES = json.loads((VECTORS / "zones.json").read_text())


def seconds(text):
    return int(datetime.fromisoformat(text).timestamp())


def pattern_of(case):
    return Pattern(
        ZoneInfo(case["zone"]),
        time.fromisoformat(case["at"]),
        frozenset(case["weekdays"]),
        frozenset(map(date.fromisoformat, case["skip"])),
        tuple(
            (date.fromisoformat(each["on"]), time.fromisoformat(each["at"]))
            for each in case["moments"]
        ),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_it_knocks_at(case):
    after, found = seconds(case["after"]), []
    for _ in case["next"]:
        after = next_due(pattern_of(case), after)
        found.append(after and datetime.fromtimestamp(after, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))

    assert found == case["next"]


@pytest.mark.parametrize("case", ZONES, ids=lambda case: f"{case['why']}, {case['zone']}")
def test_an_instant_is_what_the_phone_makes_of_it(case):
    on, at = date.fromisoformat(case["on"]), time.fromisoformat(case["at"])

    assert instant_of(on, at, ZoneInfo(case["zone"])) == seconds(case["instant"])


@pytest.mark.parametrize("name", ["", "Europe/Nowhere", "../etc/passwd", "/etc/passwd", "x" * 300])
def test_a_zone_nobody_knows_is_none(name):
    assert zone_named(name) is None


some_zones = st.sampled_from(
    [
        "UTC",
        "Europe/London",
        "America/New_York",
        "Australia/Lord_Howe",
        "America/Nuuk",
        "Pacific/Apia",
        "Asia/Beirut",
        "Asia/Kathmandu",
        "Pacific/Kiritimati",
        "Africa/Casablanca",
    ]
).map(ZoneInfo)
dates = st.dates(date(2010, 1, 1), date(2040, 1, 1))
times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
patterns = st.builds(
    Pattern,
    zone=some_zones,
    at=times,
    weekdays=st.frozensets(st.integers(1, 7), min_size=1),
    skip=st.frozensets(dates, max_size=5),
    moments=st.lists(st.tuples(dates, times), max_size=3).map(tuple),
)


@given(patterns, st.datetimes(datetime(2010, 1, 1), datetime(2039, 1, 1)))  # noqa: DTZ001
def test_whatever_the_pattern_it_goes_on_and_never_back(pattern, start):
    after = int(start.replace(tzinfo=UTC).timestamp())

    for _ in range(20):
        due = next_due(pattern, after)
        assert due > after
        after = due


@given(patterns, dates)
def test_each_date_that_is_wanted_has_its_knock_and_no_other(pattern, first):
    weekly = Pattern(pattern.zone, pattern.at, pattern.weekdays, pattern.skip, ())
    days = [first + timedelta(days=number) for number in range(15)]
    wanted = {
        instant_of(on, pattern.at, pattern.zone)
        for on in days
        if on.isoweekday() in pattern.weekdays and on not in pattern.skip
    }
    end = instant_of(days[-1], pattern.at, pattern.zone)
    after, found = instant_of(first, pattern.at, pattern.zone) - 1, set()
    while (after := next_due(weekly, after)) <= end:
        found.add(after)

    assert found == wanted


@given(patterns, dates)
def test_a_date_without_it_has_no_knock_of_its_own(pattern, on):
    quiet = pattern.without(on)
    after = instant_of(on, time(0), pattern.zone) - 1

    for _ in range(4):
        after = next_due(quiet, after)
        shifted = any(
            instant_of(other, pattern.at, pattern.zone) == after
            for other in (on - timedelta(days=1), on + timedelta(days=1))
        )
        assert local_date(after, pattern.zone) != on or shifted
