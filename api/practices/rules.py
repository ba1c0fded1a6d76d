"""What makes a practice of the catalogue whole. Pure: no I/O, no clock."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from api.practices.shapes import Breath, Facts, Kind, Moment, Pacing, Strength, Tag, Words


@dataclass(frozen=True)
class Violation:
    field: str
    rule: str


LONGEST_TITLE = 32
MOST_WORDS_IN_LINE = 12
MOST_WORDS_AT_END = 8
MOST_BREATH_LINES = 3


def _broken_references(
    practice: Facts, known: Mapping[str, Facts], sources: Mapping[str, object]
) -> list[Violation]:
    broken = []
    if practice.alternative is not None:
        other = known.get(practice.alternative)
        if other is None or other.id == practice.id:
            broken.append(Violation("alternative", "names_another_practice"))
        elif other.kind is Kind.BREATH and Tag.SEATED not in other.tags:
            broken.append(Violation("alternative", "is_no_breath_or_seated"))
    if not set(practice.evidence.sources) <= sources.keys():
        broken.append(Violation("evidence", "names_known_sources"))
    return broken


def _is_breath(practice: Facts) -> bool:
    return practice.pacing is Pacing.BREATH


def _contradicts_its_pace(practice: Facts) -> bool:
    return _is_breath(practice) and Tag.NO_BREATH in practice.tags


def _length(practice: Facts) -> float:
    if practice.breath:
        return practice.breath.cycle_seconds * practice.breath.cycles
    return sum(practice.steps)


def _short_length(practice: Facts) -> float:
    if practice.breath:
        return practice.breath.cycle_seconds * (practice.short.cycles or 0)
    return sum(practice.short.steps or [])


def _has_same_pacing(practice: Facts) -> bool:
    short = practice.short
    wanted, other = (
        (short.cycles, short.steps) if _is_breath(practice) else (short.steps, short.cycles)
    )
    return bool(wanted) and other is None


def _has_possible_phases(breath: Breath | None) -> bool:
    if breath is None:
        return True
    halves = [phase.seconds * 2 for phase in breath.cycle]
    return breath.cycles >= 1 and bool(halves) and all(h >= 1 and h == int(h) for h in halves)


def _fits(practice: Facts, texts: list[str], steps: list[int]) -> bool:
    """Steps have a text each. Breath has one to three lines, shown in turn."""
    if _is_breath(practice):
        return 1 <= len(texts) <= MOST_BREATH_LINES
    return len(texts) == len(steps)


FACT_RULES: tuple[tuple[str, str, Callable[[Facts], bool]], ...] = (
    ("id", "is_kebab_case", lambda p: bool(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", p.id))),
    ("seconds", "lasts_20_to_600_seconds", lambda p: 20 <= p.seconds <= 600),
    ("seconds", "is_the_sum_of_its_parts", lambda p: p.seconds == _length(p)),
    ("tags", "are_sorted_and_named_once", lambda p: p.tags == sorted(set(p.tags))),
    ("places", "are_sorted_and_named_once", lambda p: p.places == sorted(set(p.places))),
    ("tags", "no_breath_is_not_paced_by_breath", lambda p: not _contradicts_its_pace(p)),
    ("breath", "stands_with_breath_pacing_only", lambda p: bool(p.breath) == _is_breath(p)),
    ("breath", "counts_half_seconds", lambda p: _has_possible_phases(p.breath)),
    ("steps", "stand_with_step_pacing_only", lambda p: bool(p.steps) != _is_breath(p)),
    ("steps", "last_a_second_or_more", lambda p: all(step >= 1 for step in p.steps)),
    ("short", "lasts_20_to_30_seconds", lambda p: 20 <= p.short.seconds <= 30),
    ("short", "is_paced_like_the_long_form", _has_same_pacing),
    ("short", "is_the_sum_of_its_parts", lambda p: p.short.seconds == _short_length(p)),
    (
        "alternative",
        "is_there_for_breath",
        lambda p: p.alternative is not None or p.kind is not Kind.BREATH,
    ),
    (
        "evidence",
        "studies_are_cited",
        lambda p: bool(p.evidence.sources) or p.evidence.strength is Strength.PRACTICE_WISDOM,
    ),
)

WORD_RULES: tuple[tuple[str, str, Callable[[Facts, Words], bool]], ...] = (
    ("title", "has_at_most_32_characters", lambda _, w: len(w.title) <= LONGEST_TITLE),
    ("line", "has_at_most_12_words", lambda _, w: len(w.line.split()) <= MOST_WORDS_IN_LINE),
    ("end", "has_at_most_8_words", lambda _, w: len(w.end.split()) <= MOST_WORDS_AT_END),
    ("steps", "match_the_facts", lambda p, w: _fits(p, w.steps, p.steps)),
    ("short_steps", "match_the_facts", lambda p, w: _fits(p, w.short_steps, p.short.steps or [])),
    (
        "alternative",
        "is_said_when_there_is_one",
        lambda p, w: (p.alternative is None) == (w.alternative is None),
    ),
)


def broken_fact_rules(
    practice: Facts, known: Mapping[str, Facts], sources: Mapping[str, object]
) -> list[Violation]:
    """Every rule one practice breaks, alone or beside the `known` practices and sources."""
    alone = [Violation(field, rule) for field, rule, holds in FACT_RULES if not holds(practice)]
    return alone + _broken_references(practice, known, sources)


def broken_word_rules(practice: Facts, words: Words) -> list[Violation]:
    """Every rule that one language's words break."""
    return [
        Violation(field, rule) for field, rule, holds in WORD_RULES if not holds(practice, words)
    ]


def in_order(practices: Mapping[str, Facts]) -> list[str]:
    """Ids by moment, then by id."""
    moments = list(Moment)
    return sorted(practices, key=lambda id_: (moments.index(practices[id_].moment), id_))
