"""An edit the server will not take: kept here, told plainly, with two ways out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.e2e.accounts import come_into_step, fresh_phone, keep_trusted, make_account
from tests.e2e.phone import Phone
from tests.e2e.server import Server
from tests.e2e.steps import begin_a_practice, rows, stop_early

TOLD = "The server would not take 1 edit. It is kept on this phone."


@pytest.fixture
def first(playwright: Playwright, tmp_path: Path, server: Server) -> Iterator[Phone]:
    """A phone with one edit more than its account has room for."""
    server.kill()
    server.environ["INTERLUDE_VAULT_ITEMS"] = "1"
    server.start()
    with fresh_phone(playwright, tmp_path / "first", server.origin) as opened:
        keep_trusted(opened.page, server.origin, "Marrow")
        make_account(opened.page, server.origin, "harbour lamp")
        come_into_step(opened.page, server.origin)
        opened.page.goto(server.origin)
        begin_a_practice(opened.page)
        stop_early(opened.page)
        yield opened
        assert opened.complaints == []


def open_account(page: Page, server: Server) -> None:
    page.goto(f"{server.origin}/account")
    expect(page.get_by_text(TOLD)).to_be_visible(timeout=20_000)


def test_it_is_told_and_goes_once_there_is_room(first: Phone, server: Server):
    open_account(first.page, server)
    assert rows(first.page, "records") == 2
    server.kill()
    server.environ["INTERLUDE_VAULT_ITEMS"] = "100"
    server.start()

    first.page.get_by_role("button", name="Try once more").click()

    expect(first.page.get_by_text(TOLD)).to_have_count(0)
    come_into_step(first.page, server.origin)
    assert rows(first.page, "rejected") == rows(first.page, "outbox") == 0


def test_it_may_be_let_go_and_the_phone_shows_what_the_server_has(first: Phone, server: Server):
    open_account(first.page, server)

    first.page.get_by_role("button", name="Let this edit go").click()
    first.page.get_by_role("button", name="Let this edit go").click()

    expect(first.page.get_by_text(TOLD)).to_have_count(0)
    come_into_step(first.page, server.origin)
    assert rows(first.page, "records") == 1
    assert rows(first.page, "rejected") == 0
