"""Invites: the right to make one account, where not everybody may."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import sqlalchemy as sa

from api.accounts import rules
from api.accounts.attempts import Budget
from api.accounts.gate import Knock
from api.accounts.models import Invite
from api.core.db import begin_writing, db
from api.core.errors import Forbidden, NotFound

FORGOTTEN_AFTER = timedelta(days=90)


class InviteInvalid(Forbidden):
    """Unknown, used, revoked or expired: said alike."""

    code = "invite_invalid"
    detail = "This invite is not valid, or not any more."


def refuse_without(knock: Knock, code: str | None) -> None:
    """Raises Forbidden before anything is derived, where an invite is needed and not there."""
    if knock.gate.is_open:
        return
    if not code:
        raise Forbidden("Signing up here needs an invite.", code="invite_needed")
    budget = Budget(knock, "invite").limit(rules.INVITES, knock.network).refuse_if_spent()
    if not db.session.scalar(sa.select(Invite.id).where(_usable(code, knock.now))):
        budget.spend()
        raise InviteInvalid


def redeem(knock: Knock, code: str | None) -> None:
    """Uses the invite up, if nobody was quicker. Raises InviteInvalid."""
    if knock.gate.is_open:
        return
    used = sa.update(Invite).where(_usable(code or "", knock.now)).values(used_at=knock.now)
    if db.session.execute(used.returning(Invite.id)).first() is None:
        raise InviteInvalid


def create_invite(now: datetime) -> tuple[UUID, str]:
    """The invite's id, and its code, which is told once and kept nowhere."""
    code = rules.invite_code(secrets.randbits(128))
    begin_writing()
    invite = Invite(
        id=uuid4(),
        code_hash=rules.code_hash(code),
        created_at=now,
        expires_at=now + rules.INVITE_LIVES,
    )
    db.session.add(invite)
    db.session.flush()
    return invite.id, code


def list_invites() -> Sequence[Invite]:
    return db.session.scalars(sa.select(Invite).order_by(Invite.created_at)).all()


def revoke_invite(invite_id: UUID, now: datetime) -> None:
    """Raises NotFound when there is none that could still be used."""
    begin_writing()
    is_open = sa.and_(Invite.used_at.is_(None), Invite.revoked_at.is_(None))
    revoked = sa.update(Invite).where(Invite.id == invite_id, is_open).values(revoked_at=now)
    if db.session.execute(revoked.returning(Invite.id)).first() is None:
        raise NotFound


def forget_expired(now: datetime) -> None:
    db.session.execute(sa.delete(Invite).where(Invite.expires_at < now - FORGOTTEN_AFTER))


def _usable(code: str, now: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(
        Invite.code_hash == rules.code_hash(code),
        Invite.used_at.is_(None),
        Invite.revoked_at.is_(None),
        Invite.expires_at > now,
    )
