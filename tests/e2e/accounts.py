"""What a person does with an account, in the words on the screen."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, Playwright, expect

from tests.e2e.phone import Phone, go, phone, wait_until_kept

PASSPHRASE = "seven quiet lamps in the hall"
#: Deriving a key takes seconds on purpose, and longer on a crowded machine.
DERIVING_MS = 60_000
IN_STEP = re.compile("Kept on this phone and in step")


@contextmanager
def fresh_phone(playwright: Playwright, profile: Path, origin: str) -> Iterator[Phone]:
    """An empty profile on Today, with the whole release kept."""
    with phone(playwright, profile) as opened:
        opened.page.goto(origin)
        wait_until_kept(opened.page)
        yield opened


def make_account(page: Page, origin: str, name: str, passphrase: str = PASSPHRASE) -> str:
    """From nothing to "Your account is made"; answers with the recovery code."""
    go(page, f"{origin}/account/new")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Passphrase", exact=True).fill(passphrase)
    page.get_by_role("button", name="Go on").click()
    code = confirm_code(page, "Make the account")
    expect(heading(page, "Your account is made")).to_be_visible(timeout=DERIVING_MS)
    return code


def confirm_code(page: Page, action: str) -> str:
    """Reads the recovery code off the screen and types the two groups that are asked for."""
    expect(heading(page, "Your recovery code")).to_be_visible(timeout=DERIVING_MS)
    shown = page.get_by_role("list", name="Recovery code, seven groups").locator("bdi")
    groups = shown.all_inner_texts()
    page.get_by_role("button", name="I have it").click()
    expect(heading(page, "Two groups of it, to be sure")).to_be_visible()
    for place, group in enumerate(groups, start=1):
        field = page.get_by_label(f"Group {place}", exact=True)
        if field.count():
            field.fill(group.lower())
    page.get_by_role("button", name=action).click()
    return "-".join(groups)


def sign_in(page: Page, origin: str, name: str, passphrase: str = PASSPHRASE) -> None:
    """Fills in the form and sends it; where that leads is the caller's to say."""
    go(page, f"{origin}/account/sign-in")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Passphrase", exact=True).fill(passphrase)
    page.get_by_role("button", name="Sign in", exact=True).click()


def arrive(page: Page, origin: str, name: str, passphrase: str = PASSPHRASE) -> None:
    sign_in(page, origin, name, passphrase)
    expect(heading(page, "Signed in")).to_be_visible(timeout=DERIVING_MS)


def come_into_step(page: Page, origin: str) -> None:
    """Until the phone says that nothing of it waits and the server was heard."""
    go(page, f"{origin}/account")
    expect(page.get_by_text(IN_STEP)).to_be_visible(timeout=20_000)


def keep_trusted(page: Page, origin: str, name: str) -> None:
    """Writes down, or changes, the trusted person on the help screen."""
    go(page, f"{origin}/help")
    page.get_by_role("button", name=re.compile("^(Write it down here|Change)")).click()
    page.get_by_label("Name or role").fill(name)
    page.get_by_label("Number").fill("0123 4987651")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_role("link", name=name)).to_be_visible()


def expect_trusted(page: Page, origin: str, name: str) -> None:
    go(page, f"{origin}/help")
    expect(page.get_by_role("link", name=name)).to_be_visible()


def heading(page: Page, name: str):
    return page.get_by_role("heading", name=name, exact=True)
