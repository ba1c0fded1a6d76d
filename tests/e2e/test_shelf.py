"""What is somebody's own among the practices, and the usual week, with no network too."""

import re
from pathlib import Path

from playwright.sync_api import Playwright, expect

from tests.e2e.accounts import heading
from tests.e2e.day import add_session, open_at, phone_in_berlin, set_clock
from tests.e2e.phone import Phone, go
from tests.e2e.server import Server
from tests.e2e.steps import press_on
from tests.e2e.test_sealed import files_with

NAME = "Quillfeather window"


def test_a_practice_of_ones_own_is_written_played_and_taken_away_with_no_network(
    new_phone: Phone, shared_server: Server, profile: Path
):
    page, origin = new_phone.page, shared_server.origin
    new_phone.context.set_offline(True)
    go(page, f"{origin}/shelf/own")
    page.get_by_label("Name").press_sequentially(NAME)
    page.get_by_label("Step 1", exact=True).press_sequentially("Look far.")
    page.wait_for_timeout(500)
    page.reload()
    expect(page.get_by_label("Name")).to_have_value(NAME)
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(heading(page, NAME)).to_be_visible()

    page.get_by_role("button", name="Start, 30 seconds").click()
    press_on(page)
    expect(page.get_by_text("Look far.").first).to_be_visible()
    go(page, f"{origin}/practices")
    page.get_by_role("link", name=re.compile(NAME)).click()
    page.get_by_role("link", name="Change it").click()
    page.get_by_role("button", name="Take this practice away").click()
    expect(page.get_by_text(f"“{NAME}” taken away.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name=re.compile(NAME))).to_be_visible()
    assert files_with(profile, NAME) == []


def test_what_suits_somebody_here_is_what_today_offers(new_phone: Phone, shared_server: Server):
    page = new_phone.page
    page.get_by_role("button", name="3 min", exact=True).click()
    page.get_by_role("button", name="What suits you here").click()
    page.get_by_role("radio", name="Others are near").check()
    page.get_by_role("checkbox", name="No breath work").check()
    page.keyboard.press("Escape")
    offered = page.locator("main h2 a")
    titles = set()
    for _ in range(20):
        titles.add(offered.inner_text())
        page.get_by_role("button", name="Another").click()
    # Feet, seat, hands suits it; a breath does not, nor does anything others would see.
    assert len(titles) >= 5
    assert titles.isdisjoint({"Arrival breath", "Long exhale", "Four sides", "Camera-off stand"})
    page.reload()
    page.get_by_role("button", name="3 min", exact=True).click()
    page.get_by_role("button", name="What suits you here").click()
    expect(page.get_by_role("radio", name="Others are near")).to_be_checked()


def test_a_day_of_a_course_is_done_once_and_the_next_one_waits(
    playwright: Playwright, shared_server: Server, profile: Path
):
    with phone_in_berlin(playwright, profile) as opened:
        page = opened.page
        page.clock.install(time="2026-11-23T17:00:00+01:00")
        go(page, f"{shared_server.origin}/shelf/courses")
        page.get_by_role("button", name="Begin", exact=True).first.click()
        press_on(page)
        page.clock.run_for(125_000)
        page.get_by_role("button", name="To Today").click()
        expect(page.get_by_role("button", name="That one was hard")).to_be_visible()
        go(page, f"{shared_server.origin}/shelf/courses")
        expect(page.get_by_text("The next is there tomorrow.")).to_be_visible()


def test_a_usual_week_is_there_each_week_and_a_day_can_be_otherwise(
    playwright: Playwright, shared_server: Server, profile: Path
):
    """The day is a Monday."""
    with phone_in_berlin(playwright, profile) as opened:
        page = open_at(opened.page, shared_server, "2026-11-23 08:00")
        add_session(page, "10:00")
        page.get_by_role("button", name="Session, 10:00 to 10:50").click()
        page.get_by_role("button", name="Each Monday at this time").click()
        expect(page.get_by_role("dialog")).to_be_hidden()

        set_clock(page, "2026-11-30 08:00")
        page.reload()
        session = page.get_by_role("button", name="Session, 10:00 to 10:50")
        expect(session).to_be_visible()
        session.click()
        page.get_by_role("button", name="Cancelled").click()
        expect(session).to_have_count(0)
        freed = page.get_by_role("button", name="Cancelled, 10:00 to 10:50")
        expect(freed).to_be_visible()

        set_clock(page, "2026-12-07 08:00")
        page.reload()
        expect(session).to_be_visible()
        page.get_by_role("button", name="No sessions today").click()
        expect(session).to_have_count(0)
        page.get_by_role("button", name="There are some after all").click()
        expect(session).to_be_visible()


def test_a_door_is_held_and_moved_down_the_wall(
    playwright: Playwright, shared_server: Server, profile: Path
):
    with phone_in_berlin(playwright, profile) as opened:
        page = open_at(opened.page, shared_server, "2026-11-23 08:00")
        add_session(page, "10:00")
        door = page.get_by_role("button", name="Session, 10:00 to 10:50")
        door.scroll_into_view_if_needed()
        box = door.bounding_box()
        assert box
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.clock.run_for(400)
        page.mouse.move(x, y + 12)
        page.mouse.move(x, y + 18)
        page.mouse.up()
        expect(page.get_by_role("button", name="Session, 10:15 to 11:05")).to_be_visible()
