"""What may be sent: of an edit, every way to be wrong has its code; of a call, its sentence."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.vault.shapes import SEALED_LENGTHS, Asked, Op, Refused, read_asked, read_op, write_sealed
from tests.api.vault.phones import an_id, asking, b64, edit, sealed


def test_what_is_well_formed_is_read_as_it_was_sent():
    op = edit(version=7, base=3, after=[an_id()], epoch=2, purgeable=True)

    found = read_op(op)

    assert isinstance(found, Op)
    assert found._asdict() | {"sealed": write_sealed(found.sealed)} == op


BUCKETS = [512 << step for step in range(9)]


def test_the_lengths_are_those_of_the_sealing_scheme():
    assert sorted(SEALED_LENGTHS) == [bucket + 29 for bucket in BUCKETS]
    assert max(SEALED_LENGTHS) == 131_072 + 29


@pytest.mark.parametrize("bucket", BUCKETS)
def test_every_bucket_is_taken(bucket):
    assert isinstance(read_op(edit(sealed=sealed(bucket))), Op)


WRONG_VALUES = {
    "id": [None, 1, "", "x", an_id().upper(), f"{{{an_id()}}}", an_id().replace("-", ""), "é" * 36],
    "version": [0, -1, 2**32, 1.0, "1", True, None, 1e400, 2**70],
    "base": [-1, 2**32, 0.0, "0", False, None],
    "after": [None, {}, "x", an_id(), [1], [None], [an_id().upper()], [an_id()] * 33, [[]]],
    "epoch": [0, -1, 2**32, 1.0, "1", True, None],
    "purgeable": [None, 0, 1, "true", [], {}],
    "sealed": [None, 1, "", [], {}, "A", "AQ", "AQ==", "é", "\0", "\ud800", sealed() + "="],
}


@pytest.mark.parametrize(
    ("key", "value"),
    [(key, value) for key, values in WRONG_VALUES.items() for value in values],
    ids=lambda value: ascii(value)[:24],
)
def test_a_value_that_makes_no_sense_is_malformed(key, value):
    op = edit()

    assert read_op(op | {key: value}) == Refused(op["op"], "malformed")


@pytest.mark.parametrize("key", edit().keys() - {"op"})
def test_a_part_that_is_missing_is_malformed(key):
    op = edit()
    del op[key]

    assert read_op(op) == Refused(op["op"], "malformed")


def test_a_part_nobody_knows_is_malformed():
    op = edit(seq=4)

    assert read_op(op) == Refused(op["op"], "malformed")


@pytest.mark.parametrize(
    "value",
    [None, 1, "op", [], [edit()], {}, edit(op=None), edit(op="x"), edit(op=an_id().upper())],
)
def test_what_cannot_even_be_named_is_refused_without_a_name(value):
    assert read_op(value) == Refused(None, "malformed")


@pytest.mark.parametrize("length", [0, 1, 28, 29, 511 + 29, 513 + 29, 131_072 + 28])
def test_other_lengths_are_malformed(length):
    op = edit(sealed=b64(b"\1" * length))

    assert read_op(op) == Refused(op["op"], "malformed")


@pytest.mark.parametrize("length", [131_072 + 30, 200_000])
def test_longer_ones_are_too_large(length):
    op = edit(sealed=b64(b"\1" * length))

    assert read_op(op) == Refused(op["op"], "too_large")


@pytest.mark.parametrize("first", [0, 2, 255])
@pytest.mark.parametrize("length", [541, 3])
def test_another_first_byte_is_a_format_of_later(first, length):
    op = edit(sealed=b64(bytes([first]) + b"\0" * (length - 1)))

    assert read_op(op) == Refused(op["op"], "unknown_format")


def test_bytes_have_one_spelling():
    """541 bytes leave four bits over in the last letter: other letters stand for the same bytes."""
    text = sealed()
    respelled = text[:-1] + chr(ord(text[-1]) + 1)

    assert len(text) % 4 == 2
    for other in (respelled, text.replace("-", "+"), f"{text[:9]}\n{text[9:]}", f"{text} "):
        if other != text:
            assert read_op(edit(sealed=other)).code == "malformed"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


@given(json_values)
def test_nothing_breaks_the_reader_of_an_edit(value):
    assert isinstance(read_op(value), Refused)


@given(st.sampled_from(sorted(edit())), json_values)
def test_nothing_in_one_place_of_an_edit_breaks_it(key, value):
    assert isinstance(read_op(edit() | {key: value}), Op | Refused)


@given(json_values)
def test_nothing_breaks_the_reader_of_a_call(value):
    with pytest.raises(ValueError, match=r"^[A-Z].*\.$"):
        read_asked(value)


def test_a_call_is_read_with_every_edit_in_its_place():
    history, good = an_id(), edit()

    found = read_asked(asking(["bad", good], cursor=4, limit=9, history=history))

    assert isinstance(found, Asked)
    assert (found.history, found.cursor, found.floor, found.limit) == (history, 4, 0, 9)
    assert found.ops[0] == Refused(None, "malformed")
    assert found.ops[1].op == good["op"]


CALLS = [
    ("history", ["", "x", 1, an_id().upper(), True, []]),
    ("cursor", [-1, 2**53, 1.0, "0", True, None]),
    ("floor", [-1, 2**53, 1.0, "0", True, None]),
    ("limit", [0, 501, -1, 1.0, "1", True, None]),
    ("ops", [None, {}, "x", 1, [edit()] * 101]),
]


@pytest.mark.parametrize(
    ("key", "value"),
    [(key, value) for key, values in CALLS for value in values],
    ids=lambda value: ascii(value)[:24],
)
def test_a_call_that_makes_no_sense_is_told_what(key, value):
    with pytest.raises(ValueError, match=f"(?i){key}"):
        read_asked(asking() | {key: value})


@pytest.mark.parametrize("key", asking().keys())
def test_every_part_of_a_call_is_needed(key):
    call = asking()
    del call[key]

    with pytest.raises(ValueError, match="nothing else"):
        read_asked(call)


def test_a_part_of_a_call_that_nobody_knows_is_refused():
    with pytest.raises(ValueError, match="nothing else"):
        read_asked(asking() | {"owner": an_id()})


def test_the_largest_edit_fits_into_a_call():
    call = asking([edit(sealed=sealed(131_072), after=[an_id()] * 32)], history=an_id())

    assert len(json.dumps(call)) < 256 * 1024
