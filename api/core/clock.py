"""What time it is. Asked by routes and tasks only; everything below is told."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present instant, aware and in UTC."""
    return datetime.now(UTC)
