"""The content security policy is on: what does not come from our own files is refused."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright

from tests.e2e.phone import phone, wait_until_kept
from tests.e2e.server import Server
from tests.e2e.test_csp import Watched

pytestmark = pytest.mark.first_visit


@pytest.fixture
def watched(playwright: Playwright, profile, shared_server: Server) -> Iterator[Watched]:
    with phone(playwright, profile) as opened:
        watched = Watched(opened, shared_server)
        watched.goto("/")
        wait_until_kept(watched.page)
        yield watched


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
