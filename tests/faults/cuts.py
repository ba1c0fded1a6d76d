"""The application on a disk that fails: its power is cut, or writes and syncs are refused.

One process, one call at a time: the same seed gives the same troubles at the same calls.
"""

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, get_args
from unittest.mock import patch

import apsw
import flask_migrate
import sqlalchemy as sa

from api import create_app
from api.core import engines
from api.core.db import db
from api.core.secret_files import make_secrets
from api.vault.models import heads
from tests import factories
from tests.api.accounts.people import Person, Phone
from tests.api.vault.phones import SYNC, everything
from tests.faults.dbapi import Connection
from tests.faults.disk import Disk, Left, no_trouble
from tests.faults.writers import Found, Writer

TURNS = 12
#: A story of so many turns asks its disk for 240 to 290 writes, syncs and the like.
MOST_CALLS = 290
REFUSED = 0.04
LEFT = get_args(Left)
CHECKPOINT = "PRAGMA wal_checkpoint(PASSIVE)"


class Stage:
    """One application, whose connections go to whichever file of whichever disk is set."""

    def __init__(self, folder: Path, **pragmas: str) -> None:
        self.folder, self.pragmas = folder, pragmas
        self.open: Callable[[], Any] = lambda: self.on_real_disk(folder / "interlude.db")
        with patch.object(engines, "options_for", lambda _url: {"creator": self._opened}):
            self.app = create_app(factories.settings(folder))
        with self.app.app_context():
            flask_migrate.upgrade()
            sa.event.listen(db.engine, "connect", self._weaken)
            self.phone = Phone(self.app)
            assert Person("ana").sign_up(self.phone).status_code == 201
            db.session.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))
            db.session.remove()
            db.engine.dispose()
        self.template = folder / "interlude.db"

    def _opened(self) -> Any:
        return self.open()

    def _weaken(self, connection: Any, _record: Any) -> None:
        """What a mistake in our settings would do."""
        for name, value in self.pragmas.items():
            connection.execute(f"PRAGMA {name} = {value}")

    @staticmethod
    def on_real_disk(path: Path) -> sqlite3.Connection:
        return sqlite3.connect(path, check_same_thread=False)

    def send(self, asked: Any) -> Any | None:
        answer = self.phone.post(SYNC, json=asked)
        return answer.json if answer.status_code == 200 else None

    @contextmanager
    def on(self, opened: Callable[[], Any]) -> Iterator[None]:
        self.open = opened
        with self.app.app_context():
            yield
            db.session.remove()
            db.engine.dispose()

    def judged(self, writer: Writer) -> Found:
        (whole,) = db.session.execute(sa.text("PRAGMA integrity_check")).one()
        assert whole == "ok", whole
        last_seq = db.session.scalar(sa.select(heads.c.last_seq)) or 0
        db.session.rollback()
        return writer.judged(everything(self.phone), last_seq)


@contextmanager
def stage(folder: Path, **pragmas: str) -> Iterator[Stage]:
    folder.mkdir(mode=0o700, exist_ok=True)
    make_secrets(folder)
    factories.write_catalogue(folder / "catalogue")
    factories.write_dist(folder / "dist")
    yield Stage(folder, **pragmas)


def power_cut(stage: Stage, seed: int) -> Found:
    """Somebody writes; the power goes at some call to the disk, in the middle of whatever; it
    comes back, and the phone goes on where it was.
    """
    chance = random.Random(seed)  # noqa: S311  nothing secret about it
    writer, after = Writer(chance), stage.folder / f"{seed}-after.db"
    disk, before = new_disk(stage, seed)
    disk.trouble = gone_after(chance.randrange(MOST_CALLS))
    with stage.on(lambda: Connection(str(before), disk.name)):
        write(stage, writer)
        left = disk.left_behind(chance.choice(LEFT), chance)
        disk.trouble = no_trouble  # so that what is thrown away can be closed
    for path, held in left.items():
        Path(path.replace(str(before), str(after))).write_bytes(held)
    with stage.on(lambda: stage.on_real_disk(after)):
        return go_on(stage, writer)


def refusals(stage: Stage, seed: int) -> Found:
    """Somebody writes on a disk that is full at times, and broken at others."""
    chance = random.Random(seed)  # noqa: S311  nothing secret about it
    writer = Writer(chance)
    disk, path = new_disk(stage, seed)
    disk.trouble = now_and_then(chance)
    with stage.on(lambda: Connection(str(path), disk.name)):
        write(stage, writer)
        disk.trouble = no_trouble
        return go_on(stage, writer)


def new_disk(stage: Stage, seed: int) -> tuple[Disk, Path]:
    path = stage.folder / f"{seed}-before.db"
    shutil.copy(stage.template, path)
    return Disk(f"disk-{seed}"), path


def write(stage: Stage, writer: Writer) -> None:
    for turn in range(TURNS):
        writer.turn(stage.send)
        if turn % 4 == 3:
            checkpoint()


def go_on(stage: Stage, writer: Writer) -> Found:
    """What waits is sent, and something new, before anything is judged."""
    for _ in range(2):
        assert writer.turn(stage.send), "With the power back, a call is taken."
    return stage.judged(writer)


def checkpoint() -> None:
    """As housekeeping does; it may be what the power goes in."""
    try:
        db.session.execute(sa.text(CHECKPOINT))
    except sa.exc.SQLAlchemyError:
        pass
    finally:
        db.session.remove()


def gone_after(calls: int) -> Callable[[str, str], None]:
    left = calls

    def trouble(_what: str, _path: str) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise apsw.IOError("no power")

    return trouble


def now_and_then(chance: random.Random) -> Callable[[str, str], None]:
    def trouble(what: str, _path: str) -> None:
        if chance.random() < REFUSED:
            raise apsw.IOError(what) if what == "sync" else apsw.FullError(what)

    return trouble
