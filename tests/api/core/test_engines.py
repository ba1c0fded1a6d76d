"""Which databases are taken, and what is said about the others."""

import pytest

from api import create_app
from api.core.engines import checked_address, options_for
from api.core.errors import CannotStart
from tests import factories


@pytest.mark.parametrize(
    ("given", "driver"),
    [
        ("postgres://ana:pw@db.example/interlude", "postgresql+psycopg"),
        ("postgresql://ana:pw@db.example/interlude", "postgresql+psycopg"),
        ("postgresql+psycopg://ana:pw@db.example/interlude", "postgresql+psycopg"),
        ("postgresql:///interlude?host=/run/postgresql", "postgresql+psycopg"),
        ("sqlite:////var/lib/interlude/interlude.db", "sqlite"),
    ],
)
def test_both_databases_are_taken_by_their_usual_names(given, driver):
    assert checked_address(given).drivername == driver


def test_the_rest_of_the_address_stays_as_it_was():
    url = checked_address("postgres://ana:p%40w@db.example:5433/interlude?sslmode=require")

    assert (url.username, url.password, url.host, url.port) == ("ana", "p@w", "db.example", 5433)
    assert url.query == {"sslmode": "require"}


@pytest.mark.parametrize(
    "given",
    [
        "mysql://ana:canary@db.example/interlude",
        "postgresql+psycopg2://ana:canary@db.example/interlude",
        "postgresql+asyncpg://ana:canary@db.example/interlude",
        "postgresql://ana:canary@db.example:port/interlude",
        "canary",
        "http://[canary",
    ],
)
def test_another_database_stops_the_start_in_one_sentence_without_the_password(var, given):
    with pytest.raises(CannotStart) as refused:
        create_app(factories.settings(var, SQLALCHEMY_DATABASE_URI=given))

    assert "DATABASE_URL" in str(refused.value)
    assert "canary" not in str(refused.value)


def test_only_a_server_that_may_restart_is_asked_whether_it_is_there():
    assert options_for(checked_address("sqlite:///x.db")) == {}
    assert options_for(checked_address("postgres://h/x"))["pool_pre_ping"] is True
