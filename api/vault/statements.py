"""The vault's SQL, written once for both databases. What serves a person names their account."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from api.accounts.models import Account
from api.vault.models import heads, histories, ops, rows

of_account = sa.bindparam("owner", type_=sa.Uuid())
_numbers = (heads.c.last_seq, heads.c.floor, heads.c.records, heads.c.bytes)
_row = (
    rows.c.record_id,
    rows.c.version,
    rows.c.epoch,
    rows.c.seq,
    rows.c.last_op,
    rows.c.purgeable_on.is_not(None).label("purgeable"),
    rows.c.sealed,
    rows.c.digest,
)
_my_rows = rows.c.account_id == of_account
_my_later_rows = sa.and_(_my_rows, rows.c.seq > sa.bindparam("cursor"))


# All that a pull of nothing needs. Without a push there is no head yet.
STATE = (
    sa.select(Account.epoch, Account.history, heads.c.last_seq, heads.c.floor)
    .select_from(Account)
    .outerjoin(heads, heads.c.account_id == Account.id)
    .where(Account.id == of_account)
)

# The lock keeps the ring's epoch as it is until a push under it is done.
ACCOUNT_HELD = (
    sa.select(Account.epoch, Account.history)
    .where(Account.id == of_account)
    .with_for_update(read=True)
)

PAGE_SIZES = (
    sa.select(rows.c.seq, sa.func.length(rows.c.sealed).label("size"))
    .where(_my_later_rows)
    .order_by(rows.c.seq)
    .limit(sa.bindparam("limit"))
)
PAGE = (
    sa.select(*_row).where(_my_later_rows, rows.c.seq <= sa.bindparam("last")).order_by(rows.c.seq)
)

NAMED_ROWS = sa.select(*_row).where(
    _my_rows, rows.c.record_id.in_(sa.bindparam("ids", expanding=True))
)
NAMED_OPS = sa.select(ops.c.op, ops.c.seq, ops.c.digest).where(
    ops.c.account_id == of_account, ops.c.op.in_(sa.bindparam("ids", expanding=True))
)

# What a column is set to comes with the parameters, under the column's name.
NEW_ROWS = sa.insert(rows)
CHANGED_ROWS = sa.update(rows).where(_my_rows, rows.c.record_id == sa.bindparam("record"))
CHANGED_HEAD = sa.update(heads).where(heads.c.account_id == of_account)


def _head_held(insert: Any) -> Any:
    """Makes the head if there is none, holds it until the end, and reads what was committed last.

    A SELECT … FOR UPDATE could not hold a row that is not there yet.
    """
    new = insert(heads).values(account_id=of_account, last_seq=0, floor=0, records=0, bytes=0)
    same = {"last_seq": heads.c.last_seq}
    return new.on_conflict_do_update(index_elements=["account_id"], set_=same).returning(*_numbers)


HEAD_HELD = {
    "sqlite": _head_held(sqlite.insert),
    "postgresql": _head_held(postgresql.insert),
}
# A phone that named edits of two records alike has only the first of them remembered.
FOLLOWED_OPS = {
    "sqlite": sqlite.insert(ops).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(ops).on_conflict_do_nothing(),
}


# What housekeeping drops, a bounded number at a time, so that nobody waits long for the lock.
_is_gone = rows.c.purgeable_on < sa.bindparam("kept_since")
HAS_GONE_ROWS = sa.select(rows.c.account_id).where(_is_gone).limit(1)
GONE_ROWS = (
    sa.select(rows.c.seq, sa.func.length(rows.c.sealed).label("size"))
    .where(_my_rows, _is_gone)
    .order_by(rows.c.seq)
    .limit(sa.bindparam("limit"))
)
DROP_GONE_ROWS = sa.delete(rows).where(_my_rows, _is_gone, rows.c.seq <= sa.bindparam("last"))
_key = sa.tuple_(ops.c.account_id, ops.c.op)
_old_keys = (
    sa.select(ops.c.account_id, ops.c.op)
    .where(ops.c.done_on < sa.bindparam("kept_since"))
    .limit(sa.bindparam("limit"))
)
DROP_OLD_OPS = sa.delete(ops).where(_key.in_(_old_keys))


# A restored backup.
END_HISTORIES = sa.insert(histories).from_select(
    ["account_id", "history", "last_seq"],
    sa.select(Account.id, Account.history, sa.func.coalesce(heads.c.last_seq, 0))
    .select_from(Account)
    .outerjoin(heads, heads.c.account_id == Account.id),
)
BEGIN_HISTORIES = sa.update(Account)
ENDED_AT = sa.select(histories.c.last_seq).where(
    histories.c.account_id == of_account, histories.c.history == sa.bindparam("history")
)
