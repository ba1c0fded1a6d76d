"""An account that is erased is nowhere: not at the server, nor on the phone that erased it."""

from pathlib import Path

from playwright.sync_api import Playwright, expect

from tests.e2e.accounts import (
    DERIVING_MS,
    PASSPHRASE,
    arrive,
    come_into_step,
    expect_trusted,
    fresh_phone,
    heading,
    keep_trusted,
    make_account,
)
from tests.e2e.phone import go
from tests.e2e.server import Server
from tests.e2e.steps import rows

NAME = "harbour lamp"
TRUSTED = "Quillfeather Marrowby"
PERSONAL = ("records", "keys", "outbox", "drafts", "summaries", "account")


def erase(page, origin, passphrase):
    come_into_step(page, origin)  # what arrives moves the link, and a tap between misses it
    page.get_by_role("link", name="Erase the account").click()
    page.get_by_label("Passphrase", exact=True).fill(passphrase)
    page.get_by_role("button", name="Erase it everywhere").click()


def test_it_is_gone_here_and_there_and_the_other_phone_keeps_what_it_holds(
    playwright: Playwright, tmp_path: Path, server: Server
):
    origin = server.origin
    with (
        fresh_phone(playwright, tmp_path / "first", origin) as first,
        fresh_phone(playwright, tmp_path / "second", origin) as second,
    ):
        make_account(first.page, origin, NAME)
        keep_trusted(first.page, origin, TRUSTED)
        come_into_step(first.page, origin)
        arrive(second.page, origin, NAME)
        come_into_step(second.page, origin)

        erase(first.page, origin, "another passphrase altogether")
        wrong = first.page.get_by_text("The present passphrase is another one.")
        expect(wrong).to_be_visible(timeout=DERIVING_MS)
        assert rows(first.page, "records") > 0

        erase(first.page, origin, PASSPHRASE)
        expect(heading(first.page, "The account is erased")).to_be_visible(timeout=DERIVING_MS)
        go(first.page, f"{origin}/help")
        expect(first.page.get_by_role("link", name=TRUSTED)).to_have_count(0)
        assert rows(first.page, "records") == 0

        expect_trusted(second.page, origin, TRUSTED)
        go(second.page, f"{origin}/account")
        expect(second.page.get_by_text("The account is no longer on the server")).to_be_visible(
            timeout=20_000
        )
        make_account(first.page, origin, NAME)
