"""Where work ends: hours that reminders keep to, an edge kept or bent, and the day closed."""

import re
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Playwright, expect

from tests.e2e.accounts import heading
from tests.e2e.day import phone_in_berlin
from tests.e2e.phone import Phone, go
from tests.e2e.server import Server
from tests.e2e.test_sealed import files_with

EDGE = "Out by quarter past quillfeather"
#: A Wednesday, an hour before the usual end of work.
AFTERNOON = datetime(2026, 11, 25, 15, 30, tzinfo=UTC)


def test_with_no_network_hours_are_put_in_and_the_day_is_closed_until_the_next_of_them(
    playwright: Playwright, profile: Path, shared_server: Server
):
    with phone_in_berlin(playwright, profile) as opened:
        page, origin = opened.page, shared_server.origin
        page.clock.install(time=AFTERNOON)
        page.goto(origin)
        page.get_by_role("button", name="Put in today").wait_for()
        opened.context.set_offline(True)
        go(page, f"{origin}/boundaries/hours")
        page.get_by_role("button", name="Monday to Friday, 9 to 5:30").click()
        expect(page.get_by_text(re.compile(r"^Mon\u2013Fri, 0?9:00\u201317:30$"))).to_be_visible()

        go(page, f"{origin}/boundaries/close")
        page.get_by_role("button", name="Close it for me").click()
        expect(heading(page, re.compile("^Closed until .*9:00"))).to_be_visible()
        page.reload()
        expect(heading(page, re.compile("^Closed until .*9:00"))).to_be_visible()
        go(page, origin)
        expect(page.get_by_text(re.compile("^Closed until .*9:00"))).to_be_visible()

        go(page, f"{origin}/boundaries/close")
        page.get_by_role("button", name="Open it after all").click()
        expect(heading(page, "Close the day")).to_be_visible()
        assert opened.complaints == []


def test_an_edge_is_said_to_be_bent_and_why_and_lies_nowhere_in_the_clear(
    new_phone: Phone, shared_server: Server, profile: Path
):
    page, origin = new_phone.page, shared_server.origin
    go(page, f"{origin}/boundaries/ledger")
    page.get_by_role("button", name="Another edge").click()
    page.get_by_role("textbox").first.press_sequentially(EDGE)
    page.get_by_role("button", name="Keep", exact=True).click()
    page.get_by_role("radio", name="Bent").check()
    page.get_by_role("radio", name="It drifted").check()
    page.wait_for_timeout(500)
    page.reload()
    expect(page.get_by_role("radio", name="Bent")).to_be_checked()
    expect(page.get_by_role("radio", name="It drifted")).to_be_checked()
    assert files_with(profile, EDGE) == []


def test_a_reminder_outside_the_hours_says_that_it_stays_quiet(
    new_phone: Phone, shared_server: Server
):
    page, origin = new_phone.page, shared_server.origin
    go(page, f"{origin}/boundaries/hours")
    page.get_by_role("button", name="Monday to Friday, 9 to 5:30").click()
    expect(page.get_by_text("Work hours changed.")).to_be_visible()
    go(page, f"{origin}/reminders")
    page.get_by_role("button", name="Remind me").first.click()
    page.get_by_label("At", exact=True).fill("21:00")
    page.get_by_role("button", name="Keep it").click()
    row = page.get_by_role("button", name=re.compile("outside your work hours"))
    row.click()
    page.get_by_role("button", name="Outside work hours too").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name=re.compile("Next: .* at 21:00"))).to_be_visible()
