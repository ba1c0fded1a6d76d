"""What a phone can do with its vault: bring edits, and fetch what others brought."""

from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa

from api.core.db import ask_once, begin_reading, begin_writing, db
from api.core.errors import Conflict, Gone, NotSignedIn
from api.vault import histories, statements
from api.vault.rules import (
    Done,
    Head,
    Ledger,
    Limits,
    Row,
    Verdict,
    end_of_page,
    has_missed,
    kept_since,
)
from api.vault.shapes import Asked, Op

# One round of housekeeping: so many turns, each a short transaction about one account.
MOST_TURNS = 20
MOST_DROPPED = 500


class Standing(NamedTuple):
    """Where an account's vault stands."""

    epoch: int
    history: UUID
    last_seq: int
    floor: int
    # The last number given out before this call brought anything.
    found_seq: int


class Answer(NamedTuple):
    standing: Standing
    verdicts: list[Verdict]
    changes: list[Row]
    cursor: int

    @property
    def more(self) -> bool:
        return self.cursor < self.standing.last_seq


def sync(owner: UUID, asked: Asked, limits: Limits, now: datetime) -> Answer:
    """Takes what the phone brings, then says what is new to it.

    Raises Conflict or Gone, and takes nothing, when the phone must start over from the beginning.
    """
    if asked.ops:
        standing, verdicts = _push(owner, asked, limits, now.date())
    else:
        standing, verdicts = _look(owner, asked), []
    changes, cursor = _page(owner, asked, standing)
    return Answer(standing, verdicts, changes, cursor)


def keep_house(now: datetime) -> None:
    """Drops deleted records and remembered edits that are old enough; some now, more next time."""
    since = {"kept_since": kept_since(now.date()), "limit": MOST_DROPPED}
    for _ in range(MOST_TURNS):
        owner = db.session.scalar(statements.HAS_GONE_ROWS, since)
        db.session.rollback()
        if owner is None:
            break
        _drop_gone_rows(owner, since)
    begin_writing()
    db.session.execute(statements.DROP_OLD_OPS, since)
    db.session.commit()


def _drop_gone_rows(owner: UUID, since: dict[str, Any]) -> None:
    """Whoever has not read as far as the last of them cannot learn of them any more."""
    begin_writing()
    head = _hold_head(owner)
    if gone := _ask(statements.GONE_ROWS, owner, **since).all():
        last = gone[-1].seq
        _ask(statements.DROP_GONE_ROWS, owner, last=last, **since)
        after = head.without([row.size for row in gone], last)
        _do(statements.CHANGED_HEAD, [{"owner": owner} | after._asdict()])
    db.session.commit()


def _look(owner: UUID, asked: Asked) -> Standing:
    """Most calls bring nothing and miss nothing: one question tells."""
    standing = _checked(owner, asked, ask_once(statements.STATE, {"owner": owner}))
    if asked.cursor < standing.last_seq:
        # What is new and where it ends must be of one moment: housekeeping drops rows.
        begin_reading()
        standing = _checked(owner, asked, _ask(statements.STATE, owner).one_or_none())
    return standing


def _checked(owner: UUID, asked: Asked, found: sa.Row[Any] | None) -> Standing:
    if found is None:
        raise NotSignedIn(code="account_gone")
    last_seq = found.last_seq or 0
    standing = Standing(found.epoch, found.history, last_seq, found.floor or 0, last_seq)
    _refuse_lost(owner, asked, standing)
    return standing


def _push(owner: UUID, asked: Asked, limits: Limits, today: date) -> tuple[Standing, list[Verdict]]:
    """Whoever holds the head gives out the next numbers, and commits before anyone else does.

    So no number becomes visible before a smaller one, and no cursor ever jumps over a row.
    """
    begin_writing()
    account = _ask(statements.ACCOUNT_HELD, owner).one_or_none()
    if account is None:
        raise NotSignedIn(code="account_gone")
    head = _hold_head(owner)
    found = Standing(account.epoch, account.history, head.last_seq, head.floor, head.last_seq)
    _refuse_lost(owner, asked, found)
    ledger = Ledger(head, account.epoch, *_find_named(owner, asked), limits)
    verdicts = [ledger.take(op) for op in asked.ops]
    if ledger.written:
        _write(owner, ledger, today)
    return found._replace(last_seq=ledger.head.last_seq), verdicts


def _hold_head(owner: UUID) -> Head:
    return Head._make(_ask(statements.HEAD_HELD[db.engine.dialect.name], owner).one())


def _refuse_lost(owner: UUID, asked: Asked, standing: Standing) -> None:
    """What the phone has cannot be brought up to date by what came later."""
    if asked.history not in {None, str(standing.history)}:
        raise Conflict(
            "This server was restored. Start over.",
            code="history_changed",
            history=str(standing.history),
            since=histories.since(owner, asked.history),
        )
    if asked.cursor > standing.last_seq:
        raise Conflict("This server has not come so far. Start over.", code="cursor_ahead")
    if has_missed(asked.cursor, asked.floor, standing.floor):
        raise Gone("What came next is not kept any more. Start over.", code="cursor_too_old")


def _find_named(owner: UUID, asked: Asked) -> tuple[dict[str, Row], dict[str, Done]]:
    """The stored rows and edits that the push is about."""
    named = [op for op in asked.ops if isinstance(op, Op)]
    rows = _ask(statements.NAMED_ROWS, owner, ids=[op.id for op in named])
    done = _ask(statements.NAMED_OPS, owner, ids=[op.op for op in named])
    return (
        {row.record_id: Row._make(row) for row in rows},
        {row.op: Done(row.seq, row.digest) for row in done},
    )


def _write(owner: UUID, ledger: Ledger, today: date) -> None:
    fresh = [row for row in ledger.written.values() if row.id not in ledger.rows]
    changed = [row for row in ledger.written.values() if row.id in ledger.rows]
    _do(
        statements.NEW_ROWS,
        [{"account_id": owner, "record_id": row.id} | _stored(row, today) for row in fresh],
    )
    _do(
        statements.CHANGED_ROWS,
        [{"owner": owner, "record": row.id} | _stored(row, today) for row in changed],
    )
    _do(
        statements.FOLLOWED_OPS[db.engine.dialect.name],
        [
            {"account_id": owner, "op": op, "done_on": today} | what._asdict()
            for op, what in ledger.followed.items()
        ],
    )
    _do(statements.CHANGED_HEAD, [{"owner": owner} | ledger.head._asdict()])


def _stored(row: Row, today: date) -> dict[str, Any]:
    return {
        "version": row.version,
        "epoch": row.epoch,
        "seq": row.seq,
        "last_op": row.last_op,
        "digest": row.digest,
        "purgeable_on": today if row.purgeable else None,
        "sealed": row.sealed,
    }


def _page(owner: UUID, asked: Asked, standing: Standing) -> tuple[list[Row], int]:
    """The next changes, as many as one answer may hold, and how far they reach."""
    if asked.cursor == standing.found_seq:  # all that came since is what this very call brought
        return [], standing.last_seq
    since = {"cursor": asked.cursor}
    # One more than the page holds tells whether it is the last one.
    sizes = _ask(statements.PAGE_SIZES, owner, limit=asked.limit + 1, **since).all()
    last, is_whole = end_of_page([(row.seq, row.size) for row in sizes], asked.limit)
    found = _ask(statements.PAGE, owner, last=last, **since) if sizes else ()
    return [Row._make(row) for row in found], standing.last_seq if is_whole else last


def _ask(statement: sa.Executable, owner: UUID, **named: Any) -> sa.CursorResult[Any]:
    return db.session.connection().execute(statement, {"owner": owner} | named)


def _do(statement: sa.Executable, each: list[dict[str, Any]]) -> None:
    """One statement for all of them, and none for none."""
    if each:
        db.session.connection().execute(statement, each)
