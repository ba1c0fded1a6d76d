"""After a hard one, and something serious: few taps, no words, and nothing of what happened."""

import re
from pathlib import Path

from playwright.sync_api import Page, Playwright, expect

from tests.e2e.accounts import heading, keep_trusted
from tests.e2e.day import phone_in_berlin, set_clock, two_sessions
from tests.e2e.phone import NARROW, Phone, go
from tests.e2e.server import Server
from tests.e2e.steps import rows

TODAY = re.compile("^That one was hard$")


def in_sight(page: Page, name: str | re.Pattern[str]) -> bool:
    """Whole, and above the doors at the bottom, with nothing scrolled."""
    box = page.get_by_role("button", name=name).bounding_box()
    doors = page.get_by_role("navigation").bounding_box()
    assert box
    assert doors
    return bool(box["y"] >= 0 and box["y"] + box["height"] <= doors["y"])


def test_on_the_smallest_phone_all_four_answers_are_there_without_scrolling(
    playwright: Playwright, shared_server: Server, profile: Path
):
    with phone_in_berlin(playwright, profile) as opened:
        page = two_sessions(opened.page, shared_server)
        page.set_viewport_size(NARROW)
        page.evaluate("scrollTo(0, 0)")
        for _ in range(12):
            for name in (re.compile("^Start "), "Another", TODAY, "What suits you here"):
                assert in_sight(page, name), name
            page.get_by_role("button", name="Another").click()


def test_nor_does_one_scroll_where_minutes_were_chosen(new_phone: Phone):
    page = new_phone.page
    page.set_viewport_size(NARROW)
    for minutes in ("1 min", "3 min", "5 min"):
        page.get_by_role("button", name=minutes, exact=True).click()
        for _ in range(12):
            for name in (re.compile("^Start "), "Another", TODAY):
                assert in_sight(page, name), name
            page.get_by_role("button", name="Another", exact=True).click()


def test_one_tap_begins_looking_outward_by_itself_and_the_next_hour_is_quiet(
    new_phone: Phone, shared_server: Server
):
    page = new_phone.page
    page.clock.install()
    page.get_by_role("button", name=TODAY).click()
    expect(heading(page, "That one was hard")).to_be_visible()
    expect(page.get_by_text(re.compile("^All quiet until"))).to_be_visible()
    assert page.get_by_role("textbox").count() == 0

    page.clock.run_for(6_000)
    expect(page).to_have_url(re.compile("/practices/[a-z-]+/play"))
    assert rows(page, "records") == 2

    go(page, shared_server.origin)
    page.clock.run_for(2_000)
    expect(page.get_by_text(re.compile("^Quiet until"))).to_be_visible()
    page.get_by_role("button", name="Not needed").click()
    expect(page.get_by_text(re.compile("^Quiet until"))).to_have_count(0)


def test_by_keyboard_nothing_begins_by_itself(new_phone: Phone, shared_server: Server):
    page = new_phone.page
    page.clock.install()
    page.get_by_role("button", name=TODAY).focus()
    page.keyboard.press("Enter")
    expect(heading(page, "That one was hard")).to_be_visible()
    page.keyboard.press("Tab")
    page.clock.run_for(20_000)
    expect(heading(page, "That one was hard")).to_be_visible()

    page.get_by_role("button", name="Sit with nothing").press("Enter")
    expect(heading(page, "Nothing to do here")).to_be_visible()
    page.clock.run_for(20_000)
    page.get_by_role("link", name="Back to Today").press("Enter")
    expect(page.get_by_role("button", name=TODAY)).to_be_visible()


def test_it_is_asked_about_once_when_the_day_is_over_and_never_before(
    playwright: Playwright, shared_server: Server, profile: Path
):
    with phone_in_berlin(playwright, profile) as opened:
        page = two_sessions(opened.page, shared_server)
        question = page.get_by_text("There was a hard one today. How is it now?")
        page.get_by_role("button", name=TODAY).click()
        expect(page.get_by_text("All quiet until 11:52.")).to_be_visible()
        page.get_by_role("button", name="Sit with nothing").click()
        page.get_by_role("link", name="Back to Today").click()
        page.wait_for_timeout(1_000)
        expect(question).to_have_count(0)

        set_clock(page, "2026-11-23 17:30")
        page.reload()
        expect(question).to_be_visible()
        page.get_by_role("button", name="It has eased").click()
        expect(question).to_have_count(0)
        page.reload()
        page.wait_for_timeout(1_500)
        expect(question).to_have_count(0)


def test_without_a_network_something_serious_has_its_way_and_leaves_no_trace(
    new_phone: Phone, shared_server: Server
):
    page, origin = new_phone.page, shared_server.origin
    keep_trusted(page, origin, "Quillfeather Marrowby")
    before = rows(page, "records")
    new_phone.context.set_offline(True)
    go(page, f"{origin}/help")
    page.get_by_role("link", name="Something serious happened").click()

    page.get_by_role("radio", name="A complaint").check()
    expect(page.get_by_text("It need not be answered today.")).to_be_visible()
    page.get_by_role("button", name="No", exact=True).click()
    expect(page.get_by_role("link", name=re.compile("112|999")).first).to_be_visible()
    page.get_by_role("button", name="Go on").click()

    expect(heading(page, "Who needs to know?")).to_be_focused()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("link", name=re.compile("Quillfeather Marrowby"))).to_be_visible()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("radio", name="Hand it over").check()
    expect(page.get_by_text("Could you take my next session, or tell them?")).to_be_visible()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Go on").click()
    expect(heading(page, "That is enough for now")).to_be_visible()
    assert page.get_by_role("textbox").count() == 0
    assert rows(page, "records") == before


def test_the_gentle_questions_come_only_to_who_chose_them_and_can_be_stopped(
    playwright: Playwright, shared_server: Server, profile: Path
):
    with phone_in_berlin(playwright, profile) as opened:
        page = opened.page
        set_clock(page, "2026-11-23 17:30")
        go(page, f"{shared_server.origin}/day/serious")
        page.get_by_role("button", name="Yes, for now").click()
        for _ in range(3):
            page.get_by_role("button", name="Go on").click()
        page.get_by_role("button", name="Ask me gently").click()
        expect(page.get_by_text("Set. Each question can be left")).to_be_visible()

        question = page.get_by_text("You wanted to be asked: how are you today?")
        set_clock(page, "2026-11-24 09:00")
        go(page, shared_server.origin)
        expect(question).to_be_visible()
        page.get_by_role("button", name="Stop asking").click()
        expect(question).to_have_count(0)
        set_clock(page, "2026-11-26 09:00")
        page.reload()
        page.wait_for_timeout(1_500)
        expect(question).to_have_count(0)
