"""One sealed file, from a phone to an empty one, with no server on either side."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.e2e.accounts import DERIVING_MS, fresh_phone, heading, keep_trusted
from tests.e2e.phone import Phone, go, phone
from tests.e2e.server import Server
from tests.e2e.steps import begin_a_practice, rows, stop_early
from tests.e2e.test_install import IPHONE, NO_PROMPT
from tests.e2e.test_sealed import files_with

TRUSTED = "Quillfeather Marrowby"
PASSPHRASE = "five plain words of mine"


def save_json(page: Page, origin: str, path: Path) -> dict:
    go(page, f"{origin}/account/export")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save for another program").click()
    download.value.save_as(path)
    return json.loads(path.read_text())


def held(page: Page, origin: str, path: Path) -> list:
    """All that a phone can open, but for the ids that its own ring gives."""
    found = save_json(page, origin, path)
    assert found["unopened"] == {"records": 0, "drafts": 0}
    return sorted(json.dumps([r["collection"], r["on"], r["value"]]) for r in found["records"])


def save_sealed(page: Page, origin: str, folder: Path) -> Path:
    go(page, f"{origin}/account/export")
    page.get_by_role("link", name="Make a sealed file").click()
    page.get_by_label("New passphrase").fill(PASSPHRASE)
    with page.expect_download(timeout=DERIVING_MS) as download:
        page.get_by_role("button", name="Save the sealed file").click()
    expect(heading(page, "Saved, sealed")).to_be_visible()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def bring_in(page: Page, origin: str, path: Path, passphrase: str = PASSPHRASE) -> None:
    go(page, f"{origin}/account")
    page.get_by_role("link", name="Bring a file in").click()
    page.get_by_label("The sealed file").set_input_files(path)
    page.get_by_label("The file\u2019s passphrase").fill(passphrase)
    page.get_by_role("button", name="Bring it in").click()


@pytest.fixture
def with_records(new_phone: Phone, shared_server: Server) -> Phone:
    page = new_phone.page
    begin_a_practice(page)
    stop_early(page)
    keep_trusted(page, shared_server.origin, TRUSTED)
    new_phone.context.set_offline(True)
    return new_phone


def test_an_empty_phone_holds_the_same_afterwards_without_a_server(
    with_records: Phone, playwright: Playwright, shared_server: Server, tmp_path: Path
):
    origin = shared_server.origin
    path = save_sealed(with_records.page, origin, tmp_path)
    before = held(with_records.page, origin, tmp_path / "before.json")
    assert TRUSTED.encode() not in path.read_bytes()
    assert b"catalogue" not in path.read_bytes()

    with fresh_phone(playwright, tmp_path / "empty", origin) as empty:
        empty.context.set_offline(True)
        bring_in(empty.page, origin, path)
        expect(heading(empty.page, "It is here")).to_be_visible(timeout=DERIVING_MS)
        assert held(empty.page, origin, tmp_path / "after.json") == before
        go(empty.page, f"{origin}/help")
        expect(empty.page.get_by_role("link", name=TRUSTED)).to_be_visible()
        assert empty.complaints == []
    assert files_with(tmp_path / "empty", TRUSTED) == []


def test_a_wrong_passphrase_and_an_altered_file_change_nothing(
    with_records: Phone, playwright: Playwright, shared_server: Server, tmp_path: Path
):
    origin = shared_server.origin
    path = save_sealed(with_records.page, origin, tmp_path)
    altered = tmp_path / "altered.interlude"
    body = bytearray(path.read_bytes())
    body[-1] ^= 1
    altered.write_bytes(body)

    with fresh_phone(playwright, tmp_path / "empty", origin) as empty:
        page = empty.page
        for file, passphrase in ((path, "another sentence entirely"), (altered, PASSPHRASE)):
            bring_in(page, origin, file, passphrase)
            sentence = page.get_by_text("It does not open.")
            expect(sentence).to_be_visible(timeout=DERIVING_MS)
            expect(page.get_by_label("The file\u2019s passphrase")).to_have_value(passphrase)
            assert rows(page, "records") == 0
        assert empty.complaints == []


def test_from_an_iphones_tab_into_the_app_on_its_home_screen(
    playwright: Playwright, shared_server: Server, tmp_path: Path
):
    """The two keep apart what they keep: here two profiles, one told that it is installed."""
    origin = shared_server.origin
    with phone(playwright, tmp_path / "tab", user_agent=IPHONE) as tab:
        tab.context.add_init_script(NO_PROMPT)
        page = tab.page
        go(page, f"{origin}/help")
        page.get_by_role("button", name="Write it down here").click()
        page.get_by_role("button", name="Keep it here anyway").click()
        page.get_by_label("Name or role").fill(TRUSTED)
        page.get_by_label("Number").fill("0123 4987651")
        page.get_by_role("button", name="Keep", exact=True).click()
        expect(page.get_by_role("link", name=TRUSTED)).to_be_visible()
        go(page, f"{origin}/account")
        page.get_by_role("link", name="Take it over").click()
        page.get_by_label("New passphrase").fill(PASSPHRASE)
        with page.expect_download(timeout=DERIVING_MS) as download:
            page.get_by_role("button", name="Save the sealed file").click()
        expect(page.get_by_text("Open the app on your Home Screen.")).to_be_visible()
        path = tmp_path / "taken.interlude"
        download.value.save_as(path)

    with phone(playwright, tmp_path / "app", user_agent=IPHONE) as app:
        app.context.add_init_script(f"navigator.standalone = true; {NO_PROMPT}")
        go(app.page, origin)
        bring_in(app.page, origin, path)
        expect(heading(app.page, "It is here")).to_be_visible(timeout=DERIVING_MS)
        go(app.page, f"{origin}/help")
        expect(app.page.get_by_role("link", name=TRUSTED)).to_be_visible()
