"""What a record's last edit said stands in its row; only edits that were followed have their own"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MATCHES = "o.account_id = vault_rows.account_id AND o.op = vault_rows.last_op"


def upgrade() -> None:
    op.add_column("vault_rows", sa.Column("digest", sa.LargeBinary(length=16), nullable=True))
    op.execute(
        f"UPDATE vault_rows SET digest = (SELECT o.digest FROM vault_ops o WHERE {MATCHES})"  # noqa: S608  no value in it
    )
    op.execute(
        "DELETE FROM vault_ops WHERE EXISTS (SELECT 1 FROM vault_rows r "
        "WHERE r.account_id = vault_ops.account_id AND r.last_op = vault_ops.op)"
    )


def downgrade() -> None:
    op.execute(
        "INSERT INTO vault_ops (account_id, op, seq, digest, done_on) "
        "SELECT account_id, last_op, seq, digest, CURRENT_DATE FROM vault_rows "
        "WHERE digest IS NOT NULL"
    )
    op.drop_column("vault_rows", "digest")
