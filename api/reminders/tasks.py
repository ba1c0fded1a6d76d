"""The worker: a Huey consumer with its queue in a file of its own."""

import logging
import os
from collections.abc import Callable
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from huey import SqliteHuey, crontab

from api.core import clock
from api.core.logs import DiscreetFormatter
from api.reminders import service
from api.reminders.rules import Duty

QUEUE = "huey.db"
SECONDS_TO_STOP = 4  # the process manager kills after five; a task cut short is done over


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Do the background work until told to stop (SIGTERM finishes what runs)."""
    os.umask(0o077)  # the queue is for its owner alone
    _log_discreetly()
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    consumer = build_queue(app).create_consumer(
        periodic=True, graceful_signal="TERM", shutdown_timeout=SECONDS_TO_STOP
    )
    click.echo("The worker is up.")
    consumer.run()
    click.echo("The worker has stopped.")


def build_queue(app: Flask) -> SqliteHuey:
    """The queue and its periodic duties, for one application.

    Made when asked for and not on import: the file's place is a setting. Answers of tasks are
    not kept, because nobody waits for them.
    """
    path = Path(app.config["VAR"]) / QUEUE
    queue = SqliteHuey("interlude", filename=str(path), results=False)
    queue.periodic_task(crontab(), name=Duty.HOUSEKEEPING)(_inside(app, housekeeping))
    return queue


def housekeeping() -> None:
    service.keep_house(clock.now())


def _inside(app: Flask, duty: Callable[[], None]) -> Callable[[], None]:
    """A fresh application context for each run, and so a fresh database session."""

    def run() -> None:
        with app.app_context():
            duty()

    return run


def _log_discreetly() -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(DiscreetFormatter("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(handlers=[handler], level=logging.WARNING)
