"""A newer release is offered and never forced, least of all into a running practice."""

import json
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright

from tests.e2e.conftest import DIST
from tests.e2e.phone import Phone, phone, until, wait_until_kept
from tests.e2e.server import Server
from tests.e2e.steps import press_on

pytestmark = pytest.mark.first_visit


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DIST, tmp_path / "dist"))


@pytest.fixture
def server(tmp_path: Path, dist: Path) -> Iterator[Server]:
    server = Server(tmp_path, dist)
    server.prepare()
    server.start()
    yield server
    server.kill()


@pytest.fixture
def installed(playwright: Playwright, profile: Path, server: Server) -> Iterator[Phone]:
    with phone(playwright, profile) as opened:
        opened.page.goto(server.origin)
        wait_until_kept(opened.page)
        yield opened


def listed(dist: Path) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads((dist / "build.json").read_text())["files"]
    return found


def release(dist: Path, server: Server) -> str:
    """Put a newer release on the server, in which one file has changed. Answers with its name."""
    changed = dist / "manifest.webmanifest"
    changed.write_text(changed.read_text() + "\n")
    digest = sha256(changed.read_bytes()).hexdigest()
    url = f"/{changed.name}"
    files = [each | {"hash": digest} if each["url"] == url else each for each in listed(dist)]
    newer = name(dist, files)
    drop_packed(dist, changed.name)
    server.kill()
    server.start()
    return newer


def name(dist: Path, files: list[dict[str, str]]) -> str:
    """A release is called by the hash of its list, in the worker and beside it."""
    before = json.loads((dist / "build.json").read_text())["release"]
    text = json.dumps(files, separators=(",", ":"), ensure_ascii=False)
    newer = sha256(text.encode()).hexdigest()[: len(before)]
    (dist / "build.json").write_text(json.dumps({"release": newer, "files": files}))
    worker = dist / "sw.js"
    worker.write_text(worker.read_text().replace(before, newer))
    drop_packed(dist, "build.json", "sw.js")
    return newer


def drop_packed(dist: Path, *names: str) -> None:
    for each in names:
        for packed in dist.glob(f"{each}.*"):
            packed.unlink()


def look_for_updates(page: Page) -> None:
    page.evaluate("navigator.serviceWorker.ready.then((registration) => registration.update())")


def running(page: Page) -> str:
    """The release that answers for this page."""
    answer = page.evaluate(
        """() => new Promise((resolve) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = ({ data }) => resolve(data);
          navigator.serviceWorker.controller.postMessage('release', [port2]);
        })"""
    )
    return str(answer)


def test_a_newer_release_waits_until_it_is_accepted(installed: Phone, dist: Path, server: Server):
    page = installed.page
    before = running(page)
    newer = release(dist, server)

    look_for_updates(page)
    page.get_by_text(newer).wait_for()
    assert running(page) == before

    with page.expect_navigation():
        page.get_by_role("button", name="Use it now").click()
    wait_until_kept(page)
    assert running(page) == newer
    assert page.evaluate("caches.keys()") == [f"interlude-{newer}"]


def test_later_is_an_answer_too(installed: Phone, dist: Path, server: Server):
    page = installed.page
    newer = release(dist, server)
    look_for_updates(page)

    page.get_by_role("button", name="Later").click()

    page.get_by_text(newer).wait_for(state="detached")


def test_a_running_practice_is_not_asked_and_not_reloaded(
    installed: Phone, dist: Path, server: Server
):
    page = installed.page
    page.goto(f"{server.origin}/practices/landing/play")
    press_on(page)
    page.evaluate("globalThis.sameLife = true")
    newer = release(dist, server)
    look_for_updates(page)
    until(page, "navigator.serviceWorker.getRegistration().then(({ waiting }) => !!waiting)")

    # Another tab agrees to the newer release while this one is busy.
    other = installed.context.new_page()
    other.goto(server.origin)
    other.get_by_role("button", name="Use it now").click()
    until(page, f"caches.keys().then((names) => names.join() === 'interlude-{newer}')")

    assert page.evaluate("globalThis.sameLife") is True
    assert page.get_by_text("newer Interlude").count() == 0


def test_a_release_with_a_file_missing_leaves_the_old_one_working(
    installed: Phone, dist: Path, server: Server
):
    page = installed.page
    before = running(page)
    page_script = next(dist.glob("assets/*.js"))
    named = f"/assets/{page_script.name}"
    missing = {"url": "/assets/never-built.js"}
    name(dist, [each | missing if each["url"] == named else each for each in listed(dist)])
    release(dist, server)

    page.evaluate(
        """async () => {
          const registration = await navigator.serviceWorker.ready;
          const gaveUp = new Promise((resolve) => {
            registration.addEventListener('updatefound', () => {
              const { installing } = registration;
              const judge = () => installing.state === 'redundant' && resolve();
              installing.addEventListener('statechange', judge);
            });
          });
          await registration.update().catch(() => {});
          await gaveUp;
        }"""
    )

    server.kill()
    page.reload()
    page.get_by_role("heading", level=1).first.wait_for()
    assert running(page) == before
