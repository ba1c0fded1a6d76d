"""What a server could learn: no word and no key leaves the phone or lies on a disk."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Playwright, Request, expect

from tests.e2e.accounts import (
    PASSPHRASE,
    arrive,
    come_into_step,
    expect_trusted,
    fresh_phone,
    keep_trusted,
    make_account,
)
from tests.e2e.phone import Phone, go
from tests.e2e.server import Server
from tests.e2e.test_sealed import files_with

NAME = "harbour lamp"
CANARY = "Quillfeather Marrowby"

#: The ring as it lies sealed on this phone, opened by the key that only this page may use.
READ_RING = """() => new Promise((resolve, reject) => {
  const opening = indexedDB.open('interlude');
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const db = opening.result;
    const reading = db.transaction('keys').objectStore('keys').get('device');
    reading.onsuccess = async () => {
      db.close();
      const { key, owner, sealed } = reading.result;
      const field = (text) => {
        const bytes = new TextEncoder().encode(text);
        return [0, 0, 0, bytes.length, ...bytes];
      };
      const additionalData = Uint8Array.from(['ring', owner, 'device'].flatMap(field));
      const iv = sealed.subarray(1, 13);
      const parameters = { name: 'AES-GCM', iv, additionalData };
      const plain = await crypto.subtle.decrypt(parameters, key, sealed.subarray(13));
      resolve(JSON.parse(new TextDecoder().decode(plain)));
    };
  };
})"""


class Wire:
    """All that a browser said: addresses, headers and bodies."""

    def __init__(self, context: BrowserContext) -> None:
        self.said: list[str] = []
        context.on("request", self._hear)

    def _hear(self, request: Request) -> None:
        headers = "\n".join(f"{name}: {value}" for name, value in request.headers.items())
        body = (request.post_data_buffer or b"").decode("latin-1")
        self.said.append(f"{request.method} {request.url}\n{headers}\n{body}")

    def holds(self, needle: str) -> bool:
        encoded = needle.encode().decode("latin-1")
        return any(needle in each or encoded in each for each in self.said)


@pytest.fixture
def first(playwright: Playwright, tmp_path: Path, server: Server) -> Iterator[Phone]:
    with fresh_phone(playwright, tmp_path / "first", server.origin) as opened:
        yield opened


def test_neither_words_nor_keys_reach_the_server_or_a_disk(
    playwright: Playwright, tmp_path: Path, server: Server, first: Phone
):
    wire = Wire(first.context)
    keep_trusted(first.page, server.origin, CANARY)
    code = make_account(first.page, server.origin, NAME)
    come_into_step(first.page, server.origin)
    ring = first.page.evaluate(READ_RING)

    with fresh_phone(playwright, tmp_path / "second", server.origin) as second:
        other_wire = Wire(second.context)
        arrive(second.page, server.origin, NAME)
        come_into_step(second.page, server.origin)
        expect_trusted(second.page, server.origin, CANARY)
        assert second.page.evaluate(READ_RING) == ring

    secrets = {
        "a word": CANARY,
        "the passphrase": PASSPHRASE,
        "the recovery code": code,
        "the bare recovery code": code.replace("-", ""),
        "a key": ring["keys"]["1"],
        "the names' key": ring["ids"],
        "the private key": ring["x"],
    }
    heard = [
        kind
        for kind, secret in secrets.items()
        for each in (wire, other_wire)
        if each.holds(secret)
    ]
    assert heard == []
    assert wire.holds("/api/vault/sync")
    assert wire.holds(NAME)  # the search would find what is there

    server.kill()
    lying = {kind: files_with(server.log.parent, secret) for kind, secret in secrets.items()}
    profiles = ("first", "second")
    on_server = {
        kind: [file for file in files if not file.startswith(profiles)]
        for kind, files in lying.items()
    }
    assert not any(on_server.values()), on_server


def test_nothing_of_an_account_lies_open_in_the_profile(
    playwright: Playwright, tmp_path: Path, server: Server
):
    with fresh_phone(playwright, tmp_path / "first", server.origin) as opened:
        keep_trusted(opened.page, server.origin, CANARY)
        code = make_account(opened.page, server.origin, NAME)
        come_into_step(opened.page, server.origin)
        go(opened.page, f"{server.origin}/account/devices")
        expect(opened.page.get_by_text("This phone", exact=True).first).to_be_visible()
        ring = opened.page.evaluate(READ_RING)

    for secret in (CANARY, PASSPHRASE, code, ring["keys"]["1"], ring["ids"], NAME):
        assert files_with(tmp_path / "first", secret) == []


def test_the_server_logs_neither_names_nor_addresses(first: Phone, server: Server):
    make_account(first.page, server.origin, NAME)
    come_into_step(first.page, server.origin)

    log = server.log.read_text()
    assert not any(word in log for word in (NAME, "/api/", "127.0.0.1 "))
