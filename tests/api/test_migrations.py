"""The migrations make the tables the code expects, from nothing and back."""

import ast
import os
import stat
from pathlib import Path

import flask_migrate
import pytest
import sqlalchemy as sa
from alembic import op

from api import create_app
from api.core.config import ROOT
from api.core.db import db
from tests import factories

VERSIONS = sorted((ROOT / "api/migrations/versions").glob("*.py"))


@pytest.fixture
def empty(var):
    """An application whose database holds nothing at all."""
    app = create_app(factories.settings(var))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def tables():
    return set(sa.inspect(db.engine).get_table_names())


def test_from_nothing_to_what_the_code_says(empty):
    assert tables() == set()

    flask_migrate.upgrade()

    assert tables() == {*db.metadata.tables, "alembic_version"}
    flask_migrate.check()


def test_the_file_it_makes_is_for_its_owner_alone(empty, var):
    before = os.umask(0o022)
    try:
        flask_migrate.upgrade()
        assert os.umask(0o022) == 0o022
    finally:
        os.umask(before)

    assert stat.S_IMODE((var / "interlude.db").stat().st_mode) == 0o600


def test_two_migrating_at_once_stand_in_line(empty):
    began = []

    def note(_connection, _cursor, statement, *_rest):
        if statement.startswith("BEGIN"):
            began.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", note)
    flask_migrate.upgrade()

    assert set(began) == {"BEGIN IMMEDIATE"}


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
