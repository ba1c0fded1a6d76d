"""Families of tokens: how a sign-in begins, lives on, and is found out when two share it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa

from api.accounts.models import Account, Device, Passkey
from api.accounts.rules import (
    ABSOLUTE,
    SLIDING,
    Family,
    NewDevice,
    Verdict,
    ends_at,
    is_current,
    judge_refresh,
)
from api.core.db import ask_once, begin_writing, db
from api.core.errors import NotSignedIn


@dataclass(frozen=True)
class Asker:
    """Somebody who is signed in."""

    id: UUID
    device_id: UUID
    family: UUID
    epoch: int


@dataclass(frozen=True)
class Grant:
    """What the next tokens of a family say."""

    owner: UUID
    family: UUID
    generation: int
    issued_at: datetime
    ends_at: datetime


ASKED = (
    sa.select(
        Account.epoch,
        Account.disabled_on,
        Device.device_id,
        Device.generation,
        Device.previous,
        Device.is_heard,
        Device.rotated_at,
        Device.last_seen_on,
        Device.reuse_found_on,
    )
    .select_from(Account)
    .outerjoin(Device, sa.and_(Device.account_id == Account.id, Device.id == sa.bindparam("f")))
    .where(Account.id == sa.bindparam("owner"))
)


def find_asker(owner: UUID, family: UUID, generation: int, now: datetime) -> Asker:
    """Who holds an access token. One query; a write only when a token first comes back, or a day
    is new. Raises NotSignedIn."""
    row = ask_once(ASKED, {"owner": owner, "f": family})
    if row is None:
        raise NotSignedIn(code="account_gone")
    _refuse_ended(row.device_id, row.reuse_found_on)
    if row.disabled_on is not None:
        raise NotSignedIn(code="account_disabled")
    state = Family(row.generation, row.previous, row.is_heard, row.rotated_at)
    if not is_current(state, generation):
        raise NotSignedIn(code="token_expired")
    is_news = generation >= row.generation and not row.is_heard
    if is_news or row.last_seen_on < now.date():
        _note_seen(family, generation, now)
    return Asker(owner, row.device_id, family, row.epoch)


def begin(account: Account, device: NewDevice, now: datetime) -> Grant:
    """Signs a phone in. Whatever the same phone held before opens nothing any more.

    The account is locked by the caller. A phone that is new here cannot seal its name yet, so a
    name it has already is kept.
    """
    before = _find_device(account.id, device.id)
    if before:
        db.session.delete(before)
        db.session.flush()
    row = Device(
        id=uuid4(),
        account_id=account.id,
        device_id=device.id,
        sealed_name=device.sealed_name or (before.sealed_name if before else None),
        created_on=before.created_on if before else now.date(),
        last_seen_on=now.date(),
        signed_in_at=now,
        generation=1,
        previous=0,
        is_heard=False,
        rotated_at=now,
    )
    db.session.add(row)
    db.session.flush()
    return _grant(row)


def refresh(owner: UUID, family: UUID, presented: int, now: datetime) -> Grant:
    """The next tokens of a family. Raises NotSignedIn."""
    begin_writing()
    row = _lock_family(owner, family)
    state = Family(row.generation, row.previous, row.is_heard, row.rotated_at)
    verdict = judge_refresh(state, presented, now)
    if verdict is Verdict.REUSED:
        row.reuse_found_on = now.date()
        db.session.commit()  # before the refusal, which undoes what is not committed
        raise NotSignedIn(code="token_reused")
    if verdict is Verdict.ROTATE:
        row.previous = presented
    if verdict is not Verdict.REPEAT:
        row.generation = max(row.generation, presented) + 1
        row.is_heard, row.rotated_at = False, now
    row.last_seen_on = now.date()
    return _grant(row)


def end(owner: UUID, family: UUID) -> None:
    """Signs a phone out. One that is signed out already stays so, and a theft that was found is
    still told to whoever comes after."""
    begin_writing()
    is_alive = Device.reuse_found_on.is_(None)
    db.session.execute(
        sa.delete(Device).where(Device.id == family, Device.account_id == owner, is_alive)
    )


def end_all(owner: UUID, *, but: UUID | None = None) -> None:
    """Ends every family but one, and takes the passkeys away: any of them may be another's."""
    db.session.execute(sa.delete(Passkey).where(Passkey.account_id == owner))
    others = sa.delete(Device).where(Device.account_id == owner)
    db.session.execute(others.where(Device.id != but) if but else others)


def refuse_ended(owner: UUID, family: UUID) -> None:
    """Raises NotSignedIn when the asker was signed out since they were looked up."""
    _lock_family(owner, family)


def forget_ended(now: datetime) -> None:
    """Drops families whose tokens have all run out."""
    is_over = sa.or_(Device.rotated_at < now - SLIDING, Device.signed_in_at < now - ABSOLUTE)
    db.session.execute(sa.delete(Device).where(is_over))


def _find_device(owner: UUID, device_id: UUID) -> Device | None:
    return db.session.scalar(
        sa.select(Device).where(Device.account_id == owner, Device.device_id == device_id)
    )


def _lock_family(owner: UUID, family: UUID) -> Device:
    account = db.session.execute(
        sa.select(Account.disabled_on).where(Account.id == owner)
    ).one_or_none()
    if account is None:
        raise NotSignedIn(code="account_gone")
    row = db.session.scalar(
        sa.select(Device)
        .where(Device.id == family, Device.account_id == owner)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotSignedIn(code="signed_out")
    _refuse_ended(row.device_id, row.reuse_found_on)
    if account.disabled_on is not None:
        raise NotSignedIn(code="account_disabled")
    return row


def _refuse_ended(device_id: UUID | None, reuse_found_on: object) -> None:
    if device_id is None:
        raise NotSignedIn(code="signed_out")
    if reuse_found_on is not None:
        raise NotSignedIn(code="token_reused")


def _note_seen(family: UUID, generation: int, now: datetime) -> None:
    """In a transaction of its own: the request may yet be refused, what was heard was heard.

    One statement: PostgreSQL looks at the account once more when a transaction changes a row
    twice, and would wait there for whoever erases it and waits for this row.
    """
    begin_writing()
    is_heard = sa.or_(Device.is_heard, Device.generation <= generation)
    seen = sa.update(Device).where(Device.id == family)
    db.session.execute(seen.values(last_seen_on=now.date(), is_heard=is_heard))
    db.session.commit()


def _grant(row: Device) -> Grant:
    until = ends_at(row.signed_in_at, row.rotated_at)
    return Grant(row.account_id, row.id, row.generation, row.rotated_at, until)
