"""How soon words are found among five thousand entries, and three years of weeks are drawn.

Entries and pulses are sealed by the app's own code in the browser's own profile. What is measured
is a new browser over that profile, offline and slowed, once the room stands: from the letter
typed, or the link tapped, to what is shown.
"""

import statistics
from pathlib import Path

from playwright.sync_api import Page, Playwright, sync_playwright

from bench.figures import Figure
from bench.first_screen import BROWSER_MS, SLOWED, slow_phone
from bench.serving import ROOT, build_page, folder_of_its_own
from tests.e2e.phone import phone, wait_until_kept
from tests.e2e.server import Server

HERE = Path(__file__).parent
DIST = ROOT / "pwa/dist"
ENTRIES, WEEKS = 5_000, 156
RUNS = 5
SEARCH_MS, TRENDS_MS = 150, 200
CHARTS = 8

#: From the event until what it leads to has been laid out: the frame after the one it is in.
TYPED = """(word) => new Promise((resolve) => {
  const field = document.querySelector('input[type=search]');
  field.value = word;
  const began = performance.now();
  const look = () => {
    if (!document.querySelector('main mark')) return requestAnimationFrame(look);
    requestAnimationFrame(() => resolve(performance.now() - began));
  };
  field.dispatchEvent(new Event('input', { bubbles: true }));
  look();
})"""
DRAWN = """(charts) => new Promise((resolve) => {
  const link = document.querySelector('a[href="/reflect/trends"]');
  const began = performance.now();
  const look = () => {
    if (document.querySelectorAll('main svg .dots').length < charts)
      return requestAnimationFrame(look);
    requestAnimationFrame(() => resolve(performance.now() - began));
  };
  link.click();
  look();
})"""


def measure(runs: int = RUNS) -> list[Figure]:
    """Medians, each run in a browser of its own."""
    with folder_of_its_own() as folder, sync_playwright() as playwright:
        profile, server = seeded(playwright, folder)
        found = [searched(playwright, profile, server.origin) for _ in range(runs)]
        drawn = [trends(playwright, profile, server.origin) for _ in range(runs)]
    what = f"{SLOWED} x slowed"
    return [
        Figure(
            f"journal search, {ENTRIES:,} entries, {what}",
            statistics.median(found),
            SEARCH_MS,
            "ms",
        ),
        Figure(f"trends, {WEEKS} weeks drawn, {what}", statistics.median(drawn), TRENDS_MS, "ms"),
    ]


def seeded(playwright: Playwright, folder: Path) -> tuple[Path, Server]:
    """A profile with entries and pulses, in which the app is kept, and its server, gone by then."""
    profile = folder / "profile"
    server = Server(folder, build_page(HERE / "page", folder / "seeding"))
    server.prepare()
    server.start()
    with phone(playwright, profile) as opened:
        opened.page.goto(server.origin)
        opened.page.evaluate("([entries, weeks]) => seed(entries, weeks)", [ENTRIES, WEEKS])
    server.kill()
    server.environ["INTERLUDE_DIST"] = str(DIST)
    server.start()
    with phone(playwright, profile) as opened:
        opened.page.goto(server.origin)
        wait_until_kept(opened.page)
    server.kill()
    return profile, server


def searched(playwright: Playwright, profile: Path, origin: str) -> float:
    with slow_phone(playwright, profile, SLOWED) as page:
        settle(page, f"{origin}/reflect/journal")
        page.locator("input[type=search]").wait_for(timeout=60_000)
        page.wait_for_timeout(BROWSER_MS)
        taken: float = page.evaluate(TYPED, "n4321")
    return taken


def trends(playwright: Playwright, profile: Path, origin: str) -> float:
    with slow_phone(playwright, profile, SLOWED) as page:
        settle(page, f"{origin}/reflect")
        page.locator('a[href="/reflect/trends"]').wait_for()
        page.wait_for_timeout(BROWSER_MS)
        taken: float = page.evaluate(DRAWN, CHARTS)
    return taken


def settle(page: Page, address: str) -> None:
    """The browser's own start is no part of it."""
    page.wait_for_timeout(BROWSER_MS)
    page.goto(address)
