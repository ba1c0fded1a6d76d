"""Whatever another phone sends to be shown is text: nothing of it runs, loads or becomes markup."""

from collections import Counter

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.e2e.accounts import PASSPHRASE, come_into_step, make_account
from tests.e2e.hostile import HostilePhone, reminder
from tests.e2e.phone import go, phone, wait_until_kept
from tests.e2e.server import Server
from tests.e2e.test_csp import Watched

RUN = "globalThis.ran=1"
FAR = "https://elsewhere.invalid"
CORPUS = (
    f"<script>{RUN}</script>",
    f"<ScRiPt>{RUN}</sCrIpT>",
    f"<script src={FAR}/a.js></script>",
    f"<script>{RUN}//",
    f"<<script>{RUN}//<</script>",
    f"<script/x>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"</style><script>{RUN}</script>",
    f"</title><script>{RUN}</script>",
    f"</textarea><script>{RUN}</script>",
    f"--><script>{RUN}</script>",
    f"]]><script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f"<img src=x onerror='{RUN}'//",
    f"<IMG SRC=x OnErRoR={RUN}>",
    f"<img/src=x/onerror={RUN}>",
    f'"><img src=x onerror={RUN}>',
    f"'><img src=x onerror={RUN}>",
    f"`><img src=x onerror={RUN}>",
    f"<img src={FAR}/a.png>",
    f"<img srcset='{FAR}/a.png 1x'>",
    f"<svg onload={RUN}>",
    f"<svg/onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<svg><a xlink:href='javascript:{RUN}'><text y=9>x</text></a></svg>",
    f"<svg><use href='data:image/svg+xml,<svg id=x onload={RUN}>#x'></use></svg>",
    f"<math><mtext><script>{RUN}</script></mtext></math>",
    f"<math href='javascript:{RUN}'>x</math>",
    f"<body onload={RUN}>",
    f"<body onpageshow={RUN}>",
    f"<iframe src='javascript:{RUN}'></iframe>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"<iframe src={FAR}></iframe>",
    f"<object data='javascript:{RUN}'></object>",
    f"<embed src='javascript:{RUN}'>",
    f"<video><source onerror={RUN}></video>",
    f"<audio src=x onerror={RUN}>",
    f"<video poster={FAR}/a.png></video>",
    f"<details open ontoggle={RUN}>x</details>",
    f"<marquee onstart={RUN}>x</marquee>",
    f"<input autofocus onfocus={RUN}>",
    f"<select autofocus onfocus={RUN}></select>",
    f"<textarea autofocus onfocus={RUN}></textarea>",
    f"<button popovertarget=x onclick={RUN}>x</button><p popover id=x onbeforetoggle={RUN}>",
    f"<a href='javascript:{RUN}'>x</a>",
    f"<a href='JaVaScRiPt:{RUN}'>x</a>",
    f"<a href='java&#x09;script:{RUN}'>x</a>",
    f"<a href='data:text/html,<script>{RUN}</script>'>x</a>",
    f"<form action='javascript:{RUN}'><button>x</button></form>",
    f"<isindex action='javascript:{RUN}' type=image>",
    f"<meta http-equiv=refresh content='0;url=javascript:{RUN}'>",
    f"<meta http-equiv=refresh content='0;url={FAR}'>",
    f"<base href={FAR}/>",
    f"<link rel=stylesheet href={FAR}/a.css>",
    f"<link rel=prefetch href={FAR}/a>",
    "<style>body{display:none}</style>",
    f"<style>@import '{FAR}/a.css';</style>",
    "<p style='position:fixed;inset:0;background:red'>x</p>",
    f"<template><script>{RUN}</script></template>",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&#60;script&#62;{RUN}&#60;/script&#62;",
    f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e",
    f"%3Cscript%3E{RUN}%3C/script%3E",
    f"javascript:{RUN}",
    f"{{{{constructor.constructor('{RUN}')()}}}}",
    f"${{{RUN}}}",
    f"{{@html '<img src=x onerror={RUN}>'}}",
    "<x-element is=x slot=x id=constructor name=cookie>",
)
#: What is shown may not add one of these.
TELLING = (
    "script, iframe, object, embed, img, math, style, base, meta, form, template, x-element, "
    "audio, video, marquee, details, isindex, link"
)
#: The app's own parts are loaded by links, as they are needed.
COUNT = """(names) => Object.fromEntries([...document.querySelectorAll(names)]
  .filter((each) => each.localName !== 'link' || !each.href.startsWith(location.origin))
  .reduce((found, { localName }) => found.set(localName, (found.get(localName) ?? 0) + 1),
    new Map()))"""
#: More the server takes from nobody.
AT_A_TIME = 35


def elements(page: Page) -> Counter:
    """How many there are of each that could load or run something."""
    return Counter(page.evaluate(COUNT, TELLING))


@pytest.fixture
def shown(playwright: Playwright, profile, shared_server: Server):
    """A phone of somebody whose name is markup; it hears of dialogs and of strange requests."""
    with phone(playwright, profile) as opened:
        watched = Watched(opened, shared_server)
        watched.strange = []
        opened.page.on(
            "dialog", lambda dialog: (watched.strange.append("dialog"), dialog.dismiss())
        )
        opened.context.on("request", lambda request: hear(watched, request.url))
        opened.page.goto(watched.origin)
        wait_until_kept(opened.page)
        yield watched
        opened.page.wait_for_timeout(200)
        assert watched.strange == []
        assert watched.refused == []
        assert opened.complaints == []


def hear(watched: Watched, url: str) -> None:
    if not url.startswith((f"{watched.origin}/", "data:", "blob:")):
        watched.strange.append(url)


def expect_text_alone(page: Page, texts, before: Counter) -> None:
    for text in texts:
        expect(page.get_by_text(text, exact=True).first).to_be_attached()
    assert page.evaluate("globalThis.ran") is None
    assert elements(page) == before


def test_a_corpus_of_markup_from_another_phone_is_shown_as_text(shown: Watched):
    page, name = shown.page, f"<img src=x onerror={RUN}>"
    make_account(page, shown.origin, name)
    go(page, f"{shown.origin}/reminders")
    come_into_step(page, shown.origin)
    before = {}
    for path in ("/reminders", "/help", "/account", "/account/devices", "/"):
        go(page, f"{shown.origin}{path}")
        page.get_by_role("heading", level=1).first.wait_for()
        before[path] = elements(page)

    hostile = HostilePhone(shown.origin, name, PASSPHRASE)
    hostile.call_itself(CORPUS[0])
    rows = [hostile.keep("reminders", reminder(text)) for text in CORPUS]
    number = {"name": CORPUS[12], "phone": f"javascript:{RUN}"}
    numbers = {"country": None, "trusted": number, "service": number}
    place = hostile.ring.singleton_id("own_numbers", "")
    hostile.push(rows[:AT_A_TIME])
    hostile.push([*rows[AT_A_TIME:], hostile.keep("own_numbers", numbers, place)])

    come_into_step(page, shown.origin)
    told = {
        "/reminders": CORPUS,
        "/help": [CORPUS[12]],
        "/account": [f"Signed in as {name}."],
        "/account/devices": [CORPUS[0]],
        "/": [],
    }
    for path, texts in told.items():
        go(page, f"{shown.origin}{path}")
        page.get_by_role("heading", level=1).first.wait_for()
        expect_text_alone(page, texts, before[path])
    assert page.locator("[href^='javascript:' i]").count() == 0
