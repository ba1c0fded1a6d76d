from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, sync_playwright

from tests.e2e import phone as phones
from tests.e2e.phone import Phone, phone, wait_until_kept
from tests.e2e.server import ROOT, Server

DIST = ROOT / "pwa/dist"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(item.path).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """For tests that leave the server alone: started once."""
    server = Server(tmp_path_factory.mktemp("server"), DIST)
    server.prepare()
    server.start()
    yield server
    server.kill()


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """For tests that kill it."""
    monkeypatch.setattr(phones, "OFFLINE", phones.OFFLINE + phones.CUT_OFF)
    server = Server(tmp_path, DIST)
    server.prepare()
    server.start()
    yield server
    server.kill()


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "profile"


@pytest.fixture
def new_phone(playwright: Playwright, profile: Path, shared_server: Server) -> Iterator[Phone]:
    """An empty profile on Today, with nothing gone wrong by the end."""
    with phone(playwright, profile) as opened:
        opened.page.goto(shared_server.origin)
        wait_until_kept(opened.page)
        yield opened
        assert opened.complaints == []
