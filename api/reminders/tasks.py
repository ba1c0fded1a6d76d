"""The worker: a Huey consumer with its queue in a file of its own.

What must be done lies in the database; the queue only wakes whoever does it. So a task that is
lost, or done twice, or by two workers at once, does no harm.
"""

import logging
import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from huey import SqliteHuey, crontab

from api.core import clock
from api.core.logs import DiscreetFormatter
from api.core.queue import open_queue, when_woken
from api.push.setup import delivery_of
from api.reminders import service
from api.reminders.rules import Duty

THREADS = 4  # one may wait for a moment to come, and must not keep the others waiting
SECONDS_TO_STOP = 4  # the process manager kills after five; a task cut short is done over


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Do the background work until told to stop (SIGTERM finishes what runs)."""
    os.umask(0o077)  # the queue is for its owner alone
    _log_discreetly()
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    consumer = build_queue(app).create_consumer(
        workers=THREADS, periodic=True, graceful_signal="TERM", shutdown_timeout=SECONDS_TO_STOP
    )
    click.echo("The worker is up.")
    consumer.run()
    click.echo("The worker has stopped.")


def build_queue(app: Flask) -> SqliteHuey:
    """The queue, its three duties of every minute, and what a wake-up does, for one application."""
    queue = open_queue(Path(app.config["VAR"]))
    rouse = when_woken(queue, _inside(app, deliver))
    for name, duty in (
        (Duty.HOUSEKEEPING, housekeeping),
        (Duty.TICK, lambda: tick(rouse)),
        (Duty.DELIVER, deliver),
    ):
        queue.periodic_task(crontab(), name=name)(_inside(app, duty))
    return queue


def housekeeping() -> None:
    service.keep_house(clock.now())


def tick(rouse: Callable[[], object]) -> None:
    secret = current_app.config["JWT_SECRET_KEY"]
    if service.tick(secret, int(clock.now().timestamp())):
        with suppress(sqlite3.Error):  # the next minute sees it too
            rouse()


def deliver() -> None:
    """Each run has a sender of its own, since four threads may run it at once."""
    delivery = delivery_of(current_app.config)
    if delivery:
        delivery.run()
        delivery.sender.close()


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
