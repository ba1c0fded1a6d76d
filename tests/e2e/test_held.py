"""What the server says it holds; and what is erased there is gone on every phone."""

from pathlib import Path

from playwright.sync_api import Page, Playwright, expect

from tests.e2e.accounts import (
    arrive,
    come_into_step,
    expect_trusted,
    fresh_phone,
    heading,
    keep_trusted,
    make_account,
)
from tests.e2e.phone import go
from tests.e2e.server import Server
from tests.e2e.steps import begin_a_practice, stop_early

NAME = "harbour lamp"
TRUSTED = "Quillfeather Marrowby"


def open_records(page: Page, origin: str) -> None:
    come_into_step(page, origin)
    page.get_by_role("link", name="What the server holds").click()
    page.get_by_role("button", name="Show the rows: Your records").click()


def expect_gone(page: Page, origin: str) -> None:
    go(page, f"{origin}/help")
    expect(page.get_by_role("button", name="Write it down here")).to_be_visible()
    expect(page.get_by_role("link", name=TRUSTED)).to_have_count(0)


def test_one_record_and_then_all_are_erased_here_there_and_on_the_other_phone(
    playwright: Playwright, tmp_path: Path, server: Server
):
    origin = server.origin
    with (
        fresh_phone(playwright, tmp_path / "first", origin) as first,
        fresh_phone(playwright, tmp_path / "second", origin) as second,
    ):
        page = first.page
        begin_a_practice(page)
        stop_early(page)
        make_account(page, origin, NAME)
        keep_trusted(page, origin, TRUSTED)
        come_into_step(page, origin)
        arrive(second.page, origin, NAME)
        come_into_step(second.page, origin)
        expect_trusted(second.page, origin, TRUSTED)

        open_records(page, origin)
        page.get_by_role("button", name="Show the rows: Your account").click()
        expect(page.get_by_text(NAME).last).to_be_visible()
        page.get_by_role("button", name="Erase: Your own numbers").click()
        page.get_by_role("button", name="Erase it", exact=True).click()
        expect(page.get_by_text("Erased. An empty seal took its place.")).to_be_visible()
        expect(page.get_by_text("Erased: an empty seal", exact=False)).to_be_visible()
        expect_gone(page, origin)
        come_into_step(second.page, origin)
        expect_gone(second.page, origin)

        open_records(page, origin)
        page.get_by_role("button", name="Erase all records").click()
        page.get_by_role("button", name="Erase them all").click()
        expect(page.get_by_text("is erased.").or_(page.get_by_text("are erased."))).to_be_visible()
        expect(page.get_by_role("button", name="Erase: ")).to_have_count(0)
        go(page, origin)
        expect(page.get_by_role("button", name="1 min", exact=True)).to_be_visible()
        assert first.complaints == []
        assert second.complaints == []


def test_without_a_signal_it_says_so_and_asks_once_more(
    playwright: Playwright, tmp_path: Path, server: Server
):
    origin = server.origin
    with fresh_phone(playwright, tmp_path / "only", origin) as phone:
        make_account(phone.page, origin, NAME)
        come_into_step(phone.page, origin)
        phone.context.set_offline(True)
        phone.page.get_by_role("link", name="What the server holds").click()
        more = phone.page.get_by_role("button", name="Try once more")
        expect(more).to_be_visible()

        phone.context.set_offline(False)
        more.click()
        expect(heading(phone.page, "Your account")).to_be_visible()
