"""Taking an account away, with all that hangs on it."""

from uuid import UUID

import sqlalchemy as sa

from api.accounts import passphrases, rules, service, sign_ins
from api.accounts.gate import Knock
from api.accounts.models import Account
from api.core.db import begin_writing, db
from api.core.errors import NotFound, NotSignedIn


def erase(owner: UUID, family: UUID, knock: Knock, auth: bytes) -> None:
    """Nothing of the account is left, nor of what its phones brought. Every phone is signed out.

    Raises Forbidden for a wrong passphrase, NotSignedIn when another was quicker.
    """
    passphrases.prove_present(owner, family, knock, auth)
    begin_writing()
    if service.lock_account(Account.id == owner) is None:
        raise NotSignedIn(code="account_gone")
    sign_ins.refuse_ended(owner, family)
    _take_away(Account.id == owner)


def erase_named(name: str) -> None:
    """For the operator. Raises NotFound."""
    begin_writing()
    named = Account.name_key == rules.key_of(rules.tidy_name(name) or "")
    if service.lock_account(named) is None:
        raise NotFound
    _take_away(named)


def _take_away(which: sa.ColumnElement[bool]) -> None:
    """Every table of a person's names the account, and goes with it."""
    db.session.execute(sa.delete(Account).where(which))
