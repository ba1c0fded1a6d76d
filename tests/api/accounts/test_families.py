"""A sign-in lives on through races and lost answers, and dies when two people share it."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from api.accounts.models import Account, Device
from api.core.db import db
from tests.api.accounts.people import in_threads, sign_up
from tests.conftest import on_postgresql

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def now():
    """The present: where each test ends, so that its last tokens are not over."""
    return datetime.now(UTC)


def the_family():
    """The one row, as it is now, with no transaction left open."""
    db.session.rollback()
    family = db.session.scalars(sa.select(Device)).one()
    db.session.expunge(family)
    db.session.rollback()
    return family


def change_family(**values):
    db.session.rollback()
    db.session.execute(sa.update(Device).values(**values))
    db.session.commit()


def test_a_refresh_gives_new_tokens_that_open(app):
    _, phone = sign_up(app)
    before = phone.jar()

    answer = phone.refresh()

    assert answer.json == {"refreshed": True}
    assert {name for name, value in phone.jar().items() if before[name] != value} == before.keys()
    assert phone.me().status_code == 200


def test_twenty_tabs_that_refresh_at_once_all_get_the_same_tokens(app):
    _, phone = sign_up(app)
    tabs = [phone.copy() for _ in range(20)]

    answers = in_threads(20, lambda number: tabs[number].refresh())

    assert [answer.status_code for answer in answers] == [200] * 20
    assert len({str(sorted(tab.jar().items())) for tab in tabs}) == 1
    assert the_family().generation == 2
    assert [tab.me().status_code for tab in tabs] == [200] * 20


def test_tabs_may_use_their_tokens_before_the_last_has_its_own(app):
    _, phone = sign_up(app)
    quick, slow = phone.copy(), phone.copy()

    assert quick.refresh().status_code == 200
    assert quick.me().status_code == 200
    assert slow.refresh().status_code == 200
    assert slow.jar() == quick.jar()


def test_a_request_under_way_while_another_tab_refreshes_is_still_let_in(app):
    _, phone = sign_up(app)
    under_way = phone.copy()

    phone.refresh()
    phone.me()

    assert under_way.me().status_code == 200


def test_signing_out_ends_both_tokens_at_once_and_takes_the_cookies(app):
    _, phone = sign_up(app)
    kept = phone.copy()

    answer = phone.end()

    assert answer.status_code == 204
    assert phone.jar() == {}
    assert kept.me().json["code"] == "signed_out"
    assert kept.refresh().json["code"] == "signed_out"


def test_signing_out_twice_is_signing_out_once(app):
    ana, phone = sign_up(app)
    other = ana.phone(app)
    kept = phone.copy()
    phone.end()

    assert kept.end().status_code == 204
    assert kept.jar() == {}
    assert other.me().status_code == 200


def test_signing_out_late_works_while_the_refresh_token_lives(app, at, now):
    """A phone that was signed out offline tells the server when it is back."""
    at(now - 20 * DAY)
    _, phone = sign_up(app)
    kept = phone.copy()
    at(now)

    assert phone.me().json["code"] == "token_expired"
    assert phone.end().status_code == 204
    assert kept.refresh().json["code"] == "signed_out"


def test_an_access_token_lives_a_quarter_of_an_hour(app, at, now):
    at(now - 16 * MINUTE)
    _, phone = sign_up(app)
    assert phone.me().json["code"] == "token_expired"

    at(now - 14 * MINUTE)
    phone.refresh()
    assert phone.me().status_code == 200


def test_a_phone_unused_for_a_month_is_signed_out(app, at, now):
    at(now - 30 * DAY - MINUTE)
    _, phone = sign_up(app)
    at(now)

    assert phone.refresh().json["code"] == "token_expired"


def test_after_half_a_year_the_passphrase_is_asked_for_again(app, at, now):
    at(now - 2 * DAY)
    _, phone = sign_up(app)
    change_family(signed_in_at=now - 180 * DAY + HOUR)
    at(now)

    assert phone.refresh().status_code == 200
    left = phone.claims("refresh")["exp"] - now.timestamp()
    assert 0 < left <= HOUR.total_seconds()


def test_a_server_set_back_to_a_backup_takes_the_tokens_it_forgot(app):
    _, phone = sign_up(app)
    for _ in range(5):
        phone.refresh()
    change_family(generation=2, previous=1, is_heard=True)

    assert phone.me().status_code == 200
    assert phone.refresh().status_code == 200
    assert phone.me().status_code == 200


def test_asking_costs_one_query_and_writes_once_a_turn_and_once_a_day(app, at, now, count_queries):
    at(now - DAY)
    _, phone = sign_up(app)
    at(now - 10 * MINUTE)
    phone.refresh()

    with count_queries() as first:
        phone.me()
    with count_queries() as second:
        phone.me()

    assert len(writes(first)) == 1
    assert writes(second) == []
    assert len([query for query in second if "FROM accounts LEFT OUTER JOIN" in query]) == 1
    assert len([query for query in second if query.startswith("SELECT")]) == 2  # and its own


def writes(queries):
    return [query for query in queries if query.startswith(("UPDATE", "INSERT", "DELETE"))]


def test_a_phone_is_seen_by_the_day(app, at, now):
    at(now - 3 * DAY)
    _, phone = sign_up(app)
    at(now)
    phone.refresh()
    at(now + MINUTE)
    phone.me()

    family = the_family()
    assert family.created_on == (now - 3 * DAY).date()
    assert family.last_seen_on == (now + MINUTE).date()


def test_an_account_that_is_gone_opens_nothing(app):
    _, phone = sign_up(app)
    db.session.execute(sa.text("DELETE FROM accounts"))
    db.session.commit()

    assert db.session.scalar(sa.select(sa.func.count()).select_from(Device)) == 0
    assert phone.me().json["code"] == "account_gone"
    assert phone.refresh().json["code"] == "account_gone"
    assert phone.end().status_code == 204


@on_postgresql
def test_that_a_phone_was_heard_is_noted_beside_somebody_who_has_its_account_locked(app):
    """Whoever locks the account and takes its phones away would wait for us as we for them."""
    _, phone = sign_up(app)

    with db.engine.begin() as other:
        other.execute(sa.select(Account.id).with_for_update())
        answers = [phone.me().status_code, phone.refresh().status_code, phone.me().status_code]

    assert answers == [200, 200, 200]
