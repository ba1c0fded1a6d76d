"""Installable, deep-linked, and honest on an address that is not safe."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.e2e.conftest import DIST
from tests.e2e.phone import Phone, phone
from tests.e2e.server import Server

pytestmark = pytest.mark.first_visit


def test_the_browser_finds_nothing_against_installing_it(new_phone: Phone):
    cdp = new_phone.context.new_cdp_session(new_phone.page)

    assert cdp.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
    manifest = cdp.send("Page.getAppManifest")
    assert manifest["errors"] == []
    assert cdp.send("Page.getAppId")["appId"].endswith("/")


def test_every_file_the_manifest_names_is_there(new_phone: Phone, shared_server: Server):
    request = new_phone.context.request
    manifest = request.get(f"{shared_server.origin}/manifest.webmanifest")
    named = json.loads(manifest.text())
    files = [*named["icons"], *named["screenshots"]]
    files += [icon for shortcut in named["shortcuts"] for icon in shortcut["icons"]]

    for file in files:
        answer = request.get(shared_server.origin + file["src"])
        assert answer.status == 200, file["src"]
        assert answer.headers["content-type"] == file["type"]


def test_the_shortcuts_lead_to_a_room(new_phone: Phone, shared_server: Server):
    request = new_phone.context.request
    manifest = json.loads(request.get(f"{shared_server.origin}/manifest.webmanifest").text())
    for shortcut in manifest["shortcuts"]:
        new_phone.page.goto(shared_server.origin + shortcut["url"])
        heading = new_phone.page.get_by_role("heading", level=1)
        heading.first.wait_for()
        assert "Nothing stands" not in heading.first.inner_text()


def test_an_unsafe_address_gets_one_sentence_and_no_blank_page(
    playwright: Playwright, profile: Path, tmp_path: Path
):
    server = Server(tmp_path, DIST, host="0.0.0.0")  # noqa: S104  as one would to reach it by phone
    server.prepare()
    server.start()
    rules = "--host-resolver-rules=MAP interlude.local 127.0.0.1"
    try:
        with phone(playwright, profile, args=[rules]) as opened:
            opened.page.goto(f"http://interlude.local:{server.port}")
            opened.page.get_by_text("Open it over https").wait_for()
            assert opened.page.evaluate("isSecureContext") is False
    finally:
        server.kill()
