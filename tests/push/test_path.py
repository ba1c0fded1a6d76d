"""From a plan to a browser that opens the knock: every part but the clock is the real one."""

import random
import time
from datetime import UTC, datetime

import pytest

from api.core import clock
from api.push.deliver import Delivery
from api.push.payload import PADDED
from api.push.sender import Sender
from api.push.setup import open_transport, vapid_of
from api.reminders import service
from tests.api.accounts.people import Phone, b64, sign_up
from tests.api.push.knocks import Clock, a_reminder, plan, subscribe


class Path:
    """A server that knows this push service, and a worker whose time is set."""

    def __init__(self, app, push_service, monkeypatch):
        monkeypatch.setitem(app.config, "PUSH_TEST_SERVICE", push_service.origin)
        self.app, self.push_service = app, push_service
        # A token for a push service is judged by the real clock, so this one begins with it.
        self.clock = Clock(time.time() // 60 * 60)
        monkeypatch.setattr(clock, "now", lambda: datetime.fromtimestamp(self.clock.now, UTC))
        self.vapid = vapid_of(app.config)

    def browser(self, phone):
        made = self.push_service.subscribe(self.vapid.public)
        given = {"endpoint": self.push_service.endpoint(made)}
        subscribe(phone, **given, p256dh=b64(made.p256dh), auth=b64(made.auth))
        return made

    def work(self):
        """What the worker does within one minute."""
        service.tick(self.app.config["JWT_SECRET_KEY"], int(self.clock.now))
        self.clock.now += 15  # a run ends before the next minute's begins
        sender = Sender(self.vapid, open_transport(self.push_service.origin))
        Delivery(
            sender,
            origin=self.app.config["ORIGIN"],
            secret=self.app.config["JWT_SECRET_KEY"],
            now=lambda: self.clock.now,
            sleep=self.clock.sleep,
            chance=random.random,
        ).run()
        sender.close()


@pytest.fixture
def path(app, push_service, monkeypatch):
    return Path(app, push_service, monkeypatch)


@pytest.fixture
def phone(app, path):
    return sign_up(app)[1]


def due_in(path, seconds, **given):
    moment = datetime.fromtimestamp(path.clock.now + seconds, UTC)
    return a_reminder(at=f"{moment:%H:%M}", **given)


def test_a_knock_reaches_the_browser_and_says_nothing(path, phone):
    browser = path.browser(phone)
    reminder = due_in(path, 60)
    plan(phone, reminder)

    path.work()

    (received,) = browser.received
    message = received.message
    assert message["notification"] == {
        "title": "Interlude",
        "body": "A few minutes, if you want them.",
        "navigate": f"http://127.0.0.1:8000/k/{reminder['id']}",
        "lang": "en",
        "dir": "ltr",
        "tag": received.headers["topic"],
    }
    assert message["web_push"] == 8030
    assert set(message["interlude"]) == {"class", "due_at", "token", "may_snooze"}
    assert browser.refused == []


def test_every_knock_is_as_long_as_any_other(path, phone):
    browser = path.browser(phone)
    plan(phone, due_in(path, 60), due_in(path, 60, **{"class": "nudge"}, may_snooze=False))
    assert phone.post("/api/push/test").status_code == 202

    path.work()

    assert len(browser.received) == 3
    assert {len(each.plaintext) for each in browser.received} == {PADDED}
    assert len({len(each.body) for each in browser.received}) == 1


def test_its_token_has_it_come_again_in_ten_minutes(app, path, phone):
    browser = path.browser(phone)
    plan(phone, due_in(path, 60))
    path.work()
    token = browser.received[0].message["interlude"]["token"]

    asked = {"token": token, "act": "snooze"}
    assert Phone(app).post("/api/push/acts", json=asked).status_code == 204
    path.clock.now += 600
    path.work()

    first, second = browser.received
    assert second.headers["topic"] == first.headers["topic"]
    assert second.message["interlude"]["token"] != token
    assert len(browser.pending) == 1


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(path, phone, status):
    browser = path.browser(phone)
    browser.script = [status]
    plan(phone, due_in(path, 60))

    path.work()

    assert phone.get("/api/push/subscription").status_code == 404


def test_a_push_service_that_is_busy_is_asked_again_when_it_says(path, phone):
    browser = path.browser(phone)
    browser.script = [(429, {"Retry-After": "90"})]
    plan(phone, due_in(path, 60))
    path.work()
    assert browser.received == []

    path.clock.now += 60
    path.work()

    assert len(browser.received) == 1


def test_a_key_that_was_changed_is_said_and_the_phone_is_kept(path, phone):
    browser = path.browser(phone)
    browser.key = "another"
    plan(phone, due_in(path, 60))

    path.work()

    assert browser.refused == ["another key than the subscription's"]
    assert phone.get("/api/push/subscription").json["last_outcome"] == "refused"
