"""Phones that can be knocked at, a push service that only notes, and a clock that is set."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask

from api.push.deliver import Delivery
from api.push.sender import Sender
from api.push.setup import vapid_of
from api.push.transport import Answer, Request
from api.push.webpush import point_of
from tests.api.accounts.people import Phone, b64

SUBSCRIPTION = "/api/push/subscription"
PLAN = "/api/reminders"
KEY_ID = "k" * 16


def an_endpoint() -> str:
    return f"https://fcm.googleapis.com/fcm/send/{uuid4().hex}"


def a_subscription(**given: Any) -> dict[str, Any]:
    point = point_of(ec.generate_private_key(ec.SECP256R1()).public_key())
    usual = {
        "endpoint": an_endpoint(),
        "p256dh": b64(point),
        "auth": b64(os.urandom(16)),
        "key_id": KEY_ID,
        "language": "en",
    }
    return usual | given


def subscribe(phone: Phone, **given: Any) -> dict[str, Any]:
    body = a_subscription(**given)
    answer = phone.put(SUBSCRIPTION, json=body)
    assert answer.status_code == 200, answer.text
    return body


def a_reminder(**given: Any) -> dict[str, Any]:
    """At 12:50 each day, by UTC."""
    usual = {
        "id": str(uuid4()),
        "class": "reminder",
        "rank": 2,
        "may_snooze": True,
        "zone": "UTC",
        "at": "12:50",
        "weekdays": [1, 2, 3, 4, 5, 6, 7],
        "skip": [],
        "moments": [],
    }
    return usual | given


def plan(phone: Phone, *reminders: dict[str, Any]) -> dict[str, Any]:
    """Replaces what is planned, whatever that is."""
    version = phone.get(PLAN).json["version"]
    answer = phone.put(PLAN, json={"based_on": version, "reminders": list(reminders)})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json
    return found


@dataclass
class Noting:
    """A transport that sends nowhere. `answers` are given in turn, then all is taken."""

    answers: list[Answer] = field(default_factory=list)
    sent: list[Request] = field(default_factory=list)

    def exchange(
        self, requests: Iterable[tuple[Any, Request]], now: float
    ) -> Iterator[tuple[Any, Answer]]:
        for key, request in requests:
            self.sent.append(request)
            yield key, self.answers.pop(0) if self.answers else Answer(201)

    def close(self) -> None:
        pass

    @property
    def endpoints(self) -> list[str]:
        return [request.endpoint for request in self.sent]


@dataclass
class Clock:
    """`sleep` is how its time passes."""

    now: float

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@dataclass
class Worker:
    """A worker of ours that tells its own time. In five minutes something will be due."""

    app: Flask
    clock: Clock
    out: Noting = field(default_factory=Noting)

    def __post_init__(self) -> None:
        self.due_at = int(self.clock.now) + 300
        self.due = datetime.fromtimestamp(self.due_at, UTC)

    def reminder(self, **given: Any) -> dict[str, Any]:
        return a_reminder(at=f"{self.due:%H:%M}", **given)

    @property
    def on(self) -> str:
        """The date it will be due."""
        return str(self.due.date())

    def tick(self) -> int:
        from api.reminders import service  # noqa: PLC0415  push is below reminders

        return service.tick(self.app.config["JWT_SECRET_KEY"], int(self.clock.now))

    @property
    def delivery(self) -> Delivery:
        vapid = vapid_of(self.app.config)
        assert vapid
        return Delivery(
            Sender(vapid, self.out, now=lambda: self.clock.now),
            origin=self.app.config["ORIGIN"],
            secret=self.app.config["JWT_SECRET_KEY"],
            now=lambda: self.clock.now,
            sleep=self.clock.sleep,
            chance=lambda: 0.0,
        )

    def deliver(self) -> dict[str, int]:
        return dict(self.delivery.run())
