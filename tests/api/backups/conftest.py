import os
import shutil

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from api.core.db import db
from tests.api.accounts.people import Phone
from tests.api.vault.phones import somebody
from tools import postgres


@pytest.fixture(autouse=True)
def programs(monkeypatch: pytest.MonkeyPatch):
    """PostgreSQL's own, of the same release as the server of the tests."""
    found = postgres.find()
    assert found
    monkeypatch.setenv("PATH", f"{found}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def phone(app: Flask) -> Phone:
    return somebody(app, "ana")


@pytest.fixture
def run(app: Flask) -> FlaskCliRunner:
    shutil.rmtree(app.config["VAR"] / "backups", ignore_errors=True)
    db.session.remove()
    return app.test_cli_runner()
