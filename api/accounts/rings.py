"""Rotating the ring: a next key, after a phone was stolen while it was open."""

from dataclasses import dataclass
from uuid import UUID

from api.accounts import passphrases, rules, service, sign_ins
from api.accounts.gate import Knock
from api.accounts.models import Account
from api.core.db import begin_writing, db
from api.core.errors import NotSignedIn


@dataclass(frozen=True)
class Rotation:
    """The passphrase proves who asks; the version proves that nobody was quicker."""

    auth: bytes
    credential_version: int
    epoch: int
    wrap_passphrase: bytes
    new_recovery_auth: bytes
    wrap_recovery: bytes


@dataclass(frozen=True)
class Rotated:
    credential_version: int
    epoch: int


def rotate(owner: UUID, family: UUID, knock: Knock, wish: Rotation) -> Rotated:
    """The ring under its next epoch, and another recovery code; every other phone is signed out.

    The same once more is answered as the first time: whoever did not hear the answer asks again.
    """
    passphrases.prove_present(owner, family, knock, wish.auth)
    begin_writing()
    account = service.lock_account(Account.id == owner)
    if account is None:
        raise NotSignedIn(code="account_gone")
    sign_ins.refuse_ended(owner, family)
    if not _was_rotated(account, wish):
        _rotate(account, wish)
        sign_ins.end_all(owner, but=family)
    return Rotated(account.credential_version, account.epoch)


def _was_rotated(account: Account, wish: Rotation) -> bool:
    """No two wraps are alike, so the same bytes are the same wish."""
    is_next = account.credential_version == wish.credential_version + 1
    return is_next and account.wrap_passphrase == wish.wrap_passphrase


def _rotate(account: Account, wish: Rotation) -> None:
    now = (account.credential_version, account.epoch + 1)
    if (wish.credential_version, wish.epoch) != now:
        raise passphrases.Stale
    account.epoch = wish.epoch
    account.credential_version += 1
    account.wrap_passphrase = wish.wrap_passphrase
    account.recovery_hash = rules.recovery_hash(wish.new_recovery_auth)
    account.wrap_recovery = wish.wrap_recovery
    db.session.flush()
