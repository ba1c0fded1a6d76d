"""Each rule of the catalogue, broken alone."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.practices.rules import (
    FACT_RULES,
    WORD_RULES,
    Violation,
    broken_fact_rules,
    broken_word_rules,
    in_order,
)
from api.practices.schemas import FactsSchema, WordsSchema
from tests import factories

KNOWN = {"feet-seat-hands": FactsSchema().load(factories.facts())}


def broken(raw, known=KNOWN):
    violations = broken_fact_rules(FactsSchema().load(raw), known, factories.sources())
    return {f"{each.field}.{each.rule}" for each in violations}


def broken_words(raw_facts, raw_words):
    violations = broken_word_rules(FactsSchema().load(raw_facts), WordsSchema().load(raw_words))
    return {f"{each.field}.{each.rule}" for each in violations}


def test_whole_practices_break_nothing():
    assert broken(factories.facts()) == set()
    assert broken(factories.breath_facts()) == set()
    assert broken_words(factories.facts(), factories.words()) == set()
    assert broken_words(factories.breath_facts(), factories.breath_words()) == set()


def breath(*seconds, cycles=6):
    names = ("in", "hold", "out", "rest")
    phases = [{"phase": name, "seconds": each} for name, each in zip(names, seconds, strict=False)]
    return {"cycle": phases, "cycles": cycles}


STEPS, BREATH = factories.facts, factories.breath_facts


@pytest.mark.parametrize(
    ("raw", "rules"),
    [
        (STEPS(id="Feet"), {"id.is_kebab_case"}),
        (STEPS(id="feet_seat"), {"id.is_kebab_case"}),
        (STEPS(id="-feet"), {"id.is_kebab_case"}),
        (STEPS(id="feet-seat\n"), {"id.is_kebab_case"}),
        (STEPS(seconds=19, steps=[19]), {"seconds.lasts_20_to_600_seconds"}),
        (STEPS(seconds=20, steps=[20]), set()),
        (STEPS(seconds=600, steps=[600]), set()),
        (STEPS(seconds=601, steps=[601]), {"seconds.lasts_20_to_600_seconds"}),
        (STEPS(seconds=46), {"seconds.is_the_sum_of_its_parts"}),
        (BREATH(seconds=61), {"seconds.is_the_sum_of_its_parts"}),
        (STEPS(tags=["seated", "eyes_open"]), {"tags.are_sorted_and_named_once"}),
        (STEPS(tags=["seated", "seated"]), {"tags.are_sorted_and_named_once"}),
        (STEPS(places=["room", "home"]), {"places.are_sorted_and_named_once"}),
        (STEPS(places=["home", "room"]), set()),
        (BREATH(tags=["no_breath"]), {"tags.no_breath_is_not_paced_by_breath"}),
        (STEPS(tags=["no_breath"]), set()),
        (
            STEPS(steps=[], seconds=20),
            {"steps.stand_with_step_pacing_only", "seconds.is_the_sum_of_its_parts"},
        ),
        (STEPS(steps=[45, 0]), {"steps.last_a_second_or_more"}),
        (BREATH(steps=[60]), {"steps.stand_with_step_pacing_only"}),
        (BREATH(breath=breath(4.3, 5.7)), {"breath.counts_half_seconds"}),
        (BREATH(breath=breath(10, 0)), {"breath.counts_half_seconds"}),
        (BREATH(breath=breath(4, 1.5, 4.5)), set()),
        (BREATH(short={"seconds": 30, "cycles": 3}), set()),
        (BREATH(short={"seconds": 10, "cycles": 1}), {"short.lasts_20_to_30_seconds"}),
        (BREATH(short={"seconds": 30, "cycles": 2}), {"short.is_the_sum_of_its_parts"}),
        (STEPS(short={"seconds": 31, "steps": [31]}), {"short.lasts_20_to_30_seconds"}),
        (STEPS(short={"seconds": 24, "steps": [12]}), {"short.is_the_sum_of_its_parts"}),
        (
            STEPS(short={"seconds": 24, "steps": [24], "cycles": 2}),
            {"short.is_paced_like_the_long_form"},
        ),
        (BREATH(alternative=None), {"alternative.is_there_for_breath"}),
        (STEPS(alternative="nowhere"), {"alternative.names_another_practice"}),
        (STEPS(alternative="feet-seat-hands"), {"alternative.names_another_practice"}),
        (
            STEPS(evidence={"strength": "studied_in_part", "sources": []}),
            {"evidence.studies_are_cited"},
        ),
        (
            STEPS(evidence={"strength": "practice_wisdom", "sources": ["unknown-1999"]}),
            {"evidence.names_known_sources"},
        ),
    ],
)
def test_each_rule_is_named_when_it_is_broken(raw, rules):
    assert broken(raw) == rules


def test_pacing_and_parts_belong_together():
    steps_with_breath = STEPS(breath=breath(5, 5))
    assert "breath.stands_with_breath_pacing_only" in broken(steps_with_breath)

    breath_without = BREATH(breath=None)
    assert "breath.stands_with_breath_pacing_only" in broken(breath_without)

    short_of_steps = BREATH(short={"seconds": 20, "steps": [20]})
    assert "short.is_paced_like_the_long_form" in broken(short_of_steps)


@pytest.mark.parametrize(("tags", "fits"), [(["eyes_open"], False), (["seated"], True)])
def test_an_alternative_can_be_done_by_who_rather_not_breathe(tags, fits):
    other = FactsSchema().load(BREATH(id="other-breath", tags=tags))

    found = broken(STEPS(alternative="other-breath"), {"other-breath": other})

    assert found == (set() if fits else {"alternative.is_no_breath_or_seated"})


WORDS, BREATH_WORDS = factories.words, factories.breath_words


@pytest.mark.parametrize(
    ("raw", "text", "rules"),
    [
        (STEPS(), WORDS(title="x" * 32), set()),
        (STEPS(), WORDS(title="x" * 33), {"title.has_at_most_32_characters"}),
        (STEPS(), WORDS(line="word " * 12), set()),
        (STEPS(), WORDS(line="word " * 13), {"line.has_at_most_12_words"}),
        (STEPS(), WORDS(end="word " * 8), set()),
        (STEPS(), WORDS(end="word " * 9), {"end.has_at_most_8_words"}),
        (STEPS(), WORDS(steps=["One."]), {"steps.match_the_facts"}),
        (STEPS(), WORDS(short_steps=["One."]), {"short_steps.match_the_facts"}),
        (STEPS(), WORDS(alternative="Rather not?"), {"alternative.is_said_when_there_is_one"}),
        (BREATH(), BREATH_WORDS(alternative=None), {"alternative.is_said_when_there_is_one"}),
        (BREATH(), BREATH_WORDS(steps=["One."]), set()),
        (BREATH(), BREATH_WORDS(steps=[]), {"steps.match_the_facts"}),
        (BREATH(), BREATH_WORDS(steps=["."] * 4), {"steps.match_the_facts"}),
        (BREATH(), BREATH_WORDS(short_steps=["."] * 4), {"short_steps.match_the_facts"}),
    ],
)
def test_each_rule_of_words_is_named_when_it_is_broken(raw, text, rules):
    assert broken_words(raw, text) == rules


def test_every_rule_broken_at_once_is_named():
    raw = STEPS(id="X", seconds=5, tags=["seated", "eyes_open"], alternative="nowhere")

    assert broken(raw) == {
        "id.is_kebab_case",
        "seconds.lasts_20_to_600_seconds",
        "seconds.is_the_sum_of_its_parts",
        "tags.are_sorted_and_named_once",
        "alternative.names_another_practice",
    }


def test_no_two_rules_have_one_name():
    names = [(field, rule) for field, rule, _ in FACT_RULES]
    assert len(names) == len(set(names))
    names = [(field, rule) for field, rule, _ in WORD_RULES]
    assert len(names) == len(set(names))


halves = st.integers(1, 40).map(lambda half: half / 2)


@given(phases=st.lists(halves, min_size=1, max_size=4), cycles=st.integers(1, 60))
def test_breath_lasts_as_long_as_its_cycles(phases, cycles):
    length = sum(phases) * cycles
    raw = BREATH(breath=breath(*phases, cycles=cycles), seconds=int(length))

    found = broken(raw)

    assert ("seconds.is_the_sum_of_its_parts" in found) == (length != int(length))
    assert ("seconds.lasts_20_to_600_seconds" in found) == (not 20 <= int(length) <= 600)
    assert "breath.counts_half_seconds" not in found


@given(steps=st.lists(st.integers(1, 120), min_size=1, max_size=8), off_by=st.integers(-3, 3))
def test_steps_last_as_long_as_their_sum(steps, off_by):
    found = broken(STEPS(steps=steps, seconds=sum(steps) + off_by))

    assert ("seconds.is_the_sum_of_its_parts" in found) == (off_by != 0)


@given(order=st.permutations(["a", "b", "c", "d", "e", "f"]))
def test_the_order_is_by_moment_then_by_id_however_they_come(order):
    moments = dict(
        zip("abcdef", ["week", "before", "hard", "between", "before", "day_end"], strict=True)
    )
    practices = {name: FactsSchema().load(STEPS(id=name, moment=moments[name])) for name in order}

    assert in_order(practices) == ["b", "e", "d", "c", "f", "a"]


def test_a_violation_says_where_and_what():
    raw = copy.deepcopy(STEPS(seconds=46))
    (violation,) = broken_fact_rules(FactsSchema().load(raw), KNOWN, {})

    assert violation == Violation("seconds", "is_the_sum_of_its_parts")
