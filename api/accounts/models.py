"""Accounts and what signs in to them. Of a passphrase, only a hash of a derivative is here."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.accounts.rules import Kdf
from api.core.db import Model


class Account(Model):
    """One owner. The id is the phone's own, made before anybody signed up."""

    __tablename__ = "accounts"

    name: Mapped[str] = mapped_column(String(64))
    name_key: Mapped[str] = mapped_column(String(512), unique=True)
    created_on: Mapped[date]
    disabled_on: Mapped[date | None]

    credential_version: Mapped[int] = mapped_column(default=1)
    auth_hash: Mapped[str] = mapped_column(String(255))
    kdf_memory_kib: Mapped[int]
    kdf_passes: Mapped[int]
    kdf_lanes: Mapped[int]
    kdf_salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    wrap_passphrase: Mapped[bytes] = mapped_column(LargeBinary)
    recovery_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    wrap_recovery: Mapped[bytes] = mapped_column(LargeBinary)

    # The ring's current epoch, and the name of this server's memory of the vault.
    epoch: Mapped[int] = mapped_column(default=1)
    history: Mapped[UUID] = mapped_column(default=uuid4)

    @property
    def kdf(self) -> Kdf:
        return Kdf(self.kdf_memory_kib, self.kdf_passes, self.kdf_lanes, self.kdf_salt)

    @kdf.setter
    def kdf(self, kdf: Kdf) -> None:
        self.kdf_memory_kib, self.kdf_passes = kdf.memory_kib, kdf.passes
        self.kdf_lanes, self.kdf_salt = kdf.lanes, kdf.salt


class Device(Model):
    """A phone that is signed in, and its family of tokens. The id is the family's.

    Signing the same phone in anew replaces the row, so that no older token holds.
    """

    __tablename__ = "devices"
    __table_args__ = (UniqueConstraint("account_id", "device_id"),)

    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    device_id: Mapped[UUID]
    sealed_name: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_on: Mapped[date]
    last_seen_on: Mapped[date]

    signed_in_at: Mapped[datetime]
    generation: Mapped[int] = mapped_column(default=1)
    previous: Mapped[int] = mapped_column(default=0)
    is_heard: Mapped[bool] = mapped_column(default=False)
    rotated_at: Mapped[datetime]
    # A token was used twice: this family is dead, and kept to tell whoever still holds one.
    reuse_found_on: Mapped[date | None]


class Passkey(Model):
    """A credential. `wrap` is the ring, opened by what its authenticator tells a phone alone."""

    __tablename__ = "passkeys"

    account_id: Mapped[UUID] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1023), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    wrap: Mapped[bytes] = mapped_column(LargeBinary)
    created_on: Mapped[date]
    last_used_on: Mapped[date]


class PasskeyChallenge(Model):
    """What somebody was asked to sign. Good once."""

    __tablename__ = "passkey_challenges"

    challenge: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    expires_at: Mapped[datetime]


class Invite(Model):
    """The right to make one account. The code itself is kept by whoever was given it."""

    __tablename__ = "invites"

    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class Attempts(Model):
    """How often something went wrong within an hour. The key cannot be read back."""

    __tablename__ = "attempts"
    __table_args__ = (UniqueConstraint("hour", "key"),)

    key: Mapped[bytes] = mapped_column(LargeBinary(32))
    hour: Mapped[datetime]
    count: Mapped[int]
