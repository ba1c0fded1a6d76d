"""From passphrase to opened ring, in a browser as it is and in one six times as slow."""

import statistics
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench.figures import Figure
from bench.serving import build_page, folder_of_its_own, gunicorn
from bench.unlock.throttle import renderers, slowed
from tests.e2e.phone import QUIET
from tools import chromium

HERE = Path(__file__).parent
RUNS = 7
TIMES = 6
UNLOCK, COUNT = "() => unlock()", "() => count()"


def measure(runs: int = RUNS) -> list[Figure]:
    """Median seconds, the start of the worker included. The app's own server hands out the page.

    When the throttle is under its limit, the machine was too busy for the other two to mean much.
    """
    with folder_of_its_own() as folder, sync_playwright() as playwright:
        dist = build_page(HERE / "page", folder / "dist")
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=[*QUIET])
        try:
            with gunicorn(folder, INTERLUDE_DIST=str(dist)) as port:
                return in_browser(browser, f"http://127.0.0.1:{port}/", runs)
        finally:
            browser.close()


def in_browser(browser: Browser, address: str, runs: int) -> list[Figure]:
    page = browser.new_page()
    page.goto(address)
    page.evaluate(UNLOCK)
    counted, unlocked = seconds(page, COUNT, 3), seconds(page, UNLOCK, runs)
    with slowed(renderers(browser), TIMES):
        counted_slowly, unlocked_slowly = seconds(page, COUNT, 3), seconds(page, UNLOCK, runs)
    return [
        Figure("passphrase to opened ring", unlocked, 0.5, "s"),
        Figure(f"the same, {TIMES} times throttled, worker too", unlocked_slowly, 2, "s"),
        Figure(
            "throttle, as a worker counts",
            counted_slowly / counted,
            0.9 * TIMES,
            "times",
            at_most=False,
        ),
    ]


def seconds(page: Page, what: str, runs: int) -> float:
    milliseconds: list[float] = [page.evaluate(what) for _ in range(runs)]
    return statistics.median(milliseconds) / 1000
