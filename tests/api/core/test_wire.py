"""Ids and bytes have one spelling each."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from api.core.rest import Schema
from api.core.wire import Bytes, Id, is_id, read_bytes, write_bytes

ID = "6f1f4e2a-3a0c-0a39-1a53-0d8a2f6c1b11"


@pytest.mark.parametrize(
    ("value", "yes"),
    [
        (ID, True),
        ("00000000-0000-0000-0000-000000000000", True),
        ("ffffffff-ffff-ffff-ffff-ffffffffffff", True),
        (ID.upper(), False),
        (ID.replace("-", ""), False),
        (f"{{{ID}}}", False),
        (f"urn:uuid:{ID}", False),
        (f"{ID}\n", False),
        (f" {ID}", False),
        (ID[:-1], False),
        ("6f1f4e2a-3a0c-0a39-1a53-0d8a2f6c1b1g", False),
        ("\u0661" * 8 + ID[8:], False),
        ("", False),
        (None, False),
        (7, False),
        ([ID], False),
    ],
)
def test_an_id_has_one_spelling(value, yes):
    assert is_id(value) is yes


@given(st.binary(max_size=100))
def test_bytes_come_back_as_they_went(raw):
    assert read_bytes(write_bytes(raw)) == raw


@given(st.text(alphabet="AQgw-_+/= \n", max_size=12))
def test_bytes_have_one_spelling(text):
    raw = read_bytes(text)

    assert raw is None or write_bytes(raw) == text


@pytest.mark.parametrize(
    "text",
    ["A", "AAAAA", "AQ==", "AR", "AAB", "+A", "/A", "A A", "AA\n", "\u00c4A", None, 7, [], {}],
)
def test_what_is_no_such_spelling_is_nothing(text):
    assert read_bytes(text) is None


class ThingSchema(Schema):
    id = Id()
    exact = Bytes(2)
    range = Bytes(1, 3)
    sealed = Bytes(2, 4, sealed=True, allow_none=True)


@pytest.mark.parametrize(
    ("given_", "loaded"),
    [
        ({"id": ID}, {"id": UUID(ID)}),
        ({"exact": "AAA"}, {"exact": bytes(2)}),
        ({"range": "AA"}, {"range": bytes(1)}),
        ({"range": "AAAA"}, {"range": bytes(3)}),
        ({"sealed": "AQA"}, {"sealed": b"\x01\x00"}),
        ({"sealed": None}, {"sealed": None}),
    ],
)
def test_a_good_value_is_loaded_and_told_alike(given_, loaded):
    assert ThingSchema().load(given_) == loaded
    assert ThingSchema().dump(loaded) == given_


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("id", ID.upper(), "Not a valid UUID."),
        ("id", 7, "Not a valid UUID."),
        ("exact", "AA", "Not as long as it must be."),
        ("exact", "AAAA", "Not as long as it must be."),
        ("range", "", "Not as long as it must be."),
        ("range", "AAAAAA", "Not as long as it must be."),
        ("range", "A", "Not base64url without padding."),
        ("range", None, "Field may not be null."),
        ("sealed", "AgA", "Not a format known here."),
        ("sealed", "AQ", "Not as long as it must be."),
    ],
)
def test_a_bad_value_is_named(name, value, complaint):
    with pytest.raises(ValidationError) as refused:
        ThingSchema().load({name: value})
    assert refused.value.messages == {name: [complaint]}
