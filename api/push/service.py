"""What a phone can do about being knocked at. Moments are UTC seconds, told by whoever asks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from api.core.db import begin_writing, db
from api.core.errors import NotFound, Unacceptable
from api.push import endpoints, webpush
from api.push.models import OutboxRow, PushSubscription
from api.push.rules import GRACE_SECONDS, KnockClass
from api.push.shapes import NewSubscription

ATTEMPTS = 3
INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@dataclass(frozen=True)
class Doors:
    """Which push services are known here, besides those of the browsers."""

    hosts: frozenset[str] = frozenset()
    test_service: str | None = None


def find_subscription(family: UUID) -> PushSubscription:
    """Raises NotFound."""
    found = db.session.scalar(_of(family))
    if found is None:
        raise no_subscription()
    return found


def subscribe(owner: UUID, family: UUID, new: NewSubscription, doors: Doors) -> PushSubscription:
    """One phone has one subscription, and a subscription is one phone's: whoever had it loses it.

    Raises Unacceptable, and changes nothing, for an endpoint or a key that is none.
    """
    _must_be_usable(new, doors)
    for attempt in range(ATTEMPTS):
        begin_writing()
        try:
            return _take_over(owner, family, new)
        except sa.exc.IntegrityError:  # PostgreSQL: two phones took the same one over at once
            db.session.rollback()
            if attempt == ATTEMPTS - 1:
                raise
    raise AssertionError("unreachable")


def _take_over(owner: UUID, family: UUID, new: NewSubscription) -> PushSubscription:
    db.session.execute(
        sa.delete(PushSubscription).where(
            PushSubscription.endpoint == new.endpoint, PushSubscription.family != family
        )
    )
    found = db.session.scalar(_of(family).with_for_update())
    if found is None:
        found = PushSubscription(account_id=owner, family=family)
        db.session.add(found)
    if found.endpoint != new.endpoint:
        found.last_try_at = found.last_outcome = None
    _fill(found, new)
    found.language = new.language
    db.session.flush()
    return found


def renew(old_endpoint: str, old_auth: bytes, new: NewSubscription, doors: Doors) -> None:
    """A browser changed its subscription while nobody was signed in to say so.

    Whoever knows the old one's secret may replace it. Raises NotFound for everybody else.
    """
    _must_be_usable(new, doors)
    begin_writing()
    found = db.session.scalar(
        sa.select(PushSubscription)
        .where(PushSubscription.endpoint == old_endpoint, PushSubscription.auth == old_auth)
        .with_for_update()
    )
    if found is None:
        raise no_subscription()
    db.session.execute(
        sa.delete(PushSubscription).where(
            PushSubscription.endpoint == new.endpoint, PushSubscription.id != found.id
        )
    )
    _fill(found, new)
    found.last_try_at = found.last_outcome = None
    db.session.flush()


def unsubscribe(family: UUID) -> None:
    begin_writing()
    db.session.execute(sa.delete(PushSubscription).where(PushSubscription.family == family))


def knock_to_try(family: UUID, now: int) -> None:
    """Puts one knock for this phone into the outbox. Raises NotFound without a subscription."""
    begin_writing()
    found = find_subscription(family)
    enqueue([_row(found.id, uuid4(), now, KnockClass.TEST)])
    db.session.commit()  # before anybody is told to look


def rows_for(
    owner: UUID, source: UUID, due_at: int, what: KnockClass, **named: Any
) -> list[dict[str, Any]]:
    """One row of the outbox for each phone of an account."""
    phones = db.session.scalars(
        sa.select(PushSubscription.id).where(PushSubscription.account_id == owner)
    )
    return [_row(phone, source, due_at, what, **named) for phone in phones]


def enqueue(rows: Sequence[dict[str, Any]]) -> None:
    """A knock that waits already is not put there twice."""
    if rows:
        insert = INSERT[db.engine.dialect.name](OutboxRow).on_conflict_do_nothing()
        db.session.execute(insert, list(rows))


def withdraw(sources: Iterable[UUID]) -> None:
    """Nothing of these is sent any more, even if somebody has fetched it to do so."""
    if named := list(sources):
        db.session.execute(sa.delete(OutboxRow).where(OutboxRow.source_id.in_(named)))


def no_subscription() -> NotFound:
    return NotFound("This phone has not asked to be knocked at.", code="no_subscription")


def _row(phone: UUID, source: UUID, due_at: int, what: KnockClass, **named: Any) -> dict[str, Any]:
    usual = {
        "id": uuid4(),
        "subscription_id": phone,
        "source_id": source,
        "due_at": due_at,
        "run_at": due_at,
        "not_after": due_at + GRACE_SECONDS,
        "attempts": 0,
        "knock_class": what,
        "plan_id": None,
        "may_snooze": False,
    }
    return usual | named


def _must_be_usable(new: NewSubscription, doors: Doors) -> None:
    try:
        endpoints.check(new.endpoint, doors.hosts, doors.test_service)
    except endpoints.Refused as why:
        raise Unacceptable(str(why), code="endpoint_refused") from None
    try:
        webpush.read_point(new.p256dh)
    except ValueError as why:
        raise Unacceptable(str(why), code="key_refused") from None


def _of(family: UUID) -> sa.Select[PushSubscription]:
    return sa.select(PushSubscription).where(PushSubscription.family == family)


def _fill(found: PushSubscription, new: NewSubscription) -> None:
    found.endpoint, found.key_id = new.endpoint, new.key_id
    found.p256dh, found.auth = new.p256dh, new.auth
