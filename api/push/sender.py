"""Seals messages and sends them. Knows neither the database nor what a knock is about."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from api.push.transport import Answer, Request, Transport
from api.push.webpush import Vapid, encrypt

# Windows drops, or refuses, what does not say that it may be kept for a while.
WINDOWS = ".notify.windows.com/"
UNUSABLE = Answer(400, failure="unusable")


@dataclass(frozen=True, slots=True)
class Message:
    """One knock for one phone. `ttl` in seconds; `urgency` in the words of RFC 8030."""

    key: Any
    endpoint: str
    p256dh: bytes
    auth: bytes
    topic: str
    urgency: str
    ttl: int
    plaintext: bytes


class Sender:
    def __init__(
        self, vapid: Vapid, transport: Transport, now: Callable[[], float] = time.time
    ) -> None:
        self.vapid, self.transport, self.now = vapid, transport, now

    def send(self, messages: Iterable[Message]) -> Iterator[tuple[Any, Answer]]:
        """Each message's key with what its push service answered, in whatever order."""
        unusable: list[Any] = []
        for key, answer in self.transport.exchange(self._requests(messages, unusable), self.now()):
            yield key, answer
        for key in unusable:
            yield key, UNUSABLE

    def _requests(
        self, messages: Iterable[Message], unusable: list[Any]
    ) -> Iterator[tuple[Any, Request]]:
        for message in messages:
            try:
                yield message.key, self._request(message)
            except ValueError:  # a key that is none
                unusable.append(message.key)

    def _request(self, message: Message) -> Request:
        headers = {
            "Content-Type": "application/octet-stream",
            "Content-Encoding": "aes128gcm",
            "TTL": str(message.ttl),
            "Urgency": message.urgency,
            "Topic": message.topic,
            "Authorization": self.vapid.header(message.endpoint, self.now()),
        }
        if WINDOWS in message.endpoint:
            headers["X-WNS-Cache-Policy"] = "cache"
        return Request(
            message.endpoint, headers, encrypt(message.plaintext, message.p256dh, message.auth)
        )

    def close(self) -> None:
        self.transport.close()
