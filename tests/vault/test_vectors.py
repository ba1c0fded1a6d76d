"""The format of the vault, held still: a second implementation opens what the app seals."""

import hashlib
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vault import il1
from tests.vault.il1 import Place, Refused, Ring, unb64
from tests.vault.make_vectors import all_vectors, written
from tests.vectors import FOLDER, vectors

PHONE = vectors("il1_phone")
RING = Ring.from_json(PHONE["ring"])
NAMES = {"id": RING.singleton_id, "slot": RING.slot, "local": RING.name_of}


@pytest.mark.parametrize("name", all_vectors())
def test_the_format_has_not_changed(name):
    assert (FOLDER / f"{name}.json").read_text(encoding="utf-8") == written(all_vectors()[name])


@pytest.mark.parametrize("case", vectors("il1_lp"))
def test_fields_are_written_with_their_length(case):
    assert il1.lp(*case["fields"]).hex() == case["bytes"]


def test_no_two_lists_of_fields_look_alike():
    written_out = [case["bytes"] for case in vectors("il1_lp")]
    assert len(set(written_out)) == len(written_out)


@pytest.mark.parametrize("case", vectors("il1_hk"))
@pytest.mark.parametrize("salt", [None, b"", bytes(32)])
def test_salt_0_means_the_same_in_all_three_readings(case, salt):
    base = bytes.fromhex(case["base"])
    assert il1.hk(base, *case["label"], salt=salt).hex() == case["derived"]


@pytest.mark.parametrize("case", vectors("il1_pad"))
def test_lengths_fall_into_nine_buckets(case):
    if "refused" in case:
        with pytest.raises(Refused, match=case["refused"]):
            il1.pad(bytes(case["length"]))
        return
    padded = il1.pad(b"i" * case["length"])
    assert len(padded) == case["padded"]
    assert hashlib.sha256(padded).hexdigest() == case["sha256"]
    assert il1.unpad(padded) == b"i" * case["length"]


@given(st.binary(max_size=5000))
def test_what_is_padded_comes_back(data):
    assert il1.unpad(il1.pad(data)) == data


@pytest.mark.parametrize("case", vectors("il1_names"))
def test_names_come_from_the_ring(case):
    assert NAMES[case["what"]](*case["of"]) == case["name"]


@pytest.mark.parametrize("case", [c for c in vectors("il1_names") if c["what"] == "id"])
def test_a_derived_id_is_a_uuid_that_any_server_takes(case):
    assert str(UUID(case["name"])) == case["name"]


@pytest.mark.parametrize("case", vectors("il1_sealed"))
def test_what_is_sealed_opens_in_its_place(case):
    place, blob = Place(**case["place"]), unb64(case["sealed"])

    assert il1.open_json(RING, place, blob) == case["json"]
    assert il1.seal_json(RING, place, case["json"], bytes.fromhex(case["nonce"])) == blob
    assert len(blob) - 29 in il1.BUCKETS


@pytest.mark.parametrize("case", vectors("il1_refused"), ids=lambda case: case["why"])
def test_what_was_altered_is_refused(case):
    with pytest.raises(Refused) as refusal:
        il1.open_record(RING, Place(**case["place"]), "practice_log", unb64(case["sealed"]))
    assert refusal.value.code == case["code"]


def test_at_least_forty_flipped_bits_are_among_the_altered():
    assert sum("flipped" in case["why"] for case in vectors("il1_refused")) >= 40


def test_the_ring_opens_with_the_key_of_the_phone():
    key, blob = bytes.fromhex(PHONE["device_key"]), unb64(PHONE["wrapped"])

    assert il1.unwrap_ring(key, PHONE["owner"], blob) == RING
    with pytest.raises(Refused, match="not_authentic"):
        il1.unwrap_ring(key, "8d2b7c14-05af-4e39-a6d1-91c37be2f508", blob)


def test_any_32_bytes_are_an_x25519_private_key():
    assert RING.public().hex() == PHONE["x25519_public"]
