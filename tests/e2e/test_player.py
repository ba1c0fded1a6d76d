"""The player keeps time, by touch, by keyboard, unseen, and with no motion."""

import re

from playwright.sync_api import expect

from tests.e2e.phone import Phone
from tests.e2e.server import Server
from tests.e2e.steps import press_on, rows


def open_player(phone: Phone, server: Server, practice: str = "arrival-breath") -> None:
    phone.page.goto(f"{server.origin}/practices/{practice}/play?form=short")
    press_on(phone.page)


def test_a_practice_plays_to_its_end_and_is_kept(new_phone: Phone, shared_server: Server):
    page = new_phone.page
    page.clock.install()
    open_player(new_phone, shared_server)
    page.clock.run_for(40_000)

    expect(page.get_by_text("Enough.")).to_be_visible()
    page.clock.run_for(1_000)
    page.get_by_role("button", name="To Today").click()
    expect(page.get_by_role("heading", name="How long have you got?")).to_be_visible()
    assert rows(page, "records") == 1


def test_time_asleep_counts(new_phone: Phone, shared_server: Server):
    """A dimmed phone runs no timers; on waking the practice is where the clock says."""
    page = new_phone.page
    page.clock.install()
    open_player(new_phone, shared_server)
    page.clock.run_for(5_000)
    page.clock.fast_forward(600_000)
    page.clock.run_for(1_500)

    expect(page.get_by_text("Enough.")).to_be_visible()


def test_a_pause_holds_its_place(new_phone: Phone, shared_server: Server):
    page = new_phone.page
    page.clock.install()
    open_player(new_phone, shared_server)
    page.clock.run_for(10_000)
    page.get_by_role("button", name="Pause").click()
    page.clock.fast_forward(600_000)
    page.clock.run_for(1_000)

    expect(page.get_by_role("button", name="Go on")).to_be_visible()
    expect(page.get_by_text("Enough.")).to_have_count(0)


def test_the_whole_way_by_keyboard(new_phone: Phone, shared_server: Server):
    page = new_phone.page

    def press_until(name: str) -> None:
        for _ in range(30):
            page.keyboard.press("Tab")
            focused = page.evaluate(
                """() => {
                  const { activeElement } = document;
                  const shown = activeElement.innerText.replace(/\\s+/g, ' ');
                  return activeElement.getAttribute('aria-label') ?? shown;
                }"""
            )
            if name in focused:
                return
        raise AssertionError(f"{name} cannot be reached by keyboard")

    page.goto(shared_server.origin)
    page.get_by_role("heading", name="How long have you got?").wait_for()
    press_until("1 min")
    page.keyboard.press("Enter")
    press_until("Start ")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Sound and cues").wait_for()
    for _ in range(4):  # begin, start now, pause: each is the space bar
        if page.get_by_role("button", name="Go on").is_visible():
            break
        page.keyboard.press("Space")
        page.wait_for_timeout(1000)
    expect(page.get_by_role("button", name="Go on")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_text("Enough.")).to_be_visible()


def test_reduced_motion_keeps_the_pace_without_travel(new_phone: Phone, shared_server: Server):
    page = new_phone.page
    page.emulate_media(reduced_motion="reduce")
    open_player(new_phone, shared_server)

    moving = page.evaluate(
        """async () => {
          const places = () => [...document.querySelectorAll('main *')]
            .map((element) => getComputedStyle(element).transform).join();
          const before = places();
          await new Promise((resolve) => setTimeout(resolve, 1500));
          return places() !== before;
        }"""
    )
    assert moving is False


def test_each_phase_is_announced_once(new_phone: Phone, shared_server: Server):
    page = new_phone.page
    page.clock.install()
    open_player(new_phone, shared_server)
    page.evaluate(
        """() => {
          globalThis.heard = [];
          const listen = () => {
            const said = document.querySelector('[aria-live]')?.textContent.trim();
            if (said && said !== globalThis.heard.at(-1)) globalThis.heard.push(said);
          };
          new MutationObserver(listen).observe(document.body,
            { subtree: true, childList: true, characterData: true });
        }"""
    )
    page.clock.run_for(24_000)

    heard = page.evaluate("globalThis.heard")
    breaths = [said for said in heard if said in {"Breathe in", "Breathe out"}]
    assert breaths[:4] == ["Breathe in", "Breathe out"] * 2
    assert not any(said.isdigit() for said in heard)


def test_ten_minutes_are_ten_minutes(new_phone: Phone, shared_server: Server):
    """Half a thousand steps of a timer may each be late; what is left is told by the clock."""
    page = new_phone.page
    page.clock.install()
    page.goto(f"{shared_server.origin}/practices/slow-walk-outside/play")
    press_on(page)
    page.clock.run_for(299_000)
    expect(page.get_by_text(re.compile(r"\b5:0[0-3]\b"))).to_be_visible()
    page.clock.run_for(297_000)
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    page.clock.run_for(6_000)
    expect(page.get_by_text("Enough.")).to_be_visible()


def test_after_a_minute_in_the_background_it_is_where_the_clock_says(
    new_phone: Phone, shared_server: Server
):
    page = new_phone.page
    page.clock.install()
    page.goto(f"{shared_server.origin}/practices/slow-walk-outside/play")
    press_on(page)
    page.clock.run_for(10_000)
    page.evaluate(SHOWN, "hidden")
    page.clock.fast_forward(60_000)
    page.evaluate(SHOWN, "visible")
    page.clock.run_for(1_000)
    expect(page.get_by_text(re.compile(r"\b8:(4[6-9]|50)\b"))).to_be_visible()


SHOWN = """(value) => {
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => value });
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => value === 'hidden' });
  document.dispatchEvent(new Event('visibilitychange'));
}"""
