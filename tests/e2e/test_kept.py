"""What the phone keeps of the app: one whole release, to the byte, whatever cuts it off."""

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.e2e.conftest import DIST
from tests.e2e.phone import Phone, phone, until, wait_until_kept
from tests.e2e.server import Server
from tests.e2e.steps import begin_a_practice, rows, stop_early

MORNING = datetime(2026, 11, 23, 8, 10, tzinfo=UTC)

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
