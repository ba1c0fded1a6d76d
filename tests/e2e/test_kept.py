"""What stays on the phone: one whole release, one ring, and whatever there is no room for yet."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Page, Playwright, expect

from tests.e2e.conftest import DIST
from tests.e2e.phone import Phone, phone, until, wait_until_kept
from tests.e2e.server import Server
from tests.e2e.steps import begin_a_practice, press_on, rows, stop_early

MORNING = datetime(2026, 11, 23, 8, 10, tzinfo=UTC)
NO_ROOM_FOR_PRACTICE = "The phone has no room left, so this practice is not kept yet."
CACHED = """async () => {
  const hex = (bytes) => [...new Uint8Array(bytes)]
    .map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const found = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const body = await (await cache.match(request)).arrayBuffer();
      const hash = hex(await crypto.subtle.digest('SHA-256', body));
      found.push({ name, url: request.url.slice(location.origin.length), hash });
    }
  }
  return found;
}"""


def add_session(page: Page, at: str = "12:00") -> None:
    page.get_by_role("button", name="Put in today").or_(
        page.get_by_role("button", name="Add a session")
    ).click()
    page.get_by_label("Another time").fill(at)
    page.get_by_role("button", name="Add it").click()


def test_the_cache_holds_the_release_to_the_byte_and_nothing_else(
    new_phone: Phone, shared_server: Server
):
    """Every body has the hash the build gave it, so nothing of a person can be in one."""
    page = new_phone.page
    begin_a_practice(page)
    stop_early(page)
    page.clock.set_fixed_time(MORNING)
    for screen in ("/", "/practices", "/practices/landing", "/help", "/account", "/nowhere?q=1"):
        page.goto(shared_server.origin + screen)
        page.get_by_role("heading", level=1).first.wait_for()
    page.goto(shared_server.origin)
    add_session(page)
    page.get_by_role("button", name="Session, 12:00").wait_for()
    assert page.evaluate("fetch('/api/practices').then(({ ok }) => ok)")

    build = json.loads((DIST / "build.json").read_text())
    found = page.evaluate(CACHED)
    assert {each["name"] for each in found} == {f"interlude-{build['release']}"}
    expected = {each["url"]: each["hash"] for each in build["files"]}
    assert {each["url"]: each["hash"] for each in found} == expected
    assert not [each["url"] for each in found if each["url"].startswith("/api")]


def test_a_file_more_in_the_cache_would_be_found(new_phone: Phone):
    """The proof that the test above can fail."""
    new_phone.page.evaluate(
        """async () => {
          const cache = await caches.open((await caches.keys())[0]);
          await cache.put('/api/practices', new Response('{}'));
        }"""
    )
    urls = [each["url"] for each in new_phone.page.evaluate(CACHED)]
    assert "/api/practices" in urls


API_ANSWERS = "fetch('/api/practices').then(({ status }) => status, () => 'rejected')"


def test_the_worker_never_answers_for_the_api(playwright: Playwright, profile, server: Server):
    with phone(playwright, profile) as opened:
        page = opened.page
        page.goto(server.origin)
        wait_until_kept(page)
        with page.expect_response("**/api/practices") as answered:
            assert page.evaluate(API_ANSWERS) == 200
        assert not answered.value.from_service_worker
        with page.expect_response("**/build.json") as answered:
            page.evaluate("fetch('/build.json').then(({ status }) => status)")
        assert not answered.value.from_service_worker

        server.kill()
        assert page.evaluate(API_ANSWERS) == "rejected"
        assert page.evaluate("fetch('/healthz').then(() => 1, () => 'rejected')") == "rejected"
        assert page.evaluate("fetch('/').then(({ status }) => status)") == 200


def test_with_the_network_off_it_opens_practises_and_remembers(
    new_phone: Phone, shared_server: Server
):
    page = new_phone.page
    new_phone.context.set_offline(True)
    page.goto(shared_server.origin)
    assert page.evaluate("navigator.onLine") is False
    assert page.evaluate(API_ANSWERS) == "rejected"
    begin_a_practice(page)
    stop_early(page)
    page.goto(f"{shared_server.origin}/practices")
    expect(page.get_by_role("heading", name="Lately")).to_be_visible()
    page.get_by_role("link", name="Need someone now?").click()
    expect(page.get_by_role("link", name="Call emergency, 999")).to_be_visible()

    new_phone.context.set_offline(False)
    page.reload()
    assert page.evaluate(API_ANSWERS) == 200
    assert rows(page, "records") == 1


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[Server]:
    """A server whose worker takes its time over every file, as on a bad line."""
    dist = Path(shutil.copytree(DIST, tmp_path / "dist"))
    worker = dist / "sw.js"
    delay = """{ const { fetch } = self; self.fetch = (...asked) =>
      new Promise((go) => setTimeout(go, 2000)).then(() => fetch(...asked)); }\n"""
    worker.write_text(delay + worker.read_text())
    for packed in dist.glob("sw.js.*"):
        packed.unlink()
    server = Server(tmp_path, dist)
    server.prepare()
    server.start()
    yield server
    server.kill()


def installing(page: Page) -> None:
    until(page, "navigator.serviceWorker.getRegistration().then((it) => !!it?.installing)")


def test_a_first_visit_cut_off_says_so_and_is_whole_once_the_server_is_back(
    playwright: Playwright, profile, slow: Server
):
    with phone(playwright, profile) as opened:
        page = opened.page
        page.goto(slow.origin)
        page.get_by_text("How long have you got?").wait_for()
        installing(page)
        slow.kill()
        until(page, "navigator.serviceWorker.getRegistration().then((it) => !it?.installing)")

        page.get_by_role("link", name="Circles").click()
        expect(page.get_by_role("heading", name="This room would not open.")).to_be_visible()
        page.get_by_role("link", name="Need someone now?").click()
        expect(page.get_by_text("Your local emergency number works")).to_be_visible()
        assert page.evaluate("navigator.serviceWorker.controller") is None

    with phone(playwright, profile) as opened:
        slow.start()
        page = opened.page
        page.goto(slow.origin)
        page.get_by_text("How long have you got?").wait_for()
        wait_until_kept(page)
        slow.kill()
        page.goto(f"{slow.origin}/circles")
        expect(page.get_by_role("heading", name="Circles")).to_be_visible()
        assert opened.complaints == []


def test_a_page_cut_off_before_the_worker_says_it_is_not_kept_yet(
    playwright: Playwright, profile, slow: Server
):
    with phone(playwright, profile) as opened:
        opened.page.goto(f"{slow.origin}/account")
        installing(opened.page)
        slow.kill()
        expect(opened.page.get_by_text("Release not kept on this phone yet")).to_be_visible()


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
        page.get_by_role("button", name="Back").click()
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
        page.get_by_role("button", name="Back").click()
        page.get_by_role("button", name="Go on without keeping it").click()
        expect(page.get_by_text("How long have you got?")).to_be_visible()
        assert opened.complaints == []
