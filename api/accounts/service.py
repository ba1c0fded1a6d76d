"""What a person can do with an account: make it, sign in to it, look at it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from api.accounts import attempts, invites, rules, sign_ins
from api.accounts.gate import Gate, Knock
from api.accounts.models import Account, Device, PasskeyChallenge
from api.accounts.rules import Kdf, NewDevice
from api.accounts.sign_ins import Grant
from api.core.db import begin_writing, db
from api.core.errors import Conflict, NotSignedIn, Unacceptable


@dataclass(frozen=True)
class NewAccount:
    """All that a phone sends to sign up; nothing of it can open what the phone has sealed."""

    owner: UUID
    name: str
    auth: bytes
    kdf: Kdf
    wrap_passphrase: bytes
    recovery_auth: bytes
    wrap_recovery: bytes
    device: NewDevice
    invite: str | None


@dataclass(frozen=True)
class Me:
    """An account as its owner sees it from one phone."""

    owner: UUID
    name: str
    created_on: date
    credential_version: int
    epoch: int
    kdf: Kdf
    device_id: UUID
    history: UUID


@dataclass(frozen=True)
class SignedIn(Me):
    """A phone that has just been let in, what it opens its ring with, and its tokens to come."""

    wrap_passphrase: bytes
    grant: Grant


class WrongCredentials(NotSignedIn):
    """Said alike of a wrong passphrase, a wrong code and a name nobody has."""

    code = "wrong_credentials"
    detail = "The name and the secret do not go together."


class NameTaken(Conflict):
    """Somebody else has it, or the owner has, by another passphrase."""

    code = "name_taken"
    detail = "This name is taken."


def kdf_of(gate: Gate, name: str) -> Kdf:
    """How to make the key of a name, whether or not somebody has it."""
    key = rules.key_of(name)
    of_nobody = rules.usual_kdf(gate.salt_of_nobody(key))
    account = db.session.scalar(sa.select(Account).where(Account.name_key == key))
    return account.kdf if account else of_nobody


def sign_up(knock: Knock, new: NewAccount) -> SignedIn:
    """Makes the account and signs its first phone in. The same once more is no mistake."""
    refuse_kdf(new.kdf)
    if _is_repeat(new):
        return _answer_again(knock, new)
    invites.refuse_without(knock, new.invite)
    db.session.rollback()  # deriving takes long, and no transaction may stay open meanwhile
    with knock.gate.hasher.turn():
        auth_hash = knock.gate.hasher.hash(new.auth)
    begin_writing()
    try:
        account = _make(knock, new, auth_hash)
    except Conflict:
        db.session.rollback()
        if not _is_repeat(new):
            raise
        # The same request came twice at once, and the other was quicker.
        return _answer_again(knock, new)
    return let_in(account, new.device, knock.now)


def sign_in(knock: Knock, name: str, auth: bytes, device: NewDevice) -> SignedIn:
    """Signs a phone in by name and passphrase."""
    key = rules.key_of(name)
    account = prove(knock, key, auth, device.id)
    return let_in(account, device, knock.now)


def prove(knock: Knock, name_key: str, auth: bytes, device_id: UUID) -> Account:
    """The account of that name, locked, when `auth` is its own. Takes as long when it is not.

    Raises WrongCredentials, TooMany, or NotSignedIn for a disabled account.
    """
    known = _known_device(name_key, device_id)
    budget = attempts.budget_for_name(knock, "sign-in", name_key, known).refuse_if_spent()
    stored = db.session.scalar(sa.select(Account.auth_hash).where(Account.name_key == name_key))
    db.session.rollback()  # deriving takes long, and no transaction may stay open meanwhile
    with knock.gate.hasher.turn():
        is_right = knock.gate.hasher.is_hash_of(stored, auth)
    if not is_right:
        budget.spend()
        raise WrongCredentials
    begin_writing()
    account = lock_account(Account.name_key == name_key)
    if account is None or account.auth_hash != stored:
        raise WrongCredentials  # changed while we looked
    refuse_disabled(account)
    return account


def get_me(owner: UUID, device_id: UUID) -> Me:
    return me_of(db.session.scalars(sa.select(Account).where(Account.id == owner)).one(), device_id)


def epoch_of(owner: UUID) -> int:
    """The epoch of the owner's ring. Who writes asks within the transaction that writes."""
    return db.session.scalars(sa.select(Account.epoch).where(Account.id == owner)).one()


def history_of(owner: UUID) -> UUID:
    """The name of this server's memory of the owner's vault."""
    return db.session.scalars(sa.select(Account.history).where(Account.id == owner)).one()


def let_in(account: Account, device: NewDevice, now: datetime) -> SignedIn:
    """The account is locked by the caller."""
    grant = sign_ins.begin(account, device, now)
    me = vars(me_of(account, device.id))
    return SignedIn(**me, wrap_passphrase=account.wrap_passphrase, grant=grant)


def lock_account(which: sa.ColumnElement[bool]) -> Account | None:
    """The account as it is now, kept so until the transaction ends."""
    locked = sa.select(Account).where(which).with_for_update()
    return db.session.scalar(locked.execution_options(populate_existing=True))


def me_of(account: Account, device_id: UUID) -> Me:
    return Me(
        account.id,
        account.name,
        account.created_on,
        account.credential_version,
        account.epoch,
        account.kdf,
        device_id,
        account.history,
    )


def refuse_kdf(kdf: Kdf) -> None:
    """A phone that was talked into a weak key must not be able to store it."""
    if not kdf.is_acceptable:
        raise Unacceptable("This way of making a key is not taken.", code="kdf_too_weak")


def refuse_disabled(account: Account) -> None:
    """Said only to who has proven to be the owner."""
    if account.disabled_on is not None:
        raise NotSignedIn(code="account_disabled")


def keep_house(now: datetime) -> None:
    """Forgets attempts, sign-ins, invites and challenges that are over."""
    begin_writing()
    attempts.forget_old(now)
    sign_ins.forget_ended(now)
    invites.forget_expired(now)
    db.session.execute(sa.delete(PasskeyChallenge).where(PasskeyChallenge.expires_at <= now))


def _is_repeat(new: NewAccount) -> bool:
    """Whether this owner has signed up under this name before: perhaps the answer was lost."""
    is_same = sa.and_(Account.id == new.owner, Account.name_key == rules.key_of(new.name))
    return db.session.scalar(sa.select(Account.id).where(is_same)) is not None


def _answer_again(knock: Knock, new: NewAccount) -> SignedIn:
    """Costs what signing in costs: else it would be a way to guess without being counted."""
    try:
        return sign_in(knock, new.name, new.auth, new.device)
    except WrongCredentials:
        raise NameTaken from None


def _make(knock: Knock, new: NewAccount, auth_hash: str) -> Account:
    invites.redeem(knock, new.invite)
    key = rules.key_of(new.name)
    _refuse_taken(new.owner, key)
    account = Account(
        id=new.owner,
        name=new.name,
        name_key=key,
        created_on=knock.now.date(),
        auth_hash=auth_hash,
        kdf=new.kdf,
        wrap_passphrase=new.wrap_passphrase,
        recovery_hash=rules.recovery_hash(new.recovery_auth),
        wrap_recovery=new.wrap_recovery,
    )
    db.session.add(account)
    try:
        db.session.flush()
    except sa.exc.IntegrityError:  # PostgreSQL lets two get this far
        db.session.rollback()
        _refuse_taken(new.owner, key)
        raise
    return account


def _refuse_taken(owner: UUID, name_key: str) -> None:
    if db.session.scalar(sa.select(Account.id).where(Account.name_key == name_key)):
        raise NameTaken
    if db.session.scalar(sa.select(Account.id).where(Account.id == owner)):
        raise Conflict("This owner has an account.", code="owner_taken")


def _known_device(name_key: str, device_id: UUID) -> UUID | None:
    asked = sa.select(Device.device_id).join(Account, Account.id == Device.account_id)
    return db.session.scalar(
        asked.where(Account.name_key == name_key, Device.device_id == device_id)
    )
