"""Every refusal has one shape, a code for programs and a sentence for people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from api.core import body
from api.core.errors import DomainError
from tests.api.planted import NoteSchema

NOTES = "/api/public/notes"


def post(client, raw, content_type="application/json"):
    return client.post(NOTES, data=raw, content_type=content_type)


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/nothing", 404, "not_found"),
        ("DELETE", "/api/practices", 405, "method_not_allowed"),
        ("GET", "/api/practices?language=xx", 422, "invalid_input"),
        ("GET", "/api/practices?languge=en", 422, "invalid_input"),
        ("GET", "/api/practices?language=%00", 422, "nul_character"),
        ("GET", "/api/practices?language=%ff%fe", 422, "invalid_input"),
        ("POST", "/api/public/beats/broken", 500, "internal_error"),
        ("POST", "/api/public/beats/refused", 404, "not_found"),
    ],
)
def test_a_refusal_has_the_one_shape(asker, method, path, status, code):
    answer = asker.open(path, method=method)

    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    assert answer.json["status"] == status
    assert answer.json["code"] == code
    assert answer.json["title"]
    assert len(answer.json["detail"].split()) <= 12


def test_what_is_not_there_and_what_is_not_yours_look_the_same(asker):
    assert asker.get("/api/nothing").data == asker.post("/api/public/beats/refused").data


def test_a_refused_method_names_the_others(asker):
    assert "GET" in asker.delete("/api/practices").headers["Allow"]


def test_nothing_of_the_inside_is_told(asker):
    answer = asker.post("/api/public/beats/broken", data=b"canary")

    assert b"canary" not in answer.data
    assert b"Traceback" not in answer.data
    assert b"RuntimeError" not in answer.data


@pytest.mark.parametrize(
    ("raw", "status", "code"),
    [
        (b'{"text": "good"}', 200, None),
        (b'{"text": "first", "text": "last"}', 200, None),
        (b'{"text": "\\ud83d\\ude00"}', 200, None),
        (b"", 400, "invalid_json"),
        (b"{", 400, "invalid_json"),
        (b'{"text": NaN}', 400, "invalid_json"),
        (b'{"count": Infinity}', 400, "invalid_json"),
        (b'{"text": "x", "count": 1e400}', 400, "invalid_json"),
        (b'{"text": "\\ud800"}', 400, "invalid_json"),
        (b'{"text": "\xff"}', 400, "invalid_json"),
        (b'{"text": "\x00"}', 400, "invalid_json"),
        (b'\xef\xbb\xbf{"text": "x"}', 400, "invalid_json"),
        (b"[" * 5000 + b"]" * 5000, 400, "invalid_json"),
        (b"[" * 100 + b"]" * 100, 422, "body_too_deep"),
        (b'{"a":' * 100 + b"1" + b"}" * 100, 422, "body_too_deep"),
        (b'{"text": "\\u0000"}', 422, "nul_character"),
        (b'{"\\u0000": "text"}', 422, "nul_character"),
        (b'{"text": "x", "count": true}', 422, "invalid_input"),
        (b'{"text": "x", "count": 213.0}', 422, "invalid_input"),
        (b'{"text": "x", "count": "7"}', 422, "invalid_input"),
        (b'{"text": "x", "count": 123456789012345678901234567890}', 422, "invalid_input"),
        (b'{"text": 7}', 422, "invalid_input"),
        (b'{"text": null}', 422, "invalid_input"),
        (b'{"text": "x", "is_admin": true}', 422, "invalid_input"),
        (b"{}", 422, "invalid_input"),
        (b"[]", 422, "invalid_input"),
        (b"null", 422, "invalid_input"),
        (b'"text"', 422, "invalid_input"),
    ],
)
def test_a_strange_body_never_breaks_us(asker, raw, status, code):
    answer = post(asker, raw)

    assert answer.status_code == status
    assert answer.json.get("code") == code


def test_shape_errors_name_the_field(asker):
    assert "count" in post(asker, b'{"text": "x", "count": "7"}').json["errors"]["json"]


@pytest.mark.parametrize("content_type", [None, "text/plain", "application/x-www-form-urlencoded"])
def test_a_body_says_that_it_is_json(asker, content_type):
    answer = post(asker, b'{"text": "x"}', content_type)

    assert answer.status_code == 415
    assert answer.json["code"] == "unsupported_media_type"


def test_headers_and_cookies_nobody_named_are_no_mistake(asker):
    asker.set_cookie("somebody", "elses", domain="127.0.0.1")

    answer = asker.get("/api/public/header", headers={"X-Release": "one", "X-Other": "two"})

    assert answer.json == {"release": "one"}


def test_a_huge_body_is_refused_with_its_own_code(asker):
    answer = post(asker, b'{"text": "' + b"x" * 300_000 + b'"}')

    assert answer.status_code == 413
    assert answer.json["code"] == "body_too_large"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(raw=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw):
    try:
        body.read(raw)
    except DomainError as error:
        assert error.code in {"invalid_json", "nul_character", "body_too_deep"}  # noqa: PT017


@given(extra=st.dictionaries(st.text(min_size=1), json_values, min_size=1, max_size=3))
def test_a_field_nobody_named_is_refused(extra):
    unknown = {key: value for key, value in extra.items() if key not in {"text", "count"}}
    if not unknown:
        return
    with pytest.raises(ValidationError) as refused:
        NoteSchema().load({"text": "x"} | unknown)
    assert set(refused.value.messages) == unknown.keys()
