"""What is no whole backup, or cannot be made or put back, is said, and nothing is changed."""

import sqlite3
from contextlib import closing

import pytest
import sqlalchemy as sa

from api.backups import on_sqlite
from api.backups.errors import BadBackup
from api.core.db import db
from api.vault.models import rows
from tests.api.backups.commands import backed_up
from tests.api.vault.phones import edit, everything, synced
from tests.conftest import on_postgresql
from tests.conftest import on_sqlite as only_on_sqlite


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
        on_sqlite.restore(file, ("UPDATE no_such_table SET x = 1",))

    assert op["id"] in everything(phone)


@only_on_sqlite
def test_a_folder_that_cannot_be_written_to_is_said(run, tmp_path):
    (tmp_path / "taken").touch()

    said = run.invoke(args=["backup", "--to", str(tmp_path / "taken/here")])

    assert said.exit_code == 1
    assert "cannot be written" in said.output


@only_on_sqlite
def test_nothing_is_written_beside_a_backup_that_is_looked_at(phone, run, tmp_path):
    file = backed_up(run, tmp_path)

    on_sqlite.verify(file)

    assert list(tmp_path.iterdir()) == [file]
    with closing(sqlite3.connect(file)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
