"""A day of sessions on the phone: entered by two taps, shown truly, changed, undone, never lost."""

import re
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, Playwright, expect

from tests.e2e.phone import NARROW, Phone, phone
from tests.e2e.server import Server
from tests.e2e.steps import rows

BERLIN = ZoneInfo("Europe/Berlin")
THE_DAY = "2026-11-23"
CLOCKS_GO_FORWARD = "2026-03-29"
CLOCKS_GO_BACK = "2026-10-25"
LONGEST_OFFERED_SECONDS = 180


@pytest.fixture
def berlin(playwright: Playwright, tmp_path) -> Iterator[Phone]:
    """A phone in Berlin, with nothing gone wrong by the end."""
    with phone(playwright, tmp_path / "profile", timezone_id=str(BERLIN)) as opened:
        yield opened
        assert opened.complaints == []


@pytest.fixture
def today(berlin: Phone, shared_server: Server) -> Page:
    """Today at 10:52, between two sessions: 10:00 to 10:50 and 11:00 to 11:50."""
    page = open_at(berlin.page, shared_server, f"{THE_DAY} 10:52")
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


def wall(page: Page) -> list[str]:
    """The rows of the wall as they read, in their order."""
    listed = page.get_by_role("list", name="Today's times").locator("> li")
    listed.first.wait_for()
    return [padded(" ".join(row.inner_text().split())) for row in listed.all()]


def change(page: Page, times: str, how: str) -> None:
    session(page, times).click()
    sheet(page).get_by_role("button", name=how, exact=True).click()
    expect(sheet(page)).to_have_count(0)


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


def test_between_two_sessions_it_says_the_minutes_and_offers_what_fits_them(today: Page):
    expect(today.locator("p.now")).to_have_text(re.compile(r"^\s*8\s*minutes until 11:00\s*$"))
    expect(today.get_by_text("3 of them are for notes.")).to_be_visible()

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
    expect(page.get_by_text("3 of them are for notes.")).to_be_visible()

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
    expect(page.locator("p.now")).to_contain_text("No more times in here today")


def test_a_session_that_ran_over_is_five_minutes_longer(today: Page):
    change(today, "10:00 to 10:50", "Ran over, 5 more")

    expect(session(today, "10:00 to 10:55")).to_be_visible()
    expect(today.locator("p.now")).to_contain_text("In a session until 10:55")


def test_a_session_that_ended_early_is_five_minutes_shorter(today: Page):
    change(today, "10:00 to 10:50", "Ended early")

    expect(session(today, "10:00 to 10:45")).to_be_visible()
    expect(today.get_by_text("of them are for notes.")).to_have_count(0)


def test_a_running_session_can_end_now(today: Page):
    set_clock(today, f"{THE_DAY} 11:20")
    today.reload()
    change(today, "11:00 to 11:50", "Ended now")

    expect(session(today, "11:00 to 11:20")).to_be_visible()
    expect(today.get_by_text("5 of them are for notes.")).to_be_visible()


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


def test_a_reload_and_a_second_tab_agree(berlin: Phone, today: Page, shared_server: Server):
    other = open_at(berlin.context.new_page(), shared_server, f"{THE_DAY} 10:52")
    both = ["Session, 10:00 to 10:50", "Session, 11:00 to 11:50"]
    assert sessions(other) == both

    change(other, "11:00 to 11:50", "Ran over, 5 more")
    expect(session(today, "11:00 to 11:55")).to_be_visible()
    change(today, "10:00 to 10:50", "Take it away")
    expect(session(other, "10:00 to 10:50")).to_have_count(0)

    today.reload()
    assert sessions(today) == sessions(other) == ["Session, 11:00 to 11:55"]


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

    page.keyboard.press("Enter")
    tab_to(page, "09:00")
    page.keyboard.press("Enter")
    expect(session(page, "09:00 to 09:50")).to_be_visible()

    tab_to(page, "Session, 09:00 to 09:50")
    page.keyboard.press("Enter")
    expect(sheet(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet(page)).to_have_count(0)
    assert focused(page) == "Session, 09:00 to 09:50"

    page.keyboard.press("Space")
    tab_to(page, "Ran over, 5 more")
    page.keyboard.press("Space")
    expect(session(page, "09:00 to 09:55")).to_be_visible()


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
