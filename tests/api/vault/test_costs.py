"""What is done often costs little, however much there is."""

from datetime import date
from uuid import uuid4

import pytest
import sqlalchemy as sa

from api.core.db import db
from api.vault import statements
from tests.api.vault.phones import (
    edit,
    next_edit,
    synced,
)


def test_a_hundred_edits_cost_as_many_statements_as_two(phone, count_queries):
    def statements(number):
        with count_queries() as queries:
            synced(phone, *[edit() for _ in range(number)])
        return len(queries)

    synced(phone, edit())
    known = [edit() for _ in range(50)]
    synced(phone, *known)

    assert statements(2) == statements(100)
    with count_queries() as queries:
        synced(phone, *[next_edit(op) for op in known], *[edit() for _ in range(50)])
    assert len(queries) == statements(2) + 2  # changed rows too, and what they followed


def test_a_pull_of_nothing_asks_little_and_takes_no_lock(phone, count_queries):
    cursor = synced(phone, edit())["cursor"]

    with count_queries() as queries:
        synced(phone, cursor=cursor)

    asked = [query for query in queries if not query.startswith("BEGIN")]
    assert len(asked) == 2  # who asks, and where the vault stands
    assert all(query.startswith("SELECT") and "FOR" not in query.split() for query in asked)
    assert "BEGIN IMMEDIATE" not in queries


@pytest.fixture
def plans(app):
    """How the database goes about each statement that is sent to it meanwhile."""
    how = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN "}[db.engine.dialect.name]
    if db.engine.dialect.name == "postgresql":
        db.session.execute(sa.text("SET LOCAL enable_seqscan = off"))  # its choice for few rows
    db.session.connection()  # BEGIN has no plan
    found = []

    def explain(_connection, cursor, statement, parameters, *_rest):
        cursor.execute(how + statement, parameters)
        found.append(" ".join(map(str, cursor.fetchall())))

    sa.event.listen(db.engine, "before_cursor_execute", explain)
    yield found
    sa.event.remove(db.engine, "before_cursor_execute", explain)
    db.session.rollback()


def test_housekeeping_does_not_read_what_stays(plans):
    """It looks each minute, and a vault may hold a million records."""
    since = {"kept_since": date(2026, 1, 1), "limit": 1}

    db.session.execute(statements.HAS_GONE_ROWS, since)
    db.session.execute(statements.DROP_OLD_OPS, since)

    gone_rows, old_ops = plans
    assert "ix_vault_rows_purgeable_on" in gone_rows
    assert "ix_vault_ops_done_on" in old_ops
    assert "SCAN vault_ops" not in old_ops


def test_a_page_is_read_by_its_numbers(plans):
    asked = {"owner": uuid4(), "cursor": 5, "limit": 9, "last": 20}
    by_number = {
        "sqlite": "(account_id=? AND seq>?",
        "postgresql": "uq_vault_rows_account_id",
    }[db.engine.dialect.name]

    db.session.execute(statements.PAGE_SIZES, asked)
    db.session.execute(statements.PAGE, asked)

    assert all(by_number in plan for plan in plans)
    assert len(plans) == 2
