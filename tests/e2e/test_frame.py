"""The frame: help and the five doors stand before any script, in the person's own theme."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.e2e.phone import Phone, phone, until

pytestmark = pytest.mark.first_visit

ROOMS = ["Today", "Practices", "Boundaries", "Reflect", "Circles"]


@pytest.fixture
def slow(playwright, profile, shared_server) -> Iterator[Phone]:
    """A phone on which the app's own scripts never arrive."""
    with phone(playwright, profile, service_workers="block") as opened:
        opened.page.route("**/assets/*.js", lambda route: route.abort())
        opened.page.goto(shared_server.origin, wait_until="domcontentloaded")
        yield opened


def ground(page: Page) -> str:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_help_and_the_doors_are_there_without_the_app(slow):
    page = slow.page

    assert page.get_by_role("link", name="Need someone now?").is_visible()
    assert [link.inner_text() for link in page.locator("nav a").all()] == ROOMS
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_the_app_takes_the_place_of_the_frame(new_phone):
    page = new_phone.page

    page.get_by_role("heading", name="How long have you got?").wait_for()

    assert page.locator("nav").count() == page.locator("main").count() == 1
    assert page.get_by_role("link", name="Need someone now?").count() == 1
    assert page.locator("nav a[aria-current=page]").inner_text() == "Today"


def test_nothing_moves_when_it_does(playwright, profile, shared_server):
    with phone(playwright, profile) as opened:
        page = opened.page
        page.add_init_script(
            "window.moved = 0; new PerformanceObserver((list) => {"
            "for (const shift of list.getEntries()) window.moved += shift.value;"
            "}).observe({ type: 'layout-shift', buffered: true });"
        )
        page.goto(shared_server.origin)
        page.get_by_role("heading", name="How long have you got?").wait_for()

        assert page.evaluate("window.moved") < 0.01


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chosen_theme_stands_before_the_app_does(playwright, profile, shared_server, scheme):
    chosen = {"light": "dark", "dark": "light"}[scheme]
    with phone(playwright, profile, color_scheme=scheme, service_workers="block") as opened:
        page = opened.page
        page.goto(f"{shared_server.origin}/account")
        before = ground(page)
        page.get_by_role("radio", name=chosen.capitalize()).check()
        until(page, "localStorage.getItem('theme') !== null")
        page.route("**/assets/*.js", lambda route: route.abort())
        page.reload(wait_until="domcontentloaded")

        assert ground(page) != before
