"""A quiet room: what is written is found, what is let go is gone, and nothing lies in the clear."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.phone import Phone, go
from tests.e2e.server import Server
from tests.e2e.test_sealed import files_with

WORDS = "quillfeather evening by the lake"
GONE = "marzipan thunder in my chest"


def test_an_entry_survives_a_reload_half_written_is_kept_and_found_with_no_network(
    new_phone: Phone, shared_server: Server, profile: Path
):
    page, origin = new_phone.page, shared_server.origin
    new_phone.context.set_offline(True)
    go(page, f"{origin}/reflect/journal/new")
    words = page.get_by_label("In your own words")
    words.press_sequentially(f"A {WORDS}.")
    page.wait_for_timeout(500)
    page.reload()
    expect(words).to_have_value(f"A {WORDS}.")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page).not_to_have_url(re.compile("/new$"))

    go(page, f"{origin}/reflect/journal")
    page.get_by_role("searchbox").press_sequentially("LAKE")
    expect(page.get_by_text("quillfeather").first).to_be_visible()
    assert files_with(profile, WORDS) == []
    assert new_phone.complaints == []


def test_who_may_be_meant_is_marked_in_one_line_and_holds_nothing_up(
    new_phone: Phone, shared_server: Server
):
    page = new_phone.page
    go(page, f"{shared_server.origin}/reflect/journal/new")
    words = page.get_by_label("In your own words")
    words.press_sequentially("Sat with Ngozi for an hour.")
    expect(page.get_by_text("Ngozi", exact=False).last).to_be_visible()
    page.get_by_role("button", name="gentler").first.click()
    expect(words).to_have_value("Sat with someone for an hour.")


def test_what_is_let_go_stands_nowhere(new_phone: Phone, shared_server: Server, profile: Path):
    page, origin = new_phone.page, shared_server.origin
    go(page, f"{origin}/reflect/letgo")
    words = page.get_by_label("Whatever it is")
    words.press_sequentially(GONE)
    page.wait_for_timeout(1000)
    go(page, f"{origin}/reflect")
    page.go_back()
    expect(words).to_have_value("")
    words.press_sequentially(GONE)
    page.get_by_role("button", name="Let it go").click()
    expect(words).to_have_value("")
    assert page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])").find(GONE) < 0
    assert files_with(profile, GONE) == []


def test_a_pulse_is_kept_in_a_few_taps_and_had_back(new_phone: Phone, shared_server: Server):
    page, origin = new_phone.page, shared_server.origin
    go(page, f"{origin}/reflect/pulse/weekly")
    page.get_by_role("radio", name="half").first.check()
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    go(page, f"{origin}/reflect/trends")
    expect(page.get_by_text("One week in.")).to_be_visible()
