"""The rules alone: names, keys, families, budgets, codes."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.accounts import rules
from api.accounts.rules import Family, Kdf, Verdict, is_current, judge_refresh
from tests.factories import NOON

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ana", "ana"),
        ("  Ana   Lind ", "Ana Lind"),
        ("Ana\u00a0\u2003Lind", "Ana Lind"),
        ("ana\tlind\n", "ana lind"),
        ("\ufb01n", "fin"),
        ("A\u030angstro\u0308m", "\u00c5ngstr\u00f6m"),
        ("\uff21na", "Ana"),
        (
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        ),
        ("x" * 64, "x" * 64),
        ("x" * 65, None),
        ("\ufdfa" * 4, None),
        ("", None),
        (" \u2003 ", None),
        ("ana\x00", None),
        ("ana\x1b[2J", None),
        ("ana\u202elind", None),
        ("ana\u200b", None),
        ("\ufeffana", None),
        ("ana\u00ad", None),
    ],
)
def test_a_name_is_kept_as_it_is_shown_or_not_at_all(typed, kept):
    assert rules.tidy_name(typed) == kept


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana", "ana"),
        ("STRASSE", "stra\u00dfe"),
        ("\u0391\u03a3", "\u03b1\u03c2"),
        ("\u1e9e", "ss"),
    ],
)
def test_case_does_not_tell_two_names_apart(one, other):
    assert rules.key_of(one) == rules.key_of(other)


@given(st.text(max_size=64))
def test_a_name_tidied_twice_is_the_same_name_and_fits_its_column(typed):
    name = rules.tidy_name(typed)
    if name is not None:
        assert rules.tidy_name(name) == name
        assert rules.key_of(rules.key_of(name)) == rules.key_of(name)
        assert len(rules.key_of(name)) <= 512


SALT = bytes(16)


@pytest.mark.parametrize(
    ("kdf", "acceptable"),
    [
        (Kdf(65_536, 3, 1, SALT), True),
        (Kdf(1_048_576, 16, 4, SALT), True),
        (Kdf(65_535, 3, 1, SALT), False),
        (Kdf(65_536, 2, 1, SALT), False),
        (Kdf(65_536, 3, 0, SALT), False),
        (Kdf(1_048_577, 3, 1, SALT), False),
        (Kdf(65_536, 17, 1, SALT), False),
        (Kdf(65_536, 3, 5, SALT), False),
        (Kdf(65_536, 3, 1, SALT[:15]), False),
        (Kdf(65_536, 3, 1, SALT + b"x"), False),
        (Kdf(65_536, 3, 1, b""), False),
        (Kdf(65_536, 3, 1, SALT, "argon2i"), False),
        (Kdf(65_536, 3, 1, SALT, "pbkdf2"), False),
        (Kdf(65_536, 3, 1, SALT, "Argon2id"), False),
    ],
)
def test_a_key_is_neither_made_too_cheaply_nor_too_dearly(kdf, acceptable):
    assert kdf.is_acceptable is acceptable


def family(generation=5, previous=4, *, is_heard=False):
    return Family(generation, previous, is_heard, NOON)


@pytest.mark.parametrize(
    ("state", "presented", "after", "verdict"),
    [
        (family(), 5, 0 * SECOND, Verdict.ROTATE),
        (family(), 5, timedelta(days=29), Verdict.ROTATE),
        (family(is_heard=True), 5, 90 * SECOND, Verdict.ROTATE),
        (family(), 4, 0 * SECOND, Verdict.REPEAT),
        (family(), 4, 59 * SECOND, Verdict.REPEAT),
        (family(is_heard=True), 4, 59 * SECOND, Verdict.REPEAT),
        (family(), 4, 60 * SECOND, Verdict.REPLACE),
        (family(), 4, timedelta(hours=2), Verdict.REPLACE),
        (family(is_heard=True), 4, 60 * SECOND, Verdict.REUSED),
        (family(is_heard=True), 4, timedelta(hours=2), Verdict.REUSED),
        (family(), 3, 0 * SECOND, Verdict.REUSED),
        (family(), 1, 0 * SECOND, Verdict.REUSED),
        (family(previous=3), 4, 0 * SECOND, Verdict.REUSED),
        (family(), 9, timedelta(hours=2), Verdict.ROTATE),
        (family(generation=1, previous=0), 1, 0 * SECOND, Verdict.ROTATE),
        (family(generation=1, previous=0), 0, 0 * SECOND, Verdict.REPEAT),
        (family(generation=1, previous=0), -1, 0 * SECOND, Verdict.REUSED),
    ],
)
def test_what_a_refresh_token_gets(state, presented, after, verdict):
    assert judge_refresh(state, presented, NOON + after) is verdict


@pytest.mark.parametrize(
    ("previous", "presented", "current"),
    [(4, 5, True), (4, 4, True), (4, 3, False), (3, 4, False), (3, 3, True), (4, 6, True)],
)
def test_an_access_token_opens_while_its_generation_may_still_be_about(
    previous, presented, current
):
    assert is_current(family(previous=previous), presented) is current


def test_a_sign_in_slides_for_half_a_year_and_then_ends():
    day = timedelta(days=1)

    assert rules.ends_at(NOON, NOON) == NOON + 30 * day
    assert rules.ends_at(NOON, NOON + 100 * day) == NOON + 130 * day
    assert rules.ends_at(NOON, NOON + 170 * day) == NOON + 180 * day


def test_a_crowd_at_a_name_leaves_each_network_a_few_attempts():
    assert rules.allowance(0) == rules.allowance(rules.CROWD - 1) == 10
    assert rules.allowance(rules.CROWD) == rules.allowance(10**9) == 3


def test_an_hour_ends_with_the_hour():
    now = NOON + timedelta(minutes=59, seconds=59, microseconds=7)

    assert rules.start_of_hour(now) == NOON
    assert rules.seconds_to_next_hour(now) == 1
    assert rules.seconds_to_next_hour(NOON) == 3600


@given(st.integers(0, 2**128 - 1))
def test_an_invite_is_the_same_however_it_is_typed(bits):
    code = rules.invite_code(bits)
    sloppy = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")

    assert rules.code_hash(sloppy) == rules.code_hash(code)
    assert len(rules.tidy_code(code)) == 26


def test_no_two_codes_are_one():
    assert rules.invite_code(0) != rules.invite_code(1)
    assert rules.invite_code(2**128 - 1).startswith("7ZZZZ-")
    assert rules.invite_code(1 << 127).startswith("40000-")
