"""Takes the two pictures of the manifest from the built app: `python -m pwa.art.screenshots`.

Run it after a change that shows on Today. Needs the test environment.
"""

import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.e2e.phone import phone
from tests.e2e.server import Server

PWA = Path(__file__).parents[1]
SIZES = {"narrow": {"width": 390, "height": 844}, "wide": {"width": 1280, "height": 800}}
MORNING = "2026-11-23T10:52:00Z"
STARTS = ("09:00", "10:00", "11:00", "14:00")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder), PWA / "dist")
        server.prepare()
        server.start()
        try:
            for name, size in SIZES.items():
                options = {"viewport": size, "device_scale_factor": 1, "timezone_id": "UTC"}
                with phone(playwright, Path(folder) / name, **options) as opened:
                    fill_in(opened.page, server.origin)
                    file = PWA / f"public/screenshots/today-{name}.png"
                    opened.page.screenshot(path=file)
        finally:
            server.kill()


def fill_in(page: Page, origin: str) -> None:
    page.clock.install(time=MORNING)
    page.goto(origin)
    page.get_by_role("button", name="Put in").click()
    dialog = page.get_by_role("dialog")
    for index, start in enumerate(STARTS):
        if index:
            page.get_by_role("button", name="Add a session").click()
        dialog.locator("input[type=time]").fill(start)
        dialog.get_by_role("button", name="Add it").click()
        dialog.wait_for(state="hidden")
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(500)


if __name__ == "__main__":
    main()
