"""The clock at the door, and a door that asks for invites."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from flask import Flask

from api.accounts.gate import Gate
from api.core import clock

SetClock = Callable[[datetime], datetime]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """`at(moment)` sets what routes tell their services.

    Tokens are also judged by the library's own clock, so a test begins in the past and ends in
    the present.
    """

    def set_clock(moment: datetime) -> datetime:
        monkeypatch.setattr(clock, "now", lambda: moment)
        return moment

    return set_clock


@pytest.fixture
def gate(app: Flask) -> Gate:
    found: Gate = app.extensions["accounts"]
    return found


@pytest.fixture
def by_invite(app: Flask, gate: Gate, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The application as it is on a public address."""
    monkeypatch.setitem(app.extensions, "accounts", replace(gate, is_open=False))
    return app
