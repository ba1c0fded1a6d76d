"""Sign-ins that end, codes that help, phones that held something: nothing is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.e2e.accounts import (
    DERIVING_MS,
    PASSPHRASE,
    arrive,
    come_into_step,
    confirm_code,
    expect_trusted,
    fresh_phone,
    heading,
    keep_trusted,
    make_account,
    sign_in,
)
from tests.e2e.phone import Phone, ask, go
from tests.e2e.server import Server
from tests.e2e.steps import rows

NAME = "harbour lamp"
#: How much is in each store, what is remembered in the clear, and which answers are kept.
LEFT = """async () => {
  const db = await new Promise((done) => {
    const opening = indexedDB.open('interlude');
    opening.onsuccess = () => done(opening.result);
  });
  const stores = {};
  for (const name of db.objectStoreNames) {
    const counting = db.transaction(name).objectStore(name).count();
    stores[name] = await new Promise((done) => (counting.onsuccess = () => done(counting.result)));
  }
  db.close();
  const kept = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) kept.push(request.url);
  }
  return { stores, kept, storage: Object.keys(localStorage) };
}"""
NEW_PASSPHRASE = "eleven paper boats on a river"


@pytest.fixture
def first(playwright: Playwright, tmp_path: Path, server: Server) -> Iterator[Phone]:
    with fresh_phone(playwright, tmp_path / "first", server.origin) as opened:
        keep_trusted(opened.page, server.origin, "Marrow")
        yield opened


@pytest.fixture
def code(first: Phone, server: Server) -> str:
    """The recovery code of the account that the first phone has made."""
    made = make_account(first.page, server.origin, NAME)
    come_into_step(first.page, server.origin)
    return made


@pytest.fixture
def second(playwright: Playwright, tmp_path: Path, server: Server) -> Iterator[Phone]:
    with fresh_phone(playwright, tmp_path / "second", server.origin) as opened:
        yield opened


def is_said(page: Page, origin: str, sentence: str) -> None:
    go(page, f"{origin}/account")
    expect(page.get_by_role("main").get_by_text(sentence)).to_be_visible(timeout=20_000)


def test_a_wrong_passphrase_is_said_and_the_name_stays(code: str, second: Phone, server: Server):
    sign_in(second.page, server.origin, NAME, "not this one, surely")

    wrong = second.page.get_by_text("Everything inside is untouched. Try once more, or use your")
    expect(wrong).to_be_visible(timeout=DERIVING_MS)
    expect(second.page.get_by_label("Name")).to_have_value(NAME)
    assert rows(second.page, "records") == 0


def test_a_taken_name_is_said_and_what_was_typed_stays(code: str, second: Phone, server: Server):
    page = second.page
    go(page, f"{server.origin}/account/new")
    page.get_by_label("Name").fill(NAME.upper())
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_role("button", name="Go on").click()
    confirm_code(page, "Make the account")

    expect(page.get_by_text("That name is taken here.")).to_be_visible(timeout=DERIVING_MS)
    expect(page.get_by_label("Name")).to_have_value(NAME.upper())
    expect(page.get_by_label("Passphrase", exact=True)).to_have_value(PASSPHRASE)


def test_a_phone_signed_out_from_elsewhere_is_told_and_keeps_everything(
    first: Phone, code: str, second: Phone, server: Server
):
    arrive(second.page, server.origin, NAME)
    go(second.page, f"{server.origin}/account/devices")
    second.page.get_by_role("button", name="Sign out all others").click()
    second.page.get_by_role("button", name="Yes, sign out all others").click()
    expect(second.page.get_by_text("All others are signed out.")).to_be_visible()

    is_said(first.page, server.origin, "This phone was signed out from another one.")
    expect_trusted(first.page, server.origin, "Marrow")
    keep_trusted(first.page, server.origin, "Quill")

    arrive(first.page, server.origin, NAME)
    for each in (first, second):
        come_into_step(each.page, server.origin)
    expect_trusted(second.page, server.origin, "Quill")


def test_without_its_cookies_a_phone_opens_and_asks_to_sign_in_once_more(
    first: Phone, code: str, server: Server
):
    first.context.clear_cookies()

    keep_trusted(first.page, server.origin, "Quill")
    is_said(first.page, server.origin, "Sign in once more to stay in step.")
    waits = first.page.get_by_role("status").filter(has_text="1 edit waits for your sign-in.")
    expect(waits).to_be_visible()

    arrive(first.page, server.origin, NAME)
    come_into_step(first.page, server.origin)
    assert rows(first.page, "outbox") == 0
    expect_trusted(first.page, server.origin, "Quill")


def test_twenty_tabs_that_wake_up_together_stay_signed_in(first: Phone, code: str, server: Server):
    """The access cookie has run out: every tab wants another, from one refresh token."""
    first.context.clear_cookies(name="access_token_cookie")
    tabs = [first.context.new_page() for _ in range(20)]
    for tab in tabs:
        tab.goto(f"{server.origin}/account", wait_until="commit")

    for tab in tabs:
        expect(tab.get_by_text("Kept on this phone and in step")).to_be_visible(timeout=60_000)


def test_a_used_phone_brings_its_records_along(
    first: Phone, code: str, second: Phone, server: Server
):
    go(second.page, f"{server.origin}/help")
    second.page.get_by_label("Where you are").select_option("NZ")
    second.page.wait_for_timeout(500)
    sign_in(second.page, server.origin, NAME)
    expect(heading(second.page, "Something is on this phone already")).to_be_visible(
        timeout=DERIVING_MS
    )
    second.page.get_by_role("button", name="Bring them along").click()
    expect(heading(second.page, "Signed in")).to_be_visible(timeout=DERIVING_MS)
    for each in (second, first, second):
        come_into_step(each.page, server.origin)

    for each in (first, second):
        expect_trusted(each.page, server.origin, "Marrow")
        assert rows(each.page, "records") == 1
    assert rows(second.page, "leaving") == 0


def test_a_used_phone_may_erase_what_it_held(
    first: Phone, code: str, second: Phone, server: Server
):
    keep_trusted(second.page, server.origin, "Somebody else")
    sign_in(second.page, server.origin, NAME)
    expect(heading(second.page, "Something is on this phone already")).to_be_visible(
        timeout=DERIVING_MS
    )
    second.page.get_by_role("button", name="Erase them").click()
    second.page.get_by_role("button", name="Yes, erase them").click()
    expect(heading(second.page, "Signed in")).to_be_visible(timeout=DERIVING_MS)
    come_into_step(second.page, server.origin)

    expect_trusted(second.page, server.origin, "Marrow")


def test_the_recovery_code_opens_everything_and_ends_other_sign_ins(
    first: Phone, code: str, second: Phone, server: Server
):
    page = second.page
    go(page, f"{server.origin}/account/recover")
    page.get_by_label("Name").fill(NAME)
    page.get_by_label("Recovery code").fill(code.lower().replace("-", " "))
    page.get_by_role("button", name="Go on").click()
    expect(heading(page, "It opened")).to_be_visible(timeout=DERIVING_MS)
    page.get_by_label("New passphrase", exact=True).fill(NEW_PASSPHRASE)
    page.get_by_role("button", name="Go on").click()
    new_code = confirm_code(page, "Use the new passphrase")
    expect(heading(page, "Signed in")).to_be_visible(timeout=DERIVING_MS)

    assert new_code != code
    come_into_step(page, server.origin)
    expect_trusted(page, server.origin, "Marrow")
    is_said(first.page, server.origin, "This phone was signed out from another one.")
    arrive(first.page, server.origin, NAME, NEW_PASSPHRASE)


def test_a_changed_passphrase_ends_the_other_phones_sign_in(
    first: Phone, code: str, second: Phone, server: Server
):
    arrive(second.page, server.origin, NAME)
    page = first.page
    go(page, f"{server.origin}/account/passphrase")
    page.get_by_label("Present passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_label("New passphrase", exact=True).fill(NEW_PASSPHRASE)
    page.get_by_role("button", name="Change it").click()
    expect(heading(page, "The passphrase is changed")).to_be_visible(timeout=DERIVING_MS)

    come_into_step(page, server.origin)
    is_said(second.page, server.origin, "This phone was signed out from another one.")
    arrive(second.page, server.origin, NAME, NEW_PASSPHRASE)


def test_signing_out_clears_the_phone_and_keeps_help_without_a_network(
    first: Phone, code: str, server: Server
):
    page = first.page
    go(page, f"{server.origin}/account/sign-out")
    server.kill()
    for _ in ("asked", "asked once more"):
        page.get_by_role("button", name="Sign out and clear this phone").click()
    expect(heading(page, "Signed out")).to_be_visible()
    left = ask(page, LEFT)
    # The page has started anew by then, with keys of its own that have sealed nothing yet.
    kept = {store for store, count in left["stores"].items() if count}
    assert kept <= {"meta", "catalogue", "keys"}
    assert set(left["storage"]) <= {"theme", "keep-in-tab", "lock-asked"}
    assert not [name for name in left["kept"] if "/api/" in name]

    go(page, f"{server.origin}/help")
    expect(page.get_by_role("heading", name="Need someone now?")).to_be_visible()
    expect(page.get_by_role("link", name="Marrow")).to_have_count(0)

    server.start()
    arrive(page, server.origin, NAME)
    come_into_step(page, server.origin)
    expect_trusted(page, server.origin, "Marrow")
