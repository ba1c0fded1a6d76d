"""What is half written survives a browser that is killed, and two tabs; sealed all the while."""

import os
import signal
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Error, Page, Playwright, expect

from tests.e2e.accounts import fresh_phone
from tests.e2e.day import sheet
from tests.e2e.phone import Phone, go, phone
from tests.e2e.server import Server
from tests.e2e.steps import rows
from tests.e2e.test_sealed import files_with

REASON = "Quillfeather Marrowby"
NUMBER = "0123 4987651"


def kill(profile: Path) -> None:
    """Every process of the browser on this profile, as when a phone needs its memory."""
    for entry in Path("/proc").iterdir():
        with suppress(OSError):
            if entry.name.isdigit() and f"={profile}".encode() in (entry / "cmdline").read_bytes():
                os.kill(int(entry.name), signal.SIGKILL)


def half_write(page: Page, origin: str, reason: str) -> None:
    go(page, f"{origin}/reminders")
    page.get_by_role("button", name="Remind me").click()
    sheet(page).get_by_label("In your words").press_sequentially(reason)


def until_sealed(page: Page, drafts: int) -> None:
    """The last letter is on its way to the disk for a moment."""
    page.wait_for_timeout(500)
    assert rows(page, "drafts") == drafts


def test_it_is_there_after_the_browser_was_killed_and_lay_sealed(
    playwright: Playwright, profile: Path, shared_server: Server
):
    origin = shared_server.origin
    with suppress(Error), fresh_phone(playwright, profile, origin) as opened:
        go(opened.page, f"{origin}/help")
        opened.page.get_by_role("button", name="Write it down here").click()
        opened.page.get_by_label("Number").press_sequentially(NUMBER)
        until_sealed(opened.page, 1)
        half_write(opened.page, origin, REASON)
        until_sealed(opened.page, 2)
        kill(profile)

    assert files_with(profile, REASON) == []
    with phone(playwright, profile) as after:
        go(after.page, f"{origin}/help")
        expect(after.page.get_by_label("Number")).to_have_value(NUMBER)
        go(after.page, f"{origin}/reminders")
        expect(after.page.get_by_text("A reminder was left half written.")).to_be_visible()
        expect(after.page.get_by_text(REASON)).to_be_visible()
        after.page.get_by_role("button", name="Go on with it").click()
        expect(sheet(after.page).get_by_label("In your words")).to_have_value(REASON)
        sheet(after.page).get_by_role("button", name="Keep it").click()
        expect(after.page.get_by_role("button", name=f"Change: {REASON}")).to_be_visible()
        after.page.reload()
        expect(after.page.get_by_role("button", name="Remind me")).to_be_visible()
        expect(after.page.get_by_text("A reminder was left half written.")).to_have_count(0)
        assert after.complaints == []


def test_of_two_tabs_neither_takes_the_others_words(new_phone: Phone, shared_server: Server):
    origin, one = shared_server.origin, new_phone.page
    half_write(one, origin, "Soup, sitting down")
    sheet(one).get_by_role("button", name="Keep it").click()
    expect(one.get_by_role("button", name="Change: Soup")).to_be_visible()
    other = new_phone.context.new_page()
    half_write(other, origin, "A walk")
    one.get_by_role("button", name="Change: Soup").click()
    sheet(one).get_by_label("In your words").press_sequentially(" with bread")
    one.wait_for_timeout(500)

    third = new_phone.context.new_page()
    go(third, f"{origin}/reminders")
    expect(third.get_by_text("A reminder was left half written.")).to_have_count(2)
    expect(third.get_by_text("A walk")).to_be_visible()
    expect(third.get_by_text("Soup, sitting down with bread")).to_be_visible()
