"""Guessing is capped, in the database for all processes, and nobody can lock out somebody else."""

import time
from datetime import timedelta

import pytest
import sqlalchemy as sa

from api.accounts import attempts, rules, service
from api.accounts.gate import Gate, Knock
from api.accounts.models import Attempts
from api.core.db import db
from tests.api.accounts.people import ACCOUNTS, Person, Phone, a_secret, in_threads, sign_up
from tests.factories import NOON, SECRET

HERE, THERE, ELSEWHERE = "198.51.100.7", "203.0.113.9", "192.0.2.1"
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def noon(at):
    """An hour begins: what is counted does not fall into two."""
    at(NOON)


def guess(app, person, network, times, device_id=None):
    """So many wrong passphrases from one network; the codes they got."""
    return [
        person.sign_in(Phone(app, device_id, network), auth=a_secret()).json["code"]
        for _ in range(times)
    ]


WRONG, SPENT = "wrong_credentials", "too_many_attempts"


def test_one_network_has_ten_guesses_an_hour_for_a_name(app):
    ana, _ = sign_up(app)

    assert guess(app, ana, HERE, 12) == [WRONG] * 10 + [SPENT] * 2


def test_a_refusal_says_how_long_to_wait(app, at):
    ana, _ = sign_up(app)
    at(NOON + timedelta(minutes=50))
    guess(app, ana, HERE, 10)

    answer = ana.sign_in(Phone(app, network=HERE))

    assert answer.status_code == 429
    assert answer.json["code"] == SPENT
    assert answer.headers["Retry-After"] == "600"
    at(NOON + HOUR)
    assert ana.sign_in(Phone(app, network=HERE)).status_code == 200


def test_a_name_nobody_has_is_capped_alike(app):
    assert guess(app, Person("nobody"), HERE, 12) == [WRONG] * 10 + [SPENT] * 2


def test_neighbours_of_one_network_are_counted_together(app):
    ana, _ = sign_up(app)
    guess(app, ana, "198.51.100.1", 5)
    guess(app, ana, "198.51.100.250", 5)

    assert guess(app, ana, HERE, 1) == [SPENT]
    assert guess(app, ana, "198.51.101.1", 1) == [WRONG]


def test_the_owner_gets_in_from_another_network_while_a_stranger_guesses(app):
    ana, _ = sign_up(app)
    guess(app, ana, HERE, 15)

    assert ana.sign_in(Phone(app, network=HERE)).status_code == 429
    assert ana.sign_in(Phone(app, network=THERE)).status_code == 200


def test_the_owner_gets_in_on_a_known_phone_from_the_strangers_own_network(app):
    ana, phone = sign_up(app)
    guess(app, ana, HERE, 15)

    assert ana.sign_in(Phone(app, phone.device_id, HERE)).status_code == 200


def test_a_stranger_cannot_spend_what_a_known_phone_may_try(app):
    ana, phone = sign_up(app)
    guess(app, ana, HERE, 15)

    codes = guess(app, ana, HERE, 22, phone.device_id)

    assert codes == [WRONG] * 20 + [SPENT] * 2


def test_a_known_phone_is_known_to_its_own_account_alone(app):
    ana, _ = sign_up(app)
    _, strangers = sign_up(app, "cleo")

    assert guess(app, ana, HERE, 12, strangers.device_id)[-2:] == [SPENT] * 2


def test_guessing_one_name_from_everywhere_leaves_each_network_three_guesses(app, monkeypatch):
    monkeypatch.setattr(rules, "CROWD", 12)
    ana, _ = sign_up(app)
    for network in range(4):
        guess(app, ana, f"10.0.{network}.1", 3)

    assert guess(app, ana, ELSEWHERE, 5) == [WRONG] * 3 + [SPENT] * 2
    assert ana.sign_in(Phone(app, network=THERE)).status_code == 200


def test_one_network_cannot_try_one_passphrase_on_many_names(app, monkeypatch):
    monkeypatch.setattr(rules, "FROM_NETWORK", 20)
    people = [Person(f"person {number}") for number in range(25)]
    codes = [guess(app, person, HERE, 1)[0] for person in people]

    assert codes == [WRONG] * 20 + [SPENT] * 5
    assert guess(app, people[0], THERE, 1) == [WRONG]


def test_a_right_passphrase_is_no_attempt(app):
    ana, _ = sign_up(app)

    assert {ana.sign_in(Phone(app)).status_code for _ in range(12)} == {200}


def test_recovery_codes_are_capped_on_their_own(app):
    ana, _ = sign_up(app)
    wrong = {"name": "ana", "recovery_auth": a_secret()}

    codes = [
        Phone(app, network=HERE).post(f"{ACCOUNTS}/recovery", json=wrong).json["code"]
        for _ in range(12)
    ]
    phone = Phone(app, network=HERE)
    spent = phone.put(f"{ACCOUNTS}/recovery", json=ana.recovery_body(phone))

    assert codes == [WRONG] * 10 + [SPENT] * 2
    assert spent.json["code"] == SPENT
    assert ana.sign_in(phone).status_code == 200


def test_what_was_counted_outlives_the_refusal(app):
    guess(app, Person("nobody"), HERE, 3)

    db.session.rollback()
    assert db.session.scalars(sa.select(Attempts.count)).all() == [3, 3, 3]


def test_neither_names_nor_addresses_are_kept_and_no_two_days_are_alike(gate):
    today = gate.blind(NOON.date(), "sign-in", "ana")
    tomorrow = gate.blind((NOON + timedelta(days=1)).date(), "sign-in", "ana")
    elsewhere = Gate(gate.is_open, gate.hasher, SECRET[::-1]).blind(NOON.date(), "sign-in", "ana")

    assert len({today, tomorrow, elsewhere, gate.blind(NOON.date(), "sign-in", "cleo")}) == 4
    assert len(today) == 32
    assert gate.blind(NOON.date(), "sign-in", "a", "b") != gate.blind(NOON.date(), "sign-in", "ab")


def test_what_was_counted_is_forgotten_with_its_hour(app, gate, at):
    guess(app, Person("nobody"), HERE, 2)
    db.session.rollback()

    service.keep_house(NOON + timedelta(minutes=59))
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Attempts)) == 3
    db.session.commit()
    service.keep_house(NOON + HOUR)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Attempts)) == 0
    db.session.commit()


def test_many_who_count_at_once_lose_no_count(app, gate):
    def spend(_number):
        with app.app_context():
            attempts.budget_for_name(Knock(gate, HERE, NOON), "sign-in", "ana").spend()
            db.session.remove()

    in_threads(12, spend)

    assert db.session.scalars(sa.select(Attempts.count)).all() == [12, 12, 12]


def test_no_more_than_two_are_ever_checked_at_once(app, gate, monkeypatch):
    ana, _ = sign_up(app)
    under_way, most = [], []
    real = gate.hasher.is_hash_of

    def watched(stored, secret):
        under_way.append(secret)
        most.append(len(under_way))
        time.sleep(0.01)  # long enough for all others to come
        found = real(stored, secret)
        under_way.remove(secret)
        return found

    monkeypatch.setattr(gate.hasher, "is_hash_of", watched)
    answers = in_threads(12, lambda _: ana.sign_in(Phone(app)))

    assert max(most) == 2
    told = {(answer.status_code, answer.json.get("code")) for answer in answers}
    assert told == {(200, None), (429, "busy")}
