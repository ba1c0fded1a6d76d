"""A backup is of one moment, read back, and put in the place of what is there all at once."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import flask_migrate
from flask import Flask

from api import create_app
from api.backups.files import drop_old
from api.core.db import db
from api.core.logs import DiscreetFlask
from api.core.secret_files import make_secrets
from tests import factories
from tests.api.accounts.people import Phone
from tests.api.backups.commands import backed_up, restored
from tests.api.vault.phones import edit, everything, somebody, sync, synced

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def test_a_backup_is_for_its_owners_eyes_and_says_how_much_is_in_it(phone, run, tmp_path):
    synced(phone, edit(), edit())

    said = run.invoke(args=["backup", "--to", str(tmp_path / "new")])

    (file,) = (tmp_path / "new").iterdir()
    assert said.output.startswith(f"{file}\nRead back and whole: 1 accounts, 2 sealed records.")
    assert "The secrets are not in it." in said.output
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_what_was_restored_is_what_there_was_and_has_another_history(phone, run, tmp_path):
    old, new = edit(), edit()
    before = synced(phone, old)
    file = backed_up(run, tmp_path)
    synced(phone, new)

    said = restored(run, file)

    assert set(everything(phone)) == {old["id"]}
    answer = sync(phone, history=before["history"], cursor=2)
    assert (answer.status_code, answer.json["code"]) == (409, "history_changed")
    assert answer.json["since"] == 1
    assert "What was there until now: " in said


def test_a_phone_brings_back_what_the_restored_server_forgot(phone, run, tmp_path):
    synced(phone, edit())
    file = backed_up(run, tmp_path)
    forgotten = edit()
    synced(phone, forgotten)

    restored(run, file)
    history = phone.me().json["history"]

    assert synced(phone, forgotten, history=history)["results"][0]["status"] == "ok"
    assert forgotten["id"] in everything(phone)


def test_what_was_there_can_be_had_back(phone, run, tmp_path, app):
    synced(phone, edit())
    file = backed_up(run, tmp_path)
    newest = edit()
    synced(phone, newest)
    said = restored(run, file)
    until_now = Path(said.split("What was there until now: ")[1].splitlines()[0])

    restored(run, until_now, "--without-copy")

    assert newest["id"] in everything(phone)


def test_each_account_gets_a_history_of_its_own(app, run, tmp_path):
    phones = [somebody(app, name) for name in ("ana", "ben", "cleo")]
    before = {each.me().json["history"] for each in phones}
    file = backed_up(run, tmp_path)

    restored(run, file)

    after = {each.me().json["history"] for each in phones}
    assert len(before | after) == 6


@contextmanager
def writing(phone: Phone, app: Flask) -> Iterator[list[str]]:
    """Somebody writes all the while. Gives the ids of what was acknowledged so far."""
    taken: list[str] = []
    over = threading.Event()

    def write() -> None:
        with app.app_context():
            while not over.is_set():
                op = edit()
                answer = sync(phone, op)
                if answer.status_code == 200:
                    assert answer.json["results"][0]["status"] == "ok"
                    taken.append(op["id"])

    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield taken
    finally:
        over.set()
        writer.join()


def wait_for(taken: list[str], count: int) -> None:
    deadline = time.monotonic() + 30
    while len(taken) < count:
        assert time.monotonic() < deadline, f"only {len(taken)} were taken"
        time.sleep(0.01)


def test_a_backup_under_writes_holds_all_that_was_acknowledged_before(phone, app, run, tmp_path):
    for round_ in range(5):
        with writing(phone, app) as taken:
            wait_for(taken, 20)
            before = list(taken)
            file = backed_up(run, tmp_path / str(round_))
        restored(run, file, "--without-copy")
        assert set(before) <= set(everything(phone))


def test_a_restore_under_writes_is_seen_as_one_or_the_other(phone, app, run, tmp_path):
    old = edit()
    synced(phone, old)
    file = backed_up(run, tmp_path)

    with writing(phone, app) as taken:
        wait_for(taken, 20)
        restored(run, file, "--without-copy")
        wait_for(taken, len(taken) + 5)

    found = everything(phone)
    assert old["id"] in found
    seqs = sorted(row["seq"] for row in found.values())
    assert seqs == list(range(1, len(seqs) + 1))
    assert set(taken[-3:]) <= set(found)


def test_two_backups_of_one_second_do_not_take_each_others_place(phone, run, tmp_path, monkeypatch):
    monkeypatch.setattr("api.core.clock.now", lambda: NOON)
    first = backed_up(run, tmp_path)
    whole = first.read_bytes()

    said = run.invoke(args=["backup", "--to", str(tmp_path)])

    assert said.exit_code == 1
    assert "is there already, and was left as it is." in said.output
    assert first.read_bytes() == whole
    assert list(tmp_path.iterdir()) == [first]


def test_old_backups_go_and_other_files_stay(tmp_path):
    names = [
        "interlude-20260101T000000Z.db",
        "interlude-20260101T000001Z-before-restore.dump",
        "interlude-20260101T000002Z.db.part",
        "interlude-20260301T000000Z.dump",
        "interlude-mine.db",
    ]
    for name in [*names, "notes.txt"]:
        (tmp_path / name).touch()

    gone = drop_old(tmp_path, NOON, timedelta(days=30))

    assert [path.name for path in gone] == names[:3]
    assert len(list(tmp_path.iterdir())) == 3


def test_a_relative_address_is_where_the_server_looks_too(var, tmp_path, monkeypatch):
    """The framework puts it into a folder of its own, and not into the one we happen to be in."""
    make_secrets(var)
    monkeypatch.chdir(var)
    own = tmp_path / "own"
    monkeypatch.setattr(DiscreetFlask, "auto_find_instance_path", lambda _: str(own))
    app = create_app(factories.settings(var, SQLALCHEMY_DATABASE_URI="sqlite:///here.db"))
    with app.app_context():
        flask_migrate.upgrade()
        db.engine.dispose()

    backed_up(app.test_cli_runner(), tmp_path / "to")

    assert (own / "here.db").exists()
    assert not (var / "here.db").exists()
