"""A knock arrives at the real service worker with no page open; it is shown and acted upon."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import CDPSession, Page, Playwright, Worker, expect

from tests.e2e.accounts import come_into_step, make_account
from tests.e2e.phone import Phone, phone, until, wait_until_kept
from tests.e2e.server import Server
from tests.e2e.test_reminders import make

TOKEN = "A" * 22
SHOWN = """async () => (await registration.getNotifications()).map((each) => ({
  title: each.title, body: each.body, tag: each.tag, data: each.data,
  actions: each.actions.map(({ action }) => action),
}))"""
CLICK = """async (action) => {
  const [notification] = await registration.getNotifications();
  const event = new NotificationEvent('notificationclick', { notification, action });
  self.dispatchEvent(event);
}"""
ACTS = """() => new Promise((resolve) => {
  const opening = indexedDB.open('interlude');
  opening.onsuccess = () => {
    const asked = opening.result.transaction('acts').objectStore('acts').getAll();
    asked.onsuccess = () => { opening.result.close(); resolve(asked.result); };
  };
})"""


class Knocked:
    """A phone on which the app was opened once. `arrive` is what a push service would bring."""

    def __init__(self, phone: Phone, server: Server) -> None:
        self.phone, self.server = phone, server
        self.page = phone.page
        self.page.goto(server.origin)
        wait_until_kept(self.page)
        phone.context.grant_permissions(["notifications"], origin=server.origin)
        self.session: CDPSession = phone.context.new_cdp_session(self.page)
        self.registration = self._registration()
        self.page.goto("about:blank")
        self.shown()  # the first asking of all comes too early for the first notification

    def _registration(self) -> str:
        found: list[str] = []
        self.session.on(
            "ServiceWorker.workerRegistrationUpdated",
            lambda event: found.extend(each["registrationId"] for each in event["registrations"]),
        )
        self.session.send("ServiceWorker.enable")
        while not found:
            self.page.wait_for_timeout(20)
        return found[0]

    @property
    def worker(self) -> Worker:
        return self.phone.context.service_workers[0]

    def arrive(self, data: str) -> None:
        self.session.send(
            "ServiceWorker.deliverPushMessage",
            {"origin": self.server.origin, "registrationId": self.registration, "data": data},
        )

    def shown(self) -> list[dict]:
        found: list[dict] = self.worker.evaluate(SHOWN)
        return found

    def wait_for(self, count: int) -> list[dict]:
        for _ in range(100):
            if len(found := self.shown()) == count:
                return found
            self.page.wait_for_timeout(50)
        raise AssertionError(f"{len(found)} notifications, not {count}")

    def act(self, action: str) -> None:
        self.worker.evaluate(CLICK, action)


def knock(server: Server, **given) -> str:
    message = {
        "web_push": 8030,
        "notification": {
            "title": "Interlude",
            "body": "A few minutes, if you want them.",
            "navigate": f"{server.origin}/k/{given.pop('id', uuid4())}",
            "tag": given.pop("tag", "t" * 32),
            "lang": "en",
        },
        "interlude": {"token": TOKEN, "may_snooze": True, "class": "reminder"} | given,
    }
    return json.dumps(message)


@pytest.fixture
def knocked(playwright: Playwright, profile: Path, server: Server) -> Iterator[Knocked]:
    with phone(playwright, profile) as opened:
        yield Knocked(opened, server)


def test_a_knock_is_shown_with_no_page_open(knocked: Knocked):
    name = uuid4()
    knocked.arrive(knock(knocked.server, id=name))

    assert knocked.wait_for(1) == [
        {
            "title": "Interlude",
            "body": "A few minutes, if you want them.",
            "tag": "t" * 32,
            "data": {"to": f"/k/{name}", "token": TOKEN},
            "actions": ["snooze", "skip"],
        }
    ]


def test_the_same_knock_twice_is_one_on_the_screen(knocked: Knocked):
    for body in ("first", "second"):
        knocked.arrive(knock(knocked.server, body=body))
    knocked.arrive(knock(knocked.server, tag="u" * 32))

    assert {each["tag"] for each in knocked.wait_for(2)} == {"t" * 32, "u" * 32}


@pytest.mark.parametrize("data", ["", "no json", "[]", '{"notification": {"navigate": "//x"}}'])
def test_whatever_arrives_is_shown_in_neutral_words(knocked: Knocked, data: str):
    knocked.arrive(data)

    (shown,) = knocked.wait_for(1)
    assert (shown["title"], shown["data"]) == ("Interlude", {"to": "/"})


def test_a_tap_leads_an_open_page_to_what_it_is_about(knocked: Knocked):
    page, origin = knocked.page, knocked.server.origin
    page.goto(origin)
    until(page, "document.readyState === 'complete'")
    page.wait_for_timeout(500)  # what listens is fetched once the first screen stands
    name = uuid4()
    knocked.arrive(knock(knocked.server, id=name))
    knocked.wait_for(1)

    knocked.act("")

    expect(page).to_have_url(f"{origin}/k/{name}")
    expect(page.get_by_text("not on this phone")).to_be_visible()
    assert knocked.wait_for(0) == []


def test_not_today_is_heard_by_the_server_and_forgotten(knocked: Knocked):
    knocked.arrive(knock(knocked.server))
    knocked.wait_for(1)

    knocked.act("skip")

    knocked.wait_for(0)
    for _ in range(100):
        if knocked.worker.evaluate(ACTS) == []:
            break
        knocked.page.wait_for_timeout(50)
    assert knocked.worker.evaluate(ACTS) == []


def test_in_ten_minutes_waits_for_a_server_that_is_gone(knocked: Knocked):
    knocked.server.kill()
    knocked.arrive(knock(knocked.server))
    knocked.wait_for(1)
    knocked.act("snooze")
    knocked.wait_for(0)
    for _ in range(100):
        if kept := knocked.worker.evaluate(ACTS):
            break
        knocked.page.wait_for_timeout(50)
    assert kept == [{"token": TOKEN, "act": "snooze"}]

    knocked.server.start()
    knocked.worker.evaluate(
        "() => self.dispatchEvent(new SyncEvent('sync', {tag: 'interlude-acts'}))"
    )
    for _ in range(100):
        if knocked.worker.evaluate(ACTS) == []:
            return
        knocked.page.wait_for_timeout(50)
    raise AssertionError("the server never heard it")


@pytest.fixture
def pushing(tmp_path: Path, server: Server) -> Server:
    """A server that would knock, if only a push service answered."""
    server.kill()
    server.environ["INTERLUDE_PUSH_TEST_SERVICE"] = "http://127.0.0.1:9"
    server.start()
    return server


def at_reminders(opened: Phone, server: Server) -> Page:
    page = opened.page
    page.goto(server.origin)
    wait_until_kept(page)
    make_account(page, server.origin, "lu of the lamps")
    come_into_step(page, server.origin)
    page.goto(f"{server.origin}/reminders")
    make(page)
    return page


def test_a_push_service_that_does_not_answer_is_said_and_can_be_tried_anew(
    playwright: Playwright, profile: Path, pushing: Server
):
    with phone(playwright, profile) as opened:
        opened.context.grant_permissions(["notifications"], origin=pushing.origin)
        page = at_reminders(opened, pushing)
        page.get_by_role("button", name="Let it knock on this phone").click()
        expect(page.get_by_text("Asking the push service.")).to_be_visible()
        expect(page.get_by_text("Knocks may not reach this phone")).to_be_visible(timeout=20_000)
        expect(page.get_by_role("button", name="Set it right")).to_be_visible()
        assert [each for each in opened.complaints if "push" not in each.lower()] == []


def test_a_phone_that_says_no_is_told_how_to_say_yes(
    playwright: Playwright, profile: Path, pushing: Server
):
    with phone(playwright, profile) as opened:
        page = at_reminders(opened, pushing)
        # A headless browser answers "no" by itself.
        page.get_by_role("button", name="Let it knock on this phone").click()
        expect(page.get_by_text("Notifications are blocked")).to_be_visible()
        expect(page.get_by_text("In Chrome:")).to_be_visible()


def test_a_server_that_does_not_knock_says_so(
    playwright: Playwright, profile: Path, server: Server
):
    with phone(playwright, profile) as opened:
        opened.context.grant_permissions(["notifications"], origin=server.origin)
        page = at_reminders(opened, server)
        page.get_by_role("button", name="Let it knock on this phone").click()
        expect(page.get_by_text("This server does not knock.")).to_be_visible()


def test_what_lies_on_the_server_says_nothing_of_why(
    playwright: Playwright, profile: Path, server: Server, tmp_path: Path
):
    with phone(playwright, profile) as opened:
        page = at_reminders(opened, server)
        come_into_step(page, server.origin)
        found = the_only_row(page, tmp_path / "var/interlude.db")
    assert "12:50" in found
    assert not [each for each in found if "soup" in str(each).lower()]


def the_only_row(page: Page, database: Path) -> tuple:
    """What the server keeps of the reminder, once the phone has sent it."""
    for _ in range(100):
        with closing(sqlite3.connect(database)) as connection:
            found = connection.execute("SELECT * FROM reminders").fetchall()
        if len(found) == 1:
            return found[0]
        page.wait_for_timeout(50)
    raise AssertionError(f"{len(found)} reminders, not one")
