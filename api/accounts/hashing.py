"""The one place where the server hashes what signs people in, a few at a time."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from threading import BoundedSemaphore

from argon2 import PasswordHasher, Type
from argon2.exceptions import VerifyMismatchError

from api.core.errors import TooMany

AT_ONCE = 2
SECONDS_TO_WAIT = 1


class Busy(TooMany):
    """As many as we bear are being checked just now."""

    code = "busy"
    detail = "Too many at once. Try again in a moment."


class Hasher:
    """Argon2id over a secret that is no passphrase, but made from one on the phone."""

    def __init__(self, memory_kib: int, passes: int) -> None:
        self._argon = PasswordHasher(passes, memory_kib, 1, type=Type.ID)
        self._turns = BoundedSemaphore(AT_ONCE)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Whoever derives has one of few turns: flooding it must not starve those who read."""
        if not self._turns.acquire(blocking=False):
            raise Busy(SECONDS_TO_WAIT)
        try:
            yield
        finally:
            self._turns.release()

    def hash(self, secret: bytes) -> str:
        """Within a turn."""
        return self._argon.hash(secret)

    def is_hash_of(self, stored: str | None, secret: bytes) -> bool:
        """Within a turn. Where nothing is stored, it takes as long to say no."""
        nobodys = self._nobodys  # made at the first call, whoever is asked for
        try:
            matches = self._argon.verify(stored or nobodys, secret)
        except VerifyMismatchError:
            return False
        return matches and stored is not None

    @cached_property
    def _nobodys(self) -> str:
        return self._argon.hash(secrets.token_bytes(32))
