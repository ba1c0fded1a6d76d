"""Two who hold one sign-in are found out, whoever moves first; a lost answer is no theft."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from api.accounts.models import Device
from api.core.db import db
from tests.api.accounts.people import sign_up

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


def test_a_lost_refresh_answer_does_not_sign_a_phone_out_two_hours_later(app, at, now):
    at(now - 2 * HOUR - MINUTE)
    _, phone = sign_up(app)
    at(now - 2 * HOUR)
    lost = phone.copy()
    assert lost.refresh().status_code == 200  # and nobody hears it

    at(now)

    assert phone.refresh().status_code == 200
    assert phone.me().status_code == 200
    assert lost.refresh().json["code"] == "token_reused"  # whoever caught that answer is found


def test_answers_may_be_lost_again_and_again(app, at, now):
    at(now - 10 * HOUR)
    _, phone = sign_up(app)
    for hours in range(9, 0, -1):
        at(now - hours * HOUR)
        assert phone.copy().refresh().status_code == 200

    at(now)

    assert phone.refresh().status_code == 200
    assert phone.me().status_code == 200


def test_using_the_old_tokens_is_no_sign_that_the_new_ones_arrived(app, at, now):
    at(now - 14 * MINUTE)
    _, phone = sign_up(app)
    at(now - 13 * MINUTE)
    assert phone.me().status_code == 200
    phone.copy().refresh()
    assert phone.me().status_code == 200

    at(now)

    assert phone.refresh().status_code == 200


def test_a_thief_who_comes_first_is_found_when_the_owner_comes_back(app, at, now):
    at(now - 14 * MINUTE)
    _, phone = sign_up(app)
    thief = phone.copy()
    at(now - 10 * MINUTE)
    assert thief.refresh().status_code == 200
    assert thief.me().status_code == 200

    at(now)

    assert phone.refresh().json["code"] == "token_reused"
    assert thief.me().json["code"] == "token_reused"
    assert thief.refresh().json["code"] == "token_reused"
    assert phone.me().json["code"] == "token_reused"


def test_a_thief_who_waits_is_found_at_once(app, at, now):
    at(now - HOUR)
    _, phone = sign_up(app)
    thief = phone.copy()
    at(now - 10 * MINUTE)
    assert phone.refresh().status_code == 200
    assert phone.me().status_code == 200

    at(now)

    assert thief.refresh().json["code"] == "token_reused"
    assert phone.me().json["code"] == "token_reused"
    assert phone.refresh().json["code"] == "token_reused"


def test_a_thief_who_refreshed_and_lies_low_is_found_at_his_first_move(app, at, now):
    at(now - HOUR)
    _, phone = sign_up(app)
    thief = phone.copy()
    at(now - 10 * MINUTE)
    assert thief.refresh().status_code == 200
    at(now - 5 * MINUTE)
    assert phone.refresh().status_code == 200  # looks like a lost answer

    at(now)

    assert thief.me().json["code"] == "token_expired"
    assert thief.refresh().json["code"] == "token_reused"
    assert phone.refresh().json["code"] == "token_reused"


def test_a_thief_within_the_minute_is_found_at_the_next_turn(app, at, now):
    at(now - HOUR)
    _, phone = sign_up(app)
    thief = phone.copy()
    at(now - 10 * MINUTE)
    assert phone.refresh().status_code == thief.refresh().status_code == 200
    at(now - 5 * MINUTE)
    assert phone.refresh().status_code == 200
    assert phone.me().status_code == 200

    at(now)

    assert thief.refresh().json["code"] == "token_reused"
    assert phone.me().json["code"] == "token_reused"


def test_a_theft_that_was_found_outlives_its_refusal_and_ends_with_a_new_sign_in(app, at, now):
    at(now - HOUR)
    ana, phone = sign_up(app)
    thief = phone.copy()
    at(now - 10 * MINUTE)
    phone.refresh()
    phone.me()
    at(now)
    thief.refresh()

    assert the_family().reuse_found_on == now.date()
    assert thief.copy().end().status_code == 204
    assert phone.me().json["code"] == "token_reused"
    assert ana.sign_in(phone).status_code == 200
    assert phone.me().status_code == 200
    assert thief.refresh().json["code"] == "signed_out"
