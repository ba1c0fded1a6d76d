"""All that guards what a person wrote, step after step; afterwards it is nowhere in the clear."""

import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, Playwright, expect

from tests.e2e.accounts import (
    DERIVING_MS,
    PASSPHRASE,
    come_into_step,
    confirm_code,
    expect_trusted,
    heading,
    keep_trusted,
    make_account,
)
from tests.e2e.phone import Phone, go
from tests.e2e.server import ROOT, Server
from tests.e2e.steps import begin_a_practice, rows, stop_early
from tests.e2e.test_lock import LOCKED, shut, turn_on, unlock
from tests.e2e.test_passkeys import (
    begin_adding,
    named_server,
    phone_with_passkeys,
    show_that_it_opens,
)
from tests.e2e.test_sealed import files_with
from tests.e2e.test_sealed_file import bring_in, save_sealed
from tests.e2e.test_stolen import begin as begin_rotation

__all__ = ["named_server"]

CANARY = "Quillfeather Marrowby"
NAME = "canary keeper"


def backed_up(server: Server, folder: Path) -> Path:
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "backup", "--to", str(folder)]
    folder.mkdir()
    subprocess.run(command, check=True, cwd=ROOT, env=server.environ, capture_output=True)
    assert any(folder.iterdir())
    return folder


def is_nowhere(server: Server, folders: list[Path], words: list[str]) -> None:
    places = [Path(server.environ["INTERLUDE_VAR"]), server.log.parent, *folders]
    found = {word: [file for place in places for file in files_with(place, word)] for word in words}
    assert found == {word: [] for word in words}


def lock_and_practise(phone: Phone, origin: str) -> None:
    """What is done while locked goes up to no server and into no clear text, and is there after."""
    page = phone.page
    before = rows(page, "records")
    turn_on(page, origin, "The account\u2019s passphrase")
    shut(page, origin)
    begin_a_practice(page)
    stop_early(page)
    page.wait_for_timeout(500)
    assert rows(page, "box") == 1
    go(page, origin)
    unlock(page, label="Your account\u2019s passphrase")
    expect(heading(page, LOCKED)).to_have_count(0, timeout=DERIVING_MS)
    assert (rows(page, "box"), rows(page, "records")) == (0, before + 1)

    shut(page, origin, "/account/lock")
    unlock(page, label="Your account\u2019s passphrase")
    page.get_by_role("button", name="Turn the lock off").click(timeout=DERIVING_MS)
    expect(page.get_by_text("The lock is off.")).to_be_visible()


def rotate(page: Page, origin: str) -> str:
    begin_rotation(page, origin, PASSPHRASE)
    code = confirm_code(page, "Shut it out")
    expect(heading(page, "It is shut out")).to_be_visible(timeout=DERIVING_MS)
    return code


def test_what_was_written_stands_nowhere_in_the_clear_after_each_step(
    playwright: Playwright, named_server: Server, tmp_path: Path
):
    origin, profile = named_server.origin, tmp_path / "phone"
    with phone_with_passkeys(playwright, profile, origin) as (phone, sent):
        page = phone.page
        keep_trusted(page, origin, CANARY)
        code = make_account(page, origin, NAME)
        come_into_step(page, origin)
        begin_adding(page, origin)
        show_that_it_opens(page, heading(page, "The passkey opens"))
        lock_and_practise(phone, origin)
        file = save_sealed(page, origin, tmp_path)
        bring_in(page, origin, file)
        expect(heading(page, "It is here")).to_be_visible(timeout=DERIVING_MS)
        new_code = rotate(page, origin)
        come_into_step(page, origin)
        expect_trusted(page, origin, CANARY)
        assert CANARY not in "".join(sent)
        assert phone.complaints == []

    backup = backed_up(named_server, tmp_path / "backup")
    words = [CANARY, PASSPHRASE, code, code.replace("-", ""), new_code, new_code.replace("-", "")]
    is_nowhere(named_server, [profile, backup], words)


def test_what_waits_is_sent_while_the_app_is_locked(
    playwright: Playwright, named_server: Server, tmp_path: Path
):
    origin = named_server.origin
    with phone_with_passkeys(playwright, tmp_path / "phone", origin) as (phone, _):
        page = phone.page
        make_account(page, origin, "sent while locked")
        come_into_step(page, origin)
        turn_on(page, origin, "The account\u2019s passphrase")
        phone.context.set_offline(True)
        page.get_by_role("link", name="Need someone now?").click()
        page.get_by_role("button", name="Write it down here").click()
        page.get_by_label("Name or role").fill(CANARY)
        page.get_by_label("Number").fill("0123 4987651")
        page.get_by_role("button", name="Keep", exact=True).click()
        expect(page.get_by_role("link", name=CANARY)).to_be_visible()
        assert rows(page, "outbox") == 1

        shut(page, origin)
        phone.context.set_offline(False)
        for _ in range(100):
            if rows(page, "outbox") == 0:
                break
            page.wait_for_timeout(100)

        assert rows(page, "outbox") == 0
        expect(heading(page, LOCKED)).to_be_visible()
