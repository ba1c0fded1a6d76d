"""Whether this server lives and can be used, for whoever operates it."""

from typing import Any

from flask import Blueprint

from api.core import clock
from api.core.db import why_not_ready
from api.core.problems import Problem, plain_problem
from api.reminders.service import is_worker_quiet

health = Blueprint("health", __name__)


@health.get("/healthz")
def healthz() -> dict[str, str]:
    """The process is up."""
    return {"status": "up"}


@health.get("/readyz")
def readyz() -> dict[str, Any] | Problem:
    """Which part is not ready. A quiet worker is told, and stops nobody from being served."""
    reason = why_not_ready()
    parts = {
        "database": "unreachable" if reason == "unreachable" else "ready",
        "migrations": {None: "ready", "unreachable": "unknown"}.get(reason, "behind"),
        "worker": _worker_state() if reason is None else "unknown",
    }
    if reason:
        return plain_problem(503, parts=parts)
    return {"status": "ready", "parts": parts}


def _worker_state() -> str:
    return "quiet" if is_worker_quiet(clock.now()) else "ready"
