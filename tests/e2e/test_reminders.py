"""A reminder in a person's hands: made, left out, moved, paused, ended; online and offline."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Playwright, Request, expect

from tests.e2e.accounts import come_into_step, make_account
from tests.e2e.phone import NARROW, Phone, phone, wait_until_kept
from tests.e2e.server import Server

REASON = "Soup, sitting down"
PLAN = "/api/reminders"
CANARY = "kingfisher over the weir"


@pytest.fixture
def berlin(playwright: Playwright, profile, shared_server: Server) -> Iterator[Phone]:
    """A phone in Berlin, on a Monday at noon."""
    with phone(playwright, profile, timezone_id="Europe/Berlin") as opened:
        opened.page.clock.set_fixed_time("2026-11-30T12:00:00+01:00")
        opened.page.goto(shared_server.origin)
        wait_until_kept(opened.page)
        opened.page.goto(f"{shared_server.origin}/reminders")
        yield opened
        assert opened.complaints == []


@pytest.fixture
def page(berlin: Phone) -> Page:
    return berlin.page


def sheet(page: Page):
    return page.get_by_role("dialog")


def make(page: Page, at: str = "12:50", reason: str = REASON) -> None:
    page.get_by_role("button", name="Remind me", exact=True).click()
    sheet(page).get_by_label("At", exact=True).fill(at)
    sheet(page).get_by_label("In your words").fill(reason)
    sheet(page).get_by_role("button", name="Keep it").click()
    expect(sheet(page)).to_have_count(0)


def row(page: Page, name: str = REASON):
    return page.get_by_role("button", name=re.compile(f"^Change: {name}"))


def choose(page: Page, action: str) -> None:
    """In the sheet of the reminder."""
    row(page).click()
    sheet(page).get_by_role("button", name=action, exact=True).click()
    expect(sheet(page)).to_have_count(0)


def test_a_reminder_is_listed_with_its_reason_and_its_next_time(page: Page):
    expect(page.get_by_text("No reminders yet.")).to_be_visible()

    make(page)

    expect(row(page)).to_contain_text("Weekdays at 12:50")
    expect(row(page)).to_contain_text("Next: today at 12:50")
    page.reload()
    expect(row(page)).to_contain_text("Next: today at 12:50")


def test_it_is_made_and_kept_without_a_network(berlin: Phone):
    berlin.context.set_offline(True)
    page = berlin.page
    make(page)
    page.reload()

    expect(row(page)).to_contain_text("Next: today at 12:50")


def test_the_next_one_is_left_out(page: Page):
    make(page)
    choose(page, "Leave out the next one")

    expect(row(page)).to_contain_text("Next: tomorrow at 12:50")


def test_the_next_one_is_moved_for_once(page: Page):
    make(page)
    row(page).click()
    sheet(page).get_by_label("Move the next one to").fill("13:20")
    sheet(page).get_by_role("button", name="Move it").click()

    expect(row(page)).to_contain_text("Next: today at 13:20")
    expect(row(page)).to_contain_text("Weekdays at 12:50")


@pytest.mark.parametrize(
    ("pause", "said"),
    [
        ("Until tomorrow", "Next: tomorrow at 12:50"),
        ("For a week", "Paused until Monday 7 December"),
        ("Until I say so", "Paused until you say so"),
    ],
)
def test_it_is_paused_and_goes_on(page: Page, pause: str, said: str):
    make(page)
    choose(page, pause)
    expect(row(page)).to_contain_text(said)

    choose(page, "Go on now")
    expect(row(page)).to_contain_text("Next: today at 12:50")


def test_it_is_switched_off_and_on(page: Page):
    make(page)
    choose(page, "Switch off")
    expect(row(page)).to_contain_text("Switched off")

    choose(page, "Switch on")
    expect(row(page)).to_contain_text("Next: today at 12:50")


def test_it_is_changed_for_good(page: Page):
    make(page)
    row(page).click()
    sheet(page).get_by_label("At", exact=True).fill("17:30")
    sheet(page).get_by_label("Friday", exact=True).click()
    sheet(page).get_by_label("End of the day").click()
    sheet(page).get_by_label("In your words").fill("")
    sheet(page).get_by_role("button", name="Keep it").click()

    expect(row(page, "End of the day")).to_contain_text("Mon, Tue, Wed, Thu at 17:30")


def test_what_was_taken_away_is_had_back(page: Page):
    make(page)
    choose(page, "Take it away")
    expect(row(page)).to_have_count(0)
    expect(page.get_by_role("button", name="Undo")).to_be_focused()

    page.keyboard.press("Enter")
    expect(row(page)).to_contain_text("Next: today at 12:50")


def test_a_reminder_on_no_day_is_not_kept_and_what_was_typed_stays(page: Page):
    page.get_by_role("button", name="Remind me", exact=True).click()
    sheet(page).get_by_label("In your words").fill(REASON)
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"):
        sheet(page).get_by_label(day, exact=True).click()
    sheet(page).get_by_role("button", name="Keep it").click()

    expect(sheet(page).get_by_role("alert")).to_have_text("Choose at least one day.")
    expect(sheet(page).get_by_label("In your words")).to_have_value(REASON)


def test_without_an_account_it_says_what_a_knock_needs(page: Page):
    make(page)

    expect(page.get_by_role("heading", name="Knocks on this phone")).to_be_visible()
    expect(page.get_by_role("link", name="Make an account")).to_be_visible()


def test_nothing_runs_sideways_on_a_narrow_phone(page: Page):
    page.set_viewport_size(NARROW)
    make(page, reason="Verkehrsberuhigungsmassnahmenausschusssitzungsprotokoll")
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]

    page.get_by_role("button", name=re.compile("^Change: Verkehr")).click()
    inside = "document.querySelector('dialog').scrollWidth"
    assert page.evaluate(inside) <= NARROW["width"]


def test_the_server_is_told_when_and_never_why(berlin: Phone, shared_server: Server):
    page, origin = berlin.page, shared_server.origin
    asked: list[Request] = []
    berlin.context.on("request", lambda request: asked.append(request))  # noqa: PLW0108  it takes functions alone
    make(page, at="16:05", reason=CANARY)
    page.clock.resume()
    make_account(page, origin, "mo of the weir")
    come_into_step(page, origin)
    page.goto(f"{origin}/reminders")

    for _ in range(100):
        if plans := [each for each in asked if each.method == "PUT" and PLAN in each.url]:
            break
        page.wait_for_timeout(100)
    # Left before the answer came, a page tells the same once more.
    (told,) = plans[-1].post_data_json["reminders"]
    assert told | {"id": ""} == {
        "id": "",
        "class": "reminder",
        "rank": 3,
        "may_snooze": True,
        "zone": "Europe/Berlin",
        "at": "16:05",
        "weekdays": [1, 2, 3, 4, 5],
        "skip": [],
        "moments": [],
    }
    assert not [each.url for each in asked if CANARY in (each.post_data or "")]

    page.goto(f"{origin}/k/{told['id']}")
    expect(page.get_by_role("heading", name=CANARY)).to_be_visible()
    page.get_by_role("button", name="Not today").click()
    expect(page.get_by_text("Not today, then.")).to_be_visible()


def test_a_knock_of_nobody_knows_what_leads_home(page: Page, shared_server: Server):
    page.goto(f"{shared_server.origin}/k/00000000-0000-4000-8000-000000000000")

    expect(page.get_by_text("not on this phone")).to_be_visible()
    page.get_by_role("link", name="What fits now").click()
    expect(page).to_have_url(f"{shared_server.origin}/")
