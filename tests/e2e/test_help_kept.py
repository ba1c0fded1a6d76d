"""A country chosen and numbers of one's own: kept whole, or said not to be."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.e2e.phone import Phone, phone, until
from tests.e2e.server import Server
from tests.e2e.steps import rows
from tests.e2e.test_help import calls


@pytest.fixture
def help_page(new_phone: Phone, shared_server: Server) -> Page:
    new_phone.page.goto(f"{shared_server.origin}/help")
    return new_phone.page


EDITS = """() => new Promise((resolve, reject) => {
  const opening = indexedDB.open('interlude');
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const db = opening.result;
    const reading = db.transaction('records').objectStore('records').getAll();
    reading.onsuccess = () => {
      db.close();
      resolve(reading.result.reduce((sum, { version }) => sum + version, 0));
    };
  };
})"""


def wait_for_edits(page: Page, count: int) -> None:
    """Until so many edits are kept: each makes the version of a record one higher."""
    for _ in range(150):
        if page.evaluate(EDITS) == count:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never {count} edits")


def write(page: Page, name: str, number: str) -> None:
    page.get_by_label("Name or role").fill(name)
    page.get_by_label("Number").fill(number)
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_role("button", name="Keep", exact=True)).to_have_count(0)


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
    help_page.get_by_role("button", name="Not now").click()

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
