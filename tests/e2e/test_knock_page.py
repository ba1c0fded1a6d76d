"""What a knock opens, and what the server is told: with a server, and without one."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, Request, expect

from tests.e2e.accounts import come_into_step, make_account
from tests.e2e.day import phone_in_berlin, set_clock
from tests.e2e.phone import Phone, wait_until_kept
from tests.e2e.reminders import REASON, THURSDAY, change, expect_next, open_reminders, remind
from tests.e2e.server import Server


@pytest.fixture
def berlin(playwright: Playwright, profile: Path) -> Iterator[Phone]:
    with phone_in_berlin(playwright, profile) as opened:
        yield opened


def is_plan(request: Request) -> bool:
    return request.method == "PUT" and request.url.endswith("/api/reminders")


@pytest.fixture
def known(berlin: Phone, server: Server) -> tuple[Page, str]:
    """A phone with an account and one reminder, which the server was told of."""
    page = open_reminders(berlin.page, server)
    make_account(page, server.origin, "harbour lamp")
    come_into_step(page, server.origin)
    page.goto(f"{server.origin}/reminders")
    with page.expect_response(lambda answer: is_plan(answer.request)) as answered:
        remind(page)
    [planned] = answered.value.json()["reminders"]
    return page, str(planned["id"])


def test_a_knock_opens_its_reason_and_can_wait_ten_minutes(known, server: Server):
    page, name = known
    set_clock(page, f"{THURSDAY} 12:51")
    page.goto(f"{server.origin}/k/{name}")
    expect(page.get_by_role("heading", name=REASON)).to_be_visible()
    with page.expect_request(lambda each: is_plan(each) and "13:01" in (each.post_data or "")):
        page.get_by_role("button", name="In 10 minutes").click()
        expect(page.get_by_text("Kept for 13:01.")).to_be_focused()

    page.get_by_role("link", name="All reminders").click()
    expect_next(page, "Next: today at 13:01")


def test_a_knock_that_is_not_wanted_today_leaves_tomorrow_alone(known, server: Server):
    page, name = known
    set_clock(page, f"{THURSDAY} 12:51")
    page.goto(f"{server.origin}/k/{name}")
    page.get_by_role("button", name="Not today").click()
    expect(page.get_by_text("Not today, then.")).to_be_focused()
    page.get_by_role("link", name="All reminders").click()
    expect_next(page, "Next: tomorrow at 12:50")


def test_a_knock_opens_without_a_server_too(known, server: Server):
    page, name = known
    wait_until_kept(page)
    server.kill()
    page.goto(f"{server.origin}/k/{name}")
    expect(page.get_by_role("heading", name=REASON)).to_be_visible()
    page.get_by_role("link", name="What fits now").click()
    expect(page.get_by_text("How long have you got?")).to_be_visible()


def test_the_server_is_told_times_and_never_reasons(known):
    page, _ = known
    with page.expect_request(is_plan) as asked:
        change(page, "Leave out the next one")
    body = asked.value.post_data or ""
    [planned] = json.loads(body)["reminders"]
    assert planned.keys() == {
        *("id", "class", "rank", "may_snooze", "zone", "at", "weekdays", "skip", "moments")
    }
    assert planned["skip"] == [THURSDAY]
    assert planned["weekdays"] == [1, 2, 3, 4, 5]
    assert REASON not in body
    assert "break" not in body


def test_what_the_server_was_not_told_is_said_until_it_was(known, server: Server):
    page, _ = known
    line = page.get_by_text("This phone tells the server when it is back in reach.")
    wait_until_kept(page)
    server.kill()
    change(page, "For a week")
    expect(line).to_be_visible(timeout=15_000)
    server.start()
    page.goto(f"{server.origin}/account")
    come_into_step(page, server.origin)
    page.goto(f"{server.origin}/reminders")
    expect_next(page, "Paused until")
    page.wait_for_timeout(5_000)
    expect(line).to_have_count(0)
