"""The outer brake on public routes: how often one address may ask, counted in this process alone.

It is quick and forgets everything at a restart. What must hold is counted in the database, by the
feature it protects.
"""

from collections.abc import Callable

from flask import Flask, current_app, request
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from api.core.errors import TooMany
from api.core.networks import network_of

COUNTS = "brake"


def init_app(app: Flask) -> None:
    """Each application has counts of its own."""
    if app.config.get("BRAKE", True):
        app.extensions[COUNTS] = FixedWindowRateLimiter(MemoryStorage())


def at_most(often: str) -> Callable[[], None]:
    """Refuses an address that asks one route more often than, say, "60 per minute"."""
    limit = parse(often)

    def refuse_flood() -> None:
        counts: FixedWindowRateLimiter | None = current_app.extensions.get(COUNTS)
        whose = network_of(request.remote_addr, 32)
        if counts and not counts.hit(limit, request.endpoint or "", whose):
            raise TooMany(limit.get_expiry())

    return refuse_flood
