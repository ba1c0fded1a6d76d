"""No screen has an accessibility violation, in either theme, at either width."""

import json

import pytest

from tests.e2e.phone import NARROW, USUAL, Phone
from tests.e2e.server import ROOT, Server

AXE = (ROOT / "pwa/node_modules/axe-core/axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

SCREENS = [
    "/",
    "/day/hard",
    "/day/serious",
    "/day/week",
    "/day/calendar",
    "/day/asks",
    "/shelf/own",
    "/shelf/courses",
    "/shelf/helps",
    "/shelf/words",
    "/practices",
    "/practices/landing",
    "/practices/arrival-breath/play",
    "/practices/landing/play",
    "/boundaries",
    "/boundaries/hours",
    "/boundaries/limits",
    "/boundaries/rest",
    "/boundaries/lighter",
    "/boundaries/close",
    "/boundaries/ledger",
    "/boundaries/weather",
    "/boundaries/texts",
    "/boundaries/refusing",
    "/reflect",
    "/reflect/pulse",
    "/reflect/pulse/weekly",
    "/reflect/trends",
    "/reflect/warning",
    "/reflect/review",
    "/reflect/journal",
    "/reflect/journal/new",
    "/reflect/letgo",
    "/reflect/moments",
    "/reflect/supervision",
    "/reflect/learning",
    "/reflect/people",
    "/circles",
    "/reminders",
    "/k/00000000-0000-4000-8000-000000000000",
    "/help",
    "/account",
    "/account/new",
    "/account/sign-in",
    "/account/recover",
    "/account/passphrase",
    "/account/devices",
    "/account/stolen",
    "/account/passkeys",
    "/account/sign-out",
    "/account/erase",
    "/account/held",
    "/account/export",
    "/account/sealed",
    "/account/import",
    "/account/lock",
    "/nowhere",
]


def violations(phone: Phone) -> list[str]:
    if not phone.page.evaluate("'axe' in globalThis"):
        phone.page.evaluate(AXE)
    options = json.dumps({"runOnly": {"type": "tag", "values": TAGS}})
    found = phone.page.evaluate(
        f"axe.run(document, {options}).then(({{violations}}) => violations)"
    )
    return [
        f"{each['id']}: {node['html'][:160]} ({node['failureSummary'][:200]})"
        for each in found
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_screen_has_a_violation_and_none_runs_off_a_narrow_phone(
    new_phone: Phone, shared_server: Server, theme: str
):
    page = new_phone.page
    page.emulate_media(color_scheme=theme)
    found: dict[str, list[str]] = {}
    for screen in SCREENS:
        page.set_viewport_size(NARROW)
        page.goto(shared_server.origin + screen)
        page.get_by_role("heading", level=1).first.wait_for()
        page.keyboard.press("Shift")  # where something would begin by itself, it does not now
        if page.evaluate("document.documentElement.scrollWidth") > NARROW["width"]:
            found[screen] = ["It runs off the screen."]
        for size in (NARROW, USUAL):
            # Rooms scroll beneath their doors, and half a button beneath one counts as too small
            # a target, so they are judged unrolled; the player must fit the phone as it is.
            unrolled = size if screen.endswith("/play") else {**size, "height": 3600}
            page.set_viewport_size(unrolled)
            if problems := violations(new_phone):
                found[f"{screen}, {size['width']}"] = problems
    assert not found, json.dumps(found, indent=1)
