import pytest
from flask import Flask

from tests.api.accounts.people import Phone
from tests.api.vault.phones import somebody


@pytest.fixture
def phone(app: Flask) -> Phone:
    """Ana's."""
    return somebody(app, "ana")


@pytest.fixture
def stranger(app: Flask) -> Phone:
    """Cleo's."""
    return somebody(app, "cleo")
