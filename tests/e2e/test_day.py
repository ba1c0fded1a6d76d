"""A day of sessions on the phone: entered by two taps, and shown for what it is."""

import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.e2e.day import (
    BERLIN,
    THE_DAY,
    add_session,
    open_at,
    padded,
    phone_in_berlin,
    said,
    session,
    sessions,
    set_clock,
    sheet,
    two_sessions,
    type_session,
)
from tests.e2e.phone import Phone
from tests.e2e.server import Server
from tests.e2e.steps import rows

CLOCKS_GO_FORWARD = "2026-03-29"

CLOCKS_GO_BACK = "2026-10-25"

LONGEST_OFFERED_SECONDS = 180


@pytest.fixture
def berlin(playwright: Playwright, profile) -> Iterator[Phone]:
    with phone_in_berlin(playwright, profile) as opened:
        yield opened


@pytest.fixture
def today(berlin: Phone, shared_server: Server) -> Page:
    return two_sessions(berlin.page, shared_server)


def wall(page: Page) -> list[str]:
    """The rows of the wall as they read, in their order."""
    listed = page.get_by_role("list", name="Today's times").locator("> li")
    listed.first.wait_for()
    return [padded(" ".join(row.inner_text().split())) for row in listed.all()]


def offered_seconds(page: Page) -> int:
    """How long the practice on the card takes, from the name of its start button."""
    name = page.get_by_role("button", name="Start ").get_attribute("aria-label") or ""
    length = name.rsplit(", ", 1)[-1]
    found = re.fullmatch(r"(?:(\d+) min(?:ute)?s?)? ?(?:(\d+) s(?:ec(?:ond)?s?)?)?", length)
    assert found, name
    assert any(found.groups()), name
    minutes, seconds = (int(part or 0) for part in found.groups())
    return minutes * 60 + seconds


def every_offer(page: Page) -> set[int]:
    """The lengths of all that "another" turns to, in seconds."""
    offered = {offered_seconds(page)}
    for _ in range(12):
        page.get_by_role("button", name="Another", exact=True).click()
        offered.add(offered_seconds(page))
    return offered


def test_two_taps_on_an_empty_day_add_a_session(berlin: Phone, shared_server: Server):
    page = open_at(berlin.page, shared_server, f"{THE_DAY} 08:10")

    page.get_by_role("button", name="Put in today").click()
    sheet(page).get_by_role("button", name=said("^09:00")).click()

    expect(session(page, "09:00 to 09:50")).to_be_visible()
    expect(sheet(page)).to_have_count(0)
    assert rows(page, "records") == 1
    assert rows(page, "outbox") == 1


def test_the_wall_shows_the_sessions_the_gap_and_now(today: Page):
    shown = wall(today)

    assert len(shown) == 5
    assert "Before 10:00" in shown[0]
    assert re.search("10:00 . 10:50", shown[1])
    assert "Now, 10:52" in shown[2]
    assert re.search("8 mins? until 11:00", shown[2])
    assert re.search("11:00 . 11:50", shown[3])
    assert "After 11:50" in shown[4]
    current = today.locator("[aria-current=time]")
    expect(current).to_have_count(1)
    expect(current).to_contain_text("Now, 10:52")


def test_what_is_long_over_is_folded_away_and_one_tap_off(today: Page):
    set_clock(today, f"{THE_DAY} 12:10")
    today.reload()
    earlier = today.get_by_role("button", name="Earlier today, 1 session")
    expect(earlier).to_be_visible()
    assert sessions(today) == ["Session, 11:00 to 11:50"]

    earlier.click()
    assert sessions(today) == ["Session, 10:00 to 10:50", "Session, 11:00 to 11:50"]


def test_between_two_sessions_it_says_the_minutes_and_offers_what_fits_them(today: Page):
    expect(today.locator("p.now")).to_have_text(re.compile(r"^\s*8\s*minutes until 11:00\s*$"))
    expect(today.get_by_text("3 for notes, 2 to get there.")).to_be_visible()

    offered = every_offer(today)
    assert len(offered) > 1
    assert max(offered) <= LONGEST_OFFERED_SECONDS


def test_what_is_offered_ends_before_it_is_time_to_leave(today: Page):
    """At 10:57 one minute is left before the two to get to the next session."""
    set_clock(today, f"{THE_DAY} 10:57")
    today.reload()
    expect(today.locator("p.now")).to_contain_text("minutes until 11:00")
    expect(today.get_by_text("for notes")).to_have_count(0)

    assert offered_seconds(today) <= 60


def test_in_a_long_gap_no_more_than_three_minutes_are_offered_unasked(
    berlin: Phone, shared_server: Server
):
    page = open_at(berlin.page, shared_server, f"{THE_DAY} 10:52")
    add_session(page, "10:00")
    type_session(page, "12:00")
    expect(page.get_by_text("3 for notes, 2 to get there.")).to_be_visible()

    assert max(every_offer(page)) <= LONGEST_OFFERED_SECONDS
    page.get_by_role("button", name="I have longer").click()
    assert max(every_offer(page)) > LONGEST_OFFERED_SECONDS


def test_inside_a_session_nothing_is_offered(today: Page):
    for time in ("10:00", "10:49", "11:00", "11:30"):
        set_clock(today, f"{THE_DAY} {time}")
        today.reload()
        expect(today.locator("p.now")).to_contain_text("In a session until")
        expect(today.get_by_role("button", name="Start ")).to_have_count(0)
        expect(today.get_by_role("button", name="Another", exact=True)).to_have_count(0)
        expect(today.get_by_text("How long have you got?")).to_have_count(0)


def test_the_minute_turns_by_itself(berlin: Phone, shared_server: Server):
    page = berlin.page
    page.clock.install(time=datetime(2026, 11, 23, 10, 52, tzinfo=BERLIN))
    page.goto(shared_server.origin)
    add_session(page, "11:00")
    expect(page.locator("p.now")).to_contain_text("minutes until 11:00")

    page.clock.fast_forward(8 * 60_000)
    expect(page.locator("p.now")).to_contain_text("In a session until 11:50")
    page.clock.fast_forward(50 * 60_000)
    expect(page.locator("p.now")).to_contain_text("That was the last one today.")


def test_a_session_past_midnight_is_still_the_current_one_after_it(
    berlin: Phone, shared_server: Server
):
    """And the evening it belongs to still stands above it on the wall."""
    page = open_at(berlin.page, shared_server, f"{THE_DAY} 23:30")
    type_session(page, "22:00")
    type_session(page, "23:30", minutes="60")
    expect(page.locator("p.now")).to_contain_text(said("In a session until 00:30"))

    set_clock(page, "2026-11-24 00:10")
    page.reload()

    expect(page.locator("p.now")).to_contain_text(said("In a session until 00:30"))
    assert sessions(page) == ["Session, 22:00 to 22:50", "Session, 23:30 to 00:30"]
    expect(page.locator("[aria-current=time]")).to_contain_text(said("23:30 . 00:30"))
    expect(page.get_by_role("button", name="Start ")).to_have_count(0)


def test_the_night_over_the_new_day_begins_empty(berlin: Phone, shared_server: Server):
    page = open_at(berlin.page, shared_server, f"{THE_DAY} 23:30")
    add_session(page, "23:30", minutes="60")

    set_clock(page, "2026-11-24 09:00")
    page.reload()

    expect(page.get_by_text("How long have you got?").or_(page.locator("p.now"))).to_be_visible()
    expect(page.get_by_text("In a session until")).to_have_count(0)


@pytest.mark.parametrize("on", [CLOCKS_GO_FORWARD, CLOCKS_GO_BACK])
def test_a_change_of_the_clocks_does_not_move_a_session(
    berlin: Phone, shared_server: Server, on: str
):
    """Entered before the clocks change in the night, looked at after."""
    page = open_at(berlin.page, shared_server, f"{on} 00:30")
    type_session(page, "10:00")
    expect(session(page, "10:00 to 10:50")).to_be_visible()

    set_clock(page, f"{on} 09:52")
    page.reload()

    assert sessions(page) == ["Session, 10:00 to 10:50"]
    expect(page.locator("p.now")).to_have_text(re.compile(r"^\s*8\s*minutes until 10:00\s*$"))
    set_clock(page, f"{on} 10:01")
    page.reload()
    expect(page.locator("p.now")).to_contain_text("In a session until 10:50")


@pytest.mark.parametrize(("on", "ends"), [(CLOCKS_GO_FORWARD, "03:30"), (CLOCKS_GO_BACK, "02:30")])
def test_an_hour_through_a_change_of_the_clocks_is_an_hour(
    berlin: Phone, shared_server: Server, on: str, ends: str
):
    page = open_at(berlin.page, shared_server, f"{on} 01:30")
    type_session(page, "01:30", minutes="60")

    expect(page.locator("p.now")).to_contain_text(said(f"In a session until {ends}"))
