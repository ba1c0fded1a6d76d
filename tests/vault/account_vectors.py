"""The account's cases of tests/vectors/il1_account_*.json; see make_vectors."""

import functools
from collections.abc import Iterator
from typing import Any

from tests.vault import il1_account
from tests.vault.il1 import Ring, b64

PARAMS = il1_account.FLOOR
PASSPHRASES = [
    "correct horse battery",
    "Grüße ﬁ … 🫖 Tee",
    "\u0041\u030angström immer",
    " leading and trailing ",
]
CODES = [
    bytes(16),
    bytes([255] * 16),
    bytes(range(16)),
    bytes.fromhex("9f3c1a0be7d24588a1c0ffee12345678"),
]


def all_vectors(owner: str, ring: Ring, seeded: Any) -> dict[str, Any]:
    return {
        "il1_account_passphrases": list(_passphrases(owner, ring, seeded)),
        "il1_account_codes": list(_codes(owner, ring, seeded)),
        "il1_account_mistyped": list(_mistyped()),
        "il1_account_names": list(_names(owner, ring, seeded)),
        "il1_account_kdf": list(_kdf(seeded)),
    }


@functools.cache
def _root(passphrase: str, salt: bytes) -> bytes:
    return il1_account.root_of(passphrase, salt, **PARAMS)


def _passphrases(owner: str, ring: Ring, seeded: Any) -> Iterator[dict[str, Any]]:
    for passphrase in PASSPHRASES:
        salt, nonce = seeded(f"salt {passphrase}", 16), seeded(f"wrap {passphrase}", 12)
        root = _root(passphrase, salt)
        keys = il1_account.of_passphrase(root, salt)
        wrap = il1_account.wrap(keys.kek, owner, "pass", ring, nonce)
        yield {
            "passphrase": passphrase,
            "kdf": {"algorithm": "argon2id", **PARAMS, "salt": b64(salt)},
            "root": root.hex(),
            "auth": b64(keys.auth),
            "nonce": nonce.hex(),
            "wrap": b64(wrap),
        }


def _codes(owner: str, ring: Ring, seeded: Any) -> Iterator[dict[str, Any]]:
    for code in CODES:
        written = il1_account.write_code(code)
        nonce = seeded(f"wrap {written}", 12)
        keys = il1_account.of_code(code)
        yield {
            "code": code.hex(),
            "written": written,
            "typed": [written.lower(), written.replace("-", " "), *_careless(written)],
            "auth": b64(keys.auth),
            "nonce": nonce.hex(),
            "wrap": b64(il1_account.wrap(keys.kek, owner, "recovery", ring, nonce)),
        }


def _careless(written: str) -> Iterator[str]:
    yield written.replace("0", "O").replace("1", "l")
    yield "  " + written.replace("0", "o").replace("1", "I").replace("-", " - ") + "\n"
    yield written.replace("-", "\u2013")


def _mistyped() -> Iterator[str]:
    """Each letter of a code wrong in turn, neighbours that changed places, and wrong lengths."""
    letters = il1_account.write_code(CODES[3]).replace("-", "")
    for at, letter in enumerate(letters):
        other = il1_account.LETTERS[(il1_account.LETTERS.index(letter) + 1 + at % 31) % 32]
        yield letters[:at] + other + letters[at + 1 :]
        if letters[at : at + 2] != letters[at : at + 2][::-1]:
            yield letters[:at] + letters[at : at + 2][::-1] + letters[at + 2 :]
    yield from [
        "",
        letters[:-1],
        letters + "0",
        letters + letters,
        "U" + letters[1:],
        "*" + letters[1:],
    ]


def _names(owner: str, ring: Ring, seeded: Any) -> Iterator[dict[str, Any]]:
    device = "5a1d0c3e-99f0-0b7a-2c44-1234567890ab"
    for place, epoch, name in [
        (["device", owner, device], 2, "Telefon im Büro 🫖"),
        (["device", owner, device], 1, "Android phone"),
        (["login", owner], 2, "Étoile"),
    ]:
        nonce = seeded(f"{place[0]} {name}", 12)
        sealed = il1_account.seal_name(ring, place, epoch, name, nonce)
        yield {
            "place": place,
            "epoch": epoch,
            "name": name,
            "nonce": nonce.hex(),
            "sealed": b64(sealed),
        }


def _kdf(seeded: Any) -> Iterator[dict[str, Any]]:
    good = {"algorithm": "argon2id", **PARAMS, "salt": b64(seeded("a salt", 16))}
    changes: list[tuple[bool, dict[str, Any]]] = [
        (True, {}),
        (True, {"memory_kib": 131072, "passes": 4, "lanes": 2}),
        (True, {"memory_kib": 1_048_576, "passes": 16, "lanes": 4}),
        (False, {"memory_kib": 65535}),
        (False, {"memory_kib": 1024}),
        (False, {"memory_kib": 1_048_577}),
        (False, {"passes": 2}),
        (False, {"passes": 17}),
        (False, {"lanes": 0}),
        (False, {"lanes": 5}),
        (False, {"passes": 3.5}),
        (False, {"memory_kib": "65536"}),
        (False, {"memory_kib": None}),
        (False, {"algorithm": "argon2i"}),
        (False, {"algorithm": "pbkdf2"}),
        (False, {"salt": b64(seeded("a salt", 8))}),
        (False, {"salt": b64(seeded("a salt", 32))}),
        (False, {"salt": ""}),
    ]
    for agreed, change in changes:
        yield {"kdf": {**good, **change}, "agreed": agreed}
