"""Holds every word the phone app shows to the voice we promised, straight from its files."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.core.config import ROOT
from tests.wording import BANNED, CLAIMS, CONDITIONS, found, sentences

MESSAGES = ROOT / "pwa" / "messages" / "en"
ROOMS = {path.stem: path for path in sorted(MESSAGES.glob("*.json"))}
PRACTICES = ROOT / "pwa" / "src" / "practices"
MOST_WORDS = 12

every_room = pytest.mark.parametrize("room", ROOMS)


def leaves(value: str | list[dict]) -> Iterator[str]:
    """What one message can say: itself, or each of its forms (`match`)."""
    if isinstance(value, str):
        yield value
    else:
        for variant in value:
            yield from variant["match"].values()


def said(path: Path) -> dict[str, list[str]]:
    messages = json.loads(path.read_text(encoding="utf-8"))
    return {key: list(leaves(value)) for key, value in messages.items()}


def words(sentence: str) -> list[str]:
    """A placeholder stands for one word; a dash between blanks is none."""
    plain = re.sub(r"\{\w+\}", "0", sentence)
    return [word for word in plain.split() if re.search(r"\w", word)]


def broken(text: str) -> list[str]:
    """Every rule of the voice this text breaks, in words a person can act on."""
    long = [part for part in sentences(text) if len(words(part)) > MOST_WORDS]
    loud = ["an exclamation mark"] if "!" in text else []
    untidy = ["stray blanks"] if text != text.strip() or "  " in text or not text else []
    named = found(BANNED + CONDITIONS + CLAIMS, text)
    return [f"long: {part}" for part in long] + named + loud + untidy


def test_there_are_rooms_with_words():
    assert {"app", "core", "day", "help", "player", "practices", "today"} <= set(ROOMS)


@every_room
def test_every_message_keeps_to_the_voice(room):
    violations = {
        key: rules
        for key, texts in said(ROOMS[room]).items()
        if (rules := [rule for text in texts for rule in broken(text)])
    }
    assert violations == {}


def strings(value: object) -> Iterator[str]:
    """All that is said anywhere in a data file; ids and keys of papers say nothing."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key not in {"id", "source"}:
                yield from strings(each)


@pytest.mark.parametrize("file", ["courses/courses.en.json", "feelings/words.en.json"])
def test_the_words_of_courses_and_feelings_keep_to_it_too(file):
    said_there = list(strings(json.loads((PRACTICES / file).read_text(encoding="utf-8"))))
    assert len(said_there) >= 50
    violations = {text: rules for text in said_there if (rules := broken(text))}
    assert violations == {}


@every_room
def test_every_message_is_named_after_its_room(room):
    assert [key for key in said(ROOMS[room]) if not key.startswith(f"{room}_")] == []


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Done!", ["an exclamation mark"]),
        ("You missed it.", ["missed"]),
        ("You haven\u2019t been here.", ["you haven't"]),
        ("An adjusted time.", []),
        ("{a} " * 12 + "\u2013 x.", ["long: " + "{a} " * 12 + "\u2013 x."]),
        ("{a} " * 11 + "\u2013 x.", []),
        ("One two three four five six. Seven eight nine ten eleven twelve thirteen.", []),
        ("Two  blanks.", ["stray blanks"]),
        ("", ["stray blanks"]),
    ],
)
def test_a_planted_violation_is_found(text, rules):
    assert broken(text) == rules


def test_each_form_of_a_plural_is_read():
    plural = [{"match": {"n=one": "One.", "n=other": "{count} of them."}}]
    assert list(leaves(plural)) == ["One.", "{count} of them."]
