"""Help is one tap away from everywhere, true to the place, and there when nothing else is."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.e2e.phone import Phone, phone, until, wait_until_kept
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
SPOKEN = "Object.defineProperty(Navigator.prototype, 'languages', { get: () => ['%s'] });"


@pytest.fixture
def help_page(new_phone: Phone, shared_server: Server) -> Page:
    new_phone.page.goto(f"{shared_server.origin}/help")
    return new_phone.page


def calls(page: Page) -> list[str]:
    """Every number the page would dial, in its order."""
    page.get_by_role("heading", level=1).wait_for()
    return [link.get_attribute("href") or "" for link in page.locator("a[href^='tel:']").all()]


def data(code: str) -> dict:
    return json.loads((COUNTRIES / f"{code.lower()}.json").read_text())


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
        assert calls(page)[0] == f"tel:{data('US')['emergency'][0]}"
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
        numbers = [*country["emergency"], *(number for number in phones if number)]
        assert calls(help_page) == [f"tel:{number}" for number in numbers], code
        for number in country["emergency"]:
            link = help_page.get_by_role("link", name=f"Call emergency, {number}", exact=True)
            expect(link).to_have_text(number)


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


def test_a_change_of_country_is_kept(help_page: Page, shared_server: Server):
    help_page.get_by_label("Where you are").select_option("DE")
    assert calls(help_page)[0] == "tel:112"
    wait_for_edits(help_page, 1)

    help_page.reload()
    expect(help_page.get_by_label("Where you are")).to_have_value("DE")
    assert calls(help_page) == ["tel:112"]
    help_page.get_by_label("Where you are").select_option("ZZ")
    wait_for_edits(help_page, 2)
    help_page.goto(shared_server.origin)
    help_page.get_by_role("link", name="Need someone now?").click()
    expect(help_page.get_by_label("Where you are")).to_have_value("ZZ")


def wait_for_edits(page: Page, count: int) -> None:
    """Until so many edits are kept: each leaves an entry that waits for a server."""
    for _ in range(150):
        if rows(page, "outbox") == count:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never {count} edits")


def write(page: Page, name: str, number: str) -> None:
    page.get_by_label("Name or role").fill(name)
    page.get_by_label("Number").fill(number)
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_role("button", name="Keep", exact=True)).to_have_count(0)


def test_an_own_number_survives_a_reload_and_stands_on_its_own_side(help_page: Page):
    help_page.get_by_role("button", name="Write it down here").click()
    write(help_page, "R. from the corridor", "+44 (0)20 7946-0018")
    help_page.get_by_role("radio", name="For someone in front of me").check()
    help_page.get_by_role("button", name="Write it down here").click()
    write(help_page, "Duty desk", "0161 496 0000")

    help_page.reload()
    mine = help_page.get_by_role("link", name="Call R. from the corridor, +44 (0)20 7946-0018")
    service = help_page.get_by_role("link", name="Call Duty desk, 0161 496 0000")
    expect(mine).to_have_attribute("href", "tel:+4402079460018")
    expect(service).to_have_count(0)
    help_page.get_by_role("radio", name="For someone in front of me").check()
    expect(service).to_have_attribute("href", "tel:01614960000")
    expect(mine).to_have_count(0)
    assert rows(help_page, "records") == 1


def test_an_own_number_can_be_changed_and_taken_away(help_page: Page):
    help_page.get_by_role("button", name="Write it down here").click()
    write(help_page, "Duty desk", "0161 496 0000")
    help_page.get_by_role("button", name="Change it").click()
    write(help_page, "Duty desk", "0161 496 0001")
    expect(help_page.get_by_role("link", name="Call Duty desk, 0161 496 0001")).to_be_visible()

    help_page.get_by_role("button", name="Change it").click()
    write(help_page, "", "")
    help_page.reload()
    expect(help_page.get_by_role("button", name="Write it down here")).to_be_visible()
    assert calls(help_page) == ["tel:999", "tel:112", "tel:116123"]


def test_leaving_it_keeps_nothing(help_page: Page):
    help_page.get_by_role("button", name="Write it down here").click()
    help_page.get_by_label("Name or role").fill("Duty desk")
    help_page.get_by_role("button", name="Leave it").click()

    expect(help_page.get_by_role("button", name="Write it down here")).to_be_visible()
    assert rows(help_page, "records") == 0


def test_writing_before_the_numbers_have_been_read_loses_none_of_them(
    new_phone: Phone, shared_server: Server
):
    """A phone under load opens its vault late; a person may write before it has."""
    page = new_phone.page
    page.goto(f"{shared_server.origin}/help")
    page.get_by_role("button", name="Write it down here").click()
    write(page, "Duty desk", "0161 496 0000")

    new_phone.context.add_init_script(
        """if (isSecureContext) {
          const { decrypt } = SubtleCrypto.prototype;
          SubtleCrypto.prototype.decrypt = async function (...asked) {
            await new Promise((go) => setTimeout(go, 1500));
            return decrypt.apply(this, asked);
          };
        }"""
    )
    page.reload()
    page.get_by_label("Where you are").select_option("US")
    wait_for_edits(page, 2)
    page.reload()
    expect(page.get_by_label("Where you are")).to_have_value("US", timeout=15_000)
    expect(page.get_by_role("link", name="Call Duty desk, 0161 496 0000")).to_be_visible()


def test_what_another_tab_wrote_is_not_written_over(new_phone: Phone, shared_server: Server):
    one, other = new_phone.page, new_phone.context.new_page()
    for tab in (one, other):
        tab.goto(f"{shared_server.origin}/help")
        tab.get_by_role("button", name="Write it down here").wait_for()
    one.get_by_role("button", name="Write it down here").click()
    write(one, "Duty desk", "0161 496 0000")
    other.get_by_label("Where you are").select_option("US")
    wait_for_edits(other, 2)

    for tab in (one, other):
        tab.reload()
        expect(tab.get_by_role("link", name="Call Duty desk, 0161 496 0000")).to_be_visible()
        expect(tab.get_by_label("Where you are")).to_have_value("US")


@pytest.mark.parametrize(
    "how",
    [
        "Object.defineProperty(globalThis, 'indexedDB', { value: undefined });",
        "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); };",
    ],
    ids=["has none", "refuses"],
)
def test_a_phone_that_keeps_nothing_shows_the_emergency_number(
    playwright: Playwright, profile: Path, shared_server: Server, how: str
):
    with phone(playwright, profile) as opened:
        page = opened.page
        opened.context.add_init_script(how)
        page.goto(f"{shared_server.origin}/help")
        assert calls(page) == ["tel:999", "tel:112", "tel:116123"]

        page.get_by_label("Where you are").select_option("US")
        assert calls(page)[0] == "tel:911"
        page.get_by_role("button", name="Write it down here").click()
        page.get_by_label("Name or role").fill("Duty desk")
        page.get_by_role("button", name="Keep", exact=True).click()
        expect(
            page.get_by_text("The phone could not keep this. It still stands here.")
        ).to_be_visible()
        expect(page.get_by_label("Name or role")).to_have_value("Duty desk")
        assert opened.complaints == []


def test_help_is_shown_while_the_vault_is_still_opening(
    playwright: Playwright, profile: Path, shared_server: Server
):
    with phone(playwright, profile) as opened:
        opened.context.add_init_script(
            "if (isSecureContext) SubtleCrypto.prototype.generateKey = () => new Promise(() => {});"
        )
        opened.page.goto(f"{shared_server.origin}/help")
        until(opened.page, "document.querySelector('a[href=\"tel:999\"]') !== null", seconds=3)
