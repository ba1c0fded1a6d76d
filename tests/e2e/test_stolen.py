"""A phone was stolen: from another one it is shut out, and all that is there gets another key."""

import sqlite3
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Page, Playwright, expect

from tests.e2e.accounts import (
    DERIVING_MS,
    PASSPHRASE,
    arrive,
    come_into_step,
    confirm_code,
    expect_trusted,
    fresh_phone,
    heading,
    keep_trusted,
    make_account,
)
from tests.e2e.phone import go
from tests.e2e.server import Server
from tests.e2e.steps import begin_a_practice, stop_early

NAME = "harbour lamp"


def epochs(server: Server) -> set[int]:
    """Under which keys the server's records lie."""
    database = Path(server.environ["INTERLUDE_VAR"]) / "interlude.db"
    with closing(sqlite3.connect(database)) as connection:
        return {epoch for (epoch,) in connection.execute("SELECT epoch FROM vault_rows")}


def begin(page: Page, origin: str, passphrase: str) -> None:
    go(page, f"{origin}/account/devices")
    page.get_by_role("link", name="A phone was stolen").click()
    page.get_by_label("Passphrase", exact=True).fill(passphrase)
    page.get_by_role("button", name="Go on").click()


def recover(page: Page, origin: str, code: str) -> None:
    go(page, f"{origin}/account/recover")
    page.get_by_label("Name").fill(NAME)
    page.get_by_label("Recovery code").fill(code)
    page.get_by_role("button", name="Go on").click()


def test_the_stolen_phone_is_out_the_code_is_new_and_everything_is_sealed_anew(
    playwright: Playwright, server: Server, tmp_path: Path
):
    origin = server.origin
    with (
        fresh_phone(playwright, tmp_path / "mine", origin) as mine,
        fresh_phone(playwright, tmp_path / "stolen", origin) as stolen,
    ):
        page = mine.page
        keep_trusted(page, origin, "Marrow")
        go(page, origin)
        begin_a_practice(page)
        stop_early(page)
        old_code = make_account(page, origin, NAME)
        come_into_step(page, origin)
        arrive(stolen.page, origin, NAME)
        come_into_step(stolen.page, origin)
        assert epochs(server) == {1}

        begin(page, origin, "not the passphrase, this one")
        expect(page.get_by_role("alert").or_(page.get_by_text("This is not"))).to_be_visible(
            timeout=DERIVING_MS
        )
        expect(page.get_by_label("Passphrase", exact=True)).to_have_value(
            "not the passphrase, this one"
        )
        begin(page, origin, PASSPHRASE)
        new_code = confirm_code(page, "Shut it out")
        expect(heading(page, "It is shut out")).to_be_visible(timeout=DERIVING_MS)

        # Closed at once: what is not sealed anew yet goes on the next time.
    with fresh_phone(playwright, tmp_path / "mine", origin) as mine:
        page = mine.page
        come_into_step(page, origin)
        expect(page.get_by_text("to be sealed anew")).to_have_count(0)
        assert epochs(server) == {2}
        expect_trusted(page, origin, "Marrow")

    with fresh_phone(playwright, tmp_path / "stolen", origin) as stolen:
        go(stolen.page, f"{origin}/account")
        out = stolen.page.get_by_role("main").get_by_text("signed out from another one")
        expect(out).to_be_visible(timeout=20_000)
        recover(stolen.page, origin, old_code)
        expect(stolen.page.get_by_text("Everything inside is untouched")).to_be_visible()
        recover(stolen.page, origin, new_code)
        expect(heading(stolen.page, "It opened")).to_be_visible(timeout=DERIVING_MS)
        arrive(stolen.page, origin, NAME)
        come_into_step(stolen.page, origin)
        expect_trusted(stolen.page, origin, "Marrow")
