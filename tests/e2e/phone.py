"""A phone: Chromium with a profile that outlives it, and an ear for all that goes wrong."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from playwright.sync_api import BrowserContext, Error, Page, Playwright

from tools import chromium

NARROW = {"width": 320, "height": 568}
USUAL = {"width": 390, "height": 844}

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

#: Said by the browser about a server that is gone; the tests that kill it expect them.
OFFLINE = ("net::ERR_CONNECTION_REFUSED", "net::ERR_INTERNET_DISCONNECTED", "Failed to fetch")

#: Said of an answer in the middle of which a server died; heard only where a test kills one.
CUT_OFF = ("net::ERR_CONNECTION_RESET", "net::ERR_CONTENT_LENGTH_MISMATCH")

#: Said of a page that loads itself anew while asked for something, as it does after a sign-in.
RELOADED = ("interrupted by another navigation", "net::ERR_ABORTED", "context was destroyed")


T = TypeVar("T")


class Phone:
    """One browser over one profile. `complaints` gathers console errors and policy violations."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.complaints: list[str] = []
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.page: Page = context.pages[0] if context.pages else context.new_page()

    def _hear(self, message: object) -> None:
        kind, text = message.type, message.text  # type: ignore[attr-defined]
        if kind in {"error", "warning"} and not any(words in text for words in OFFLINE):
            self.complaints.append(f"{kind}: {text}")


@contextmanager
def phone(playwright: Playwright, profile: Path, **options: object) -> Iterator[Phone]:
    """Open a browser on `profile`. Leaving closes it; complaints are then the caller's to judge."""
    given = {"viewport": USUAL, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
    extra = tuple(options.pop("args", ()))  # type: ignore[call-overload]
    context = playwright.chromium.launch_persistent_context(
        str(profile),
        executable_path=chromium.find(),
        headless=True,
        args=[*QUIET, *extra],
        locale="en-GB",
        **{**given, **options},  # type: ignore[arg-type]
    )
    context.set_default_timeout(10_000)
    try:
        yield Phone(context)
    except BaseException:
        tell_what_is_shown(context)
        raise
    finally:
        context.close()


def tell_what_is_shown(context: BrowserContext) -> None:
    """For whoever reads why a test failed: where each page is, and its words."""
    for page in context.pages:
        with suppress(Error):
            words = page.inner_text("body", timeout=2_000)
            sys.stderr.write(f"{page.url} shows:\n{words}\n\n")


def wait_until_kept(page: Page) -> None:
    """Until the service worker has the whole release and answers for this page."""
    until(page, "navigator.serviceWorker.controller !== null")


def go(page: Page, url: str) -> None:
    """To an address, also from a page that is just about to load itself anew."""
    past_a_reload(page, lambda: page.goto(url))


def ask(page: Page, script: str, *given: object) -> Any:
    """What the script answers on the page, also on one that is just about to load itself anew."""
    return past_a_reload(page, lambda: page.evaluate(script, *given))


def past_a_reload(page: Page, work: Callable[[], T]) -> T:
    try:
        return work()
    except Error as error:
        if not any(words in error.message for words in RELOADED):
            raise
    page.wait_for_load_state()
    return work()


def until(page: Page, holds: str, seconds: float = 10) -> None:
    """Until it holds. Playwright's own waiting needs an eval, which our policy refuses."""
    deadline = time.monotonic() + seconds
    while not ask(page, holds):
        assert time.monotonic() < deadline, f"never: {holds}"
        page.wait_for_timeout(50)
