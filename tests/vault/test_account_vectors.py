"""The account's part of the format, held still, and what its check letters promise."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vault import il1_account
from tests.vault.il1 import Refused, Ring, unb64
from tests.vectors import vectors

PHONE = vectors("il1_phone")
RING = Ring.from_json(PHONE["ring"])
OWNER = PHONE["owner"]
STRANGER = "8d2b7c14-05af-4e39-a6d1-91c37be2f508"
PASSPHRASES = vectors("il1_account_passphrases")
CODES = vectors("il1_account_codes")


@pytest.mark.parametrize("case", PASSPHRASES, ids=lambda case: case["passphrase"])
def test_a_passphrase_derives_to_what_opens_the_ring(case):
    kdf = case["kdf"]
    salt = unb64(kdf["salt"])
    costs = {name: kdf[name] for name in il1_account.FLOOR}
    root = il1_account.root_of(case["passphrase"], salt, **costs)
    keys = il1_account.of_passphrase(root, salt)

    assert root.hex() == case["root"]
    assert keys.auth == unb64(case["auth"])
    assert il1_account.unwrap(keys.kek, OWNER, "pass", unb64(case["wrap"])) == RING


def test_the_same_letters_in_other_bytes_are_the_same_passphrase():
    composed, apart = "\u00c5ngström immer", "A\u030angström immer"
    salt = bytes(16)
    roots = {il1_account.root_of(text, salt, 8192, 1, 1) for text in (composed, apart)}
    assert len(roots) == 1


@pytest.mark.parametrize("case", CODES, ids=lambda case: case["written"])
def test_a_recovery_code_opens_the_ring_however_it_was_typed(case):
    code = bytes.fromhex(case["code"])
    keys = il1_account.of_code(code)

    assert il1_account.write_code(code) == case["written"]
    assert [il1_account.read_code(typed) for typed in case["typed"]] == [code] * len(case["typed"])
    assert keys.auth == unb64(case["auth"])
    assert il1_account.unwrap(keys.kek, OWNER, "recovery", unb64(case["wrap"])) == RING


@pytest.mark.parametrize(
    ("owner", "way"), [(STRANGER, "pass"), (OWNER, "recovery"), (OWNER, "device")]
)
def test_a_wrap_opens_for_its_owner_and_its_way_alone(owner, way):
    case = PASSPHRASES[0]
    keys = il1_account.of_passphrase(bytes.fromhex(case["root"]), unb64(case["kdf"]["salt"]))
    with pytest.raises(Refused, match="not_authentic"):
        il1_account.unwrap(keys.kek, owner, way, unb64(case["wrap"]))


@pytest.mark.parametrize("typed", vectors("il1_account_mistyped"))
def test_a_mistyped_code_is_noticed(typed):
    with pytest.raises(Refused, match="code_mistyped"):
        il1_account.read_code(typed)


@given(st.binary(min_size=16, max_size=16))
def test_any_wrong_letter_and_any_two_that_changed_places_are_noticed(code):
    letters = il1_account.write_code(code).replace("-", "")
    wrong = [
        letters[:at] + other + letters[at + 1 :]
        for at, letter in enumerate(letters)
        for other in il1_account.LETTERS
        if other != letter
    ]
    for typed in [*wrong, *_swapped(letters)]:
        with pytest.raises(Refused, match="code_mistyped"):
            il1_account.read_code(typed)


def _swapped(letters: str) -> list[str]:
    pairs = itertools.combinations(range(len(letters)), 2)
    return [
        letters[:one] + letters[two] + letters[one + 1 : two] + letters[one] + letters[two + 1 :]
        for one, two in pairs
        if letters[one] != letters[two]
    ]


@pytest.mark.parametrize("case", vectors("il1_account_names"), ids=lambda case: case["name"])
def test_a_name_opens_in_its_place(case):
    nonce, blob = bytes.fromhex(case["nonce"]), unb64(case["sealed"])

    assert il1_account.open_name(RING, case["place"], blob) == case["name"]
    again = il1_account.seal_name(RING, case["place"], case["epoch"], case["name"], nonce)
    assert again == blob


def test_the_name_of_one_phone_is_not_that_of_another():
    case = vectors("il1_account_names")[0]
    with pytest.raises(Refused, match="not_authentic"):
        il1_account.open_name(RING, [*case["place"][:2], STRANGER], unb64(case["sealed"]))


@pytest.mark.parametrize("case", vectors("il1_account_kdf"))
def test_weak_and_endless_derivations_are_refused(case):
    assert il1_account.is_agreed(case["kdf"]) is case["agreed"]
