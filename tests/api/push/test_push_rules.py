"""What an answer means, when to ask again, and what makes two knocks one."""

import json
import re
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.push import payload
from api.push.rules import LONGEST_WAIT_SECONDS, KnockClass, Outcome, judge, topic_of, wait
from api.push.tokens import digest_of, token_of
from api.push.words import LANGUAGES, Words, words_for


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Outcome.DELIVERED),
        (201, Outcome.DELIVERED),
        (202, Outcome.DELIVERED),
        (204, Outcome.DELIVERED),
        (404, Outcome.GONE),
        (410, Outcome.GONE),
        (400, Outcome.REFUSED),
        (401, Outcome.REFUSED),
        (403, Outcome.REFUSED),
        (405, Outcome.REFUSED),
        (413, Outcome.REFUSED),
        (301, Outcome.REFUSED),
        (307, Outcome.REFUSED),
        (100, Outcome.REFUSED),
        (408, None),
        (429, None),
        (500, None),
        (502, None),
        (503, None),
        (599, None),
        (None, None),
    ],
)
def test_an_answer_means(status, outcome):
    assert judge(status, None, 1, 0.5).outcome is outcome


@given(st.integers(1, 60), st.floats(0, 1), st.none() | st.floats(0, 10_000))
def test_a_wait_is_never_shorter_than_asked_and_never_endless(attempts, jitter, asked):
    seconds = wait(attempts, asked, jitter)

    assert seconds >= max(30, asked or 0)
    assert seconds <= max(LONGEST_WAIT_SECONDS, asked or 0)


@given(st.integers(1, 4), st.floats(0, 0.9))
def test_each_wait_is_longer_than_the_one_before(attempts, jitter):
    assert wait(attempts + 1, None, 0) > wait(attempts, None, jitter)


@given(st.uuids(), st.uuids(), st.uuids())
def test_a_topic_is_of_one_length_and_of_one_phone_and_reminder(phone, source, other):
    topic = topic_of(phone, source)

    assert re.fullmatch(r"[A-Za-z0-9_-]{32}", topic)
    assert topic == topic_of(phone, source)
    assert (topic == topic_of(phone, other)) == (source == other)


@given(st.uuids(), st.integers(0, 2**40), st.integers(0, 2**40))
def test_a_token_is_of_one_knock(source, due_at, other):
    token = token_of("s" * 40, source, due_at)

    assert len(token) == 16
    assert (token == token_of("s" * 40, source, other)) == (due_at == other)
    assert token != token_of("t" * 40, source, due_at)
    assert token not in digest_of(token)


def built(words, **given):
    own = {"token": "x" * 22, "may_snooze": True, "due_at": 1_764_000_000, "class": "reminder"}
    usual = {
        "navigate": f"https://place.org/k/{uuid4()}",
        "lang": "en",
        "tag": "t" * 32,
        "own": own,
    }
    return payload.build(words, **(usual | given))


@pytest.mark.parametrize("what", KnockClass)
def test_every_knock_has_one_length_and_the_declarative_shape(what):
    raw = built(words_for("en", what))

    assert len(raw) == payload.PADDED
    message = json.loads(raw)
    assert message["web_push"] == 8030
    assert message["notification"]["navigate"].startswith("https://place.org/k/")
    assert message["mutable"] is True


def test_one_that_does_not_fit_is_no_knock():
    with pytest.raises(ValueError, match="too long"):
        built(Words("x", "x" * payload.PADDED))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_words_for_every_class(language):
    assert LANGUAGES[language].keys() == set(KnockClass)


def test_a_language_without_words_has_the_english_ones():
    assert words_for("xx", KnockClass.NUDGE) == words_for("en", KnockClass.NUDGE)


TELLING = re.compile("session|client|therap|break|breath|lunch|stress|circle|practice|pulse")


@pytest.mark.parametrize("what", KnockClass)
def test_the_words_say_nothing_of_anybody(what):
    for words in LANGUAGES.values():
        assert not TELLING.search(" ".join(words[what]).lower())
