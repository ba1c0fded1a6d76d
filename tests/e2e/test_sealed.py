"""What is typed stands in no file of the browser's profile; what is damaged is said, and kept."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.e2e.phone import Phone, phone, wait_until_kept
from tests.e2e.server import Server
from tests.e2e.steps import begin_a_practice, rows, stop_early

CANARY = "Quillfeather Marrowby"
NUMBER = "0123 4987651"
#: A day that no file of a browser has a reason to name.
FAR_DAY = "2031-02-03"


def write_own_number(page: Page, origin: str) -> None:
    page.goto(f"{origin}/help")
    page.get_by_role("button", name="Write it down here").click()
    page.get_by_label("Name or role").press_sequentially(CANARY)
    page.get_by_label("Number").press_sequentially(NUMBER)
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("link", name=CANARY)).to_be_visible()


def files_with(folder: Path, text: str) -> list[str]:
    needles = [text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be")]
    return [
        str(file.relative_to(folder))
        for file in folder.rglob("*")
        if file.is_file() and any(needle in file.read_bytes() for needle in needles)
    ]


def test_what_is_typed_stands_in_no_file_of_the_profile(
    playwright: Playwright, profile: Path, shared_server: Server
):
    with phone(playwright, profile) as opened:
        opened.page.goto(shared_server.origin)
        wait_until_kept(opened.page)
        write_own_number(opened.page, shared_server.origin)
        assert opened.complaints == []

    assert files_with(profile, CANARY) == []
    assert files_with(profile, NUMBER) == []

    with phone(playwright, profile) as opened:
        opened.page.goto(f"{shared_server.origin}/help")
        expect(opened.page.get_by_role("link", name=CANARY)).to_be_visible()


PLANT = """(text) => new Promise((resolve, reject) => {
  const opening = indexedDB.open('planted');
  opening.onerror = () => reject(opening.error);
  opening.onupgradeneeded = () => opening.result.createObjectStore('open', { keyPath: 'id' });
  opening.onsuccess = () => {
    const writing = opening.result.transaction('open', 'readwrite');
    writing.objectStore('open').put({ id: 1, text });
    writing.oncomplete = () => { opening.result.close(); resolve(); };
  };
})"""


@pytest.mark.parametrize("text", [CANARY, f"{FAR_DAY}T10:00:00.000Z"])
def test_the_search_for_the_canary_would_find_it(
    playwright: Playwright, profile: Path, shared_server: Server, text: str
):
    """The proof that the other two can fail: the same words in an open record are found."""
    with phone(playwright, profile) as opened:
        opened.page.goto(shared_server.origin)
        opened.page.evaluate(PLANT, text)

    assert files_with(profile, text[:10]) != []


def test_when_a_practice_was_done_stands_nowhere_in_the_clear(
    playwright: Playwright, profile: Path, shared_server: Server
):
    with phone(playwright, profile) as opened:
        opened.page.clock.set_system_time(f"{FAR_DAY}T10:00:00Z")
        opened.page.goto(shared_server.origin)
        wait_until_kept(opened.page)
        begin_a_practice(opened.page)
        stop_early(opened.page)
        assert rows(opened.page, "records") == 1

    assert files_with(profile, FAR_DAY) == []


def damage(page: Page, how: str) -> None:
    page.evaluate(
        """(how) => new Promise((resolve, reject) => {
          const opening = indexedDB.open('interlude');
          opening.onsuccess = () => {
            const db = opening.result;
            const store = db.transaction('records', 'readwrite').objectStore('records');
            const reading = store.getAll();
            reading.onsuccess = () => {
              const row = reading.result.find(({ collection }) => collection === 'practice_logs');
              if (how === 'a flipped bit') row.sealed[40] ^= 1;
              if (how === 'an unknown format') row.sealed[0] = 7;
              if (how === 'another version') row.version += 1;
              if (how === 'no bytes at all') row.sealed = new Uint8Array(0);
              store.put(row).onsuccess = () => { db.close(); resolve(); };
            };
          };
          opening.onerror = () => reject(opening.error);
        })""",
        how,
    )


@pytest.mark.parametrize(
    "how", ["a flipped bit", "an unknown format", "another version", "no bytes at all"]
)
def test_a_damaged_record_is_said_the_rest_readable_and_nothing_overwritten(
    new_phone: Phone, shared_server: Server, how: str
):
    page = new_phone.page
    page.clock.set_system_time(f"{FAR_DAY}T10:00:00Z")  # no midnight in between
    page.goto(shared_server.origin)
    begin_a_practice(page)
    stop_early(page)
    page.goto(shared_server.origin)
    begin_a_practice(page)
    stop_early(page)
    assert rows(page, "records") == 2

    damage(page, how)
    page.goto(f"{shared_server.origin}/practices")

    expect(page.get_by_text("One practice log from today did not open.")).to_be_visible()
    expect(page.get_by_role("heading", name="Lately")).to_be_visible()
    assert rows(page, "records") == 2
