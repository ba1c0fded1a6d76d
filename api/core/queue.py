"""The queue between processes: a file of its own, that carries nothing but wake-ups.

What must be done lies in the database. A wake-up that is lost costs a minute, and nothing else.
"""

import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from huey import SqliteHuey

QUEUE = "huey.db"

log = logging.getLogger(__name__)


def open_queue(var: Path) -> SqliteHuey:
    """Made when asked for and not on import: the file's place is a setting.

    Answers of tasks are not kept, because nobody waits for them.
    """
    return SqliteHuey("interlude", filename=str(var / QUEUE), results=False)


def when_woken(queue: SqliteHuey, work: Callable[[], None]) -> Callable[[], Any]:
    """What a worker does when somebody rouses it. Answers with how to do that from here."""

    def wake() -> None:
        work()

    rouser: Callable[[], Any] = queue.task(name="wake")(wake)
    return rouser


def rouse(var: Path) -> None:
    """Tell the worker that there is something to be sent now. Never fails."""
    if not (var / QUEUE).exists():  # the worker makes it, for its owner alone
        return
    try:
        queue = open_queue(var)
        try:
            when_woken(queue, lambda: None)()
        finally:
            queue.storage.close()
    except sqlite3.Error:
        log.warning("The worker could not be woken. It looks by itself within a minute.")
