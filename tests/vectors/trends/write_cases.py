"""Writes `cases.json`: `python -m tests.vectors.trends.write_cases`."""

import json
import random
from datetime import date, datetime, timedelta

from tests.api.test_trends_vectors import CASES, ITEMS, NO_ANCHOR, reckoned, week_name

YEARS = range(2009, 2049)


def series(name, weeks, start="2026-01-07", zone="Europe/Lisbon", **given):
    """One weekly pulse a week at noon; None is a week without one."""
    first = datetime.fromisoformat(f"{start}T12:00:00+00:00")
    pulses = [
        [(first + timedelta(weeks=place)).isoformat(), zone, "weekly", steps]
        for place, steps in enumerate(weeks)
        if steps
    ]
    return {
        "name": name,
        "pulses": [*pulses, *given.get("also", [])],
        "anchor": NO_ANCHOR | given.get("anchor", {}),
        "lines": given.get("lines", []),
    }


def of_fuel(*steps):
    return [None if step is None else {"fuel": step} for step in steps]


def of_two(*pairs):
    return [
        None
        if pair is None
        else {
            item: step
            for item, step in zip(("fuel", "switch_off"), pair, strict=True)
            if step is not None
        }
        for pair in pairs
    ]


def wandering(seed, length, items, missing):
    """Steps that wander by at most one a week, with weeks and items left out."""
    dice = random.Random(seed)  # noqa: S311 - no secret, only the same dice each time
    steps = dict.fromkeys(items, 3)
    weeks = []
    for _ in range(length):
        steps = {
            item: min(5, max(1, step + dice.choice([-1, 0, 0, 0, 1])))
            for item, step in steps.items()
        }
        said = {item: step for item, step in steps.items() if dice.random() > 0.1}
        weeks.append(said if said and dice.random() > missing else None)
    return weeks


def leaping(seed, length, items):
    """Steps without any order, to meet what nobody would think of."""
    dice = random.Random(seed)  # noqa: S311 - as above
    return [
        {item: dice.randint(1, 5) for item in items if dice.random() > 0.3} or None
        if dice.random() > 0.3
        else None
        for _ in range(length)
    ]


def all_series():
    steady = [(4, 4)] * 6
    low_from_the_first = [(1, 1), (2, 1), (1, 2), (1, 1), (2, 2), (1, 1)]
    night = "Europe/Lisbon"
    return [
        series("nothing yet", []),
        series("the first six make the seventh", of_fuel(3, 4, 3, 5, 4, 4, 2, 4)),
        series("a usual half way", of_fuel(3, 3, 3, 4, 4, 4, 4)),
        series("drift in two of three", of_two(*steady, (2, 2), (4, 4), (2, 1))),
        series("one week is no drift", of_two(*steady, (2, 2), (4, 4), (4, 4), (2, 2))),
        series("one item is no drift", of_two(*steady, (2, 4), (2, 4), (2, 4))),
        series("drift over a week left out", of_two(*steady, (2, 2), None, (2, 2))),
        series("too far apart for drift", of_two(*steady, (2, 2), None, None, (2, 2))),
        series("an item left out of a drifting week", of_two(*steady, (2, 2), (2, None), (1, 2))),
        series("exactly two below a half", of_two(*([(3, 3), (4, 4)] * 3), (2, 2), (1, 1), (1, 1))),
        series("floor in three of four", of_fuel(1, 2, 1, 1)),
        series("floor with a week left out", of_fuel(1, 1, None, 1)),
        series("no floor in three of five", of_fuel(1, 1, None, None, 1)),
        series(
            "own line from week one",
            of_fuel(2, 1, 3, 1, 2, None, 2, None, None, 1, 2),
            lines=[{"item": "fuel", "step": 2, "weeks": 2}],
        ),
        series(
            "own line of an item left out since",
            [{"fuel": 1}, {"fuel": 1}, {"body": 3}, {"body": 3}],
            lines=[
                {"item": "fuel", "step": 1, "weeks": 2},
                {"item": "body", "step": 3, "weeks": 1},
            ],
        ),
        series("a slow fall of three", of_fuel(5, 5, 4, None, 4, 3, None, None, 3, 2, 2)),
        series("a fall that rose once is none", of_fuel(5, 4, 3, 4, 2)),
        series("a fall over 52 weeks", of_fuel(5, *[None] * 51, 2)),
        series("a fall over 53 weeks", of_fuel(5, *[None] * 52, 2)),
        series("a fall in one week", of_fuel(4, 1)),
        series(
            "the first weeks were hard ones",
            of_two(*low_from_the_first, *[(4, 4)] * 7, (2, 2), (2, 2)),
            anchor={"first_unusual": True},
        ),
        series(
            "the same, not said",
            of_two(*low_from_the_first, *[(4, 4)] * 7, (2, 2), (2, 2)),
        ),
        series(
            "an anchor holds where the usual follows down",
            of_two(*[(5, 5)] * 3, *[(4, 4)] * 9, *[(3, 3)] * 14),
            anchor={"weeks": ["2026-W02", "2026-W04", "2031-W01"]},
        ),
        series(
            "an anchor from memory, from week two",
            of_two((2, 3), (1, 2), (2, 2)),
            anchor={"steps": {"fuel": 4, "switch_off": 4}},
        ),
        series(
            "chosen weeks go before memory",
            of_two((3, None), (2, 2), (1, 1), (1, 1)),
            anchor={"weeks": ["2026-W02"], "steps": {"fuel": 5, "switch_off": 3}},
        ),
        series("the usual moved down", of_fuel(*[3] * 14, *[2] * 16)),
        series(
            "the usual moved up, half a step at a time", of_fuel(*[2, 3] * 8, *[3] * 9, *[4] * 12)
        ),
        series(
            "the latest of several in a week, and daily ones",
            of_two((3, 3), (3, 3)),
            also=[
                ["2026-01-09T09:00:00+00:00", night, "weekly", {"fuel": 5}],
                ["2026-01-11T23:30:00+00:00", night, "weekly", {"fuel": 4}],
                ["2026-01-12T00:30:00+00:00", night, "weekly", {"body": 2}],
                ["2026-01-10T09:00:00+00:00", night, "daily", {"fuel": 1, "edges": 1}],
            ],
        ),
        series(
            "Sunday here is Monday there, over both changes of the clock",
            [],
            also=[
                ["2026-03-29T22:30:00+00:00", night, "weekly", {"fuel": 4}],
                ["2026-03-29T23:30:00+00:00", night, "weekly", {"fuel": 3}],
                ["2026-10-25T23:30:00+00:00", night, "weekly", {"fuel": 2}],
                ["2026-10-26T00:30:00+00:00", night, "weekly", {"fuel": 1}],
                ["2026-11-01T12:30:00+00:00", "Pacific/Kiritimati", "weekly", {"fuel": 1}],
                ["2026-11-09T05:30:00+00:00", "America/New_York", "weekly", {"fuel": 1}],
                ["2026-11-16T04:30:00+00:00", "America/New_York", "weekly", {"fuel": 1}],
            ],
        ),
        series(
            "over a year of 53 weeks",
            of_two(*steady, (2, 2), None, (2, 2), (1, 1), (1, 1)),
            start="2020-11-18",
        ),
        *(
            series(
                f"without order {seed}",
                leaping(seed, 30, ITEMS[:4]),
                start="2025-10-01",
                lines=[{"item": "fuel", "step": 2, "weeks": 3}],
                anchor={"weeks": ["2025-W42", "2025-W44"], "first_unusual": seed % 2 == 0},
            )
            for seed in range(4)
        ),
        series(
            "three years",
            wandering(7, 156, ["fuel", "weight", "body"], 0.15),
            start="2024-01-03",
            zone="America/New_York",
            lines=[{"item": "weight", "step": 2, "weeks": 4}],
        ),
        series(
            "ten years",
            wandering(11, 522, ["fuel", "switch_off"], 0.1),
            start="2016-12-28",
            zone="Pacific/Auckland",
        ),
    ]


def calendar():
    """The days around each new year of forty years, and some between."""
    days = [
        date(year, 12, 28) + timedelta(days=ahead)
        for year in range(2009, 2049)
        for ahead in range(8)
    ]
    return {str(day): week_name(day) for day in [*days, date(2026, 3, 29), date(2024, 2, 29)]}


def write():
    found = [case | {"expected": reckoned(case)} for case in all_series()]
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in found)
    weeks = json.dumps(calendar(), separators=(",", ":"))
    CASES.write_text(f'{{"weeks":{weeks},\n"series":[\n{lines}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    write()
