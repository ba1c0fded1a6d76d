from collections.abc import Iterator

import pytest

from tests.push import service
from tests.push.service import PushService


@pytest.fixture
def push_service() -> Iterator[PushService]:
    """One of our own, on this machine."""
    with service.running() as running:
        yield running
