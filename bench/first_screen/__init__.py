"""How soon Today can be used, cold and offline on a slow phone, and how smoothly one breathes.

Logs are written by the app's own code, in the browser's own profile; then the browser is closed,
and what is measured is a new one over that profile.
"""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, Playwright, sync_playwright

from bench.figures import Figure
from bench.serving import ROOT, build_page, folder_of_its_own
from tests.e2e.phone import phone, wait_until_kept
from tests.e2e.server import Server

HERE = Path(__file__).parent
DIST = ROOT / "pwa/dist"
FEW, MANY = 100, 10_000
RUNS = 9
SLOWED, SLOWED_PLAYER = 4, 6
LIMIT_MS = 500
#: The browser's own start is no part of it; it goes on for a while after its first page is there.
BROWSER_MS = 2_000
WATCHED_SECONDS = 8

#: When the doors can be touched, and what was done before has been read, so that "Start" follows.
USABLE = """
new MutationObserver((_, watching) => {
  const buttons = [...document.querySelectorAll('button')];
  const door = buttons.find((each) => each.textContent.includes('min'));
  if (!door) return;
  watching.disconnect();
  door.click();
  const start = () => {
    const found = [...document.querySelectorAll('button')].some((each) =>
      each.textContent.includes('Start'));
    if (found) globalThis.usable = performance.now();
    else requestAnimationFrame(start);
  };
  start();
}).observe(document, { childList: true, subtree: true });
"""

FRAMES = """(seconds) => new Promise((resolve) => {
  let frames = 0;
  const began = performance.now();
  const count = (now) => {
    frames += 1;
    if (now - began < seconds * 1000) requestAnimationFrame(count);
    else resolve(frames / ((now - began) / 1000));
  };
  requestAnimationFrame(count);
})"""


def measure(runs: int = RUNS) -> list[Figure]:
    """Medians. The two counts of logs are measured by turns, so that a busy minute meets both."""
    with folder_of_its_own() as folder, sync_playwright() as playwright:
        seeding = build_page(HERE / "page", folder / "seeding")
        profiles = {
            count: seeded(playwright, folder / str(count), seeding, count) for count in (FEW, MANY)
        }
        taken: dict[int, list[float]] = {FEW: [], MANY: []}
        for _ in range(runs):
            for count, (profile, server) in profiles.items():
                taken[count].append(cold(playwright, profile, server.origin))
        few, many = (statistics.median(taken[count]) for count in (FEW, MANY))
        frames = frames_of(playwright, folder / "player")
    return [
        Figure(f"Today usable, cold, offline, {SLOWED} x slowed, {FEW} logs", few, LIMIT_MS, "ms"),
        Figure(f"the same, {MANY:,} logs", many, LIMIT_MS, "ms"),
        Figure(f"{MANY:,} logs against {FEW}", many / few, 1.25, "times"),
        Figure(f"player, {SLOWED_PLAYER} x slowed", frames, 55, "frames a second", at_most=False),
    ]


def seeded(playwright: Playwright, folder: Path, seeding: Path, count: int) -> tuple[Path, Server]:
    """A profile with so many logs, in which the app is kept, and its server, gone by then."""
    folder.mkdir(parents=True)
    profile = folder / "profile"
    server = Server(folder, seeding)
    server.prepare()
    server.start()
    with phone(playwright, profile) as opened:
        opened.page.goto(server.origin)
        opened.page.evaluate("(count) => seed(count)", count)
    server.kill()
    server.environ["INTERLUDE_DIST"] = str(DIST)
    server.start()
    with phone(playwright, profile) as opened:
        opened.page.goto(server.origin)
        wait_until_kept(opened.page)
    server.kill()
    return profile, server


def cold(playwright: Playwright, profile: Path, origin: str) -> float:
    """Milliseconds from the address to a practice that can be started."""
    with slow_phone(playwright, profile, SLOWED) as page:
        page.wait_for_timeout(BROWSER_MS)
        page.add_init_script(USABLE)
        page.goto(origin)
        page.wait_for_function("() => globalThis.usable !== undefined")
        taken: float = page.evaluate("() => globalThis.usable")
    return taken


def frames_of(playwright: Playwright, folder: Path) -> float:
    folder.mkdir(parents=True)
    server = Server(folder, DIST)
    server.prepare()
    server.start()
    try:
        with slow_phone(playwright, folder / "profile", SLOWED_PLAYER) as page:
            page.goto(f"{server.origin}/practices/long-exhale/play")
            for name in ("Begin", "Start now"):
                button = page.get_by_role("button", name=name, exact=True)
                button.click()
            counted: float = page.evaluate(FRAMES, WATCHED_SECONDS)
    finally:
        server.kill()
    return counted


@contextmanager
def slow_phone(playwright: Playwright, profile: Path, times: float) -> Iterator[Page]:
    """The browser's own throttle: it holds back the page's main thread."""
    with phone(playwright, profile) as opened:
        session = opened.context.new_cdp_session(opened.page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": times})
        yield opened.page
