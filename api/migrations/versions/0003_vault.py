"""vault"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "vault_heads",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.Column("floor", sa.BigInteger(), nullable=False),
        sa.Column("records", sa.BigInteger(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("floor >= 0 AND floor <= last_seq", name=op.f("ck_vault_heads_numbers")),
        sa.CheckConstraint("records >= 0 AND bytes >= 0", name=op.f("ck_vault_heads_sizes")),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_vault_heads_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_vault_heads")),
    )
    op.create_table(
        "vault_rows",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("last_op", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("purgeable_on", sa.Date(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "version > 0 AND epoch > 0 AND seq > 0", name=op.f("ck_vault_rows_numbers")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_vault_rows_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", "record_id", name=op.f("pk_vault_rows")),
        sa.UniqueConstraint("account_id", "seq", name=op.f("uq_vault_rows_account_id")),
    )
    op.create_index(
        "ix_vault_rows_purgeable_on",
        "vault_rows",
        ["purgeable_on"],
        unique=False,
        sqlite_where=sa.text("purgeable_on IS NOT NULL"),
        postgresql_where=sa.text("purgeable_on IS NOT NULL"),
    )
    op.create_table(
        "vault_ops",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("op", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=16), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_vault_ops_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", "op", name=op.f("pk_vault_ops")),
    )
    op.create_index(op.f("ix_vault_ops_done_on"), "vault_ops", ["done_on"], unique=False)
    op.create_table(
        "vault_histories",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("history", sa.Uuid(as_uuid=False), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_vault_histories_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", "history", name=op.f("pk_vault_histories")),
    )


def downgrade() -> None:
    op.drop_table("vault_histories")
    op.drop_table("vault_ops")
    op.drop_table("vault_rows")
    op.drop_table("vault_heads")
