"""What every server in the race can do: take a hundred new records, and hand them out again."""

import secrets
from typing import Protocol

RECORDS = 100
CONTENT_BYTES = 300


class Service(Protocol):
    name: str

    def push(self) -> float:
        """Milliseconds to have a hundred new records taken. Raises when one was not."""

    def pull(self) -> float:
        """Milliseconds for a second phone to get exactly those hundred."""


def content() -> str:
    """What a peer is given to keep: 300 letters that do not compress."""
    return secrets.token_urlsafe(CONTENT_BYTES)[:CONTENT_BYTES]


def must(holds: bool, body: bytes) -> None:  # noqa: FBT001  a fact, no switch
    """A refusal is quick; it must never be taken for speed."""
    if not holds:
        raise RuntimeError(body[:500].decode(errors="replace"))
