"""Where phones can be knocked at, and what waits to be sent. Moments are UTC seconds."""

from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Model
from api.push.rules import KnockClass, Outcome


class PushSubscription(Model):
    """One phone's. It goes with the phone's sign-in."""

    __tablename__ = "push_subscriptions"

    account_id: Mapped[UUID] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    family: Mapped[UUID] = mapped_column(ForeignKey("devices.id", ondelete="CASCADE"), unique=True)
    endpoint: Mapped[str] = mapped_column(String(2048), unique=True)
    p256dh: Mapped[bytes] = mapped_column(LargeBinary(65))
    auth: Mapped[bytes] = mapped_column(LargeBinary(16))
    # Which of our keys the browser was given.
    key_id: Mapped[str] = mapped_column(String(16))
    language: Mapped[str] = mapped_column(String(8))
    last_try_at: Mapped[int | None] = mapped_column(BigInteger)
    last_outcome: Mapped[Outcome | None]


class OutboxRow(Model):
    """One knock for one phone. It is deleted once sent; that is all that acknowledges it."""

    __tablename__ = "push_outbox"
    __table_args__ = (UniqueConstraint("subscription_id", "source_id", "due_at"),)

    subscription_id: Mapped[UUID] = mapped_column(
        ForeignKey("push_subscriptions.id", ondelete="CASCADE")
    )
    # What knocks: one of the server's own rows, or a name made for one test.
    source_id: Mapped[UUID] = mapped_column(index=True)
    due_at: Mapped[int] = mapped_column(BigInteger)
    # From when on anybody may send it: its moment, a later attempt, or the end of a lease.
    run_at: Mapped[int] = mapped_column(BigInteger, index=True)
    not_after: Mapped[int] = mapped_column(BigInteger)
    attempts: Mapped[int] = mapped_column(default=0)
    knock_class: Mapped[KnockClass]
    # What the phone calls it.
    plan_id: Mapped[UUID | None]
    may_snooze: Mapped[bool] = mapped_column(default=False)
