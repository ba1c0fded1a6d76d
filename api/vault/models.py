"""Tables of sealed records. In the clear: numbers, sizes and days. Never a kind or a time."""

import sqlalchemy as sa

from api.core.db import Model


def _account() -> sa.Column[object]:
    owner = sa.ForeignKey("accounts.id", ondelete="CASCADE")
    return sa.Column("account_id", sa.Uuid, owner, primary_key=True)


# One row an account: whoever holds its lock gives out the next numbers.
heads = sa.Table(
    "vault_heads",
    Model.metadata,
    _account(),
    sa.Column("last_seq", sa.BigInteger, nullable=False),
    # Rows up to here may have been dropped: whoever has not read so far starts over.
    sa.Column("floor", sa.BigInteger, nullable=False),
    sa.Column("records", sa.BigInteger, nullable=False),
    sa.Column("bytes", sa.BigInteger, nullable=False),
    sa.CheckConstraint("floor >= 0 AND floor <= last_seq", name="numbers"),
    sa.CheckConstraint("records >= 0 AND bytes >= 0", name="sizes"),
)

rows = sa.Table(
    "vault_rows",
    Model.metadata,
    _account(),
    sa.Column("record_id", sa.Uuid(as_uuid=False), primary_key=True),
    sa.Column("version", sa.BigInteger, nullable=False),
    sa.Column("epoch", sa.BigInteger, nullable=False),
    sa.Column("seq", sa.BigInteger, nullable=False),
    # The edit that made it so, and what that said: a repeat of it needs nothing else.
    sa.Column("last_op", sa.Uuid(as_uuid=False), nullable=False),
    sa.Column("digest", sa.LargeBinary(16)),
    # The day from which it need not be kept for ever; none for what stays.
    sa.Column("purgeable_on", sa.Date),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.UniqueConstraint("account_id", "seq"),
    sa.CheckConstraint("version > 0 AND epoch > 0 AND seq > 0", name="numbers"),
)
# Housekeeping looks each minute; what stays has no place in its index.
sa.Index(
    "ix_vault_rows_purgeable_on",
    rows.c.purgeable_on,
    sqlite_where=rows.c.purgeable_on.is_not(None),
    postgresql_where=rows.c.purgeable_on.is_not(None),
)

# Edits that others have followed, so that a late repeat can be answered as the first time, and the
# day they were followed. SQLite numbers these rows, so the index of days grows at its end.
ops = sa.Table(
    "vault_ops",
    Model.metadata,
    _account(),
    sa.Column("op", sa.Uuid(as_uuid=False), primary_key=True),
    sa.Column("seq", sa.BigInteger, nullable=False),
    sa.Column("digest", sa.LargeBinary(16), nullable=False),
    sa.Column("done_on", sa.Date, nullable=False, index=True),
)

# Histories that were ended by restoring a backup, and what number the restored vault stood at
# then: so far it surely still includes what phones had from it.
histories = sa.Table(
    "vault_histories",
    Model.metadata,
    _account(),
    sa.Column("history", sa.Uuid(as_uuid=False), primary_key=True),
    sa.Column("last_seq", sa.BigInteger, nullable=False),
)
