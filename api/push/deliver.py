"""Empties the outbox: fetches what is due, asks once more whether it is wanted, sends, and forgets.

Whoever fetches rows holds them for a while only. A worker that dies leaves them to the next one, so
a knock may be sent twice and is never lost; its topic makes two of them one on the phone.
"""

import logging
import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa

from api.accounts.models import Account, Device
from api.accounts.rules import ABSOLUTE, SLIDING
from api.core.db import begin_writing, db
from api.push import payload, tokens
from api.push.models import OutboxRow, PushSubscription
from api.push.rules import LEASE_SECONDS, KnockClass, Outcome, judge, topic_of
from api.push.sender import Message, Sender
from api.push.transport import Answer
from api.push.words import words_for

BATCH = 200
AT_ONCE = 50  # answers that are written down in one transaction
RUN_SECONDS = 50.0
LONGEST_SLEEP = 1.0
WAITING = "waiting"
NAVIGATE = {KnockClass.TEST: "/reminders"}

log = logging.getLogger(__name__)


class Fetched(NamedTuple):
    """A row of the outbox with the subscription it is for."""

    id: UUID
    source_id: UUID
    due_at: int
    not_after: int
    attempts: int
    knock_class: KnockClass
    plan_id: UUID | None
    may_snooze: bool
    phone_id: UUID
    endpoint: str
    p256dh: bytes
    auth: bytes
    language: str


FETCHED = (
    OutboxRow.id,
    OutboxRow.source_id,
    OutboxRow.due_at,
    OutboxRow.not_after,
    OutboxRow.attempts,
    OutboxRow.knock_class,
    OutboxRow.plan_id,
    OutboxRow.may_snooze,
    PushSubscription.id,
    PushSubscription.endpoint,
    PushSubscription.p256dh,
    PushSubscription.auth,
    PushSubscription.language,
)


@dataclass
class Delivery:
    """One worker's way of sending. `chance` gives numbers from 0 to 1."""

    sender: Sender
    origin: str
    secret: str
    now: Callable[[], float]
    sleep: Callable[[float], None]
    chance: Callable[[], float]

    def run(self) -> Counter[str]:
        """Sends what is due, and waits for what is due soon, for less than a minute.

        Answers with how many had which outcome; `waiting` are those to be tried anew.
        """
        counts: Counter[str] = Counter()
        until = self.now() + RUN_SECONDS
        while (now := self.now()) < until:
            if fetched := self.fetch(int(now)):
                counts.update(self.send(fetched))
                continue
            due = _next_due()
            if due is None or due > until:
                break
            self.sleep(min(max(due - now, 0.01), LONGEST_SLEEP))
        if counts - Counter({Outcome.DELIVERED: counts[Outcome.DELIVERED]}):
            log.warning(
                "Knocks: %s", ", ".join(f"{n} {what}" for what, n in sorted(counts.items()))
            )
        return counts

    def fetch(self, now: int) -> list[UUID]:
        """The rows that are due, held by us until the lease ends."""
        begin_writing()
        held = db.session.scalars(
            sa.select(OutboxRow.id)
            .where(OutboxRow.run_at <= now)
            .order_by(OutboxRow.run_at)
            .limit(BATCH)
            .with_for_update(skip_locked=True)
        ).all()
        if held:
            db.session.execute(
                sa.update(OutboxRow)
                .where(OutboxRow.id.in_(held))
                .values(run_at=now + LEASE_SECONDS, attempts=OutboxRow.attempts + 1)
            )
        db.session.commit()
        return list(held)

    def send(self, held: Sequence[UUID]) -> Counter[str]:
        now = int(self.now())
        known = {each.id: each for each in _look_again(held, now)}
        counts: Counter[str] = Counter()
        answers: list[tuple[Fetched, Answer]] = []
        timely = [each for each in known.values() if each.not_after >= now]
        for key, answer in self.sender.send(self._message(each, now) for each in timely):
            answers.append((known[key], answer))
            if len(answers) >= AT_ONCE:
                counts.update(self._settle(answers))
                answers = []
        counts.update(self._settle(answers))
        counts.update(_drop_late([each for each in known.values() if each.not_after < now], now))
        return counts

    def _message(self, each: Fetched, now: int) -> Message:
        topic = topic_of(each.phone_id, each.source_id)
        where = NAVIGATE.get(each.knock_class, f"/k/{each.plan_id}")
        own: dict[str, object] = {"class": each.knock_class, "due_at": each.due_at}
        if each.knock_class != KnockClass.TEST:
            token = tokens.token_of(self.secret, each.source_id, each.due_at)
            own |= {"token": tokens.written(token), "may_snooze": each.may_snooze}
        return Message(
            each.id,
            each.endpoint,
            each.p256dh,
            each.auth,
            topic,
            urgency="high",
            ttl=max(each.not_after - now, 1),
            plaintext=payload.build(
                words_for(each.language, each.knock_class),
                navigate=self.origin + where,
                lang=each.language,
                tag=topic,
                own=own,
            ),
        )

    def _settle(self, answers: Sequence[tuple[Fetched, Answer]]) -> Counter[str]:
        counts: Counter[str] = Counter()
        if not answers:
            return counts
        begin_writing()
        now = int(self.now())
        for each, answer in answers:
            verdict = judge(answer.status, answer.retry_after, each.attempts, self.chance())
            outcome = verdict.outcome
            if outcome is None:
                outcome = _try_later(each, now + verdict.seconds, now)
            else:
                _end(each, outcome, now)
            counts[outcome or WAITING] += 1
        db.session.commit()
        return counts


def _next_due() -> int | None:
    found = db.session.scalar(sa.select(sa.func.min(OutboxRow.run_at)))
    db.session.rollback()
    return found


def _look_again(held: Sequence[UUID], now: int) -> list[Fetched]:
    """What is still wanted of what was fetched. The rest is dropped, or was taken away.

    Wanted is what is for a phone that is still signed in, of an account that is not closed.
    """
    begin_writing()
    moment = datetime.fromtimestamp(now, UTC)
    asked = (
        sa.select(*FETCHED)
        .join(PushSubscription, OutboxRow.subscription_id == PushSubscription.id)
        .join(Device, PushSubscription.family == Device.id)
        .join(Account, PushSubscription.account_id == Account.id)
        .where(
            OutboxRow.id.in_(held),
            Device.reuse_found_on.is_(None),
            Device.rotated_at > moment - SLIDING,
            Device.signed_in_at > moment - ABSOLUTE,
            Account.disabled_on.is_(None),
        )
    )
    found = [Fetched._make(row) for row in db.session.execute(asked)]
    if unwanted := set(held) - {each.id for each in found}:
        db.session.execute(sa.delete(OutboxRow).where(OutboxRow.id.in_(unwanted)))
    db.session.commit()
    return found


def _drop_late(late: Sequence[Fetched], now: int) -> Counter[str]:
    if not late:
        return Counter()
    begin_writing()
    for each in late:
        _end(each, Outcome.LATE, now)
    db.session.commit()
    return Counter({Outcome.LATE: len(late)})


def _try_later(each: Fetched, run_at: float, now: int) -> Outcome | None:
    """Past its time it is dropped, not sent late."""
    if run_at > each.not_after:
        _end(each, Outcome.LATE, now)
        return Outcome.LATE
    again = sa.update(OutboxRow).where(OutboxRow.id == each.id)
    db.session.execute(again.values(run_at=math.ceil(run_at)))
    return None


def _end(each: Fetched, outcome: Outcome, now: int) -> None:
    """A phone that has renewed its subscription meanwhile keeps the new one."""
    same = sa.and_(PushSubscription.id == each.phone_id, PushSubscription.endpoint == each.endpoint)
    if outcome is Outcome.GONE:
        db.session.execute(sa.delete(PushSubscription).where(same))
    else:
        tried = {"last_try_at": now, "last_outcome": outcome}
        db.session.execute(sa.update(PushSubscription).where(same).values(**tried))
    db.session.execute(sa.delete(OutboxRow).where(OutboxRow.id == each.id))
