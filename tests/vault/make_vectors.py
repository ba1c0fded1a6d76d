"""Writes tests/vectors/il1_*.json: `python -m tests.vault.make_vectors`.

Everything is derived from fixed seeds, so a second run changes nothing. A difference means that
the format has changed, and records of phones out there could no longer be opened.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from tests.vault import account_vectors, il1
from tests.vault.il1 import Place, Ring, b64
from tests.vectors import FOLDER

OWNER = "3f0e9a52-7c1d-4b86-9f27-5d8a1c40e6b3"
OTHER_OWNER = "8d2b7c14-05af-4e39-a6d1-91c37be2f508"
RECORD = "c0ffee00-1234-5678-9abc-def012345678"
OTHER_RECORD = "0badcafe-1234-5678-9abc-def012345678"


def seeded(name: str, length: int = 32) -> bytes:
    return hashlib.sha256(f"interlude vectors: {name}".encode()).digest()[:length]


RING = Ring(2, {1: seeded("key 1"), 2: seeded("key 2")}, ids=seeded("ids"), x=seeded("x25519"))
DEVICE_KEY = seeded("device key")


def phone() -> dict[str, Any]:
    nonce = seeded("ring nonce", 12)
    text = RING.to_json()
    return {
        "owner": OWNER,
        "ring": text,
        "device_key": DEVICE_KEY.hex(),
        "nonce": nonce.hex(),
        "wrapped": b64(il1.wrap_ring(DEVICE_KEY, OWNER, text, nonce)),
        "x25519_private": RING.x.hex(),
        "x25519_public": RING.public().hex(),
    }


def length_prefixed() -> list[dict[str, Any]]:
    cases: list[list[il1.Field]] = [
        [],
        [""],
        ["item", OWNER, RECORD, 1, 1],
        ["ab", "c"],
        ["a", "bc"],
        [0],
        [4294967295],
        ["Grüße ﬁ 🫖"],
        ["\ufeffmark"],
    ]
    return [{"fields": fields, "bytes": il1.lp(*fields).hex()} for fields in cases]


def derived() -> list[dict[str, Any]]:
    labels: list[list[il1.Field]] = [
        ["items", 1],
        ["items", 2],
        ["local", 1],
        ["local", 2],
        ["id", "settings", ""],
        ["slot", "practice_log", "2026-11-23"],
        ["summaries", "what_helped"],
        ["drafts", "journal"],
    ]
    base = RING.keys[1]
    return [
        {"base": base.hex(), "label": label, "derived": il1.hk(base, *label).hex()}
        for label in labels
    ]


def padded() -> list[dict[str, Any]]:
    edges = sorted({0, 1, *(size + by for size in il1.BUCKETS for by in (-5, -4))})
    return [
        {
            "length": length,
            "padded": len(il1.pad(bytes(length))),
            "sha256": hashlib.sha256(il1.pad(b"i" * length)).hexdigest(),
        }
        for length in edges
    ] + [{"length": il1.BUCKETS[-1] - 3, "refused": "too_large"}]


def names() -> list[dict[str, Any]]:
    ids = [("settings", ""), ("work_hours", ""), ("template", "weekly"), ("template", "semaine é")]
    days = [("practice_log", "2026-11-23"), ("practice_log", "2026-11-24"), ("pulse", "2026-11-23")]
    local = [("summaries", "what_helped"), ("drafts", "what_helped")]
    return [
        *({"what": "id", "of": [*of], "name": RING.singleton_id(*of)} for of in ids),
        *({"what": "slot", "of": [*of], "name": RING.slot(*of)} for of in days),
        *({"what": "local", "of": [*of], "name": RING.name_of(*of)} for of in local),
    ]


def sealed() -> list[dict[str, Any]]:
    return [_sealed(at, place, value) for at, (place, value) in enumerate(_contents())]


def _contents() -> Iterator[tuple[Place, Any]]:
    log = {"type": "practice_log", "on": "2026-11-23", "value": {"practice": "p1", "done": True}}
    yield Place("item", OWNER, RECORD, 1, 1), log
    yield Place("item", OWNER, RECORD, 2, 2), {**log, "value": {"note": "Grüße ﬁ 🫖 \u2028"}}
    yield Place("item", OWNER, RECORD, 3, 2), {"type": "practice_log", "deleted": True}
    yield Place("item", OWNER, OTHER_RECORD, 4294967295, 2), {"type": "settings", "value": None}
    yield Place("item", OWNER, OTHER_RECORD, 7, 2), {"type": "journal", "value": "n" * 600}
    yield Place("summaries", OWNER, "what_helped", 1, 2), {"p1": 3}
    yield Place("drafts", OWNER, "journal", 12, 1), "half a sentence"


def _sealed(at: int, place: Place, value: Any) -> dict[str, Any]:
    nonce = seeded(f"nonce {at}", 12)
    blob = il1.seal_json(RING, place, value, nonce)
    return {"place": asdict(place), "nonce": nonce.hex(), "json": value, "sealed": b64(blob)}


def refused() -> list[dict[str, Any]]:
    """Each is one step away from a record that opens."""
    place, content = next(_contents())
    whole = il1.seal_json(RING, place, content, seeded("refused", 12))
    at = asdict(place)
    moved = [
        ("another id", {**at, "id": OTHER_RECORD}, "not_authentic"),
        ("another version", {**at, "version": 2}, "not_authentic"),
        ("another epoch of this ring", {**at, "epoch": 2}, "not_authentic"),
        ("another owner", {**at, "owner": OTHER_OWNER}, "not_authentic"),
        ("an epoch this ring has no key for", {**at, "epoch": 3}, "too_new"),
    ]
    return [
        *({"why": why, "place": p, "sealed": b64(whole), "code": code} for why, p, code in moved),
        *(_altered(at, why, blob, code) for why, blob, code in _bad_bytes(whole)),
        *(_altered(at, why, *_resealed(place, why, p)) for why, p in _bad_contents()),
        _altered(at, "a part of a longer record", *_of_later(place)),
    ]


def _altered(place: dict[str, Any], why: str, blob: bytes, code: str) -> dict[str, Any]:
    return {"why": why, "place": place, "sealed": b64(blob), "code": code}


def _bad_bytes(whole: bytes) -> Iterator[tuple[str, bytes, str]]:
    yield "nothing at all", b"", "unknown_format"
    yield "a later format", b"\x02" + whole[1:], "unknown_format"
    yield "format zero", b"\x00" + whole[1:], "unknown_format"
    yield "JSON in place of sealed bytes", b'{"type":"practice_log","value":1}', "unknown_format"
    yield "the format byte alone", whole[:1], "not_authentic"
    yield "cut short", whole[:-1], "not_authentic"
    yield "one byte more", whole + b"\0", "not_authentic"
    for bit in range(8, len(whole) * 8, 101):
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << (bit % 8)
        yield f"bit {bit} flipped", bytes(flipped), "not_authentic"


def _bad_contents() -> Iterator[tuple[str, bytes]]:
    good = il1.pad(il1.compact({"type": "practice_log", "value": 1}).encode())
    yield "not padded", good[4:60]
    yield "padded to no bucket", good + bytes(16)
    yield "a length beyond the end", il1.u32(509) + good[4:]
    yield "no zeros after the end", good[:-1] + b"\x01"
    yield "not UTF-8", il1.pad(b'{"type":"practice_log","value":"\xff"}')
    yield "not JSON", il1.pad(b"{")
    yield "no object", il1.pad(b'"practice_log"')
    yield "another type", il1.pad(b'{"type":"journal","value":1}')
    yield "no type", il1.pad(b'{"value":1}')
    yield "no value", il1.pad(b'{"type":"practice_log"}')
    yield "a day that is none", il1.pad(b'{"type":"practice_log","on":"today","value":1}')
    yield "deleted, but not truly", il1.pad(b'{"type":"practice_log","deleted":1}')


def _resealed(place: Place, why: str, plain: bytes) -> tuple[bytes, str]:
    return il1.seal_bytes(RING, place, plain, seeded(why, 12)), "unreadable"


def _of_later(place: Place) -> tuple[bytes, str]:
    parts = {"type": "practice_log", "parts": [OTHER_RECORD]}
    return il1.seal_json(RING, place, parts, seeded("parts", 12)), "too_new"


def all_vectors() -> dict[str, Any]:
    return {
        "il1_phone": phone(),
        "il1_lp": length_prefixed(),
        "il1_hk": derived(),
        "il1_pad": padded(),
        "il1_names": names(),
        "il1_sealed": sealed(),
        "il1_refused": refused(),
        **account_vectors.all_vectors(OWNER, RING, seeded),
    }


def written(value: Any) -> str:
    return json.dumps(value, indent=1, ensure_ascii=True) + "\n"


def main() -> None:
    for name, value in all_vectors().items():
        (FOLDER / f"{name}.json").write_text(written(value), encoding="utf-8")


if __name__ == "__main__":
    main()
