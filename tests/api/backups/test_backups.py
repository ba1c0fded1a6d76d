"""A backup is of one moment, read back, and put in the place of what is there all at once."""

import os
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskCliRunner

from api.backups import on_sqlite
from api.backups.errors import BadBackup
from api.backups.files import drop_old
from api.core.db import db
from api.vault.models import heads, rows
from tests.api.accounts.people import Phone
from tests.api.vault.phones import edit, everything, somebody, sync, synced
from tests.conftest import on_postgresql
from tests.conftest import on_sqlite as only_on_sqlite
from tools import postgres

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def programs(monkeypatch: pytest.MonkeyPatch):
    """PostgreSQL's own, of the same release as the server of the tests."""
    found = postgres.find()
    assert found
    monkeypatch.setenv("PATH", f"{found}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def phone(app: Flask) -> Phone:
    return somebody(app, "ana")


@pytest.fixture
def run(app: Flask) -> FlaskCliRunner:
    shutil.rmtree(app.config["VAR"] / "backups", ignore_errors=True)
    db.session.remove()
    return app.test_cli_runner()


def backed_up(run: FlaskCliRunner, folder: Path) -> Path:
    said = run.invoke(args=["backup", "--to", str(folder)])
    assert said.exit_code == 0, said.output
    return Path(said.output.splitlines()[0])


def restored(run: FlaskCliRunner, file: Path, *more: str) -> str:
    said = run.invoke(args=["restore", str(file), "--yes", *more])
    assert said.exit_code == 0, said.output
    return said.output


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


def test_a_backup_under_writes_holds_all_that_was_acknowledged_before(phone, app, run, tmp_path):
    for round_ in range(5):
        with writing(phone, app) as taken:
            while len(taken) < 20:
                over_soon = threading.Event()
                over_soon.wait(0.01)
            before = list(taken)
            file = backed_up(run, tmp_path / str(round_))
        restored(run, file, "--without-copy")
        assert set(before) <= set(everything(phone))


def test_a_restore_under_writes_is_seen_as_one_or_the_other(phone, app, run, tmp_path):
    old = edit()
    synced(phone, old)
    file = backed_up(run, tmp_path)

    with writing(phone, app) as taken:
        while len(taken) < 20:
            threading.Event().wait(0.01)
        restored(run, file, "--without-copy")
        held = len(taken)
        while len(taken) < held + 5:
            threading.Event().wait(0.01)

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
        "interlude-20260301T000000Z.dump",
        "interlude-mine.db",
    ]
    for name in [*names, "notes.txt"]:
        (tmp_path / name).touch()

    gone = drop_old(tmp_path, NOON, timedelta(days=30))

    assert [path.name for path in gone] == names[:2]
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.parametrize(
    "spoil",
    [
        lambda whole: b"",
        lambda whole: b"no backup at all",
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole[:-5000] + bytes(5000),
    ],
    ids=["empty", "something else", "half of it", "without its end"],
)
def test_what_is_not_whole_is_refused_and_nothing_is_changed(phone, run, tmp_path, spoil):
    for _ in range(4):
        synced(phone, *(edit() for _ in range(20)))
    file = backed_up(run, tmp_path)
    file.write_bytes(spoil(file.read_bytes()))
    before = everything(phone)

    said = run.invoke(args=["restore", str(file), "--yes"])

    assert said.exit_code == 1
    assert str(file) in said.output
    assert everything(phone) == before


def test_a_file_that_is_not_there_is_said(run, tmp_path):
    said = run.invoke(args=["restore", str(tmp_path / "none"), "--yes"])

    assert said.exit_code == 1
    assert "There is no file" in said.output


def test_whoever_says_no_keeps_what_is_there(phone, run, tmp_path):
    file = backed_up(run, tmp_path)
    op = edit()
    synced(phone, op)

    said = run.invoke(args=["restore", str(file)], input="n\n")

    assert said.exit_code == 1
    assert op["id"] in everything(phone)


def test_a_backup_of_another_release_is_refused(phone, run, tmp_path):
    there = sa.text("UPDATE alembic_version SET version_num = :to")
    (now,) = db.session.execute(sa.text("SELECT version_num FROM alembic_version")).one()
    db.session.execute(there, {"to": "0001"})
    db.session.commit()
    file = backed_up(run, tmp_path)
    db.session.execute(there, {"to": now})
    db.session.commit()

    said = run.invoke(args=["restore", str(file), "--yes"])

    assert said.exit_code == 1
    assert "is of another release of Interlude" in said.output


def test_numbers_that_are_not_those_of_the_records_are_no_backup(phone, run, tmp_path):
    synced(phone, edit(), edit())
    db.session.execute(sa.delete(rows).where(rows.c.seq == 1))
    db.session.commit()

    said = run.invoke(args=["backup", "--to", str(tmp_path)])

    assert said.exit_code == 1
    assert "its numbers are not those of its records" in said.output
    assert list(tmp_path.iterdir()) == []
    db.session.execute(sa.delete(heads))


@on_postgresql
def test_without_the_programs_of_postgresql_that_is_said(run, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    said = run.invoke(args=["backup", "--to", str(tmp_path / "to")])

    assert said.exit_code == 1
    assert "pg_dump is not installed. It comes with PostgreSQL's client." in said.output


@only_on_sqlite
def test_a_restore_that_fails_half_way_changes_nothing(phone, app, tmp_path, run):
    op = edit()
    synced(phone, op)
    file = backed_up(run, tmp_path)

    with pytest.raises(BadBackup, match="could not be replaced"):
        on_sqlite.restore(file, db.engine.url, ("UPDATE no_such_table SET x = 1",))

    assert op["id"] in everything(phone)


@only_on_sqlite
def test_a_folder_that_cannot_be_written_to_is_said(run, tmp_path):
    (tmp_path / "taken").touch()

    said = run.invoke(args=["backup", "--to", str(tmp_path / "taken/here")])

    assert said.exit_code == 1
    assert "cannot be written to" in said.output


@only_on_sqlite
def test_nothing_is_written_beside_a_backup_that_is_looked_at(phone, run, tmp_path):
    file = backed_up(run, tmp_path)

    on_sqlite.verify(file)

    assert list(tmp_path.iterdir()) == [file]
    with closing(sqlite3.connect(file)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
