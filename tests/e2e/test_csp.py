"""The policy is on, it refuses what it should, and nothing of ours ever runs into it."""

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


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_screen_keeps_to_the_policy(quiet: Watched, theme: str):
    quiet.page.emulate_media(color_scheme=theme)
    for screen in SCREENS:
        quiet.goto(screen)
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
    page.get_by_role("button", name="Ran over, 5 more").click()
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
    page.get_by_role("button", name="Kind and needs").click()
    page.get_by_role("checkbox", name="Seated").or_(
        page.get_by_role("button", name="Seated")
    ).first.click()
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
    page.get_by_role("button", name="Back").click()


def planted(watched: Watched, code: str) -> str:
    """What becomes of code that runs as the page's own would: `done`, or the error it met."""
    result = watched.page.evaluate(
        f"""() => new Promise((resolve) => setTimeout(async () => {{
          try {{ {code}; resolve('done'); }} catch (error) {{ resolve(error.name); }}
        }}))"""
    )
    watched.page.wait_for_timeout(200)
    return str(result)


SCRIPTS = {
    "an inline script": """const script = document.createElement('script');
      script.append(document.createTextNode('globalThis.ran = true'));
      document.head.append(script)""",
    "a handler in the markup": """const button = document.createElement('button');
      button.setAttribute('onclick', 'globalThis.ran = true');
      document.body.append(button); button.click()""",
    "a script of another origin": """const script = document.createElement('script');
      script.setAttribute('src', 'https://elsewhere.invalid/a.js');
      document.head.append(script)""",
    "eval": "(0, eval)('globalThis.ran = true')",
    "a function made of text": "new Function('globalThis.ran = true')()",
    "a timer made of text": "setTimeout('globalThis.ran = true')",
}


def test_every_planted_script_is_refused(watched: Watched):
    heard = {}
    for what, code in SCRIPTS.items():
        watched.refused.clear()
        planted(watched, code)
        heard[what] = {said.split()[0].split("-elem")[0] for said in watched.refused}
        assert watched.page.evaluate("globalThis.ran") is None, what

    assert all(heard.values()), heard
    allowed_names = {"script-src", "script-src-attr", "require-trusted-types-for"}
    assert set().union(*heard.values()) <= allowed_names


def test_a_planted_style_is_refused(watched: Watched):
    planted(
        watched,
        """document.body.setAttribute('style', 'outline: 7px solid red');
        const style = document.createElement('style');
        style.append('main { outline: 7px solid red }');
        document.head.append(style)""",
    )

    outlines = watched.page.evaluate(
        """['body', 'main'].map((name) =>
          getComputedStyle(document.querySelector(name)).outlineWidth)"""
    )
    assert "7px" not in outlines
    refused = {said.split()[0] for said in watched.refused}
    assert {"style-src-attr", "style-src-elem"} <= refused


LEADING_OUT = {
    "connect-src": """await fetch('https://elsewhere.invalid/').catch(() => {});
      navigator.sendBeacon('https://elsewhere.invalid/', 'x')""",
    "img-src": "new Image().src = 'https://elsewhere.invalid/a.png'",
    "frame-src": """const frame = document.createElement('iframe');
      frame.src = '/practices'; document.body.append(frame)""",
    "form-action": """const form = document.createElement('form');
      form.action = 'https://elsewhere.invalid/'; document.body.append(form); form.submit()""",
    "base-uri": """const base = document.createElement('base');
      base.href = 'https://elsewhere.invalid/'; document.head.append(base)""",
}


def test_nothing_leads_out_of_the_house(watched: Watched):
    for directive, code in LEADING_OUT.items():
        watched.refused.clear()
        planted(watched, code)
        assert directive in {said.split()[0] for said in watched.refused}, directive


TEXT_AS_CODE = [
    "document.querySelector('main').innerHTML = '<b>x</b>'",
    "document.querySelector('main').insertAdjacentHTML('beforeend', '<b>x</b>')",
    "document.write('<b>x</b>')",
    "new DOMParser().parseFromString('<b>x</b>', 'text/html')",
    "document.createElement('script').src = '/sw.js'",
    "new Worker('/sw.js')",
    "new Worker(URL.createObjectURL(new Blob(['1'])))",
    "await navigator.serviceWorker.register('/sw.js')",
    "await navigator.serviceWorker.register('https://elsewhere.invalid/sw.js')",
    "trustedTypes.createPolicy('another', { createHTML: (html) => html })",
    "trustedTypes.createPolicy('sw', { createScriptURL: (url) => url })",
    "trustedTypes.createPolicy('svelte-trusted-html', { createHTML: (html) => html })",
]


def test_trusted_types_refuse_text_where_code_or_markup_goes(watched: Watched):
    for code in TEXT_AS_CODE:
        watched.refused.clear()
        assert planted(watched, code) == "TypeError", code
        assert watched.refused != [], code
    assert watched.page.locator("main b").count() == 0


FOREIGN = [
    "https://elsewhere.invalid/sw.js",
    "//elsewhere.invalid/sw.js",
    "data:text/javascript,1",
    "blob:x",
    "/api/practices",
    "/assets/../share/sw.js",
    "/sw.js?x",
]


def test_our_own_policy_lets_no_foreign_script_become_a_worker(
    playwright: Playwright, profile, shared_server: Server
):
    """Taken from the app's own hands: what its policy makes of an address."""
    with phone(playwright, profile) as opened:
        opened.context.add_init_script(
            """if (globalThis.trustedTypes) {
              const { createPolicy } = TrustedTypePolicyFactory.prototype;
              TrustedTypePolicyFactory.prototype.createPolicy = function (name, rules) {
                const policy = createPolicy.call(this, name, rules);
                if (name === 'sw') globalThis.workerPolicy = policy;
                return policy;
              };
            }"""
        )
        opened.page.goto(shared_server.origin)
        wait_until_kept(opened.page)
        said = opened.page.evaluate(
            """(urls) => urls.map((url) => {
              try { return String(globalThis.workerPolicy.createScriptURL(url)); }
              catch (error) { return error.name; }
            })""",
            ["/sw.js", *FOREIGN],
        )
        assert said == ["/sw.js", *["TypeError"] * len(FOREIGN)]
        assert opened.complaints == []


def test_the_worker_itself_runs_under_the_policy(watched: Watched):
    """A worker takes its policy from the headers of its own script, not from the page."""
    request = watched.phone.context.request
    page, worker = (request.get(watched.origin + path) for path in ("/", "/sw.js"))

    policy = page.headers["content-security-policy"]
    assert worker.headers["content-security-policy"] == policy
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "'unsafe-eval'" not in policy
