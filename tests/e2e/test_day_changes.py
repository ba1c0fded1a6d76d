"""Sessions changed, taken away, had back and laid over each other, by thumb and by keyboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.e2e.day import (
    THE_DAY,
    add_session,
    change,
    open_at,
    opener,
    padded,
    phone_in_berlin,
    session,
    sessions,
    set_clock,
    sheet,
    two_sessions,
    type_session,
)
from tests.e2e.phone import NARROW, Phone
from tests.e2e.server import Server
from tests.e2e.steps import rows


@pytest.fixture
def berlin(playwright: Playwright, profile) -> Iterator[Phone]:
    with phone_in_berlin(playwright, profile) as opened:
        yield opened


@pytest.fixture
def today(berlin: Phone, shared_server: Server) -> Page:
    return two_sessions(berlin.page, shared_server)


def test_a_session_that_ran_over_is_five_minutes_longer(today: Page):
    change(today, "10:00 to 10:50", "Ran over 5 minutes")

    expect(session(today, "10:00 to 10:55")).to_be_visible()
    expect(today.locator("p.now")).to_contain_text("In a session until 10:55")


def test_a_session_that_ended_early_is_five_minutes_shorter(today: Page):
    change(today, "10:00 to 10:50", "Ended early")

    expect(session(today, "10:00 to 10:45")).to_be_visible()
    expect(today.get_by_text("for notes")).to_have_count(0)


def test_a_running_session_can_end_now(today: Page):
    set_clock(today, f"{THE_DAY} 11:20")
    today.reload()
    change(today, "11:00 to 11:50", "Ended now")

    expect(session(today, "11:00 to 11:20")).to_be_visible()
    expect(today.get_by_text("5 minutes for notes.")).to_be_visible()


def test_a_session_is_moved_and_keeps_its_length(today: Page):
    session(today, "11:00 to 11:50").click()
    sheet(today).get_by_label("Start moved to").fill("11:10")
    sheet(today).get_by_role("button", name="Move it").click()

    expect(session(today, "11:10 to 12:00")).to_be_visible()
    assert sessions(today) == ["Session, 10:00 to 10:50", "Session, 11:10 to 12:00"]
    expect(today.locator("p.now")).to_contain_text("18")


def test_a_session_taken_away_can_be_had_back(today: Page):
    change(today, "11:00 to 11:50", "Take it away")
    expect(session(today, "11:00 to 11:50")).to_have_count(0)
    expect(today.get_by_text("Session at 11:00 taken away.")).to_be_visible()

    today.get_by_role("button", name="Undo").click()
    expect(session(today, "11:00 to 11:50")).to_be_visible()
    today.reload()
    assert sessions(today) == ["Session, 10:00 to 10:50", "Session, 11:00 to 11:50"]


def test_the_last_session_taken_away_leaves_an_empty_day_that_can_be_undone(
    berlin: Phone, shared_server: Server
):
    page = open_at(berlin.page, shared_server, f"{THE_DAY} 10:52")
    add_session(page, "11:00")
    change(page, "11:00 to 11:50", "Take it away")
    expect(page.get_by_text("How long have you got?")).to_be_visible()

    page.get_by_role("button", name="Undo").click()
    expect(session(page, "11:00 to 11:50")).to_be_visible()


def test_sessions_at_the_same_time_are_both_shown_and_both_kept(today: Page):
    type_session(today, "11:30")
    both = [
        "Session, 11:00 to 11:50, at the same time as another",
        "Session, 11:30 to 12:20, at the same time as another",
    ]
    expect(session(today, "11:30 to 12:20")).to_be_visible()
    assert sessions(today) == ["Session, 10:00 to 10:50", *both]

    today.reload()
    assert sessions(today) == ["Session, 10:00 to 10:50", *both]
    first, second = (session(today, times).bounding_box() for times in ("11:00", "11:30"))
    assert first is not None
    assert second is not None
    assert first["x"] + first["width"] <= second["x"] or first["y"] + first["height"] <= second["y"]


def test_a_reload_and_a_second_tab_agree(berlin: Phone, today: Page, shared_server: Server):
    other = open_at(berlin.context.new_page(), shared_server, f"{THE_DAY} 10:52")
    both = ["Session, 10:00 to 10:50", "Session, 11:00 to 11:50"]
    assert sessions(other) == both

    change(other, "10:00 to 10:50", "Ran over 5 minutes")
    expect(session(today, "10:00 to 10:55")).to_be_visible()
    change(today, "11:00 to 11:50", "Take it away")
    expect(session(other, "11:00 to 11:50")).to_have_count(0)

    today.reload()
    assert sessions(today) == sessions(other) == ["Session, 10:00 to 10:55"]


def focused(page: Page) -> str:
    name = page.evaluate(
        """() => {
          const { activeElement } = document;
          return activeElement.getAttribute('aria-label') ?? activeElement.innerText ?? '';
        }"""
    )
    return padded(" ".join(str(name).split()))


def tab_to(page: Page, name: str) -> None:
    for _ in range(30):
        page.keyboard.press("Tab")
        if focused(page).startswith(name):
            return
    raise AssertionError(f"{name} cannot be reached by keyboard")


def test_the_whole_day_by_keyboard(berlin: Phone, shared_server: Server):
    page = open_at(berlin.page, shared_server, f"{THE_DAY} 08:10")
    tab_to(page, "Put in today")
    opening = focused(page)
    page.keyboard.press("Enter")
    expect(sheet(page)).to_be_visible()
    assert sheet(page).evaluate("(dialog) => dialog.contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(sheet(page)).to_have_count(0)
    assert focused(page) == opening
    page.evaluate("() => new Promise((resolve) => setTimeout(resolve, 100))")

    page.keyboard.press("Enter")
    expect(sheet(page)).to_be_visible()
    tab_to(page, "09:00")
    page.keyboard.press("Enter")
    expect(session(page, "09:00 to 09:50")).to_be_visible()
    expect(sheet(page)).to_have_count(0)

    tab_to(page, "Session, 09:00 to 09:50")
    page.keyboard.press("Enter")
    expect(sheet(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet(page)).to_have_count(0)
    assert focused(page) == "Session, 09:00 to 09:50"
    # A browser says that a dialog has closed a moment after it has; a key in between is lost.
    page.evaluate("() => new Promise((resolve) => setTimeout(resolve, 100))")

    page.keyboard.press("Space")
    expect(sheet(page)).to_be_visible()
    tab_to(page, "Take it away")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(session(page, "09:00 to 09:50")).to_be_visible()


def test_a_sheet_left_by_escape_writes_nothing(today: Page):
    before = rows(today, "outbox")
    opener(today).click()
    sheet(today).get_by_role("button", name="90", exact=True).click()
    sheet(today).get_by_label("Another time").fill("15:00")
    today.keyboard.press("Escape")
    expect(sheet(today)).to_have_count(0)

    assert rows(today, "outbox") == before
    opener(today).click()
    expect(sheet(today).get_by_label("Another time")).to_have_value("")


def sideways(page: Page) -> list[str]:
    """What is wider than the room it has, by how much it can be scrolled to the side."""
    found = page.evaluate(
        """() => [document.documentElement, ...document.querySelectorAll('body *')]
          .filter((each) => each.checkVisibility() && !each.matches('.visually-hidden'))
          .filter((each) => {
            const { overflowX } = getComputedStyle(each);
            const clips = each === document.documentElement || overflowX !== 'visible';
            return clips && each.scrollWidth > each.clientWidth;
          })
          .map((each) => `${each.tagName}.${each.className} ${each.scrollWidth}`)"""
    )
    return list(found)


def test_nothing_of_a_day_runs_sideways_on_a_narrow_phone(today: Page):
    today.set_viewport_size(NARROW)
    type_session(today, "11:30")
    type_session(today, "11:40")
    session(today, "11:40").wait_for()
    assert sideways(today) == []
    assert today.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]

    session(today, "11:30").click()
    expect(sheet(today)).to_be_visible()
    assert sideways(today) == []
    today.keyboard.press("Escape")
    opener(today).click()
    expect(sheet(today)).to_be_visible()
    assert sideways(today) == []
