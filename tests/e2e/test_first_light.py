"""The first promise: a practice in ten seconds, nothing typed, and the same with no server."""

from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from tests.e2e.phone import NARROW, Phone, phone, wait_until_kept
from tests.e2e.server import Server
from tests.e2e.steps import begin_a_practice, rows, stop_early

pytestmark = pytest.mark.first_visit

TEN_SECONDS_MS = 10_000


def test_the_first_practice_runs_within_ten_seconds_of_an_empty_profile(
    playwright: Playwright, profile: Path, shared_server: Server
):
    with phone(playwright, profile) as opened:
        page = opened.page
        page.goto(shared_server.origin)
        begin_a_practice(page)
        assert page.evaluate("performance.now()") < TEN_SECONDS_MS
        assert opened.complaints == []


def test_a_finished_practice_is_kept_and_nothing_left_the_phone(
    new_phone: Phone, shared_server: Server
):
    sent: list[str] = []
    new_phone.page.on("request", lambda request: sent.append(request.method))
    begin_a_practice(new_phone.page)
    stop_early(new_phone.page)

    expect(new_phone.page.get_by_text("Nothing left this phone.")).to_be_visible()
    assert rows(new_phone.page, "records") == 1
    assert rows(new_phone.page, "outbox") == 1
    assert set(sent) <= {"GET"}


def test_the_server_is_killed_and_the_app_opens_practises_and_remembers(
    playwright: Playwright, profile: Path, server: Server
):
    with phone(playwright, profile) as opened:
        opened.page.goto(server.origin)
        wait_until_kept(opened.page)
    server.kill()

    with phone(playwright, profile) as opened:
        page = opened.page
        page.goto(server.origin)
        begin_a_practice(page)
        stop_early(page)
        page.reload()
        page.goto(f"{server.origin}/practices")
        expect(page.get_by_role("heading", name="Lately")).to_be_visible()
        assert rows(page, "records") == 1
        assert opened.complaints == []

    with phone(playwright, profile) as opened:
        opened.page.goto(f"{server.origin}/practices")
        expect(opened.page.get_by_role("heading", name="Lately")).to_be_visible()
        opened.page.get_by_role("link", name="Need someone now?").click()
        expect(opened.page.get_by_role("link", name="Call emergency, 999")).to_be_visible()
        assert opened.complaints == []


def test_every_deep_link_opens_with_the_server_gone(
    playwright: Playwright, profile: Path, server: Server
):
    screens = ("/practices/landing", "/practices/landing/play", "/reflect", "/account", "/help")
    with phone(playwright, profile) as opened:
        opened.page.goto(server.origin)
        wait_until_kept(opened.page)
        server.kill()
        for screen in screens:
            opened.page.goto(server.origin + screen)
            opened.page.get_by_role("heading", level=1).first.wait_for()
            assert opened.page.get_by_text("would not open").count() == 0
        assert opened.complaints == []


def test_the_start_button_needs_no_scrolling_on_the_smallest_phone(
    new_phone: Phone, shared_server: Server
):
    page = new_phone.page
    page.set_viewport_size(NARROW)
    page.get_by_role("button", name="1 min", exact=True).click()
    start = page.get_by_role("button", name="Start ").bounding_box()
    doors = page.get_by_role("navigation").bounding_box()

    assert start is not None
    assert doors is not None
    assert start["y"] + start["height"] <= doors["y"]
