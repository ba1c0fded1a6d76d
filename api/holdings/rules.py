"""Who could read what a column holds, and how it is written for whoever it is about."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any, NamedTuple

ROWS_A_PAGE = 50


class Readable(Enum):
    """By whom: whoever runs the server, a phone of the owner, or nobody, for it only compares."""

    SERVER = "server"
    PHONES = "phones"
    NOBODY = "nobody"


#: Sealed on a phone; the keys are there alone.
SEALED = {
    ("accounts", "wrap_passphrase"),
    ("accounts", "wrap_recovery"),
    ("devices", "sealed_name"),
    ("passkeys", "wrap"),
    ("vault_rows", "sealed"),
}
#: Made one way: whether something is the same can be told, what it was cannot.
FINGERPRINTS = {
    ("accounts", "auth_hash"),
    ("accounts", "recovery_hash"),
    ("knocks", "token_digest"),
    ("vault_ops", "digest"),
    ("vault_rows", "digest"),
}
#: Tables that know nobody: no row of theirs can be told to be anybody's.
OF_NOBODY = {"attempts", "invites", "passkey_challenges", "worker_beats"}


class Cell(NamedTuple):
    """One value: its `text`, or the number of `bytes` of what is sealed or no words."""

    column: str
    readable: Readable
    text: str | None
    bytes: int | None


def readable_by(table: str, column: str) -> Readable:
    if (table, column) in SEALED:
        return Readable.PHONES
    return Readable.NOBODY if (table, column) in FINGERPRINTS else Readable.SERVER


def cells_of(table: str, row: Mapping[str, Any]) -> list[Cell]:
    return [_cell(table, column, value) for column, value in row.items()]


def _cell(table: str, column: str, value: Any) -> Cell:
    readable = readable_by(table, column)
    if isinstance(value, bytes) or (value is not None and readable is not Readable.SERVER):
        return Cell(column, readable, None, len(value))
    return Cell(column, readable, None if value is None else _written(value), None)


def _written(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(_written, value))
    return str(value)
