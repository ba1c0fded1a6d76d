"""What a phone may send to the vault. Pure, and by hand: this is the busiest path of the server."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any, NamedTuple

MOST_OPS = 100
MOST_CHANGES = 500
MOST_AFTER = 32
MOST_U32 = 2**32 - 1
MOST_SEQ = 2**53 - 1  # beyond it, JavaScript counts no more
FORMAT = 1
# The scheme pads to 512, 1024, … 131,072 bytes, and adds its number, a nonce and a tag.
SEALED_LENGTHS = frozenset((512 << step) + 29 for step in range(9))
LONGEST_SEALED_TEXT = -(-max(SEALED_LENGTHS) * 4 // 3)

is_uuid = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}").fullmatch

OP_KEYS = {"op", "id", "version", "base", "after", "epoch", "sealed", "purgeable"}
ASKED_KEYS = {"history", "cursor", "limit", "ops"}

MALFORMED = "malformed"
TOO_LARGE = "too_large"
UNKNOWN_FORMAT = "unknown_format"


class Op(NamedTuple):
    """One edit of one record."""

    op: str
    id: str
    version: int
    base: int
    after: list[str]
    epoch: int
    sealed: bytes
    purgeable: bool


class Refused(NamedTuple):
    """An edit that will never be taken as it is. `op` is None when even that cannot be read."""

    op: str | None
    code: str


class Asked(NamedTuple):
    """One call of a phone: what it has, and what it brings."""

    history: str | None
    cursor: int
    floor: int
    limit: int
    ops: list[Op | Refused]


def read_asked(value: Any) -> Asked:
    """Raises ValueError, in words for people, when the call itself makes no sense.

    A single edit that makes none is among `ops` as Refused: it may not keep the others back.
    """
    if type(value) is not dict or value.keys() - {"floor"} != ASKED_KEYS:
        raise ValueError("Send history, cursor, limit and ops, perhaps floor, and nothing else.")
    history, cursor, limit, ops = (value[key] for key in ("history", "cursor", "limit", "ops"))
    floor = value.get("floor", 0)
    if history is not None and not _is_id(history):
        raise ValueError("The history is an id, or null.")
    if not _is_whole(cursor, 0, MOST_SEQ):
        raise ValueError("The cursor is a whole number from 0.")
    if not _is_whole(floor, 0, MOST_SEQ):
        raise ValueError("The floor is a whole number from 0.")
    if not _is_whole(limit, 1, MOST_CHANGES):
        raise ValueError(f"The limit is a whole number from 1 to {MOST_CHANGES}.")
    if type(ops) is not list or len(ops) > MOST_OPS:
        raise ValueError(f"The ops are a list of at most {MOST_OPS}.")
    return Asked(history, cursor, floor, limit, [read_op(op) for op in ops])


def read_op(value: Any) -> Op | Refused:
    if type(value) is not dict:
        return Refused(None, MALFORMED)
    name = value.get("op")
    if not _is_id(name):
        return Refused(None, MALFORMED)
    if not _is_well_formed(value):
        return Refused(name, MALFORMED)
    sealed = _read_sealed(value["sealed"])
    if isinstance(sealed, str):
        return Refused(name, sealed)
    return Op(**(value | {"sealed": sealed}))


def _is_well_formed(op: dict[str, Any]) -> bool:
    return (
        op.keys() == OP_KEYS
        and _is_id(op["id"])
        and _is_whole(op["version"], 1, MOST_U32)
        and _is_whole(op["base"], 0, MOST_U32)
        and _is_whole(op["epoch"], 1, MOST_U32)
        and type(op["purgeable"]) is bool
        and type(op["after"]) is list
        and len(op["after"]) <= MOST_AFTER
        and all(map(_is_id, op["after"]))
    )


def _read_sealed(text: Any) -> bytes | str:
    """The bytes, or the code of a refusal. There is one spelling of them: the shortest one."""
    if type(text) is not str:
        return MALFORMED
    if len(text) > LONGEST_SEALED_TEXT:
        return TOO_LARGE
    try:
        sealed = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        return MALFORMED
    if not sealed or write_sealed(sealed) != text:
        return MALFORMED
    if sealed[0] != FORMAT:
        return UNKNOWN_FORMAT
    return sealed if len(sealed) in SEALED_LENGTHS else MALFORMED


def write_sealed(sealed: bytes) -> str:
    return urlsafe_b64encode(sealed).rstrip(b"=").decode()


def _is_id(value: Any) -> bool:
    return type(value) is str and is_uuid(value) is not None


def _is_whole(value: Any, least: int, most: int) -> bool:
    """True and False are whole numbers to Python, and 1.0 is none."""
    return type(value) is int and least <= value <= most
