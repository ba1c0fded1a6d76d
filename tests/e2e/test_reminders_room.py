"""The room of reminders by keyboard, on a narrow phone, in another zone, and on the disk."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.e2e.day import phone_in_berlin, set_clock, sheet
from tests.e2e.phone import NARROW, Phone, phone, wait_until_kept
from tests.e2e.reminders import (
    THURSDAY,
    change,
    expect_next,
    open_reminders,
    press,
    remind,
    reminder,
)
from tests.e2e.server import Server
from tests.e2e.test_day_changes import focused, sideways, tab_to
from tests.e2e.test_sealed import files_with

CANARY = "Quillfeather Marrowby"


@pytest.fixture
def berlin(playwright: Playwright, profile: Path) -> Iterator[Phone]:
    with phone_in_berlin(playwright, profile) as opened:
        yield opened


@pytest.fixture
def page(berlin: Phone, shared_server: Server) -> Page:
    return open_reminders(berlin.page, shared_server)


@pytest.fixture
def one(page: Page) -> Page:
    """A reminder on weekdays at 12:50."""
    remind(page)
    return page


def test_the_next_one_is_left_out_and_put_back(one: Page):
    change(one, "Leave out the next one")
    expect_next(one, "Next: tomorrow at 12:50")
    one.reload()
    expect_next(one, "Next: tomorrow at 12:50")
    change(one, "Back to the usual times")
    expect_next(one, "Next: today at 12:50")


def test_the_next_one_is_moved_and_only_that(one: Page):
    reminder(one).click()
    sheet(one).get_by_label("Move the next one to").fill("13:20")
    press(one, "Move it")
    expect_next(one, "Weekdays at 12:50. Next: today at 13:20")
    set_clock(one, f"{THURSDAY} 13:30")
    one.reload()
    expect_next(one, "Next: tomorrow at 12:50")


def test_it_is_set_without_a_server_and_is_there_after_a_reload(berlin: Phone, server: Server):
    page = open_reminders(berlin.page, server)
    wait_until_kept(page)
    server.kill()
    page.reload()
    remind(page)
    page.reload()
    expect_next(page, "Next: today at 12:50")


def test_the_whole_room_by_keyboard(page: Page):
    tab_to(page, "Remind me")
    page.keyboard.press("Enter")
    expect(sheet(page)).to_be_visible()
    assert sheet(page).evaluate("(dialog) => dialog.contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(sheet(page)).to_have_count(0)
    assert focused(page) == "Remind me"

    page.keyboard.press("Enter")
    expect(sheet(page)).to_be_visible()
    tab_to(page, "Saturday")
    page.keyboard.press("Space")
    tab_to(page, "Keep it")
    page.keyboard.press("Enter")
    expect(sheet(page)).to_have_count(0)
    expect_next(page, "Mon, Tue, Wed, Thu, Fri, Sat at 12:50", "A break")
    assert focused(page) == "Remind me"

    page.keyboard.press("Shift+Tab")
    assert focused(page).startswith("Change: A break")
    page.keyboard.press("Enter")
    expect(sheet(page)).to_be_visible()
    tab_to(page, "Leave out the next one")
    page.keyboard.press("Enter")
    expect(sheet(page)).to_have_count(0)
    assert focused(page).startswith("Change: A break")


def too_small(page: Page) -> list[str]:
    """What a thumb would miss in the open sheet, by its text."""
    found = sheet(page).evaluate(
        """(dialog) => [
            ...dialog.querySelectorAll('button, input[type=time], textarea, label:has(input)'),
          ].filter((each) => {
            const { width, height } = each.getBoundingClientRect();
            return width < 44 || height < 44;
          })
          .map((each) => each.outerHTML.slice(0, 80))"""
    )
    return list(found)


def test_nothing_runs_sideways_on_a_narrow_phone_and_all_can_be_hit(one: Page):
    one.set_viewport_size(NARROW)
    remind(one, "17:30", "A word thatislongerthananyphoneiswideandhasnoplacetobreakit")
    assert sideways(one) == []
    reminder(one, "A word").click()
    expect(sheet(one)).to_be_visible()
    assert sideways(one) == []
    assert too_small(one) == []


def test_in_another_zone_it_says_whose_clock_it_keeps(
    playwright: Playwright, profile: Path, shared_server: Server
):
    with phone_in_berlin(playwright, profile) as opened:
        remind(open_reminders(opened.page, shared_server))
    with phone(playwright, profile, timezone_id="America/New_York") as opened:
        page = open_reminders(opened.page, shared_server)
        expect_next(page, "Next: today at 06:50")
        expect_next(page, "By the clock of Europe/Berlin. This phone is in America/New York.")
        change(page, re.compile("Go by this phone.s clock"))
        expect_next(page, "Next: today at 12:50")
        assert opened.complaints == []


def test_why_somebody_is_reminded_stands_in_no_file_of_the_profile(
    playwright: Playwright, profile: Path, shared_server: Server
):
    with phone_in_berlin(playwright, profile) as opened:
        page = open_reminders(opened.page, shared_server)
        wait_until_kept(page)
        remind(page, reason=CANARY)
        page.reload()
        expect_next(page, "Next: today", CANARY)
    assert files_with(profile, CANARY) == []
