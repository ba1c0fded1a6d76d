import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.core import clock
from tests import factories
from tests.api.planted import planted_app
from tests.api.push.knocks import Clock, Worker
from tests.conftest import client_of


@pytest.fixture
def var(tmp_path: Path) -> Path:
    """A folder of its own, for an application of its own."""
    factories.write_catalogue(tmp_path / "catalogue")
    factories.write_dist(tmp_path / "dist")
    return tmp_path


@pytest.fixture
def planted(var: Path) -> Iterator[Flask]:
    with planted_app(var) as app:
        yield app


@pytest.fixture
def asker(planted: Flask) -> FlaskClient:
    """Nobody in particular, before the application with planted routes."""
    return client_of(planted)


@pytest.fixture
def worker(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Worker:
    """Its time is that of routes too. It begins with this very minute: tokens are also judged by
    the library's own clock."""
    made = Worker(app, Clock(time.time() // 60 * 60))
    monkeypatch.setattr(clock, "now", lambda: datetime.fromtimestamp(made.clock.now, UTC))
    return made
