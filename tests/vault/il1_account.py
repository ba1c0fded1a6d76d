"""The account's part of scheme IL1, a second time: passphrase, recovery code, wraps and names."""

import unicodedata
from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw

from tests.vault import il1
from tests.vault.il1 import Refused, Ring

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
FLOOR = {"memory_kib": 65536, "passes": 3, "lanes": 1}
CEILING = {"memory_kib": 1_048_576, "passes": 16, "lanes": 4}


@dataclass(frozen=True)
class Credentials:
    """`auth` is shown to the server, `kek` wraps the ring."""

    auth: bytes
    kek: bytes


def root_of(passphrase: str, salt: bytes, memory_kib: int, passes: int, lanes: int) -> bytes:
    plain = unicodedata.normalize("NFKC", passphrase).encode()
    return hash_secret_raw(plain, salt, passes, memory_kib, lanes, 32, Type.ID)


def of_passphrase(root: bytes, salt: bytes) -> Credentials:
    return Credentials(il1.hk(root, "auth", salt=salt), il1.hk(root, "kek", salt=salt))


def of_code(code: bytes) -> Credentials:
    return Credentials(il1.hk(code, "recovery-auth"), il1.hk(code, "recovery-kek"))


def write_code(code: bytes) -> str:
    number = int.from_bytes(code + bytes([_check(code)]), "big") << 4
    letters = "".join(LETTERS[number >> shift & 31] for shift in range(135, -1, -5))
    return "-".join(letters[at : at + 4] for at in range(0, 28, 4))


def read_code(typed: str) -> bytes:
    """Raises Refused `code_mistyped`."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())
    letters = letters.translate(str.maketrans("OIL", "011"))
    number = 0
    for letter in letters:
        if letter not in LETTERS:
            raise Refused("code_mistyped")
        number = number << 5 | LETTERS.index(letter)
    code = (number >> 12).to_bytes(16, "big") if number >> 140 == 0 else b""
    if len(letters) != 28 or number & 15 or number >> 4 & 255 != _check(code):
        raise Refused("code_mistyped")
    return code


def _check(code: bytes) -> int:
    """The remainder of the code by x^8 + x^2 + x + 1, as long division on paper."""
    rest = int.from_bytes(code, "big") << 8
    for bit in range(rest.bit_length() - 1, 7, -1):
        if rest >> bit & 1:
            rest ^= 0x107 << (bit - 8)
    return rest


def is_agreed(kdf: dict[str, object]) -> bool:
    """Whether a phone derives anything under what a server asks for."""
    if kdf.get("algorithm") != "argon2id" or len(il1.unb64(str(kdf.get("salt")))) != 16:
        return False
    costs = {name: kdf.get(name) for name in FLOOR}
    return all(
        isinstance(cost, int) and FLOOR[name] <= cost <= CEILING[name]
        for name, cost in costs.items()
    )


def wrap(kek: bytes, owner: str, way: str, ring: Ring, nonce: bytes) -> bytes:
    return il1.seal(kek, il1.lp("ring", owner, way), ring.to_json().encode(), nonce)


def unwrap(kek: bytes, owner: str, way: str, sealed: bytes) -> Ring:
    return Ring.from_json(il1.unseal(kek, il1.lp("ring", owner, way), sealed).decode())


def seal_name(ring: Ring, place: list[str], epoch: int, name: str, nonce: bytes) -> bytes:
    """`place` is `["device", owner, device id]` or `["login", owner]`."""
    key = il1.hk(ring.keys[epoch], "local", epoch)
    return il1.seal(key, il1.lp(*place, epoch), il1.pad(name.encode()), nonce)


def open_name(ring: Ring, place: list[str], sealed: bytes) -> str:
    """Whichever epoch it was sealed under. Raises Refused."""
    for epoch in sorted(ring.keys, reverse=True):
        key = il1.hk(ring.keys[epoch], "local", epoch)
        try:
            return il1.unpad(il1.unseal(key, il1.lp(*place, epoch), sealed)).decode()
        except Refused:
            continue
    raise Refused("not_authentic")
