"""Help is one tap away from everywhere, true to the place, and there when nothing else is."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.e2e.phone import Phone, phone, wait_until_kept
from tests.e2e.server import ROOT, Server
from tests.e2e.steps import press_on, rows

COUNTRIES = ROOT / "pwa/src/app/help/countries"

SCREENS = [
    "/",
    "/practices",
    "/practices/landing",
    "/practices/landing/play",
    "/practices/arrival-breath/play?form=short",
    "/practices/no-such-practice",
    "/practices/no-such-practice/play",
    "/boundaries",
    "/reflect",
    "/circles",
    "/help",
    "/account",
    "/nowhere",
    "/nowhere/at/all",
]

CALL = {
    "all": "Call emergency",
    "ambulance": "Call ambulance",
    "fire": "Call fire service",
    "mobile": "Call emergency from a mobile",
    "police": "Call police",
}

SPOKEN = "Object.defineProperty(Navigator.prototype, 'languages', { get: () => ['%s'] });"


@pytest.fixture
def help_page(new_phone: Phone, shared_server: Server) -> Page:
    new_phone.page.goto(f"{shared_server.origin}/help")
    return new_phone.page


def calls(page: Page) -> list[str]:
    """Every number the page would dial, in its order."""
    page.get_by_role("heading", level=1).wait_for()
    return [link.get_attribute("href") or "" for link in page.locator("a[href^='tel:']").all()]


def reach_help(page: Page) -> None:
    link = page.get_by_role("link", name="Need someone now?")
    box = link.bounding_box()
    assert box is not None
    assert box["y"] < 80
    assert min(box["width"], box["height"]) >= 44
    link.click()
    expect(page.get_by_role("link", name="Call emergency, 999")).to_be_visible()


def test_help_is_one_tap_away_on_every_screen(new_phone: Phone, shared_server: Server):
    for screen in SCREENS:
        new_phone.page.goto(shared_server.origin + screen)
        new_phone.page.get_by_role("heading", level=1).first.wait_for()
        assert new_phone.page.get_by_role("link", name="Need someone now?").count() == 1, screen
        reach_help(new_phone.page)


def test_help_is_one_tap_away_in_every_state_of_a_practice(new_phone: Phone, shared_server: Server):
    page = new_phone.page

    def play() -> None:
        page.goto(f"{shared_server.origin}/practices/landing/play")
        press_on(page)

    play()
    reach_help(page)
    play()
    page.get_by_role("button", name="Pause").click()
    reach_help(page)
    play()
    page.wait_for_timeout(1500)
    page.get_by_role("button", name="Enough for now").click()
    expect(page.get_by_text("Enough.")).to_be_visible()
    reach_help(page)


def test_help_opens_with_no_server(playwright: Playwright, profile: Path, server: Server):
    with phone(playwright, profile) as opened:
        opened.page.goto(server.origin)
        wait_until_kept(opened.page)
    server.kill()
    with phone(playwright, profile) as opened:
        page = opened.page
        page.goto(f"{server.origin}/help")
        assert calls(page) == ["tel:999", "tel:112", "tel:116123"]
        page.get_by_label("Where you are").select_option("US")
        assert calls(page)[0] == "tel:911"
        assert opened.complaints == []


def test_opening_help_asks_nobody_and_keeps_nothing(new_phone: Phone, shared_server: Server):
    page = new_phone.page
    page.wait_for_timeout(500)
    asked: list[str] = []
    new_phone.context.on(
        "request", lambda sent: asked.append(sent.url) if not sent.service_worker else None
    )
    page.get_by_role("link", name="Need someone now?").click()
    page.get_by_role("radio", name="For someone in front of me").check()
    expect(page.get_by_text("Nobody is told that you opened this page.")).to_be_visible()

    assert [url for url in asked if "/assets/" not in url] == []
    assert rows(page, "records") == 0
    assert rows(page, "outbox") == 0


def test_for_me_and_for_someone_in_front_of_me_are_told_apart(help_page: Page):
    expect(help_page.get_by_role("heading", name="In danger right now", exact=True)).to_be_visible()
    expect(help_page.get_by_role("heading", name="A person I trust")).to_be_visible()
    expect(help_page.get_by_text("protocol comes first.")).to_have_count(0)

    help_page.get_by_role("radio", name="For someone in front of me").check()

    heading = "If they are in danger right now"
    expect(help_page.get_by_role("heading", name=heading)).to_be_visible()
    expect(help_page.get_by_role("heading", name="My own service")).to_be_visible()
    expect(help_page.get_by_role("heading", name="A person I trust")).to_have_count(0)
    expect(help_page.get_by_text("protocol comes first.")).to_be_visible()
    assert calls(help_page)[0] == "tel:999"


def test_every_country_shows_its_own_numbers_in_links_that_dial(help_page: Page):
    files = {file.stem.upper(): json.loads(file.read_text()) for file in COUNTRIES.glob("*.json")}
    assert len(files) > 10
    for code, country in files.items():
        help_page.get_by_label("Where you are").select_option(code)
        phones = [line["phone"] for line in country["lines"] if line["for"] in ("me", "both")]
        emergency = [each["number"] for each in country["emergency"]]
        numbers = [*emergency, *(number for number in phones if number)]
        assert calls(help_page) == [f"tel:{number}" for number in numbers], code
        for each in country["emergency"]:
            name = f"{CALL[each['what']]}, {each['number']}"
            link = help_page.get_by_role("link", name=name, exact=True)
            expect(link).to_contain_text(each["number"])


@pytest.mark.parametrize(
    ("language", "number"),
    [("de-DE", "112"), ("en-US", "911"), ("es-MX", "911"), ("fi-FI", "112"), ("en", "112")],
)
def test_the_country_is_guessed_from_the_phones_language(
    playwright: Playwright, profile: Path, shared_server: Server, language: str, number: str
):
    with phone(playwright, profile) as opened:
        opened.context.add_init_script(SPOKEN % language)
        opened.page.goto(f"{shared_server.origin}/help")
        assert calls(opened.page)[0] == f"tel:{number}"
        assert opened.complaints == []


def test_a_phone_set_to_britain_is_given_999(help_page: Page):
    expect(help_page.get_by_label("Where you are")).to_have_value("GB")
    assert calls(help_page)[0] == "tel:999"
