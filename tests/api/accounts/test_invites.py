"""Where not everybody may sign up, an invite makes one account, once."""

import secrets
from collections import Counter
from datetime import timedelta

import pytest
import sqlalchemy as sa

from api.accounts import invites, rules, service
from api.accounts.gate import Gate
from api.accounts.models import Account, Invite
from api.core.db import db
from tests import factories
from tests.api.accounts.people import (
    ACCOUNTS,
    Person,
    Phone,
    in_threads,
    patiently,
)
from tests.factories import NOON

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def noon(at):
    at(NOON)


def an_invite(now=NOON):
    db.session.rollback()
    invite_id, code = invites.create_invite(now)
    db.session.commit()
    return invite_id, code


def rows(model):
    db.session.rollback()
    found = db.session.scalar(sa.select(sa.func.count()).select_from(model))
    db.session.rollback()
    return found


@pytest.mark.parametrize(
    ("origin", "is_open"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://localhost:8000", True),
        ("http://[::1]:8000", True),
        ("https://localhost", True),
        ("https://interlude.example", False),
        ("https://localhost.example", False),
        ("https://192.168.1.5", False),
    ],
)
def test_only_this_machine_itself_is_open(var, origin, is_open):
    assert Gate.of(factories.settings(var, ORIGIN=origin)).is_open is is_open


def test_the_door_says_that_it_asks_for_an_invite(by_invite):
    answer = Phone(by_invite).get(f"{ACCOUNTS}/registration")

    assert answer.json == {"open": False, "invite_needed": True}


def test_an_invite_lets_in_however_it_is_typed(by_invite):
    _, code = an_invite()
    sloppy = f" {code.lower().replace('-', ' ')} "

    assert Person().sign_up(Phone(by_invite), invite=sloppy).status_code == 201


@pytest.mark.parametrize("missing", [None, ""])
def test_without_an_invite_nobody_learns_whether_a_name_is_taken(by_invite, gate, missing):
    Person("ana").sign_up(Phone(by_invite), invite=an_invite()[1])

    answers = [Person(name).sign_up(Phone(by_invite), invite=missing) for name in ("ana", "cleo")]

    assert {answer.status_code for answer in answers} == {403}
    assert answers[0].data == answers[1].data
    assert answers[0].json["code"] == "invite_needed"


def test_an_invite_that_is_no_good_is_always_refused_alike(by_invite):
    revoked_id, revoked = an_invite()
    invites.revoke_invite(revoked_id, NOON)
    db.session.commit()
    _, expired = an_invite(NOON - 14 * DAY)
    _, used = an_invite()
    assert Person("ana").sign_up(Phone(by_invite), invite=used).status_code == 201

    answers = [
        Person(name).sign_up(Phone(by_invite), invite=code)
        for code in (revoked, expired, used, "ABCDE-FGHJK", "\u0130", "x" * 64)
        for name in ("cleo",)
    ]
    answers.append(Person("ana").sign_up(Phone(by_invite), invite=used))

    assert {answer.status_code for answer in answers} == {403}
    assert len({answer.data for answer in answers}) == 1
    assert answers[0].json["code"] == "invite_invalid"


def test_an_invite_that_did_not_end_in_an_account_is_still_good(by_invite):
    Person("ana").sign_up(Phone(by_invite), invite=an_invite()[1])
    _, code = an_invite()

    taken = Person("ana").sign_up(Phone(by_invite), invite=code)

    assert taken.json["code"] == "name_taken"
    assert Person("cleo").sign_up(Phone(by_invite), invite=code).status_code == 201


def test_one_invite_redeemed_by_twenty_at_once_makes_one_account(by_invite):
    _, code = an_invite()
    people = [Person(f"person {number}") for number in range(20)]

    answers = in_threads(
        20, lambda n: patiently(lambda: people[n].sign_up(Phone(by_invite), invite=code))
    )

    told = Counter((answer.status_code, answer.json.get("code")) for answer in answers)
    assert told[(201, None)] == 1
    assert told[(403, "invite_invalid")] + told[(429, "too_many_attempts")] == 19
    assert rows(Account) == 1


def test_a_sign_up_whose_answer_was_lost_needs_no_second_invite(by_invite):
    _, code = an_invite()
    ana, phone = Person(), Phone(by_invite)
    first = ana.sign_up(phone, invite=code)

    again = ana.sign_up(Phone(by_invite, phone.device_id), invite=code)

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json == first.json


def test_guessing_invites_is_capped(by_invite):
    person = Person()
    here = [
        person.sign_up(Phone(by_invite, network="198.51.100.7"), invite=f"GUESS-{number}")
        for number in range(12)
    ]

    assert [answer.status_code for answer in here] == [403] * 10 + [429] * 2
    _, code = an_invite()
    assert person.sign_up(Phone(by_invite, network="203.0.113.9"), invite=code).status_code == 201


def test_ten_thousand_codes_share_no_beginning(app):
    codes = {rules.invite_code(secrets.randbits(128)) for _ in range(10_000)}

    assert len(codes) == 10_000
    assert len({code[:2] for code in codes}) >= 8 * 32 * 0.9
    assert len({code[:5] for code in codes}) > 9_900


def test_old_invites_are_forgotten_and_usable_ones_are_not(app):
    an_invite(NOON - 105 * DAY)
    an_invite(NOON)

    service.keep_house(NOON)
    db.session.commit()

    assert rows(Invite) == 1
