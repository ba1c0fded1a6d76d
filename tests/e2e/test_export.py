"""Taking everything along, without an account and without a network."""

import csv
import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.accounts import keep_trusted
from tests.e2e.phone import Phone
from tests.e2e.server import Server
from tests.e2e.steps import begin_a_practice, stop_early

TRUSTED = "=Quillfeather [Marrowby]"


@pytest.fixture
def with_records(new_phone: Phone, shared_server: Server) -> Phone:
    """On the screen that takes it along, with no network any more."""
    page = new_phone.page
    begin_a_practice(page)
    stop_early(page)
    keep_trusted(page, shared_server.origin, TRUSTED)
    new_phone.context.set_offline(True)
    page.goto(f"{shared_server.origin}/account")
    page.get_by_role("link", name="Take it along").click()
    return new_phone


def saved(phone: Phone, button: str, folder: Path) -> Path:
    with phone.page.expect_download() as download:
        phone.page.get_by_role("button", name=button).click()
    expect(phone.page.get_by_text("Saved as a file.")).to_be_visible()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_each_file_holds_what_was_written(with_records: Phone, tmp_path: Path):
    page_to_read = saved(with_records, "Save to read", tmp_path)
    table = saved(with_records, "Save for a spreadsheet", tmp_path)
    whole = saved(with_records, "Save for another program", tmp_path)

    assert [path.suffix for path in (page_to_read, table, whole)] == [".md", ".csv", ".json"]
    text = page_to_read.read_text()
    assert "## Your own numbers" in text
    assert "Quillfeather" in text
    with table.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert f"'{TRUSTED}" in {row["value"] for row in rows}
    records = json.loads(whole.read_text())["records"]
    assert {row["id"] for row in rows} == {record["id"] for record in records}
    assert len(records) == 2
