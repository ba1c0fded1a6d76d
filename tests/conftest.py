"""What most tests stand on: one application with a real, migrated database, emptied after each.

Each such test runs twice, on SQLite and on PostgreSQL, unless it says `@on_sqlite`.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings
from werkzeug.test import TestResponse

from api import create_app
from api.core.db import Model, db
from api.core.secret_files import make_secrets
from tests import factories
from tools import postgres
from tools.postgres import Cluster

DATABASES = ("sqlite", "postgresql")
# For what only one of them has: modes of its file, its pragmas, its one write lock.
on_sqlite = pytest.mark.parametrize("migrated", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize("migrated", ["postgresql"], indirect=True)
# How long an example takes says something of the machine, and nothing of the code.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

HTML = {"Accept": "text/html,application/xhtml+xml;q=0.9"}


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with secrets, a small catalogue and a small built app."""
    folder = tmp_path_factory.mktemp("house")
    make_secrets(folder)
    factories.write_catalogue(folder / "catalogue")
    factories.write_dist(folder / "dist")
    return folder


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL of our own. Where none can be had the tests fail: skipped ones prove nothing."""
    with postgres.running() as cluster:
        yield cluster


@pytest.fixture(scope="session", params=DATABASES)
def migrated(request: pytest.FixtureRequest, house: Path) -> Iterator[Flask]:
    """One application and one database for the whole run, made by the migrations."""
    given = {"PUSH_CONTACT": "mailto:care@interlude.example"} | database_of(request, "migrated")
    app = create_app(factories.settings(house, **given))
    with app.app_context():
        flask_migrate.upgrade()
        yield app
        db.engine.dispose()


def database_of(request: pytest.FixtureRequest, name: str) -> dict[str, Any]:
    """The settings of a parametrised fixture: what makes its database the one it was given."""
    if request.param == "sqlite":
        return {}
    cluster: Cluster = request.getfixturevalue("cluster")
    return {"SQLALCHEMY_DATABASE_URI": cluster.new_database(name)}


@pytest.fixture
def app(migrated: Flask) -> Iterator[Flask]:
    """The application, with an empty database."""
    with migrated.app_context():
        yield migrated
        db.session.rollback()
        for table in reversed(Model.metadata.sorted_tables):
            db.session.execute(table.delete())
        db.session.commit()
        db.session.remove()


@pytest.fixture
def unjudged(app: Flask) -> Iterator[None]:
    """What `tidy` learns of so few rows would change how other tests' questions are answered."""
    yield
    with db.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE IF EXISTS sqlite_stat1")
        connection.exec_driver_sql("DROP TABLE IF EXISTS sqlite_stat4")
    db.engine.dispose()


def on_disk(app: Flask) -> bytes:
    """Every file of SQLite's database: its own, its log, and what goes with that."""
    path = Path(app.config["SQLALCHEMY_DATABASE_URI"].database)
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Nobody in particular, asking under the server's own name."""
    return client_of(app)


class Asker(FlaskClient):
    """A client that names a host: the server answers under its own names only."""

    host = "127.0.0.1:8000"

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        if args and isinstance(args[0], str):
            kwargs.setdefault("base_url", f"http://{self.host}")
            kwargs.setdefault("buffered", True)  # files are read and closed at once
        return super().open(*args, **kwargs)


def client_of(app: Flask, host: str = Asker.host) -> FlaskClient:
    client = Asker(app, app.response_class, use_cookies=True)
    client.host = host
    return client


@pytest.fixture
def count_queries(app: Flask) -> Callable[[], AbstractContextManager[list[str]]]:
    """`with count_queries() as queries:` collects every statement sent to the database."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        queries: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            queries.append(statement)

        sa.event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield queries
        finally:
            sa.event.remove(db.engine, "before_cursor_execute", note)

    return counting
