"""Home screen first: asked once, on an iPhone's tab alone, and never in the way of a practice."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Page, Playwright, Route, expect

from tests.e2e.phone import Phone, phone, wait_until_kept
from tests.e2e.server import Server
from tests.e2e.steps import begin_a_practice, rows, stop_early

pytestmark = pytest.mark.first_visit

IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1"
)
#: What no Apple browser ever says, though the one that plays it here does.
NO_PROMPT = "addEventListener('beforeinstallprompt', (event) => event.stopImmediatePropagation());"
MAC = (
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.1 Safari/605.1.15"
)
QUESTION = "Home screen first?"
NAME = "Duty desk"

Opening = Callable[..., Phone]


@pytest.fixture
def apple(playwright: Playwright, tmp_path, shared_server: Server) -> Iterator[Opening]:
    """Opens a browser that says it is an Apple one, in a tab unless it is told otherwise."""
    with ExitStack() as opened:

        def open_one(
            user_agent: str = IPHONE, *, standalone: bool = False, touches: int = 5, extra: str = ""
        ) -> Phone:
            options = {"user_agent": user_agent}
            one = opened.enter_context(phone(playwright, tmp_path / "profile", **options))
            one.context.add_init_script(
                f"""for (const [name, value] of
                  [['standalone', {str(standalone).lower()}], ['maxTouchPoints', {touches}]]) {{
                  Object.defineProperty(Navigator.prototype, name, {{ get: () => value }});
                }}
                {NO_PROMPT}
                {extra}"""
            )
            one.page.goto(shared_server.origin)
            wait_until_kept(one.page)
            return one

        yield open_one


def tap_to_add_times(page: Page) -> None:
    page.get_by_role("button", name="Put in today").click()


def question(page: Page):
    return page.get_by_role("dialog", name=QUESTION)


def times_sheet(page: Page):
    return page.get_by_role("dialog", name="Add a session")


def tap_to_write_a_number(page: Page, server: Server) -> None:
    page.goto(f"{server.origin}/help")
    page.get_by_role("button", name="Write it down here").click()


def write_the_number(page: Page) -> None:
    page.get_by_label("Name or role").fill(NAME)
    page.get_by_label("Number").fill("0123 498765")
    page.get_by_role("button", name="Keep", exact=True).click()
    page.get_by_role("link", name=NAME).wait_for()


def add_any_time(page: Page) -> None:
    times_sheet(page).get_by_label("Another time").fill("12:00")
    times_sheet(page).get_by_role("button", name="Add it").click()
    page.get_by_role("button", name="Session, 12:00").wait_for()


def test_an_iphones_tab_is_asked_before_the_first_session_time(apple: Opening):
    opened = apple()
    page = opened.page
    tap_to_add_times(page)

    expect(question(page)).to_be_visible()
    expect(times_sheet(page)).to_have_count(0)
    for step in ("Tap Share below.", "Choose Add to Home Screen.", "Open Interlude from there."):
        expect(question(page).get_by_text(step)).to_be_visible()
    assert opened.complaints == []


def test_keeping_it_here_goes_on_and_is_asked_once(apple: Opening, shared_server: Server):
    page = apple().page
    tap_to_add_times(page)
    question(page).get_by_role("button", name="Keep it here anyway").click()
    expect(question(page)).to_have_count(0)
    add_any_time(page)
    assert rows(page, "records") == 1

    page.reload()
    page.get_by_role("button", name="Add a session").click()
    expect(times_sheet(page)).to_be_visible()
    page.keyboard.press("Escape")
    tap_to_write_a_number(page, shared_server)
    write_the_number(page)
    expect(question(page)).to_have_count(0)


@pytest.mark.parametrize("way", ["close", "escape"])
def test_closing_the_question_writes_nothing_and_leaves_it_open_for_next_time(
    apple: Opening, way: str
):
    page = apple().page
    tap_to_add_times(page)
    expect(question(page)).to_be_visible()
    if way == "close":
        question(page).get_by_role("button", name="Close").click()
    else:
        page.keyboard.press("Escape")
    expect(question(page)).to_have_count(0)

    page.wait_for_timeout(300)
    expect(times_sheet(page)).to_have_count(0)
    assert rows(page, "records") == 0
    tap_to_add_times(page)
    expect(question(page)).to_be_visible()


def test_an_own_number_is_asked_for_too_before_a_letter_of_it(
    apple: Opening, shared_server: Server
):
    page = apple().page
    tap_to_write_a_number(page, shared_server)
    expect(question(page)).to_be_visible()
    question(page).get_by_role("button", name="Close").click()
    expect(question(page)).to_have_count(0)
    page.wait_for_timeout(300)
    expect(page.get_by_label("Name or role")).to_have_count(0)
    assert rows(page, "records") == 0
    assert rows(page, "drafts") == 0

    page.get_by_role("button", name="Write it down here").click()
    question(page).get_by_role("button", name="Keep it here anyway").click()
    write_the_number(page)
    assert rows(page, "records") == 1


def test_a_practice_needs_no_such_question(apple: Opening):
    page = apple().page
    begin_a_practice(page)
    stop_early(page)

    expect(page.get_by_text("Nothing left this phone.")).to_be_visible()
    expect(question(page)).to_have_count(0)
    assert rows(page, "records") == 1


def test_on_the_home_screen_it_is_never_asked(apple: Opening, shared_server: Server):
    page = apple(standalone=True).page
    tap_to_add_times(page)
    expect(times_sheet(page)).to_be_visible()
    expect(question(page)).to_have_count(0)
    page.keyboard.press("Escape")

    tap_to_write_a_number(page, shared_server)
    write_the_number(page)
    page.goto(f"{shared_server.origin}/account")
    expect(page.get_by_text(re.compile("^Interlude is on this phone.s home"))).to_be_visible()


@pytest.mark.parametrize(
    ("user_agent", "touches", "asked"), [(MAC, 5, True), (MAC, 0, False)], ids=["iPad", "Mac"]
)
def test_an_ipad_that_calls_itself_a_mac_is_told_from_one(
    apple: Opening, user_agent: str, touches: int, *, asked: bool
):
    page = apple(user_agent, touches=touches).page
    tap_to_add_times(page)

    expect(question(page) if asked else times_sheet(page)).to_be_visible()
    expect(times_sheet(page) if asked else question(page)).to_have_count(0)


def test_a_tab_that_remembers_no_answer_goes_on_all_the_same(apple: Opening):
    """Safari refuses localStorage where cookies are blocked."""
    opened = apple(
        extra="""for (const name of ['getItem', 'setItem']) {
          Storage.prototype[name] = () => { throw new DOMException('refused', 'SecurityError'); };
        }"""
    )
    tap_to_add_times(opened.page)
    question(opened.page).get_by_role("button", name="Keep it here anyway").click()
    add_any_time(opened.page)

    assert rows(opened.page, "records") == 1
    assert opened.complaints == []


def test_a_tap_before_all_has_arrived_is_asked_all_the_same(
    playwright: Playwright, profile, shared_server: Server
):
    """On a slow network a person can be quicker than the parts fetched after the first screen."""

    def slowly(route: Route) -> None:
        waiting.append(route)

    waiting: list[Route] = []
    with phone(playwright, profile, user_agent=IPHONE, service_workers="block") as opened:
        opened.context.add_init_script(
            f"""Object.defineProperty(Navigator.prototype, 'standalone', {{ get: () => false }});
            {NO_PROMPT}"""
        )
        opened.page.route("**/assets/Notices-*.js", slowly)
        opened.page.goto(shared_server.origin)
        tap_to_add_times(opened.page)
        opened.page.wait_for_timeout(1000)
        expect(times_sheet(opened.page)).to_have_count(0)

        for route in waiting:
            route.continue_()
        expect(question(opened.page)).to_be_visible()


def offers_to_install(page: Page, server: Server) -> None:
    page.goto(f"{server.origin}/account")
    expect(page.get_by_role("button", name="Put it there")).to_be_visible(timeout=15_000)


def test_an_android_phone_offers_to_put_it_there(new_phone: Phone, shared_server: Server):
    offers_to_install(new_phone.page, shared_server)
    new_phone.page.get_by_role("link", name="Today", exact=True).click()
    new_phone.page.get_by_role("link", name="This phone").click()
    expect(new_phone.page.get_by_role("button", name="Put it there")).to_be_visible()


def test_an_android_phone_offers_it_on_later_visits_too(new_phone: Phone, shared_server: Server):
    offers_to_install(new_phone.page, shared_server)
    new_phone.page.goto(shared_server.origin)
    new_phone.page.reload()
    offers_to_install(new_phone.page, shared_server)


def test_an_android_phone_is_never_asked_before_writing(new_phone: Phone):
    tap_to_add_times(new_phone.page)
    expect(times_sheet(new_phone.page)).to_be_visible()
    expect(question(new_phone.page)).to_have_count(0)
