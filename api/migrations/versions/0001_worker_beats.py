"""worker beats"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "worker_beats",
        sa.Column(
            "duty",
            sa.Enum("housekeeping", name="duty", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worker_beats")),
        sa.UniqueConstraint("duty", name=op.f("uq_worker_beats_duty")),
    )


def downgrade() -> None:
    op.drop_table("worker_beats")
