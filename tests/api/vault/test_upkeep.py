"""Deletions and remembered edits go after half a year; a restored backup begins a new history."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from api.core import clock
from api.core.db import db
from api.reminders.service import keep_house
from api.vault import service
from api.vault.models import heads, ops, rows
from tests.api.vault.phones import edit, everything, next_edit, result, sync, synced

LATER = datetime.now(UTC) + timedelta(days=181)


@pytest.fixture
def records(phone):
    """Three records; the first and the second were deleted, the first of them last."""
    made = [edit() for _ in range(3)]
    synced(phone, *made)
    synced(phone, next_edit(made[1], purgeable=True))  # number 4
    synced(phone, next_edit(made[0], purgeable=True))  # number 5
    return made


def head():
    found = db.session.execute(sa.select(heads)).one()._asdict()
    db.session.rollback()
    return found


def age(seq):
    """As if it had been deleted half a year ago."""
    long_ago = clock.now().date() - timedelta(days=181)
    db.session.execute(sa.update(rows).where(rows.c.seq == seq).values(purgeable_on=long_ago))
    db.session.commit()


def test_a_deletion_goes_after_half_a_year_and_what_was_kept_stays(phone, records):
    service.keep_house(LATER)

    assert everything(phone).keys() == {records[2]["id"]}


def test_nothing_goes_before(phone, records):
    service.keep_house(LATER - timedelta(days=2))

    assert len(everything(phone)) == 3
    assert head()["floor"] == 0


def test_what_was_dropped_is_not_counted_any_more(phone, records):
    service.keep_house(LATER)

    assert head() | {"account_id": None} == {
        "account_id": None,
        "last_seq": 5,
        "floor": 5,
        "records": 1,
        "bytes": 541,
    }


def test_whoever_has_not_read_so_far_starts_over(phone, records):
    age(4)
    service.keep_house(clock.now())

    for cursor in (1, 2, 3):
        answer = sync(phone, cursor=cursor)
        assert (answer.status_code, answer.json["code"]) == (410, "cursor_too_old")
    assert [change["seq"] for change in synced(phone, cursor=4)["changes"]] == [5]
    assert [change["seq"] for change in synced(phone, cursor=0)["changes"]] == [3, 5]


def test_whoever_starts_over_may_read_more_than_one_page(phone, records):
    """Where the last deletion that was dropped lies behind the first page."""
    age(4)
    service.keep_house(clock.now())
    synced(phone, *[edit() for _ in range(4)])

    page = synced(phone, cursor=0, limit=1)
    assert (page["cursor"], page["floor"], page["more"]) == (3, 4, True)

    assert sync(phone, cursor=3).json["code"] == "cursor_too_old"
    rest = synced(phone, cursor=3, floor=page["floor"])
    assert [change["seq"] for change in rest["changes"]] == [5, 6, 7, 8, 9]


def test_but_not_when_more_is_dropped_while_it_reads(phone, records):
    age(4)
    service.keep_house(clock.now())
    page = synced(phone, cursor=0, limit=1)
    age(5)
    service.keep_house(clock.now())

    answer = sync(phone, cursor=page["cursor"], floor=page["floor"])

    assert (answer.status_code, answer.json["code"]) == (410, "cursor_too_old")


def test_whoever_starts_over_brings_nothing_before(phone, records):
    age(4)
    service.keep_house(clock.now())
    op = edit()

    assert sync(phone, op, cursor=2).status_code == 410
    assert op["id"] not in everything(phone)
    assert result(phone, op)["status"] == "ok"


def test_whoever_is_reading_while_rows_are_dropped_is_told_of_them(app, phone, records):
    """Else their cursor would be past the floor without their having seen what was dropped."""
    dropping = threading.Thread(target=drop_everything, args=(app,))

    def interrupt(_connection, _cursor, statement, *_rest):
        if "length(" in statement and dropping.ident is None:
            dropping.start()
            dropping.join(20)

    sa.event.listen(db.engine, "before_cursor_execute", interrupt)
    try:
        page = synced(phone, cursor=1)
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", interrupt)

    assert [change["seq"] for change in page["changes"]] == [3, 4, 5]
    assert head()["floor"] == 5


def drop_everything(app):
    with app.app_context():
        service.keep_house(LATER)


def test_the_floor_never_sinks(phone, records):
    age(5)
    service.keep_house(clock.now())
    age(4)
    service.keep_house(clock.now())

    assert head()["floor"] == 5


def test_numbers_go_on_from_where_they_were(phone, records):
    service.keep_house(LATER)

    assert result(phone, edit())["seq"] == 6


def test_an_edit_of_what_was_dropped_brings_it_back(phone, records):
    service.keep_house(LATER)
    late = edit(id=records[1]["id"], version=3, base=1)

    assert result(phone, late)["status"] == "ok"


def test_a_repeat_is_known_for_half_a_year(phone, records):
    service.keep_house(LATER - timedelta(days=2))

    assert result(phone, records[0])["seq"] == 1


def test_and_forgotten_then_without_harm(phone, records):
    service.keep_house(LATER)

    assert db.session.scalar(sa.select(sa.func.count()).select_from(ops)) == 0
    db.session.rollback()
    assert result(phone, records[2])["seq"] == 3  # the record itself knows
    assert everything(phone)[records[2]["id"]]["sealed"] == records[2]["sealed"]


def test_an_edit_that_was_followed_is_no_repeat_by_then(phone):
    first = edit()
    later = next_edit(first)
    synced(phone, first, later)
    service.keep_house(LATER)

    assert result(phone, first)["status"] == "conflict"
    assert everything(phone)[first["id"]]["sealed"] == later["sealed"]


def test_one_round_is_short_and_the_next_goes_on(phone, monkeypatch):
    monkeypatch.setattr(service, "MOST_DROPPED", 2)
    monkeypatch.setattr(service, "MOST_TURNS", 1)
    synced(phone, *[edit(purgeable=True) for _ in range(5)])

    left = []
    for _ in range(4):
        service.keep_house(LATER)
        left.append((len(everything(phone)), head()["floor"], head()["bytes"]))

    assert left == [(3, 2, 3 * 541), (1, 4, 541), (0, 5, 0), (0, 5, 0)]


def test_every_account_is_looked_after_and_none_loses_anothers(phone, stranger):
    mine, theirs = edit(purgeable=True), edit()
    synced(phone, mine)
    synced(stranger, theirs, edit(purgeable=True))

    service.keep_house(LATER)

    assert everything(phone) == {}
    assert everything(stranger).keys() == {theirs["id"]}


def test_the_worker_sees_to_it(phone, records):
    keep_house(LATER - timedelta(days=2))
    assert head()["records"] == 3

    keep_house(LATER)
    assert head()["records"] == 1
