"""Which edits are taken, and what a push makes of what is stored. Pure: no I/O, no clock."""

from datetime import date, timedelta
from hashlib import sha256
from typing import NamedTuple

from api.vault.shapes import Op, Refused

# So long the server remembers which edits it took, and which records are gone.
KEPT_FOR = timedelta(days=180)
# A page of changes ends here, however many rows were asked for. One row always fits.
PAGE_BYTES = 1_000_000

OLD_EPOCH = "old_epoch"
UNKNOWN_EPOCH = "unknown_epoch"
OP_REUSED = "op_reused"
VERSION_NOT_GREATER = "version_not_greater"
QUOTA_FULL = "quota_full"


class Limits(NamedTuple):
    """How much one account may keep."""

    records: int
    bytes: int


class Row(NamedTuple):
    """A record as it is stored."""

    id: str
    version: int
    epoch: int
    seq: int
    last_op: str
    purgeable: bool
    sealed: bytes
    # What its last edit said; not known of edits from before this was kept.
    digest: bytes | None = None


class Done(NamedTuple):
    """An edit that was taken: its number, and what it said."""

    seq: int
    digest: bytes


class Head(NamedTuple):
    """What an account's numbers stand at."""

    last_seq: int
    floor: int
    records: int
    bytes: int

    def with_write(self, size: int, size_before: int | None) -> "Head":
        """None: there was no such record before."""
        is_new = size_before is None
        return Head(
            self.last_seq + 1,
            self.floor,
            self.records + is_new,
            self.bytes + size - (size_before or 0),
        )

    def without(self, sizes: list[int], last: int) -> "Head":
        """Once rows of these sizes were dropped, up to the one numbered `last`."""
        return Head(
            self.last_seq,
            max(self.floor, last),
            self.records - len(sizes),
            self.bytes - sum(sizes),
        )


class Taken(NamedTuple):
    op: str
    id: str
    version: int
    seq: int


class Conflicting(NamedTuple):
    op: str
    current: Row


Verdict = Taken | Conflicting | Refused


class Ledger:
    """One account's stored rows and edits, as far as a push names them, and what it changes.

    `done` are edits that were taken and that others have followed.
    Edits are judged one after the other, each upon what those before it have left.
    """

    def __init__(
        self, head: Head, epoch: int, rows: dict[str, Row], done: dict[str, Done], limits: Limits
    ) -> None:
        self.head = head
        self.epoch = epoch
        self.limits = limits
        self.rows = rows
        self.done = done
        self.written: dict[str, Row] = {}
        self.followed: dict[str, Done] = {}

    def take(self, op: Op | Refused) -> Verdict:
        if isinstance(op, Refused):
            return op
        row = self.written.get(op.id) or self.rows.get(op.id)
        if done := self._find_done(op, row):
            return _answer_again(op, done)
        if verdict := why_not(op, row, self.epoch):
            return verdict
        head = self.head.with_write(len(op.sealed), len(row.sealed) if row else None)
        if is_over(head, self.head, self.limits):
            return Refused(op.op, QUOTA_FULL)
        if row and row.digest:
            self.followed.setdefault(row.last_op, Done(row.seq, row.digest))
        return self._write(op, head)

    def _find_done(self, op: Op, row: Row | None) -> Done | None:
        """Was it taken before? The record itself knows of its last edit."""
        if row and row.digest and row.last_op == op.op:
            return Done(row.seq, row.digest)
        return self.followed.get(op.op) or self.done.get(op.op)

    def _write(self, op: Op, head: Head) -> Taken:
        seq = head.last_seq
        self.head = head
        what = (op.id, op.version, op.epoch, seq, op.op, op.purgeable, op.sealed)
        self.written[op.id] = Row(*what, digest=digest_of(op))
        return Taken(op.op, op.id, op.version, seq)


def _answer_again(op: Op, done: Done) -> Taken | Refused:
    """As the first time, wherever the record stands by now."""
    if done.digest != digest_of(op):
        return Refused(op.op, OP_REUSED)
    return Taken(op.op, op.id, op.version, done.seq)


def why_not(op: Op, row: Row | None, epoch: int) -> Conflicting | Refused | None:
    """None: nothing speaks against it, save the room it takes.

    Where no row is stored there is nothing to overwrite, whatever the phone built upon: an edit
    of what was deleted half a year ago brings it back, and so does one after a restored backup.
    """
    if code := why_wrong_epoch(op, epoch):
        return Refused(op.op, code)
    if row is None:
        return None
    if not is_built_upon(op, row):
        return Conflicting(op.op, row)
    return Refused(op.op, VERSION_NOT_GREATER) if op.version <= row.version else None


def why_wrong_epoch(op: Op, epoch: int) -> str | None:
    if op.epoch == epoch:
        return None
    return OLD_EPOCH if op.epoch < epoch else UNKNOWN_EPOCH


def is_built_upon(op: Op, row: Row) -> bool:
    """The phone had seen what is stored: as the version it knows, or as an edit of its own."""
    return op.base == row.version or row.last_op in op.after


def is_over(head: Head, before: Head, limits: Limits) -> bool:
    """Whoever is over may still change and delete, as long as it takes no more room."""
    more_records = head.records > max(before.records, limits.records)
    return more_records or head.bytes > max(before.bytes, limits.bytes)


def digest_of(op: Op) -> bytes:
    """What an edit said, in 16 bytes. Where it was built upon may change when it is sent again."""
    said = f"{op.id} {op.version} ".encode() + op.sealed
    return sha256(said).digest()[:16]


def end_of_page(sizes: list[tuple[int, int]], limit: int) -> tuple[int, bool]:
    """The last seq of a page of rows given as (seq, bytes), and whether it holds all of them.

    However large the first row is, it fits.
    """
    last, room = 0, PAGE_BYTES
    for place, (seq, size) in enumerate(sizes):
        room -= size
        if place == limit or (place and room < 0):
            return last, False
        last = seq
    return last, True


def has_missed(cursor: int, floor_at_start: int, floor: int) -> bool:
    """Whether rows were dropped that a phone should have been told of.

    A phone that reads from the beginning starts above all that was dropped before: it names the
    floor it was told at its first page. Else a second page could never be read.
    """
    return 0 < cursor < floor and floor_at_start < floor


def kept_since(today: date) -> date:
    """What happened before this day need not be remembered."""
    return today - KEPT_FOR
