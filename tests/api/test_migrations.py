"""The migrations make the tables the code expects, from nothing and back."""

import ast
import os
import stat
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import flask_migrate
import pytest
import sqlalchemy as sa
from alembic import op

from api import create_app
from api.core.config import ROOT
from api.core.db import db
from api.core.secret_files import make_secrets
from tests import factories
from tests.conftest import DATABASES, database_of

VERSIONS = sorted((ROOT / "api/migrations/versions").glob("*.py"))


@pytest.fixture(params=DATABASES)
def empty(request, var):
    """An application whose database holds nothing at all."""
    app = create_app(factories.settings(var, **database_of(request, f"empty_{uuid4().hex}")))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


on_sqlite = pytest.mark.parametrize("empty", ["sqlite"], indirect=True)


def tables():
    return set(sa.inspect(db.engine).get_table_names())


def test_from_nothing_to_what_the_code_says(empty):
    assert tables() == set()

    flask_migrate.upgrade()

    assert tables() == {*db.metadata.tables, "alembic_version"}
    flask_migrate.check()


@on_sqlite
def test_the_file_it_makes_is_for_its_owner_alone(empty, var):
    before = os.umask(0o022)
    try:
        flask_migrate.upgrade()
        assert os.umask(0o022) == 0o022
    finally:
        os.umask(before)

    assert stat.S_IMODE((var / "interlude.db").stat().st_mode) == 0o600


@on_sqlite
def test_nobody_migrates_without_the_write_lock(empty):
    began = []

    def note(_connection, _cursor, statement, *_rest):
        if statement.startswith("BEGIN"):
            began.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", note)
    flask_migrate.upgrade()

    assert set(began) == {"BEGIN IMMEDIATE"}


def test_two_migrating_at_once_stand_in_line(empty, var):
    """Two processes: Alembic keeps what it does in variables of the module."""
    make_secrets(var)
    url = empty.config["SQLALCHEMY_DATABASE_URI"].render_as_string(hide_password=False)
    environ = {"INTERLUDE_VAR": str(var), "DATABASE_URL": url, "PATH": os.environ["PATH"]}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade"]
    both = [
        subprocess.Popen(command, cwd=ROOT, env=environ, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [process.communicate(timeout=60)[1] for process in both]

    assert [process.returncode for process in both] == [0, 0], said
    flask_migrate.check()


def test_the_check_sees_a_forgotten_migration(empty):
    flask_migrate.upgrade()
    with db.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE worker_beats DROP COLUMN beat_at")

    with pytest.raises(SystemExit):  # how flask_migrate passes a complaint on
        flask_migrate.check()


def test_all_the_way_back(empty):
    flask_migrate.upgrade()
    flask_migrate.downgrade(revision="base")

    assert tables() == {"alembic_version"}


def test_migrating_twice_is_migrating_once(empty):
    flask_migrate.upgrade()
    flask_migrate.upgrade()

    flask_migrate.check()


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_a_migration_imports_nothing_of_ours(path: Path):
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
        )
    }
    assert imported <= {"sqlalchemy", "alembic", "datetime", "uuid"}


@on_sqlite
def test_foreign_keys_are_checked_again_afterwards(empty):
    flask_migrate.upgrade()

    with db.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_migration_that_breaks_leaves_nothing_behind(empty, monkeypatch):
    def make_then_break(*_args, **_options):
        empty_table("half", sa.Column("id", sa.Integer))
        raise RuntimeError("planted")

    empty_table = op.create_table
    monkeypatch.setattr(op, "create_table", make_then_break)

    with pytest.raises(SystemExit):
        flask_migrate.upgrade()
    assert tables() <= {"alembic_version"}
