"""How often things went wrong of late, counted in the database for all processes together.

There is a cap and no lock: a stranger can use up what their own network may try, never what the
owner may try from a phone that is known or from elsewhere.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from api.accounts import rules
from api.accounts.gate import Knock
from api.accounts.models import Attempts
from api.core.db import begin_writing, db
from api.core.errors import TooMany


class Budget:
    """What may still go wrong for somebody who tries `purpose`."""

    def __init__(self, knock: Knock, purpose: str) -> None:
        self.knock, self.purpose = knock, purpose
        self.most: dict[bytes, int] = {}
        self.also: list[bytes] = []

    def limit(self, most: int, *words: str) -> "Budget":
        self.most[self._key(words)] = most
        return self

    def failures_of(self, *words: str) -> int:
        """How many there were for these words. They are counted on, and limit nothing here."""
        key = self._key(words)
        self.also.append(key)
        return _counts([key], self.knock.now).get(key, 0)

    def refuse_if_spent(self) -> "Budget":
        """Raises TooMany."""
        counts = _counts(list(self.most), self.knock.now)
        if any(counts.get(key, 0) >= most for key, most in self.most.items()):
            raise TooMany(rules.seconds_to_next_hour(self.knock.now))
        return self

    def spend(self) -> None:
        """Counts a failure in a transaction of its own: the refusal to come must not undo it.

        What the request did before is undone, as the refusal would do anyway.
        """
        db.session.rollback()
        begin_writing()
        for key in sorted([*self.most, *self.also]):  # in one order: else two wait for each other
            _count(key, rules.start_of_hour(self.knock.now))
        db.session.commit()

    def _key(self, words: Sequence[str]) -> bytes:
        return self.knock.gate.blind(self.knock.now.date(), self.purpose, *words)


def budget_for_name(
    knock: Knock, purpose: str, name_key: str, known_device: UUID | None = None
) -> Budget:
    """A phone the account knows has a budget of its own, which strangers cannot spend."""
    budget = Budget(knock, purpose)
    if known_device:
        return budget.limit(rules.FROM_DEVICE, "device", name_key, str(known_device))
    most = rules.allowance(budget.failures_of("name", name_key))
    budget.limit(most, "pair", name_key, knock.network)
    return budget.limit(rules.FROM_NETWORK, "network", knock.network)


def forget_old(now: datetime) -> None:
    db.session.execute(sa.delete(Attempts).where(Attempts.hour < rules.start_of_hour(now)))


def _counts(keys: Sequence[bytes], now: datetime) -> dict[bytes, int]:
    asked = sa.select(Attempts.key, Attempts.count).where(
        Attempts.hour == rules.start_of_hour(now), Attempts.key.in_(keys)
    )
    return dict(db.session.execute(asked).all())


def _count(key: bytes, hour: datetime) -> None:
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    first = insert(Attempts).values(key=key, hour=hour, count=1)
    again = {"count": Attempts.count + 1}
    db.session.execute(first.on_conflict_do_update(index_elements=["hour", "key"], set_=again))
