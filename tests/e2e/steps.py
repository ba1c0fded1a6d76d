"""What a person does, in the words on the screen."""

from playwright.sync_api import Page, expect

from tests.e2e.phone import ask


def begin_a_practice(page: Page, minutes: str = "1 min") -> None:
    """From Today: how long, start, and past the settling in. Nothing is typed."""
    page.get_by_role("button", name=minutes, exact=True).click()
    page.get_by_role("button", name="Start ").click()
    press_on(page)


def press_on(page: Page) -> None:
    """Begin, where the practice waits for it, and start at once instead of settling in first."""
    begin = page.get_by_role("button", name="Begin", exact=True)
    pause = page.get_by_role("button", name="Pause", exact=True)
    start_now = page.get_by_role("button", name="Start now", exact=True)
    begin.or_(start_now).or_(pause).wait_for()
    for waiting in (begin, start_now):
        if waiting.is_visible():
            waiting.click()
    expect(pause).to_be_visible()


def stop_early(page: Page) -> None:
    """After a breath: what is left in its first second was not begun, and is not kept."""
    page.wait_for_timeout(1500)
    page.get_by_role("button", name="Enough for now").click()
    page.get_by_role("button", name="To Today").click()


def rows(page: Page, store: str) -> int:
    """How many rows one store of the phone's database holds."""
    count = ask(
        page,
        """(store) => new Promise((resolve, reject) => {
          const opening = indexedDB.open('interlude');
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const db = opening.result;
            const counting = db.transaction(store).objectStore(store).count();
            counting.onsuccess = () => { db.close(); resolve(counting.result); };
          };
        })""",
        store,
    )
    return int(count)
