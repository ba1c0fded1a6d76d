"""`python -m tests.schedules.server DATABASE`: the real server, told line by line what to do.

One JSON object a line comes in, and one goes out. Requests go through the whole application, as a
signed-in phone's do; what an operator or half a year does to it is done to its database.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import flask_migrate
import sqlalchemy as sa
from flask import Flask

from api import create_app
from api.accounts.models import Account
from api.core import clock
from api.core.db import Model, db
from api.core.secret_files import make_secrets
from api.vault import service
from api.vault.models import heads, ops, rows
from api.vault.models import histories as ended
from tests import factories
from tests.api.accounts.people import Person, Phone
from tests.api.backups.commands import backed_up, restored
from tests.api.vault.phones import SYNC, renew_histories
from tests.vault.il1 import unb64
from tools import postgres

LONG_AGO = timedelta(days=400)
TABLES = (heads, rows, ops, ended)
Told = dict[str, Any]


class RealServer:
    """One account at a time. Backups are lists of rows in memory, for speed."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.person, self.phone = Person("nobody"), Phone(app)
        self.signed_out: Phone | None = None
        self.past: dict[str, Any] = {}

    def begin(self, _told: Told) -> Told:
        for table in reversed(Model.metadata.sorted_tables):
            db.session.execute(table.delete())
        db.session.commit()
        self.person, self.phone, self.signed_out = Person("ana"), Phone(self.app), None
        answer = self.person.sign_up(self.phone)
        assert answer.status_code == 201, answer.text
        return self._history()

    def sync(self, told: Told) -> Told:
        phone = self.phone if told["is_member"] else self._phone_signed_out()
        answer = phone.post(SYNC, json=told["request"])
        return {"status": answer.status_code, "body": answer.json}

    def _phone_signed_out(self) -> Phone:
        """From elsewhere, by another phone of the same person."""
        if self.signed_out is None:
            self.signed_out = Phone(self.app, uuid4())
            assert self.person.sign_in(self.signed_out).status_code == 200
            gone = self.phone.delete(f"/api/accounts/devices/{self.signed_out.device_id}")
            assert gone.status_code == 204, gone.text
        return self.signed_out

    def backup(self, told: Told) -> Told:
        self.past[told["name"]] = (
            self._history(),
            [
                (table, [row._asdict() for row in db.session.execute(sa.select(table))])
                for table in TABLES
            ],
        )
        db.session.rollback()
        return {}

    def restore(self, told: Told) -> Told:
        was, tables = self.past[told["name"]]
        for table, kept in tables:
            db.session.execute(table.delete())
            if kept:
                db.session.execute(table.insert(), kept)
        db.session.execute(sa.update(Account).values(was))
        db.session.commit()
        if not told["quietly"]:
            renew_histories()
        return self._history()

    def purge(self, _told: Told) -> Told:
        """As if half a year had passed for all tombstones there are."""
        long_ago = clock.now().date() - LONG_AGO
        gone = rows.c.purgeable_on.is_not(None)
        db.session.execute(sa.update(rows).where(gone).values(purgeable_on=long_ago))
        db.session.commit()
        service.keep_house(clock.now())
        return {}

    def put(self, told: Told) -> Told:
        """What lies under an id is exchanged, as an edit would, and has the next number."""
        row = told["row"]
        this = rows.c.record_id == row["id"]
        was = sa.select(
            rows.c.account_id, rows.c.last_op, rows.c.seq, rows.c.digest, sa.func.current_date()
        ).where(this)
        db.session.execute(
            sa.insert(ops).from_select(["account_id", "op", "seq", "digest", "done_on"], was)
        )
        db.session.execute(sa.update(heads).values(last_seq=heads.c.last_seq + 1))
        sealed = unb64(row["sealed"])
        changed = {"sealed": sealed, "last_op": row["last_op"], "digest": bytes(16)}
        next_seq = sa.select(heads.c.last_seq).scalar_subquery()
        db.session.execute(sa.update(rows).where(this).values(seq=next_seq, **changed))
        db.session.commit()
        return {}

    def _history(self) -> Told:
        found = db.session.scalar(sa.select(Account.history))
        db.session.rollback()
        return {"history": found}

    def answer(self, told: Told) -> str:
        do = {
            "begin": self.begin,
            "sync": self.sync,
            "backup": self.backup,
            "restore": self.restore,
            "purge": self.purge,
            "put": self.put,
        }
        return json.dumps(do[told["do"]](told), default=str)


class Drilled(RealServer):
    """Backed up and restored as an operator does it: by `flask backup` and `flask restore`.

    What the latter said is added to the file that `SYNC_DRILL` names.
    """

    def backup(self, told: Told) -> Told:
        db.session.remove()
        folder = Path(self.app.config["VAR"]) / f"drill-{uuid4()}"
        self.past[told["name"]] = backed_up(self.app.test_cli_runner(), folder)
        return {}

    def restore(self, told: Told) -> Told:
        db.session.remove()
        said = restored(self.app.test_cli_runner(), self.past[told["name"]], "--without-copy")
        with Path(os.environ["SYNC_DRILL"]).open("a") as kept:
            kept.write(said)
        return self._history()


@contextmanager
def database(name: str) -> Iterator[Told]:
    if name == "sqlite":
        yield {}
        return
    programs = postgres.find()
    os.environ["PATH"] = f"{programs}{os.pathsep}{os.environ['PATH']}"
    with postgres.running() as cluster:
        yield {"SQLALCHEMY_DATABASE_URI": cluster.new_database("schedules")}


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, database(sys.argv[1]) as given:
        make_secrets(Path(folder))
        factories.write_catalogue(Path(folder) / "catalogue")
        factories.write_dist(Path(folder) / "dist")
        app = create_app(factories.settings(Path(folder), **given))
        with app.app_context():
            flask_migrate.upgrade()
            server = (Drilled if os.environ.get("SYNC_DRILL") else RealServer)(app)
            say("up")
            for line in sys.stdin:
                say(server.answer(json.loads(line)))
            db.engine.dispose()


if __name__ == "__main__":
    main()
