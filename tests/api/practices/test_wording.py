"""Holds the catalogue's words and facts to the voice we promised, straight from the data files."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.wording import BANNED, CLAIMS, CONDITIONS, found, reading_grade, sentences

CATALOGUE = Path(__file__).parents[3] / "api" / "practices" / "catalogue"
ENGLISH = CATALOGUE / "en"

MOMENTS = {"before", "between", "free", "hard", "day_end", "week"}
KINDS = {"breath", "ground", "move", "rest", "reflect", "kindness", "close", "connect"}
PHASES = {"in", "top_up", "hold", "out", "rest"}
TAGS = {"eyes_open", "no_breath", "no_touch", "seated", "silent", "standing_ok", "unseen"}
PLACES = {"home", "road", "room"}
OUTWARD = {"eyes_open", "no_breath", "no_touch"}
STRENGTHS = {"studied_directly", "studied_in_part", "practice_wisdom"}
FACT_FIELDS = {
    *("id", "moment", "kind", "seconds", "tags", "places", "pacing", "breath", "steps", "short"),
    *("alternative", "evidence", "offered"),
}
WORD_FIELDS = {
    *("title", "line", "why", "begin", "steps", "short_steps", "end"),
    *("caution", "alternative", "evidence"),
}

# What a press line says of a study and the study does not.
SELLING = ["no time cost", "boosts", "shown to", "works", "proves", "clinically"]


def read(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


FACTS = {
    path.stem: read(path)
    for path in sorted(CATALOGUE.glob("*.json"))
    if path.name != "sources.json"
}
WORDS = {path.stem: read(path) for path in sorted(ENGLISH.glob("*.json"))}
SOURCES = read(CATALOGUE / "sources.json")

every_practice = pytest.mark.parametrize("name", sorted(FACTS))
every_source = pytest.mark.parametrize("key", sorted(SOURCES))


def texts(words: dict) -> Iterator[tuple[str, str]]:
    for field, value in words.items():
        for text in value if isinstance(value, list) else [value]:
            if text is not None:
                yield field, text


def cycle_seconds(breath: dict) -> float:
    return sum(phase["seconds"] for phase in breath["cycle"])


def test_facts_and_words_come_in_pairs():
    assert set(FACTS) == set(WORDS)


def test_the_library_has_at_least_sixty_four_practices():
    assert len(FACTS) >= 64


def test_the_library_reaches_from_twenty_seconds_to_ten_minutes():
    lengths = {facts["seconds"] for facts in FACTS.values()}
    assert (min(lengths), max(lengths)) == (20, 600)


@every_practice
def test_facts_have_the_agreed_fields_and_values(name):
    facts = FACTS[name]
    assert set(facts) == FACT_FIELDS
    assert facts["id"] == name
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
    assert facts["moment"] in MOMENTS
    assert facts["kind"] in KINDS
    assert set(facts["tags"]) <= TAGS
    assert facts["tags"] == sorted(set(facts["tags"]))
    assert set(facts["places"]) <= PLACES
    assert facts["places"] == sorted(set(facts["places"]))
    assert isinstance(facts["offered"], bool)


@every_practice
def test_the_seconds_add_up(name):
    facts = FACTS[name]
    assert 20 <= facts["seconds"] <= 600
    if facts["pacing"] == "breath":
        breath = facts["breath"]
        assert facts["steps"] == []
        assert breath["cycles"] * cycle_seconds(breath) == facts["seconds"]
        assert {phase["phase"] for phase in breath["cycle"]} <= PHASES
        assert all(phase["seconds"] * 2 % 1 == 0 for phase in breath["cycle"])
    else:
        assert facts["pacing"] == "steps"
        assert facts["breath"] is None
        assert sum(facts["steps"]) == facts["seconds"]


@every_practice
def test_the_short_form_takes_twenty_to_thirty_seconds(name):
    facts, short = FACTS[name], FACTS[name]["short"]
    assert 20 <= short["seconds"] <= 30
    if facts["pacing"] == "breath":
        assert set(short) == {"seconds", "cycles"}
        assert short["cycles"] * cycle_seconds(facts["breath"]) == short["seconds"]
    else:
        assert set(short) == {"seconds", "steps"}
        assert sum(short["steps"]) == short["seconds"]


@every_practice
def test_every_timed_step_has_its_words(name):
    facts, words = FACTS[name], WORDS[name]
    assert set(words) == WORD_FIELDS
    if facts["pacing"] == "breath":
        assert 1 <= len(words["steps"]) <= 3
        assert 1 <= len(words["short_steps"]) <= 3
    else:
        assert len(words["steps"]) == len(facts["steps"])
        assert len(words["short_steps"]) == len(facts["short"]["steps"])


@every_practice
def test_a_step_leaves_time_to_do_it_after_reading_it(name):
    facts, words = FACTS[name], WORDS[name]
    timed = [
        *zip(facts["steps"], words["steps"], strict=False),
        *zip(facts["short"].get("steps", []), words["short_steps"], strict=False),
    ]
    # Three words a second is easy silent reading; half the step or more stays for the doing.
    assert all(len(text.split()) / 3 <= seconds / 2 for seconds, text in timed)


@every_practice
def test_no_sentence_is_longer_than_twelve_words(name):
    long = [s for _, text in texts(WORDS[name]) for s in sentences(text) if len(s.split()) > 12]
    assert long == []


@every_practice
def test_an_eleven_year_old_could_read_it(name):
    spoken = {"line", "why", "begin", "steps", "short_steps", "end"}
    said = " ".join(text for field, text in texts(WORDS[name]) if field in spoken)
    assert reading_grade(said) <= 6


def test_the_reading_grade_tells_plain_words_from_learned_ones():
    plain = "Put both feet down. Look at the far wall."
    learned = "Physiological deactivation facilitates subsequent interpersonal attunement."
    assert reading_grade(plain) < 3
    assert reading_grade(learned) > 12


@every_practice
def test_no_text_raises_its_voice_or_is_left_open(name):
    for field, text in texts(WORDS[name]):
        assert "!" not in text
        assert text == text.strip() != ""
        assert "  " not in text
        assert field == "title" or text[-1] in ".?"


@every_practice
def test_no_text_uses_a_banned_word(name):
    assert [hit for _, text in texts(WORDS[name]) for hit in found(BANNED, text)] == []


@every_practice
def test_no_text_but_its_evidence_claims_anything(name):
    # The evidence may have to say that something is not proven.
    claiming = [text for field, text in texts(WORDS[name]) if field != "evidence"]
    assert [hit for text in claiming for hit in found(CLAIMS, text)] == []


@every_practice
def test_no_text_but_a_caution_names_a_condition(name):
    # A caution may have to say whom a breath hold does not suit; no other line may name one.
    uncautious = [text for field, text in texts(WORDS[name]) if field != "caution"]
    assert [hit for text in uncautious for hit in found(CONDITIONS, text)] == []


@every_practice
def test_titles_and_lines_fit_a_small_card(name):
    words = WORDS[name]
    assert len(words["title"]) <= 32
    assert len(words["line"]) <= 64
    assert len(words["end"].split()) <= 8
    for field in ("line", "why", "begin"):
        assert len(sentences(words[field])) == 1
    assert 1 <= len(sentences(words["evidence"])) <= 2


@every_practice
def test_an_alternative_is_another_practice_and_is_offered_in_words(name):
    other = FACTS[name]["alternative"]
    assert (other is None) == (WORDS[name]["alternative"] is None)
    assert other is None or (other in FACTS and other != name)


@every_practice
def test_a_breath_practice_has_a_way_round_the_breath(name):
    facts = FACTS[name]
    if facts["kind"] == "breath" or facts["pacing"] == "breath":
        assert "no_breath" not in facts["tags"]
        assert "no_breath" in FACTS[facts["alternative"]]["tags"]


@every_practice
def test_holds_and_top_ups_come_with_a_caution(name):
    breath = FACTS[name]["breath"]
    if breath and {"hold", "top_up"} & {phase["phase"] for phase in breath["cycle"]}:
        assert WORDS[name]["caution"]


@pytest.mark.parametrize("moment", sorted(MOMENTS))
def test_every_moment_has_three_that_are_neither_breath_nor_inward_nor_touch(moment):
    outward = [
        name
        for name, facts in FACTS.items()
        if facts["moment"] == moment and set(facts["tags"]) >= OUTWARD and facts["offered"]
    ]
    assert len(outward) >= 3


@pytest.mark.parametrize("gap", [60, 180, 300])
def test_every_gap_has_several_practices_that_fill_half_of_it_or_more(gap):
    assert sum(gap / 2 <= facts["seconds"] <= gap for facts in FACTS.values()) >= 3


@every_practice
def test_what_counts_as_studied_says_where(name):
    evidence = FACTS[name]["evidence"]
    assert evidence["strength"] in STRENGTHS
    assert set(evidence["sources"]) <= set(SOURCES)
    assert evidence["sources"] or evidence["strength"] == "practice_wisdom"
    if evidence["strength"] == "studied_directly":
        assert any(SOURCES[key]["doi"] for key in evidence["sources"])


def test_no_source_is_kept_unused():
    cited = {key for facts in FACTS.values() for key in facts["evidence"]["sources"]}
    assert set(SOURCES) - cited == set()


@every_practice
def test_the_evidence_does_not_repeat_its_strength(name):
    # The phone says the strength in front of the text.
    said = {strength.replace("_", " ") for strength in STRENGTHS}
    assert [words for words in said if words in WORDS[name]["evidence"].lower()] == []


@every_practice
def test_the_evidence_does_not_sell(name):
    assert found(SELLING, WORDS[name]["evidence"]) == []


@every_source
def test_a_source_is_complete_and_plainly_worded(key):
    source = SOURCES[key]
    assert set(source) == {"authors", "year", "title_note", "doi"}
    assert key.endswith(f"-{source['year']}")
    assert source["doi"] is None or re.fullmatch(r"10\.\d{4,9}/\S+", source["doi"])
    assert all(len(s.split()) <= 12 for s in sentences(source["title_note"]))
    assert found(BANNED + CONDITIONS, source["title_note"]) == []
