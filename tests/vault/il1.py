"""Scheme IL1 written a second time, from its description alone, so that the app's is checked.

Shares no code with the app. The byte-level choices are those of docs/decisions/0010-vault-bytes.md.
"""

import base64
import json
import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

BUCKETS = tuple(512 << power for power in range(9))
FORMAT = b"\x01"
Field = str | int | bytes


class Refused(Exception):
    """What was sealed cannot be opened; `code` is the app's word for why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def u32(number: int) -> bytes:
    return number.to_bytes(4, "big")


def lp(*fields: Field) -> bytes:
    return b"".join(u32(len(data)) + data for data in map(_bytes, fields))


def _bytes(field: Field) -> bytes:
    if isinstance(field, str):
        return field.encode("utf-8")
    return u32(field) if isinstance(field, int) else field


def hk(ikm: bytes, *label: Field, salt: bytes | None = bytes(32)) -> bytes:
    info = lp("interlude/1", *label)
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(ikm)


def pad(data: bytes) -> bytes:
    whole = u32(len(data)) + data
    bucket = next((size for size in BUCKETS if size >= len(whole)), None)
    if bucket is None:
        raise Refused("too_large")
    return whole.ljust(bucket, b"\0")


def unpad(padded: bytes) -> bytes:
    end = 4 + int.from_bytes(padded[:4], "big")
    if len(padded) not in BUCKETS or end > len(padded) or any(padded[end:]):
        raise Refused("unreadable")
    return padded[4:end]


def seal(key: bytes, aad: bytes, plain: bytes, nonce: bytes) -> bytes:
    return FORMAT + nonce + AESGCM(key).encrypt(nonce, plain, aad)


def unseal(key: bytes, aad: bytes, sealed: bytes) -> bytes:
    if sealed[:1] != FORMAT:
        raise Refused("unknown_format")
    try:
        return AESGCM(key).decrypt(sealed[1:13], sealed[13:], aad)
    except (InvalidTag, ValueError) as error:
        raise Refused("not_authentic") from error


@dataclass(frozen=True)
class Place:
    """Where something sealed lies. `kind` is `item`, `summaries` or `drafts`."""

    kind: str
    owner: str
    id: str
    version: int
    epoch: int

    @property
    def aad(self) -> bytes:
        return lp(self.kind, self.owner, self.id, self.version, self.epoch)


@dataclass(frozen=True)
class Ring:
    cur: int
    keys: dict[int, bytes]
    ids: bytes
    x: bytes

    @classmethod
    def from_json(cls, text: str) -> "Ring":
        read = json.loads(text)
        keys = {int(epoch): unb64(key) for epoch, key in read["keys"].items()}
        return cls(read["cur"], keys, unb64(read["ids"]), unb64(read["x"]))

    def to_json(self) -> str:
        keys = {str(epoch): b64(key) for epoch, key in self.keys.items()}
        return compact({"cur": self.cur, "keys": keys, "ids": b64(self.ids), "x": b64(self.x)})

    def key_for(self, place: Place) -> bytes:
        if place.epoch not in self.keys:
            raise Refused("too_new")
        label = "items" if place.kind == "item" else "local"
        return hk(self.keys[place.epoch], label, place.epoch)

    def public(self) -> bytes:
        return X25519PrivateKey.from_private_bytes(self.x).public_key().public_bytes_raw()

    def singleton_id(self, collection: str, key: str) -> str:
        return str(UUID(bytes=hk(self.ids, "id", collection, key)[:16]))

    def slot(self, collection: str, on: str) -> str:
        return b64(hk(self.ids, "slot", collection, on)[:16])

    def name_of(self, kind: str, name: str) -> str:
        return b64(hk(self.ids, kind, name)[:16])


def compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def seal_bytes(ring: Ring, place: Place, plain: bytes, nonce: bytes) -> bytes:
    return seal(ring.key_for(place), place.aad, plain, nonce)


def seal_json(ring: Ring, place: Place, value: Any, nonce: bytes) -> bytes:
    return seal_bytes(ring, place, pad(compact(value).encode()), nonce)


def open_json(ring: Ring, place: Place, sealed: bytes) -> Any:
    if sealed[:1] != FORMAT:
        raise Refused("unknown_format")
    data = unpad(unseal(ring.key_for(place), place.aad, sealed))
    try:
        return json.loads(data.decode("utf-8"))
    except ValueError as error:
        raise Refused("unreadable") from error


def open_record(ring: Ring, place: Place, collection: str, sealed: bytes) -> dict[str, Any]:
    """The content of a record of `collection`. Raises Refused."""
    content = open_json(ring, place, sealed)
    if not isinstance(content, dict) or content.get("type") != collection:
        raise Refused("unreadable")
    if "parts" in content:
        raise Refused("too_new")
    if content.get("deleted") is True:
        return content
    if "value" not in content or not is_date(content.get("on", "1970-01-01")):
        raise Refused("unreadable")
    return content


def is_date(on: Any) -> bool:
    return isinstance(on, str) and re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", on) is not None


def wrap_ring(key: bytes, owner: str, text: str, nonce: bytes) -> bytes:
    return seal(key, lp("ring", owner, "device"), text.encode(), nonce)


def unwrap_ring(key: bytes, owner: str, sealed: bytes) -> Ring:
    return Ring.from_json(unseal(key, lp("ring", owner, "device"), sealed).decode())
