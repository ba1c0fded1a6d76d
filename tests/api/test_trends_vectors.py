"""Reckons usual, drift, floor, line and fall a second time, apart from the phone's own rules.

The phone's tests read the same `tests/vectors/trends/cases.json`, which `write_cases.py` beside it
wrote: pulses, anchors and lines by hand or by dice, and what this file reckons of them.
"""

import json
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

import pytest

CASES = Path(__file__).parent.parent / "vectors" / "trends" / "cases.json"
ITEMS = ["fuel", "weight", "warmth", "edges", "switch_off", "company", "point", "body"]
NO_ANCHOR = {"weeks": [], "steps": None, "first_unusual": False}


def local_day(at, zone):
    return datetime.fromisoformat(at).astimezone(ZoneInfo(zone)).date()


def week_name(day):
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def monday(day):
    return day - timedelta(days=day.isocalendar().weekday - 1)


def apart(early, late):
    """Whole weeks from one week to the other."""
    return (monday(late) - monday(early)).days // 7


def weeks_of(pulses):
    """Day and steps of each week with a weekly pulse; the latest answer to each item counts."""
    weeks = {}
    for at, zone, kind, steps in sorted(pulses, key=lambda pulse: datetime.fromisoformat(pulse[0])):
        if kind == "weekly" and steps:
            day = local_day(at, zone)
            _, before = weeks.get(monday(day), (day, {}))
            weeks[monday(day)] = (day, before | steps)
    return [weeks[start] for start in sorted(weeks)]


def usual_of(answers):
    return float(median(answers[-12:])) if len(answers) >= 6 else None


def answers_before(weeks, item, anchor, end):
    first = 6 if anchor["first_unusual"] else 0
    return [steps[item] for _, steps in weeks[first : max(first, end)] if item in steps]


def usual_before(weeks, item, anchor, end):
    return usual_of(answers_before(weeks, item, anchor, end))


def anchor_step(weeks, item, anchor):
    chosen = [
        steps[item] for day, steps in weeks if week_name(day) in anchor["weeks"] and item in steps
    ]
    if chosen:
        return float(median(chosen))
    told = (anchor["steps"] or {}).get(item)
    return None if told is None else float(told)


def off_items(weeks, place, anchor):
    """By item, what it is two steps below in this week."""
    off = {}
    for item, step in weeks[place][1].items():
        against = {
            "anchor": anchor_step(weeks, item, anchor),
            "usual": usual_before(weeks, item, anchor, place),
        }
        for name, level in against.items():
            if level is not None and level - step >= 2:
                off[item] = name
    return off


def latest(weeks, count):
    """The places of the weeks among the last `count` on the calendar."""
    end = weeks[-1][0]
    return [place for place, (day, _) in enumerate(weeks) if apart(day, end) < count]


def drift(weeks, anchor):
    found = {place: off_items(weeks, place, anchor) for place in latest(weeks, 3)}
    found = {place: off for place, off in found.items() if len(off) >= 2}
    if len(found) < 2:
        return []
    return [
        [
            "drift",
            item,
            "usual" if "usual" in {off.get(item) for off in found.values()} else "anchor",
            [str(weeks[place][0]) for place, off in found.items() if item in off],
        ]
        for item in ITEMS
        if any(item in off for off in found.values())
    ]


def floor(weeks):
    lowest = {
        item: [str(weeks[place][0]) for place in latest(weeks, 4) if weeks[place][1].get(item) == 1]
        for item in ITEMS
    }
    return [["floor", item, days] for item, days in lowest.items() if len(days) >= 3]


def own_line(weeks, line):
    item, step, many = line["item"], line["step"], line["weeks"]
    last = [(day, steps[item]) for day, steps in weeks if item in steps][-many:]
    days = [day for day, _ in last]
    is_whole = len(last) == many and all(value <= step for _, value in last)
    if not is_whole or apart(days[-1], weeks[-1][0]) > 1:
        return []
    if any(apart(early, late) > 2 for early, late in pairwise(days)):
        return []
    return [["line", item, step, [str(day) for day in days]]]


def fall(weeks, item):
    """Of the stretches up to the latest answer that only fall, the widest."""
    answers = [(day, steps[item]) for day, steps in weeks if item in steps]
    if not answers:
        return []
    end, low = answers[-1]
    for start, (day, top) in enumerate(answers):
        values = [value for _, value in answers[start:]]
        only_falls = all(early >= late for early, late in pairwise(values))
        if apart(day, end) <= 52 and only_falls and top - low >= 3:
            tops = [each for each, value in answers[start:] if value == top]
            lows = [each for each, value in answers[start:] if value == low]
            return [["fall", item, top, low, [str(tops[-1]), str(lows[0])]]]
    return []


def raised(weeks, anchor, lines):
    falls = [found for item in ITEMS for found in fall(weeks, item)]
    own = [found for line in lines for found in own_line(weeks, line)]
    return [*drift(weeks, anchor), *floor(weeks), *own, *falls]


def moved(weeks, item, anchor):
    """Since when, 12 to 52 weeks ago, the usual is a step or more from where it was."""
    counted = weeks[6:] if anchor["first_unusual"] else weeks
    answers = [(day, steps[item]) for day, steps in counted if item in steps]
    usuals = [
        (day, usual_of([value for _, value in answers[: place + 1]]))
        for place, (day, _) in enumerate(answers)
    ]
    if not usuals or usuals[-1][1] is None:
        return None
    end, now = usuals[-1]
    then = [
        (day, usual)
        for day, usual in usuals
        if usual is not None and 12 <= apart(day, end) <= 52 and abs(now - usual) >= 1
    ]
    return [str(then[-1][0]), then[-1][1], str(end), now] if then else None


def reckoned(case):
    weeks, anchor = weeks_of(case["pulses"]), case["anchor"]
    asked = [item for item in ITEMS if any(item in steps for _, steps in weeks)]
    as_of = {
        str(day): raised(weeks[: place + 1], anchor, case["lines"])
        for place, (day, _) in enumerate(weeks)
    }
    moves = {item: moved(weeks, item, anchor) for item in asked}
    return {
        "weeks": [week_name(day) for day, _ in weeks],
        "usual": {
            item: [usual_before(weeks, item, anchor, end) for end in range(len(weeks) + 1)]
            for item in asked
        },
        "anchor": {item: anchor_step(weeks, item, anchor) for item in asked},
        "raised": {day: found for day, found in as_of.items() if found},
        "moved": {item: found for item, found in moves.items() if found},
    }


CONTENTS = json.loads(CASES.read_text(encoding="utf-8")) if CASES.exists() else {"series": []}


@pytest.mark.parametrize("case", CONTENTS["series"], ids=lambda case: case["name"])
def test_the_figures_on_file_are_those_reckoned_here(case):
    assert case["expected"] == reckoned(case)


def test_the_weeks_on_file_are_those_of_the_calendar():
    assert {on: week_name(date.fromisoformat(on)) for on in CONTENTS["weeks"]} == CONTENTS["weeks"]
    assert "2020-W53" in CONTENTS["weeks"].values()


def test_the_cases_raise_each_reason_and_hold_years():
    kinds = {
        found[0]
        for case in CONTENTS["series"]
        for reasons in case["expected"]["raised"].values()
        for found in reasons
    }
    assert kinds == {"drift", "floor", "line", "fall"}
    assert any(case["expected"]["moved"] for case in CONTENTS["series"])
    assert max(len(case["expected"]["weeks"]) for case in CONTENTS["series"]) > 400
