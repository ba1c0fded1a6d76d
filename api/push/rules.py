"""What an answer of a push service means, and when to try anew. Pure: no I/O, no clock."""

from base64 import urlsafe_b64encode
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

# A knock that comes later than this is of no use any more, and is dropped.
GRACE_SECONDS = 600
# How long whoever fetched something may take to send it.
LEASE_SECONDS = 120
FIRST_WAIT_SECONDS = 30
LONGEST_WAIT_SECONDS = 900


class KnockClass(StrEnum):
    """What the server may know of a knock."""

    REMINDER = "reminder"
    NUDGE = "nudge"
    TEST = "test"


class Outcome(StrEnum):
    """What became of the last message to a phone."""

    DELIVERED = "delivered"
    GONE = "gone"
    REFUSED = "refused"
    LATE = "late"


class Verdict(NamedTuple):
    """What to do about an answer: an outcome, or None and the seconds to wait."""

    outcome: Outcome | None
    seconds: float = 0


def judge(status: int | None, retry_after: float | None, attempts: int, jitter: float) -> Verdict:
    """`status` is None when there was no answer; `jitter` is chosen from 0 to 1.

    A key that does not fit is refused and never forgotten: one wrong setting of ours would else
    end every subscription there is.
    """
    if status is not None and 200 <= status < 300:
        return Verdict(Outcome.DELIVERED)
    if status in {404, 410}:
        return Verdict(Outcome.GONE)
    if status is None or status in {408, 429} or status >= 500:
        return Verdict(None, wait(attempts, retry_after, jitter))
    return Verdict(Outcome.REFUSED)


def wait(attempts: int, retry_after: float | None, jitter: float) -> float:
    """Seconds until attempt number `attempts` + 1; the first was number 1."""
    ours: float = FIRST_WAIT_SECONDS * 2 ** min(attempts - 1, 10) * (1 + jitter / 2)
    return max(retry_after or 0, min(ours, LONGEST_WAIT_SECONDS))


def topic_of(subscription: UUID, source: UUID) -> str:
    """Two messages of one topic are one: at the push service, and as the tag on the screen.

    32 characters whatever goes in, because Apple refuses some lengths.
    """
    digest = sha256(subscription.bytes + source.bytes).digest()[:24]
    return urlsafe_b64encode(digest).decode()
