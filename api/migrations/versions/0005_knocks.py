"""push: subscriptions, plans, what waits to be sent"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reminder_plans",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_reminder_plans_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_plans")),
        sa.UniqueConstraint("account_id", name=op.f("uq_reminder_plans_account_id")),
    )
    op.create_table(
        "reminders",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column(
            "knock_class",
            sa.Enum("reminder", "nudge", "test", name="knockclass", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("may_snooze", sa.Boolean(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=5), nullable=False),
        sa.Column("weekdays", sa.JSON(), nullable=False),
        sa.Column("skip", sa.JSON(), nullable=False),
        sa.Column("moments", sa.JSON(), nullable=False),
        sa.Column("snoozed_to", sa.BigInteger(), nullable=True),
        sa.Column("skipped_on", sa.Date(), nullable=True),
        sa.Column("next_due_at", sa.BigInteger(), nullable=True),
        sa.Column("zones_of", sa.String(length=16), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_reminders_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.UniqueConstraint("account_id", "plan_id", name=op.f("uq_reminders_account_id")),
    )
    op.create_index(op.f("ix_reminders_next_due_at"), "reminders", ["next_due_at"], unique=False)
    op.create_index(op.f("ix_reminders_zones_of"), "reminders", ["zones_of"], unique=False)

    op.create_table(
        "knocks",
        sa.Column("reminder_id", sa.Uuid(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("token_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column(
            "act",
            sa.Enum("snooze", "skip", name="act", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reminder_id"],
            ["reminders.id"],
            name=op.f("fk_knocks_reminder_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knocks")),
        sa.UniqueConstraint("reminder_id", "due_at", name=op.f("uq_knocks_reminder_id")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_knocks_token_digest")),
    )
    op.create_index(op.f("ix_knocks_due_at"), "knocks", ["due_at"], unique=False)

    op.create_table(
        "push_subscriptions",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("family", sa.Uuid(), nullable=False),
        sa.Column("endpoint", sa.String(length=2048), nullable=False),
        sa.Column("p256dh", sa.LargeBinary(length=65), nullable=False),
        sa.Column("auth", sa.LargeBinary(length=16), nullable=False),
        sa.Column("key_id", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("last_try_at", sa.BigInteger(), nullable=True),
        sa.Column(
            "last_outcome",
            sa.Enum(
                "delivered", "gone", "refused", "late", name="outcome", native_enum=False, length=32
            ),
            nullable=True,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_push_subscriptions_account_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["family"],
            ["devices.id"],
            name=op.f("fk_push_subscriptions_family"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_push_subscriptions")),
        sa.UniqueConstraint("endpoint", name=op.f("uq_push_subscriptions_endpoint")),
        sa.UniqueConstraint("family", name=op.f("uq_push_subscriptions_family")),
    )
    op.create_index(
        op.f("ix_push_subscriptions_account_id"), "push_subscriptions", ["account_id"], unique=False
    )

    op.create_table(
        "push_outbox",
        sa.Column("subscription_id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("run_at", sa.BigInteger(), nullable=False),
        sa.Column("not_after", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column(
            "knock_class",
            sa.Enum("reminder", "nudge", "test", name="knockclass", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("plan_id", sa.Uuid(), nullable=True),
        sa.Column("may_snooze", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["push_subscriptions.id"],
            name=op.f("fk_push_outbox_subscription_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_push_outbox")),
        sa.UniqueConstraint(
            "subscription_id", "source_id", "due_at", name=op.f("uq_push_outbox_subscription_id")
        ),
    )
    op.create_index(op.f("ix_push_outbox_run_at"), "push_outbox", ["run_at"], unique=False)
    op.create_index(op.f("ix_push_outbox_source_id"), "push_outbox", ["source_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_push_outbox_source_id"), "push_outbox")
    op.drop_index(op.f("ix_push_outbox_run_at"), "push_outbox")

    op.drop_table("push_outbox")
    op.drop_index(op.f("ix_push_subscriptions_account_id"), "push_subscriptions")

    op.drop_table("push_subscriptions")
    op.drop_index(op.f("ix_knocks_due_at"), "knocks")

    op.drop_table("knocks")
    op.drop_index(op.f("ix_reminders_zones_of"), "reminders")
    op.drop_index(op.f("ix_reminders_next_due_at"), "reminders")

    op.drop_table("reminders")
    op.drop_table("reminder_plans")
