"""One person, two phones, one ring: what either writes, offline too, arrives at the other."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.e2e.accounts import (
    arrive,
    come_into_step,
    expect_trusted,
    fresh_phone,
    keep_trusted,
    make_account,
)
from tests.e2e.phone import Phone, go
from tests.e2e.server import Server
from tests.e2e.steps import begin_a_practice, rows, stop_early

NAME = "harbour lamp"


@pytest.fixture
def first(playwright: Playwright, tmp_path: Path, server: Server) -> Iterator[Phone]:
    """A phone with a trusted number, whose account is made and in step."""
    with fresh_phone(playwright, tmp_path / "first", server.origin) as opened:
        keep_trusted(opened.page, server.origin, "Marrow")
        make_account(opened.page, server.origin, NAME)
        come_into_step(opened.page, server.origin)
        yield opened
        assert opened.complaints == []


@pytest.fixture
def second(playwright: Playwright, tmp_path: Path, server: Server, first) -> Iterator[Phone]:
    """An empty phone that has signed in to the same account."""
    with fresh_phone(playwright, tmp_path / "second", server.origin) as opened:
        arrive(opened.page, server.origin, NAME)
        come_into_step(opened.page, server.origin)
        yield opened
        assert opened.complaints == []


def both_in_step(server: Server, *pages: Page) -> None:
    """Two rounds: what the last one sends, the first must still fetch."""
    for page in (*pages, *pages):
        come_into_step(page, server.origin)


def test_a_second_phone_shows_what_the_first_wrote(second: Phone, server: Server):
    expect_trusted(second.page, server.origin, "Marrow")


def test_an_edit_on_either_phone_arrives_at_the_other(first: Phone, second: Phone, server: Server):
    keep_trusted(second.page, server.origin, "Quill")
    both_in_step(server, second.page, first.page)

    expect_trusted(first.page, server.origin, "Quill")


def test_fields_changed_offline_on_both_phones_are_both_kept(
    first: Phone, second: Phone, server: Server
):
    for each in (first, second):
        go(each.page, f"{server.origin}/help")
        each.context.set_offline(offline=True)
    first.page.get_by_label("Where you are").select_option("NZ")
    keep_trusted_here(second.page, "Quill")
    for each in (first, second):
        each.context.set_offline(offline=False)
    both_in_step(server, first.page, second.page)

    for each in (first, second):
        expect_trusted(each.page, server.origin, "Quill")
        expect(each.page.get_by_label("Where you are")).to_have_value("NZ")


def keep_trusted_here(page: Page, name: str) -> None:
    """Without loading the page: there is no network to load it from."""
    page.get_by_role("button", name="Change").click()
    page.get_by_label("Name or role").fill(name)
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_role("link", name=name)).to_be_visible()


def test_the_same_field_changed_on_both_ends_the_same_everywhere(
    first: Phone, second: Phone, server: Server
):
    for each, name in ((first, "Quill"), (second, "Feather")):
        go(each.page, f"{server.origin}/help")
        each.context.set_offline(offline=True)
        keep_trusted_here(each.page, name)
    for each in (first, second):
        each.context.set_offline(offline=False)
    both_in_step(server, first.page, second.page, first.page)

    shown = [trusted(each.page, server.origin) for each in (first, second)]
    assert shown[0] == shown[1]
    assert shown[0] in {"Quill", "Feather"}


def trusted(page: Page, origin: str) -> str:
    go(page, f"{origin}/help")
    link = page.get_by_role("link").filter(has_text="0123 4987651")
    return link.inner_text().split("\n")[0]


def test_practices_done_on_both_offline_are_all_there_and_none_twice(
    first: Phone, second: Phone, server: Server
):
    for each in (first, second):
        each.page.goto(server.origin)
        each.context.set_offline(offline=True)
        begin_a_practice(each.page)
        stop_early(each.page)
        each.context.set_offline(offline=False)
    both_in_step(server, first.page, second.page)

    for each in (first, second):
        assert rows(each.page, "records") == 3  # two logs and the own numbers
        assert rows(each.page, "outbox") == 0


def test_what_is_written_while_the_server_is_down_waits_and_is_said(
    first: Phone, second: Phone, server: Server
):
    server.kill()
    keep_trusted(first.page, server.origin, "Quill")
    go(first.page, f"{server.origin}/account")
    waits = first.page.get_by_role("status").filter(has_text="1 edit waits for signal.")
    expect(waits).to_be_visible()

    server.start()
    come_into_step(first.page, server.origin)
    come_into_step(second.page, server.origin)
    expect_trusted(second.page, server.origin, "Quill")


def test_a_server_that_is_gone_is_not_asked_without_end(first: Phone, server: Server):
    """A browser with a network wakes the page at once, whatever becomes of the server."""
    asked: list[str] = []
    first.page.on("request", lambda request: asked.append(request.url))
    server.kill()
    keep_trusted(first.page, server.origin, "Quill")
    go(first.page, f"{server.origin}/account")
    waits = first.page.get_by_role("status").filter(has_text="1 edit waits for signal.")
    expect(waits).to_be_visible()
    asked.clear()
    first.page.wait_for_timeout(10_000)

    # After 2, 4 and 8 seconds, or half of that; and once or twice because the browser says so.
    assert len([url for url in asked if url.endswith("/api/vault/sync")]) <= 7
