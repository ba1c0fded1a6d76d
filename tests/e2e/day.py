"""A person entering the times of a day, on a phone in Berlin."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, Page, Playwright, expect

from tests.e2e.phone import Phone, phone
from tests.e2e.server import Server

BERLIN = ZoneInfo("Europe/Berlin")

THE_DAY = "2026-11-23"


@contextmanager
def phone_in_berlin(playwright: Playwright, profile: Path) -> Iterator[Phone]:
    """A phone in Berlin, with nothing gone wrong by the end."""
    with phone(playwright, profile, timezone_id=str(BERLIN)) as opened:
        yield opened
        assert opened.complaints == []


def two_sessions(page: Page, server: Server) -> Page:
    """Today at 10:52, between two sessions: 10:00 to 10:50 and 11:00 to 11:50."""
    open_at(page, server, f"{THE_DAY} 10:52")
    add_session(page, "10:00")
    add_session(page, "11:00")
    return page


def set_clock(page: Page, time: str) -> None:
    """The clock on the wall in Berlin."""
    page.clock.set_fixed_time(datetime.fromisoformat(time).replace(tzinfo=BERLIN))


def open_at(page: Page, server: Server, time: str) -> Page:
    set_clock(page, time)
    page.goto(server.origin)
    opener(page).wait_for()
    return page


def opener(page: Page) -> Locator:
    """The way to add a session: on an empty day, and on one that has some."""
    words = re.compile("^(Put in today.s session times|Add a session)$")
    return page.get_by_role("button", name=words)


def sheet(page: Page) -> Locator:
    return page.get_by_role("dialog")


def add_session(page: Page, start: str, minutes: str = "50") -> None:
    opener(page).click()
    sheet(page).get_by_role("button", name=minutes, exact=True).click()
    sheet(page).get_by_role("button", name=said(f"^{start}")).click()
    expect(sheet(page)).to_have_count(0)


def type_session(page: Page, start: str, minutes: str = "50") -> None:
    opener(page).click()
    sheet(page).get_by_role("button", name=minutes, exact=True).click()
    sheet(page).get_by_label("Another time").fill(start)
    sheet(page).get_by_role("button", name="Add it").click()
    expect(sheet(page)).to_have_count(0)


def said(words: str) -> re.Pattern[str]:
    """These words, whether or not this browser writes nine o'clock with a leading nought."""
    return re.compile(re.sub(r"\b0(\d:\d\d)", r"0?\1", words))


def padded(words: str | None) -> str:
    return re.sub(r"\b(\d:\d\d)", r"0\1", words or "")


def session(page: Page, times: str) -> Locator:
    return page.get_by_role("button", name=said(f"Session, {times}"))


def sessions(page: Page) -> list[str]:
    """The names of the sessions on the wall, in their order."""
    session(page, "").first.wait_for()
    return [padded(each.get_attribute("aria-label")) for each in session(page, "").all()]


def change(page: Page, times: str, how: str) -> None:
    session(page, times).click()
    sheet(page).get_by_role("button", name=how, exact=True).click()
    expect(sheet(page)).to_have_count(0)
