"""Two phones that change one account at the same time, or without hearing of each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
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
from tests.e2e.phone import Phone, go
from tests.e2e.server import Server

NAME = "harbour lamp"
NEW_PASSPHRASES = ("eleven paper boats on a river", "a quiet kettle behind the stairs")
CHANGED = "The passphrase is changed"


@dataclass
class Pair:
    """A phone whose account is in step, one that is empty, and the account's recovery code."""

    first: Phone
    second: Phone
    code: str


@pytest.fixture
def pair(playwright: Playwright, tmp_path: Path, server: Server) -> Iterator[Pair]:
    origin = server.origin
    with (
        fresh_phone(playwright, tmp_path / "first", origin) as first,
        fresh_phone(playwright, tmp_path / "second", origin) as second,
    ):
        keep_trusted(first.page, origin, "Marrow")
        code = make_account(first.page, origin, NAME)
        come_into_step(first.page, origin)
        yield Pair(first, second, code)


def recover(page: Page, origin: str, code: str, passphrase: str) -> None:
    go(page, f"{origin}/account/recover")
    page.get_by_label("Name").fill(NAME)
    page.get_by_label("Recovery code").fill(code)
    page.get_by_role("button", name="Go on").click()
    expect(heading(page, "It opened")).to_be_visible(timeout=DERIVING_MS)
    page.get_by_label("New passphrase", exact=True).fill(passphrase)
    page.get_by_role("button", name="Go on").click()
    confirm_code(page, "Use the new passphrase")
    expect(heading(page, "Signed in")).to_be_visible(timeout=DERIVING_MS)


def test_what_a_phone_wrote_offline_survives_a_recovery_on_the_other(pair: Pair, server: Server):
    origin, away = server.origin, pair.first
    away.context.set_offline(True)
    keep_trusted(away.page, origin, "Quill")
    recover(pair.second.page, origin, pair.code, NEW_PASSPHRASES[0])

    away.context.set_offline(False)
    go(away.page, f"{origin}/account")
    told = away.page.get_by_text("This phone was signed out from another one.").last
    expect(told).to_be_visible(timeout=20_000)
    expect_trusted(away.page, origin, "Quill")
    arrive(away.page, origin, NAME, NEW_PASSPHRASES[0])
    for phone in (away, pair.second):
        come_into_step(phone.page, origin)

    expect_trusted(pair.second.page, origin, "Quill")


def test_of_two_who_change_the_passphrase_at_once_one_is_told_and_keeps_what_was_typed(
    pair: Pair, server: Server
):
    origin, pages = server.origin, (pair.first.page, pair.second.page)
    arrive(pair.second.page, origin, NAME)
    come_into_step(pair.second.page, origin)
    for page, passphrase in zip(pages, NEW_PASSPHRASES, strict=True):
        go(page, f"{origin}/account/passphrase")
        page.get_by_label("Present passphrase", exact=True).fill(PASSPHRASE)
        page.get_by_label("New passphrase", exact=True).fill(passphrase)
    for page in pages:
        page.get_by_role("button", name="Change it").click(no_wait_after=True)

    for page in pages:
        ended = heading(page, CHANGED).or_(page.get_by_role("alert").filter(has_text="."))
        expect(ended.first).to_be_visible(timeout=DERIVING_MS)
    won = [heading(page, CHANGED).count() for page in pages]
    assert sorted(won) == [0, 1]
    lost, winner = won.index(0), NEW_PASSPHRASES[won.index(1)]
    typed = pages[lost].get_by_label("New passphrase", exact=True)
    expect(typed).to_have_value(NEW_PASSPHRASES[lost])

    arrive(pages[lost], origin, NAME, winner)
    for page in pages:
        come_into_step(page, origin)
        expect_trusted(page, origin, "Marrow")
