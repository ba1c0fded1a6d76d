"""A call that makes no sense is refused whole, and no call breaks the server."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.vault.phones import (
    SYNC,
    an_id,
    asking,
    edit,
    everything,
    sync,
    synced,
)


def post(phone, body, content_type="application/json"):
    return phone.post(SYNC, data=body, content_type=content_type)


def is_problem(answer, status, name):
    assert answer.content_type == "application/problem+json"
    return (answer.status_code, answer.json["code"]) == (status, name)


@pytest.mark.parametrize(
    ("body", "status", "name"),
    [
        (b"", 400, "invalid_json"),
        (b"{", 400, "invalid_json"),
        (b"\xff", 400, "invalid_json"),
        (b'{"cursor": NaN}', 400, "invalid_json"),
        (b'"\\ud800"', 400, "invalid_json"),
        (b"[" * 20_000, 400, "invalid_json"),
        (b"null", 422, "invalid_input"),
        (b"[]", 422, "invalid_input"),
        (b"{}", 422, "invalid_input"),
        (b'"x"', 422, "invalid_input"),
        (b"1e400", 400, "invalid_json"),
        (b"[" * 900 + b"]" * 900, 422, "invalid_input"),
        (b"x" * 262_145, 413, "body_too_large"),
    ],
    ids=lambda value: ascii(value)[:20],
)
def test_a_call_that_makes_no_sense_is_a_problem(phone, body, status, name):
    assert is_problem(post(phone, body), status, name)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("history", "x"),
        ("history", 1),
        ("cursor", -1),
        ("cursor", "0"),
        ("cursor", 2**64),
        ("cursor", 1e300),
        ("limit", 0),
        ("limit", 501),
        ("ops", None),
        ("ops", {}),
        ("ops", [0] * 101),
        ("device", "x"),
    ],
)
def test_a_wrong_part_of_a_call_refuses_all_of_it(phone, key, value):
    answer = post(phone, json.dumps(asking([edit()]) | {key: value}))

    assert is_problem(answer, 422, "invalid_input")
    assert answer.json["detail"].endswith(".")
    assert everything(phone) == {}


def test_what_does_not_say_that_it_is_json_is_not_read(phone):
    body = json.dumps(asking([edit()]))

    for kind in ("text/plain", "application/x-www-form-urlencoded", ""):
        assert is_problem(post(phone, body, kind), 415, "unsupported_media_type")


def test_a_call_without_the_token_against_forgery_is_refused(phone):
    answer = phone.client.post(SYNC, json=asking([edit()]))

    assert answer.status_code == 401
    assert everything(phone) == {}


def test_the_refusal_quotes_nothing_that_was_sent(phone):
    answer = post(phone, json.dumps({"canary": "canary"}))

    assert "canary" not in answer.text


@pytest.mark.parametrize(
    "given",
    [{"history": an_id()}, {"cursor": 1}, {"cursor": 2**53 - 1}],
    ids=["history", "one ahead", "far ahead"],
)
def test_whoever_must_start_over_brings_nothing(phone, given):
    answer = sync(phone, edit(), **given)

    assert answer.status_code == 409
    assert everything(phone) == {}


def test_another_history_is_told(phone):
    history = synced(phone)["history"]

    answer = sync(phone, history=an_id())

    assert is_problem(answer, 409, "history_changed")
    assert answer.json["history"] == history
    assert sync(phone, history=history).status_code == 200


def test_a_cursor_ahead_of_the_server_is_told(phone):
    cursor = synced(phone, edit())["cursor"]

    assert sync(phone, cursor=cursor).status_code == 200
    assert is_problem(sync(phone, cursor=cursor + 1), 409, "cursor_ahead")
    assert is_problem(sync(phone, edit(), cursor=cursor + 1), 409, "cursor_ahead")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


calls = st.one_of(
    json_values,
    st.fixed_dictionaries(
        {key: st.just(value) | json_values for key, value in asking().items()},
    ),
    st.builds(
        lambda key, value: asking([edit() | {key: value}]),
        st.sampled_from([*edit(), "more"]),
        json_values,
    ),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(calls)
def test_nothing_that_is_json_breaks_the_server(phone, call):
    answer = post(phone, json.dumps(call))

    assert answer.status_code in {200, 400, 409, 422}
    assert answer.status_code == 200 or answer.content_type == "application/problem+json"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_no_bytes_break_the_server(phone, body):
    assert post(phone, body).status_code in {400, 422}
