"""How messages leave: many requests at once, each answered or not, none of them trusted."""

import ssl
from collections.abc import Callable, Iterable, Iterator
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple, Protocol
from urllib.parse import urlsplit

import certifi

from api.push.endpoints import is_public

SECONDS = 5.0
IN_FLIGHT = 128
# Push services answer with a line at most. Whoever sends more is not read to the end.
MOST_ANSWERED = 16 * 1024

MayConnect = Callable[[str, int], bool]


# Both are made for every message: a named tuple takes a third of a frozen dataclass's time.
class Request(NamedTuple):
    endpoint: str
    headers: dict[str, str]
    body: bytes


class Answer(NamedTuple):
    """`status` is None when there was none; `failure` then says in a word why."""

    status: int | None
    retry_after: float | None = None
    failure: str | None = None


class Transport(Protocol):
    def exchange(
        self, requests: Iterable[tuple[Any, Request]], now: float
    ) -> Iterator[tuple[Any, Answer]]:
        """Every request is answered once, in whatever order, within `SECONDS` each."""

    def close(self) -> None: ...


def may_connect_to(test_service: str | None) -> MayConnect:
    """The open internet, and beyond it one port of this machine if tests ask for it."""
    allowed = urlsplit(test_service) if test_service else None

    def may_connect(address: str, port: int) -> bool:
        if allowed and (address, port) == (allowed.hostname, allowed.port):
            return True
        return is_public(address)

    return may_connect


def trusted() -> str:
    """The file of certificates: the machine's own where it has one."""
    return ssl.get_default_verify_paths().cafile or certifi.where()


def seconds_in(retry_after: str | None, now: float) -> float | None:
    """Retry-After as seconds from `now`: it is a number of them, or a date."""
    if not retry_after:
        return None
    if retry_after.isascii() and retry_after.isdigit():
        return float(retry_after[:9])
    try:
        return max(parsedate_to_datetime(retry_after).timestamp() - now, 0.0)
    except ValueError:
        return None
