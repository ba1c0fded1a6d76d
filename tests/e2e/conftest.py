import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, sync_playwright

from tests.e2e import phone as phones
from tests.e2e.phone import Phone, phone, wait_until_kept
from tests.e2e.server import ROOT, Server

DIST = ROOT / "pwa/dist"

#: Where Chromium keeps what pages write: their databases, and what they remember without one.
PERSONAL = ("IndexedDB", "Local Storage", "Session Storage")


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


@pytest.fixture(scope="session")
def visited(
    tmp_path_factory: pytest.TempPathFactory, playwright: Playwright, shared_server: Server
) -> Path:
    """A profile the release was laid into once. What the visit kept of a person is taken out."""
    profile = tmp_path_factory.mktemp("visited") / "profile"
    with phone(playwright, profile) as opened:
        opened.page.goto(shared_server.origin)
        wait_until_kept(opened.page)
    for kept in PERSONAL:
        shutil.rmtree(profile / "Default" / kept, ignore_errors=True)
    return profile


@pytest.fixture
def profile(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Empty of all that is personal. The release of the shared server, laying in which takes a
    while, lies there already, except for a test of a `first_visit`."""
    profile = tmp_path / "profile"
    is_first = request.node.get_closest_marker("first_visit") is not None
    if "shared_server" in request.fixturenames and not is_first:
        shutil.copytree(request.getfixturevalue("visited"), profile)
    return profile


@pytest.fixture
def new_phone(playwright: Playwright, profile: Path, shared_server: Server) -> Iterator[Phone]:
    """Nothing personal on it, opened on Today, and nothing gone wrong by the end."""
    with phone(playwright, profile) as opened:
        opened.page.goto(shared_server.origin)
        wait_until_kept(opened.page)
        yield opened
        assert opened.complaints == []
