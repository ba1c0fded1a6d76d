"""Changing the passphrase, by who knows it or by who kept the recovery code."""

import hmac
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from api.accounts import attempts, rules, service, sign_ins
from api.accounts.gate import Knock
from api.accounts.models import Account
from api.accounts.rules import Kdf, NewDevice
from api.core.db import begin_writing, db
from api.core.errors import Conflict, Forbidden, NotSignedIn

NOBODYS_HASH = bytes(32)


@dataclass(frozen=True)
class Change:
    """The old passphrase proves who asks; the version proves that nobody was quicker."""

    auth: bytes
    credential_version: int
    new_auth: bytes
    kdf: Kdf
    wrap_passphrase: bytes


@dataclass(frozen=True)
class Recovery:
    """The recovery code proves who asks. Code and passphrase are new afterwards."""

    name: str
    recovery_auth: bytes
    credential_version: int
    new_auth: bytes
    kdf: Kdf
    wrap_passphrase: bytes
    new_recovery_auth: bytes
    wrap_recovery: bytes
    device: NewDevice


@dataclass(frozen=True)
class Recoverable:
    """What the recovery code opens, and what to compare by."""

    owner: UUID
    wrap_recovery: bytes
    credential_version: int
    epoch: int


class Stale(Conflict):
    """The passphrase was changed meanwhile."""

    code = "stale_credentials"
    detail = "The passphrase was changed meanwhile."


def change(owner: UUID, family: UUID, knock: Knock, wish: Change) -> int:
    """The new version. Every other phone is signed out in the same transaction."""
    service.refuse_kdf(wish.kdf)
    prove_present(owner, family, knock, wish.auth, wish.credential_version)
    with knock.gate.hasher.turn():
        auth_hash = knock.gate.hasher.hash(wish.new_auth)
    begin_writing()
    account = service.lock_account(Account.id == owner)
    if account is None:
        raise NotSignedIn(code="account_gone")
    sign_ins.refuse_ended(owner, family)
    _refuse_stale(account.credential_version, wish.credential_version)
    _set_passphrase(account, auth_hash, wish.kdf, wish.wrap_passphrase)
    sign_ins.end_all(owner, but=family)
    return account.credential_version


def get_recovery(knock: Knock, name: str, recovery_auth: bytes) -> Recoverable:
    """What the recovery code opens. Raises WrongCredentials, alike for a name nobody has."""
    return _prove(knock, name, recovery_auth)


def recover(knock: Knock, wish: Recovery) -> service.SignedIn:
    """Sets a new passphrase and a new code, ends every sign-in and begins one."""
    service.refuse_kdf(wish.kdf)
    found = _prove(knock, wish.name, wish.recovery_auth)
    _refuse_stale(found.credential_version, wish.credential_version)
    db.session.rollback()  # deriving takes long, and no transaction may stay open meanwhile
    with knock.gate.hasher.turn():
        auth_hash = knock.gate.hasher.hash(wish.new_auth)
    begin_writing()
    account = service.lock_account(Account.id == found.owner)
    if account is None:
        raise service.WrongCredentials
    service.refuse_disabled(account)
    _refuse_stale(account.credential_version, wish.credential_version)
    _set_passphrase(account, auth_hash, wish.kdf, wish.wrap_passphrase)
    account.recovery_hash = rules.recovery_hash(wish.new_recovery_auth)
    account.wrap_recovery = wish.wrap_recovery
    sign_ins.end_all(account.id)
    return service.let_in(account, wish.device, knock.now)


def prove_present(
    owner: UUID, family: UUID, knock: Knock, auth: bytes, credential_version: int | None = None
) -> None:
    """Whether somebody who is signed in knows the passphrase, derived before anything is locked.

    Raises Forbidden for a wrong one, Stale when it is not the version they speak of, NotSignedIn
    when the account is gone meanwhile.
    """
    budget = attempts.Budget(knock, "passphrase").limit(rules.PASSPHRASES, str(family))
    budget.refuse_if_spent()
    known = sa.select(Account.auth_hash, Account.credential_version).where(Account.id == owner)
    stored = db.session.execute(known).one_or_none()
    if stored is None:
        raise NotSignedIn(code="account_gone")
    if credential_version is not None:
        _refuse_stale(stored.credential_version, credential_version)
    db.session.rollback()  # deriving takes long, and no transaction may stay open meanwhile
    with knock.gate.hasher.turn():
        is_right = knock.gate.hasher.is_hash_of(stored.auth_hash, auth)
    if not is_right:
        budget.spend()
        raise Forbidden("This is not the passphrase of now.", code="wrong_credentials")


def _prove(knock: Knock, name: str, recovery_auth: bytes) -> Recoverable:
    key = rules.key_of(name)
    budget = attempts.budget_for_name(knock, "recovery", key).refuse_if_spent()
    account = db.session.scalar(sa.select(Account).where(Account.name_key == key))
    stored = account.recovery_hash if account else NOBODYS_HASH
    is_right = hmac.compare_digest(rules.recovery_hash(recovery_auth), stored)
    if account is None or not is_right:
        budget.spend()
        raise service.WrongCredentials
    service.refuse_disabled(account)
    return Recoverable(account.id, account.wrap_recovery, account.credential_version, account.epoch)


def _set_passphrase(account: Account, auth_hash: str, kdf: Kdf, wrap: bytes) -> None:
    account.auth_hash, account.kdf, account.wrap_passphrase = auth_hash, kdf, wrap
    account.credential_version += 1
    db.session.flush()


def _refuse_stale(current: int, given: int) -> None:
    if current != given:
        raise Stale
