"""A phone that is full, or keeps nothing, or is opened twice at once: said, and nothing lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Page, Playwright, expect

from tests.e2e.phone import Phone, phone, wait_until_kept
from tests.e2e.server import Server
from tests.e2e.steps import begin_a_practice, press_on, rows
from tests.e2e.test_kept import add_session

MORNING = datetime(2026, 11, 23, 8, 10, tzinfo=UTC)

NO_ROOM_FOR_PRACTICE = "The phone has no room left. This practice is not kept yet."


@contextmanager
def no_room(context: BrowserContext, page: Page, origin: str) -> Iterator[CDPSession]:
    """A phone that is full, as far as this origin is told, until the block is left."""
    session = context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 1})
    yield session
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin})


@pytest.fixture
def full_later(playwright: Playwright, profile, shared_server: Server) -> Iterator[Phone]:
    """A phone with a ring, opened anew: what the browser knew of its room it has forgotten."""
    with phone(playwright, profile) as opened:
        opened.page.goto(shared_server.origin)
        wait_until_kept(opened.page)
        opened.page.get_by_role("button", name="Put in today").wait_for()
    with phone(playwright, profile) as opened:
        opened.page.clock.set_fixed_time(MORNING)
        yield opened
        assert opened.complaints == []


def test_a_finished_practice_there_is_no_room_for_waits_and_is_kept_later(
    full_later: Phone, shared_server: Server
):
    page = full_later.page
    with no_room(full_later.context, page, shared_server.origin):
        page.goto(f"{shared_server.origin}/practices/landing/play")
        press_on(page)
        page.wait_for_timeout(1500)
        page.get_by_role("button", name="Enough for now").click()
        expect(page.get_by_text("Enough.")).to_be_visible()
        expect(page.get_by_text(NO_ROOM_FOR_PRACTICE)).to_be_visible()
        page.get_by_role("button", name="To Today").click()
        expect(page.get_by_text(NO_ROOM_FOR_PRACTICE)).to_be_visible()
        page.get_by_role("button", name="Try now").click()
        page.wait_for_timeout(500)
        expect(page.get_by_text(NO_ROOM_FOR_PRACTICE)).to_be_visible()
        assert rows(page, "records") == 0

    page.get_by_role("button", name="Try now").click()
    expect(page.get_by_text(NO_ROOM_FOR_PRACTICE)).to_have_count(0)
    assert rows(page, "records") == 1
    page.goto(f"{shared_server.origin}/practices")
    expect(page.get_by_role("heading", name="Lately")).to_be_visible()


def test_a_session_there_is_no_room_for_stays_on_its_sheet_and_is_kept_later(
    full_later: Phone, shared_server: Server
):
    page = full_later.page
    sentence = page.get_by_text("The phone has no room left, so 12:00 is not kept yet.")
    with no_room(full_later.context, page, shared_server.origin):
        page.goto(shared_server.origin)
        add_session(page)
        expect(sentence).to_be_visible()
        page.get_by_role("button", name="Try once more").click()
        page.wait_for_timeout(500)
        expect(sentence).to_be_visible()
        assert rows(page, "records") == 0

    page.get_by_role("button", name="Try once more").click()
    expect(page.get_by_role("button", name="Session, 12:00")).to_be_visible()
    expect(sentence).to_have_count(0)
    assert rows(page, "records") == 1


def test_what_was_kept_before_there_was_no_room_stays(
    playwright: Playwright, profile, shared_server: Server
):
    with phone(playwright, profile) as opened:
        opened.page.clock.set_fixed_time(MORNING)
        opened.page.goto(shared_server.origin)
        add_session(opened.page)
        opened.page.get_by_role("button", name="Session, 12:00").wait_for()
    with phone(playwright, profile) as opened:
        page = opened.page
        page.clock.set_fixed_time(MORNING)
        with no_room(opened.context, page, shared_server.origin):
            page.goto(shared_server.origin)
            page.get_by_role("button", name="Session, 12:00").click()
            page.get_by_role("button", name="Take it away").click()
            expect(page.get_by_role("alert").first).to_be_visible()
            page.keyboard.press("Escape")
            expect(page.get_by_role("button", name="Session, 12:00 to 12:50")).to_be_visible()
        page.reload()
        expect(page.get_by_role("button", name="Session, 12:00 to 12:50")).to_be_visible()
        assert opened.complaints == []


#: Between seeing that there is no ring and keeping one, so that two tabs surely meet there.
SLOW_RING = """if (isSecureContext) {
  const { generateKey } = SubtleCrypto.prototype;
  SubtleCrypto.prototype.generateKey = async function (...asked) {
    await new Promise((go) => setTimeout(go, 1500));
    globalThis.madeARing = true;
    return generateKey.apply(this, asked);
  };
}"""


def test_two_tabs_at_the_very_first_open_end_with_one_ring(
    playwright: Playwright, profile, shared_server: Server
):
    with phone(playwright, profile) as opened:
        opened.context.add_init_script(SLOW_RING)
        one, other = opened.page, opened.context.new_page()
        for tab in (one, other):
            tab.clock.set_fixed_time(MORNING)
            tab.goto(shared_server.origin, wait_until="commit")
        for tab in (one, other):
            tab.get_by_text("How long have you got?").wait_for()
            assert tab.evaluate("globalThis.madeARing") is True
        assert rows(one, "keys") == 1

        add_session(one, "12:00")
        one.get_by_role("button", name="Session, 12:00").wait_for()
        other.get_by_role("button", name="Session, 12:00").wait_for()
        add_session(other, "15:00")
        for tab in (one, other):
            tab.get_by_role("button", name="Session, 15:00").wait_for()
            tab.reload()
            expect(tab.get_by_role("button", name="Session, ")).to_have_count(2)
            expect(tab.get_by_text("could not be read")).to_have_count(0)
        assert rows(one, "keys") == 1
        assert rows(one, "records") == 2
        assert opened.complaints == []


KEEPS_NOTHING = "Object.defineProperty(globalThis, 'indexedDB', { value: undefined });"

REFUSES = """IDBFactory.prototype.open = () => {
  throw new DOMException('refused', 'SecurityError');
};"""


@pytest.mark.parametrize("how", [KEEPS_NOTHING, REFUSES], ids=["has none", "refuses"])
def test_a_browser_that_keeps_nothing_plays_and_says_so(
    playwright: Playwright, profile, shared_server: Server, how: str
):
    with phone(playwright, profile) as opened:
        page = opened.page
        opened.context.add_init_script(how)
        page.goto(shared_server.origin)
        expect(page.get_by_text("This browser keeps nothing").first).to_be_visible()
        expect(page.get_by_role("button", name="Put in today")).to_have_count(0)

        begin_a_practice(page)
        page.wait_for_timeout(1500)
        page.get_by_role("button", name="Enough for now").click()
        expect(page.get_by_text("Enough.")).to_be_visible()
        expect(page.get_by_text("This phone could not keep the practice.")).to_be_visible()
        page.get_by_role("button", name="To Today").click()
        page.get_by_role("button", name="Go on without keeping it").click()
        expect(page.get_by_text("How long have you got?")).to_be_visible()
        assert opened.complaints == []
