"""A passkey signs in, once for each challenge, and goes with the secrets it stood beside."""

from uuid import uuid4

import pytest
import sqlalchemy as sa

from api.accounts import rules, service
from api.accounts.models import PasskeyChallenge
from api.accounts.passkeys import CHALLENGE_LIVES, MOST
from api.core import clock
from api.core.db import db
from tests.api.accounts.authenticator import PASSKEYS, VERIFIED, Authenticator, a_challenge
from tests.api.accounts.people import ACCOUNTS, Phone, a_secret, b64, in_threads, sign_up

SIGN_IN = f"{ACCOUNTS}/passkey-sign-in"


@pytest.fixture(autouse=True)
def named_host(app, monkeypatch):
    monkeypatch.setitem(app.config, "ORIGIN", "http://localhost:8000")


@pytest.fixture
def ana(app):
    return sign_up(app)


def added(person, phone):
    made = Authenticator()
    body = made.created(person, phone)
    answer = phone.post(PASSKEYS, json=body)
    assert answer.status_code == 201, answer.text
    return made, body["wrap"], answer.json["id"]


def test_it_signs_in_a_phone_that_knows_no_passphrase(app, ana):
    person, phone = ana
    passkey, wrap, _ = added(person, phone)
    new = Phone(app)

    answer = new.post(SIGN_IN, json=passkey.asserted(new))

    assert answer.status_code == 200
    assert answer.json["owner"] == str(person.owner)
    assert answer.json["wrap_passkey"] == wrap
    assert answer.json["wrap_passphrase"] == person.wrap_passphrase
    assert new.me().json["name"] == person.name


def test_it_is_listed_and_taken_away_and_signs_in_no_more(app, ana):
    person, phone = ana
    passkey, _, name = added(person, phone)
    (shown,) = phone.get(PASSKEYS).json["passkeys"]
    assert shown["id"] == name

    assert phone.delete(f"{PASSKEYS}/{name}").status_code == 204

    assert phone.get(PASSKEYS).json == {"passkeys": []}
    answer = Phone(app).post(SIGN_IN, json=passkey.asserted(Phone(app)))
    assert (answer.status_code, answer.json["code"]) == (401, "wrong_credentials")


def test_whoever_holds_the_open_phone_and_no_passphrase_adds_none(ana):
    person, phone = ana
    answer = phone.post(PASSKEYS, json=Authenticator().created(person, phone, auth=a_secret()))
    assert (answer.status_code, answer.json["code"]) == (403, "wrong_credentials")
    assert phone.get(PASSKEYS).json == {"passkeys": []}


@pytest.mark.parametrize(
    "given",
    [
        {"origin": "https://elsewhere.example"},
        {"rp_id": "elsewhere.example"},
        {"flags": VERIFIED},  # nobody was there
        {"flags": 1},  # nobody was asked who they are
        {"challenge": b64(bytes(32))},
        {"attestation_object": b64(b"\xa0")},
        {"attestation_object": b64(b"\xff" * 40)},
        {"client_data_json": b64(b"no json")},
        {"credential_id": b64(bytes(16))},
    ],
)
def test_one_that_was_not_made_here_and_now_is_refused(ana, given):
    person, phone = ana
    answer = phone.post(PASSKEYS, json=Authenticator().created(person, phone, **given))
    assert (answer.status_code, answer.json["code"]) == (422, "passkey_refused")
    assert phone.get(PASSKEYS).json == {"passkeys": []}


@pytest.mark.parametrize(
    "given",
    [
        {"origin": "https://elsewhere.example"},
        {"rp_id": "elsewhere.example"},
        {"flags": VERIFIED},
        {"flags": 1},
        {"challenge": b64(bytes(32))},
        {"signature": b64(bytes(70))},
        {"client_data_json": b64(b"{}")},
        {"authenticator_data": b64(b"\x00")},
        {"credential_id": b64(bytes(16))},
    ],
)
def test_an_assertion_that_is_off_in_any_way_lets_nobody_in(app, ana, given):
    passkey, _, _ = added(*ana)
    new = Phone(app)
    answer = new.post(SIGN_IN, json=passkey.asserted(new, **given))
    assert (answer.status_code, answer.json["code"]) == (401, "wrong_credentials")
    assert new.me().status_code == 401


def test_a_challenge_is_answered_once(app, ana):
    passkey, _, _ = added(*ana)
    body = passkey.asserted(Phone(app))
    assert Phone(app).post(SIGN_IN, json=body).status_code == 200

    again = Phone(app).post(
        SIGN_IN, json=body | {"device": {"id": str(uuid4()), "sealed_name": None}}
    )

    assert again.status_code == 401


def test_a_challenge_that_is_too_old_is_none(app, ana, monkeypatch):
    passkey, _, _ = added(*ana)
    body = passkey.asserted(Phone(app))
    later = clock.now() + CHALLENGE_LIVES
    monkeypatch.setattr(clock, "now", lambda: later)

    assert Phone(app).post(SIGN_IN, json=body).status_code == 401


def test_a_counter_that_runs_backwards_is_a_copy(app, ana):
    passkey, _, _ = added(*ana)
    passkey.sign_count = 7
    assert Phone(app).post(SIGN_IN, json=passkey.asserted(Phone(app))).status_code == 200

    assert (
        Phone(app).post(SIGN_IN, json=passkey.asserted(Phone(app), sign_count=3)).status_code == 401
    )


def test_two_that_answer_the_same_challenge_at_once_are_one(app, ana):
    passkey, _, _ = added(*ana)
    challenge = a_challenge(Phone(app))
    bodies = [passkey.asserted(Phone(app), challenge=challenge, sign_count=0) for _ in range(2)]

    answers = in_threads(2, lambda n: Phone(app).post(SIGN_IN, json=bodies[n]))

    assert sorted(answer.status_code for answer in answers) == [200, 401]


@pytest.mark.parametrize("how", ["passphrase", "ring", "recovery"])
def test_new_secrets_take_the_passkeys_away(app, ana, how):
    """Any of them may have been added by whoever knew the old ones."""
    person, phone = ana
    passkey, _, _ = added(person, phone)
    body = {
        "passphrase": person.new_passphrase_body,
        "ring": person.rotation_body,
        "recovery": lambda: person.recovery_body(Phone(app)),
    }[how]()

    assert phone.put(f"{ACCOUNTS}/{how}", json=body).status_code == 200

    assert Phone(app).post(SIGN_IN, json=passkey.asserted(Phone(app))).status_code == 401


def test_there_are_only_so_many(ana):
    for _ in range(MOST):
        added(*ana)
    answer = ana[1].post(PASSKEYS, json=Authenticator().created(*ana))
    assert (answer.status_code, answer.json["code"]) == (409, "too_many_passkeys")


def test_the_same_credential_is_nobody_elses(app, ana):
    passkey, _, _ = added(*ana)
    ben, bens = sign_up(app, "ben")

    answer = bens.post(PASSKEYS, json=passkey.created(ben, bens))

    assert (answer.status_code, answer.json["code"]) == (422, "passkey_refused")
    assert bens.get(PASSKEYS).json == {"passkeys": []}


def test_where_the_host_is_an_address_there_are_none(app, ana, monkeypatch):
    monkeypatch.setitem(app.config, "ORIGIN", "http://127.0.0.1:8000")
    answer = Phone(app).post(f"{ACCOUNTS}/passkey-challenge")
    assert (answer.status_code, answer.json["code"]) == (409, "passkeys_unavailable")


def test_guessing_is_capped(app, ana, monkeypatch):
    monkeypatch.setattr(rules, "FROM_NETWORK", 3)
    passkey, _, _ = added(*ana)
    for _ in range(3):
        body = passkey.asserted(Phone(app), signature=b64(bytes(70)))
        assert Phone(app).post(SIGN_IN, json=body).status_code == 401

    answer = Phone(app).post(SIGN_IN, json=passkey.asserted(Phone(app)))

    assert (answer.status_code, answer.json["code"]) == (429, "too_many_attempts")


def test_what_nobody_answered_is_forgotten(app):
    a_challenge(Phone(app))
    service.keep_house(clock.now() + CHALLENGE_LIVES)
    db.session.commit()

    assert db.session.scalar(sa.select(sa.func.count()).select_from(PasskeyChallenge)) == 0


def test_extension_results_have_no_place_in_any_body(app, ana):
    person, phone = ana
    body = Authenticator().created(person, phone) | {"client_extension_results": {"prf": {}}}
    assert phone.post(PASSKEYS, json=body).status_code == 422
