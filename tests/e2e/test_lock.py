"""The app lock: what it keeps shut, what works meanwhile, and every way in."""

import re
from pathlib import Path

from playwright.sync_api import Page, Playwright, expect

from tests.e2e.accounts import (
    DERIVING_MS,
    PASSPHRASE,
    confirm_code,
    fresh_phone,
    heading,
    keep_trusted,
    make_account,
)
from tests.e2e.phone import Phone, ask, go
from tests.e2e.server import Server
from tests.e2e.steps import begin_a_practice, rows, stop_early
from tests.e2e.test_axe import violations
from tests.e2e.test_sealed import files_with

TRUSTED = "Quillfeather Marrowby"
LOCKED = "Interlude is locked"

WRAPS = """new Promise((resolve) => {
  const opening = indexedDB.open('interlude');
  opening.onsuccess = () => {
    const keys = opening.result.transaction('keys').objectStore('keys').getAllKeys();
    keys.onsuccess = () => (opening.result.close(), resolve(keys.result));
  };
})"""


def turn_on(page: Page, origin: str, label: str = "A passphrase for this phone") -> None:
    go(page, f"{origin}/account/lock")
    page.get_by_label(label).fill(PASSPHRASE)
    page.get_by_role("button", name="Turn the lock on").click()
    expect(page.get_by_text("The lock is on.", exact=True)).to_be_visible(timeout=DERIVING_MS)


def unlock(page: Page, passphrase: str = PASSPHRASE, label: str = "Passphrase of the app lock"):
    expect(heading(page, LOCKED)).to_be_visible()
    unfold = page.get_by_role("button", name="Unlock")
    if unfold.count():
        unfold.click()
    page.get_by_label(label).fill(passphrase)
    page.get_by_role("button", name="Open", exact=True).click()


def shut(page: Page, origin: str, path: str = "/") -> None:
    """As after the app was closed."""
    go(page, f"{origin}{path}")
    page.reload()
    expect(heading(page, LOCKED)).to_be_visible()


def test_locked_nothing_personal_shows_and_practices_and_help_work(
    new_phone: Phone, shared_server: Server, profile: Path
):
    page, origin = new_phone.page, shared_server.origin
    keep_trusted(page, origin, TRUSTED)
    turn_on(page, origin)
    assert ask(page, WRAPS) == ["lock"]
    new_phone.context.set_offline(True)

    for path in ("/", "/help", "/account", "/reminders", "/account/export", "/practices"):
        shut(page, origin, path)
        expect(page.get_by_text(TRUSTED)).to_have_count(0)
    expect(page.get_by_role("link", name=re.compile("Need someone now"))).to_be_visible()
    go(page, f"{origin}/help")
    expect(page.get_by_role("link", name=re.compile("112|999")).first).to_be_visible()

    go(page, origin)
    expect(heading(page, LOCKED)).to_be_visible()
    expect(page.get_by_text(re.compile(r"^\d\d?:\d\d$"))).to_be_visible()
    page.get_by_role("link", name="A hard hour").click()
    expect(page.get_by_role("button", name=re.compile("^Look outward"))).to_be_visible()
    go(page, origin)
    begin_a_practice(page)
    stop_early(page)
    page.wait_for_timeout(500)
    assert rows(page, "box") == 1

    go(page, f"{origin}/help")
    unlock(page)
    expect(page.get_by_role("link", name=TRUSTED)).to_be_visible(timeout=DERIVING_MS)
    expect(heading(page, LOCKED)).to_have_count(0)
    assert rows(page, "box") == 0
    assert rows(page, "records") == 2
    assert files_with(profile, PASSPHRASE) == []


def test_a_wrong_passphrase_is_said_and_the_right_one_opens_the_room_that_was_asked_for(
    new_phone: Phone, shared_server: Server
):
    page, origin = new_phone.page, shared_server.origin
    turn_on(page, origin)
    shut(page, origin, "/reminders")

    unlock(page, "not the right sentence")
    expect(page.get_by_text("This passphrase does not open it.")).to_be_visible(timeout=DERIVING_MS)
    expect(page.get_by_label("Passphrase of the app lock")).to_have_value("not the right sentence")

    unlock(page)
    expect(page.get_by_role("button", name="Remind me")).to_be_visible(timeout=DERIVING_MS)


def test_out_of_sight_for_longer_than_its_grace_it_locks_and_what_was_typed_is_there(
    new_phone: Phone, shared_server: Server
):
    page, origin = new_phone.page, shared_server.origin
    turn_on(page, origin)
    go_to = page.get_by_role("link", name=re.compile("Need someone now"))
    go_to.click()
    page.get_by_role("button", name="Write it down here").click()
    page.get_by_label("Number").press_sequentially("0123 49")

    for minutes, heading_count in ((14, 0), (16, 1)):
        with_hidden(page, minutes)
        expect(heading(page, LOCKED)).to_have_count(heading_count)

    unlock(page)
    expect(page.get_by_label("Number")).to_have_value("0123 49", timeout=DERIVING_MS)


def with_hidden(page: Page, minutes: int) -> None:
    """The page goes out of sight, the clock goes on, and it is back."""
    covered = ask(
        page,
        """(minutes) => {
          let isHidden = true;
          Object.defineProperty(document, 'hidden', { configurable: true, get: () => isHidden });
          document.dispatchEvent(new Event('visibilitychange'));
          const isCovered = document.documentElement.classList.contains('covered');
          const real = Date.now;
          const at = real() + minutes * 60_000;
          Date.now = () => at;
          isHidden = false;
          document.dispatchEvent(new Event('visibilitychange'));
          Date.now = real;
          delete document.hidden;
          return isCovered;
        }""",
        minutes,
    )
    assert covered


def test_turned_off_it_opens_by_itself_again(new_phone: Phone, shared_server: Server):
    page, origin = new_phone.page, shared_server.origin
    keep_trusted(page, origin, TRUSTED)
    turn_on(page, origin)
    page.get_by_role("button", name="Turn the lock off").click()
    expect(page.get_by_text("The lock is off.")).to_be_visible()
    assert ask(page, WRAPS) == ["device"]

    go(page, f"{origin}/help")
    page.reload()
    expect(page.get_by_role("link", name=TRUSTED)).to_be_visible()


def test_without_an_account_and_passphrase_one_can_begin_anew(
    new_phone: Phone, shared_server: Server, profile: Path
):
    page, origin = new_phone.page, shared_server.origin
    keep_trusted(page, origin, TRUSTED)
    turn_on(page, origin)
    shut(page, origin, "/account")
    page.get_by_role("button", name="I do not have it").click()
    page.get_by_role("button", name="Begin anew on this phone").click()
    page.get_by_role("button", name="Keep it").click()
    page.get_by_role("button", name="Begin anew on this phone").click()
    page.get_by_role("button", name="Erase it").click()

    expect(heading(page, LOCKED)).to_have_count(0)
    go(page, f"{origin}/help")
    expect(page.get_by_role("button", name="Write it down here")).to_be_visible()
    assert rows(page, "records") == 0


def test_with_an_account_its_passphrase_opens_and_the_recovery_code_is_the_way_back(
    playwright: Playwright, shared_server: Server, tmp_path: Path
):
    origin = shared_server.origin
    with fresh_phone(playwright, tmp_path / "phone", origin) as phone:
        page = phone.page
        keep_trusted(page, origin, TRUSTED)
        code = make_account(page, origin, "Lockwright")
        turn_on(page, origin, "The account\u2019s passphrase")
        assert ask(page, WRAPS) == ["lock", "passphrase"]
        shut(page, origin)
        unlock(page, label="Your account\u2019s passphrase")
        expect(heading(page, LOCKED)).to_have_count(0, timeout=DERIVING_MS)

        shut(page, origin, "/account")
        page.get_by_role("button", name="I do not have it").click()
        page.get_by_role("link", name="Use the recovery code").click()
        page.get_by_label("Name").fill("Lockwright")
        page.get_by_label("Recovery code").fill(code)
        page.get_by_role("button", name="Go on").click()
        expect(heading(page, "It opened")).to_be_visible(timeout=DERIVING_MS)
        page.get_by_label("New passphrase", exact=True).fill("another quiet sentence")
        page.get_by_role("button", name="Go on").click()
        confirm_code(page, "Use the new passphrase")
        expect(heading(page, "Signed in")).to_be_visible(timeout=DERIVING_MS)

        page.get_by_role("link", name=re.compile("Need someone now")).click()
        expect(page.get_by_role("link", name=TRUSTED)).to_be_visible(timeout=DERIVING_MS)
        shut(page, origin)
        unlock(page, "another quiet sentence", "Your account\u2019s passphrase")
        expect(heading(page, LOCKED)).to_have_count(0, timeout=DERIVING_MS)
        assert phone.complaints == []


def test_it_is_asked_once_when_there_is_something_private(new_phone: Phone, shared_server: Server):
    page, origin = new_phone.page, shared_server.origin
    question = heading(page, "Lock the app?")
    page.get_by_role("link", name="Practices").click()
    page.get_by_role("link", name="Today", exact=True).click()
    expect(question).to_have_count(0)

    keep_trusted(page, origin, TRUSTED)
    page.get_by_role("link", name="Today", exact=True).click()
    expect(question).to_be_visible()
    page.get_by_role("button", name="No lock for now").click()
    expect(question).to_have_count(0)

    page.get_by_role("link", name="Practices").click()
    page.get_by_role("link", name="Today", exact=True).click()
    page.wait_for_timeout(500)
    expect(question).to_have_count(0)


def test_locked_screens_have_no_accessibility_violation(new_phone: Phone, shared_server: Server):
    page, origin = new_phone.page, shared_server.origin
    turn_on(page, origin)
    page.set_viewport_size({"width": 320, "height": 3000})
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        for path in ("/", "/reminders"):
            shut(page, origin, path)
            assert violations(new_phone) == []
