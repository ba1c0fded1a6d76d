"""Passkeys, with an authenticator of the browser: what they open, and what never leaves."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Playwright, expect

from tests.e2e.accounts import (
    DERIVING_MS,
    PASSPHRASE,
    come_into_step,
    expect_trusted,
    fresh_phone,
    heading,
    keep_trusted,
    make_account,
)
from tests.e2e.phone import Phone, ask, go
from tests.e2e.server import ROOT, Server
from tests.e2e.steps import rows
from tests.e2e.test_lock import LOCKED, WRAPS, shut, turn_on

NAME = "harbour lamp"
PRF = """async () => {
  const first = new TextEncoder().encode('interlude/1 ring');
  const publicKey = {
    rpId: location.hostname, challenge: new Uint8Array(32), userVerification: 'required',
    extensions: { prf: { eval: { first } } },
  };
  const found = await navigator.credentials.get({ publicKey });
  const bytes = new Uint8Array(found.getClientExtensionResults().prf.results.first);
  return btoa(String.fromCharCode(...bytes));
}"""


@pytest.fixture(scope="module")
def named_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Reached by a name: an address has no passkeys."""
    server = Server(tmp_path_factory.mktemp("named"), ROOT / "pwa/dist")
    server.origin = f"http://localhost:{server.port}"
    server.environ["INTERLUDE_ORIGIN"] = server.origin
    server.prepare()
    server.start()
    yield server
    server.kill()


@contextmanager
def phone_with_passkeys(
    playwright: Playwright, profile: Path, origin: str, *, opens: bool = True
) -> Iterator[tuple[Phone, list[str]]]:
    """And all that it ever sends."""
    with fresh_phone(playwright, profile, origin) as phone:
        session = phone.context.new_cdp_session(phone.page)
        session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "ctap2Version": "ctap2_1",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "hasPrf": opens,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        sent: list[str] = []
        phone.context.on("request", lambda request: sent.append(request.post_data or ""))
        yield phone, sent


def begin_adding(page: Page, origin: str) -> None:
    go(page, f"{origin}/account")
    page.get_by_role("link", name="Passkeys").click()
    expect(page.get_by_text("There are none yet.")).to_be_visible()
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Make the passkey").click(timeout=DERIVING_MS)


def show_that_it_opens(page: Page, done: Locator) -> None:
    page.get_by_role("button", name="Check that it opens").click()
    again = page.get_by_role("button", name="Once more")
    expect(again.or_(done)).to_be_visible()
    if again.count():
        again.click()
    expect(done).to_be_visible()


def test_a_passkey_signs_in_and_its_key_never_leaves_the_phone(
    playwright: Playwright, named_server: Server, tmp_path: Path
):
    origin = named_server.origin
    with phone_with_passkeys(playwright, tmp_path / "phone", origin) as (phone, sent):
        page = phone.page
        keep_trusted(page, origin, "Marrow")
        make_account(page, origin, NAME)
        come_into_step(page, origin)
        begin_adding(page, origin)
        show_that_it_opens(page, heading(page, "The passkey opens"))
        assert "passkey" in ask(page, WRAPS)

        go(page, f"{origin}/account/sign-out")
        page.get_by_role("button", name="Sign out and clear this phone").click()
        page.get_by_role("button", name="Sign out and clear this phone").click()
        expect(heading(page, "Signed out")).to_be_visible(timeout=20_000)
        assert rows(page, "keys") <= 1

        go(page, f"{origin}/account/sign-in")
        page.get_by_role("button", name="Sign in with a passkey").click()
        expect(heading(page, "Signed in")).to_be_visible(timeout=20_000)
        come_into_step(page, origin)
        assert "passkey" in ask(page, WRAPS)
        expect_trusted(page, origin, "Marrow")

        key = ask(page, f"({PRF})()")
        bodies = "".join(sent)
        assert "attestation_object" in bodies  # they were heard
        spelt = key.rstrip("=").replace("+", "-").replace("/", "_")
        assert spelt not in bodies
        assert key not in bodies
        assert "xtensionResults" not in bodies
        assert phone.complaints == []


def test_one_that_opens_nothing_is_not_kept_and_the_passphrase_stays(
    playwright: Playwright, named_server: Server, tmp_path: Path
):
    origin = named_server.origin
    with phone_with_passkeys(playwright, tmp_path / "phone", origin, opens=False) as (phone, sent):
        page = phone.page
        make_account(page, origin, "Quillfeather")
        come_into_step(page, origin)
        begin_adding(page, origin)
        page.get_by_role("button", name="Check that it opens").click()
        expect(page.get_by_text("This passkey cannot open your keys.")).to_be_visible()

        assert "passkey" not in ask(page, WRAPS)
        assert "attestation_object" not in "".join(sent)
        go(page, f"{origin}/account/passkeys")
        expect(page.get_by_text("There are none yet.")).to_be_visible()
        come_into_step(page, origin)


def test_a_passkey_opens_the_app_lock_without_account_and_network(
    playwright: Playwright, named_server: Server, tmp_path: Path
):
    origin = named_server.origin
    with phone_with_passkeys(playwright, tmp_path / "phone", origin) as (phone, _):
        page = phone.page
        keep_trusted(page, origin, "Marrow")
        turn_on(page, origin)
        page.get_by_role("button", name="Open it with a passkey too").click()
        page.get_by_role("button", name="Make the passkey").click()
        show_that_it_opens(page, page.get_by_text("It opens the app lock on this phone."))
        phone.context.set_offline(True)

        shut(page, origin, "/help")
        page.get_by_role("button", name="Open with the passkey").click()
        expect(page.get_by_role("link", name="Marrow")).to_be_visible()
        expect(heading(page, LOCKED)).to_have_count(0)

        # Never the only way in.
        shut(page, origin, "/reminders")
        page.get_by_label("Passphrase of the app lock").fill(PASSPHRASE)
        page.get_by_role("button", name="Open", exact=True).click()
        expect(page.get_by_role("button", name="Remind me")).to_be_visible(timeout=DERIVING_MS)
        assert phone.complaints == []
