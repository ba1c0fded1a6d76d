"""A person who asks to be reminded, on a phone in Berlin, on a Thursday morning."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.e2e.day import said, set_clock, sheet
from tests.e2e.server import Server

THURSDAY = "2026-11-26"
REASON = "Soup, sitting down"


def open_reminders(page: Page, server: Server, time: str = "10:00") -> Page:
    """`time` is that of the clock on the wall."""
    set_clock(page, f"{THURSDAY} {time}")
    page.goto(f"{server.origin}/reminders")
    opener(page).wait_for()
    return page


def opener(page: Page) -> Locator:
    return page.get_by_role("button", name="Remind me")


def remind(page: Page, at: str = "12:50", reason: str = REASON) -> None:
    """On weekdays, at a time, for a reason."""
    opener(page).click()
    sheet(page).get_by_label("At", exact=True).fill(at)
    sheet(page).get_by_label("In your words").press_sequentially(reason)
    press(page, "Keep it")


def press(page: Page, name: str | re.Pattern[str]) -> None:
    """A button in the sheet, which then closes because the change is kept."""
    sheet(page).get_by_role("button", name=name, exact=True).click()
    expect(sheet(page)).to_have_count(0)


def reminder(page: Page, reason: str = REASON) -> Locator:
    return page.get_by_role("button", name=f"Change: {reason}")


def change(page: Page, how: str | re.Pattern[str], reason: str = REASON) -> None:
    reminder(page, reason).click()
    press(page, how)


def expect_next(page: Page, when: str, reason: str = REASON) -> None:
    expect(reminder(page, reason)).to_have_accessible_name(said(re.escape(when)))
