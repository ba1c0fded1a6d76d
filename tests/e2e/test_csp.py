"""Nothing of ours, on any screen and in any state, ever runs into the content security policy."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.e2e.phone import Phone, phone, wait_until_kept
from tests.e2e.server import Server
from tests.e2e.steps import press_on
from tests.e2e.test_axe import SCREENS

MORNING = datetime(2026, 11, 23, 8, 10, tzinfo=UTC)

#: `hear` is a binding: what was refused outlives the page it was refused on.
LISTEN = """document.addEventListener('securitypolicyviolation',
  ({ effectiveDirective, blockedURI, sample }) =>
    globalThis.hear(`${effectiveDirective} ${blockedURI} ${sample}`));"""


class Watched:
    """A phone that also gathers what the policy refused."""

    def __init__(self, phone: Phone, server: Server) -> None:
        self.phone = phone
        self.page = phone.page
        self.origin = server.origin
        self.refused: list[str] = []
        phone.context.expose_binding("hear", lambda _source, said: self.refused.append(said))
        phone.context.add_init_script(LISTEN)

    def goto(self, path: str) -> Page:
        self.page.goto(self.origin + path)
        self.page.get_by_role("heading", level=1).first.wait_for()
        return self.page


@pytest.fixture
def watched(playwright: Playwright, profile, shared_server: Server) -> Iterator[Watched]:
    with phone(playwright, profile) as opened:
        watched = Watched(opened, shared_server)
        watched.goto("/")
        wait_until_kept(watched.page)
        yield watched


@pytest.fixture
def quiet(watched: Watched) -> Iterator[Watched]:
    """Nothing refused and nothing complained of, by the end."""
    yield watched
    watched.page.wait_for_timeout(200)
    assert watched.refused == []
    assert watched.phone.complaints == []


def test_every_screen_keeps_to_the_policy(quiet: Watched):
    for screen in SCREENS:
        quiet.goto(screen)
        for theme in ("dark", "light"):
            quiet.page.emulate_media(color_scheme=theme)
    for door in ("Today", "Practices", "Boundaries", "Reflect", "Circles"):
        page = quiet.goto("/account")
        page.get_by_role("link", name=door, exact=True).click()
        page.get_by_role("heading", level=1, name=door).wait_for()


def test_a_whole_day_keeps_to_the_policy(quiet: Watched):
    page = quiet.page
    page.clock.set_fixed_time(MORNING)
    quiet.goto("/")
    for start in ("08:00", "08:20", "09:30"):
        page.get_by_role("button", name="Put in today").or_(
            page.get_by_role("button", name="Add a session")
        ).click()
        page.get_by_role("button", name="60", exact=True).click()
        page.get_by_label("Another time").fill(start)
        page.get_by_role("button", name="Add it").click()
        expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="Session, ")).to_have_count(3)

    first = page.get_by_role("button", name="Session, ").first
    first.click()
    page.get_by_role("button", name="Ran over 5 minutes").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    first.click()
    page.get_by_role("button", name="Take it away").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Session, ")).to_have_count(3)
    page.clock.set_fixed_time(MORNING.replace(hour=9, minute=22))
    quiet.goto("/")
    page.get_by_role("button", name="Another", exact=True).click()


def test_the_library_and_help_keep_to_the_policy(quiet: Watched):
    page = quiet.goto("/practices")
    page.get_by_role("button", name="When, kind and needs").click()
    page.get_by_role("checkbox", name="Works sitting").check()
    page.get_by_label("Search practices").fill("breath")
    page = quiet.goto("/help")
    page.get_by_role("radio", name="For someone in front of me").check()
    page.get_by_label("Where you are").select_option("US")
    page.get_by_role("button", name="Write it down here").click()
    page.get_by_label("Name or role").fill("Duty desk")
    page.get_by_label("Number").fill("0161 496 0000")
    page.get_by_role("button", name="Keep", exact=True).click()
    page.get_by_role("link", name="Call Duty desk").wait_for()
    page = quiet.goto("/account")
    for theme in ("Light", "Dark", "As the phone"):
        page.get_by_role("radio", name=theme).check()


@pytest.mark.parametrize("practice", ["arrival-breath", "landing"])
@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_a_practice_keeps_to_the_policy_from_end_to_end(quiet: Watched, practice: str, motion: str):
    page = quiet.page
    page.emulate_media(reduced_motion=motion)
    page.clock.install()
    quiet.goto(f"/practices/{practice}/play?form=short")
    press_on(page)
    page.clock.run_for(12_000)
    page.get_by_role("button", name="Sound and cues").click()
    cues = page.get_by_role("dialog", name="Sound and cues")
    for switch in cues.get_by_role("switch").all():
        switch.click()
    for way in ("Try the tone", "Try the pulse"):
        if cues.get_by_role("button", name=way).is_visible():
            cues.get_by_role("button", name=way).click()
    page.keyboard.press("Escape")
    page.clock.run_for(8_000)
    go_on = page.get_by_role("button", name="Go on")
    if go_on.is_visible():
        go_on.click()
    page.get_by_role("button", name="Pause").click()
    go_on.click()
    page.clock.run_for(8_000)
    page.get_by_role("button", name="Enough for now").click()
    page.clock.run_for(2_000)
    page.get_by_text("Enough.").wait_for()
    page.get_by_role("button", name="To Today").click()
