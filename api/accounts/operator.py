"""What whoever runs this server may know of accounts, and do to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from api.accounts import rules
from api.accounts.models import Account, Device
from api.core.db import begin_writing, db
from api.core.errors import NotFound


@dataclass(frozen=True)
class ListedAccount:
    """All that is told of an account."""

    name: str
    created_on: date
    devices: int
    disabled_on: date | None


def list_accounts() -> Sequence[ListedAccount]:
    asked = (
        sa.select(Account.name, Account.created_on, sa.func.count(Device.id), Account.disabled_on)
        .outerjoin(Device, Device.account_id == Account.id)
        .group_by(Account.id, Account.name, Account.created_on, Account.disabled_on)
        .order_by(Account.created_on, Account.name)
    )
    return [ListedAccount(*row) for row in db.session.execute(asked)]


def set_disabled(name: str, disabled_on: date | None) -> None:
    """Raises NotFound."""
    begin_writing()
    tidy = rules.tidy_name(name)
    named = sa.update(Account).where(Account.name_key == rules.key_of(tidy or ""))
    changed = named.values(disabled_on=disabled_on).returning(Account.id)
    if db.session.execute(changed).first() is None:
        raise NotFound
