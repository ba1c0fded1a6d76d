"""Signing in tells a stranger nothing, not even who is here."""

import sqlalchemy as sa
from argon2 import PasswordHasher

from api.accounts.models import Account, Device
from api.core.db import db
from tests import factories
from tests.api.accounts.people import (
    ACCOUNTS,
    Person,
    Phone,
    a_kdf,
    a_wrap,
    sign_up,
)
from tests.api.planted import planted_app

VOLATILE = {"Date"}


def told(answer):
    """All that a stranger can see of an answer."""
    headers = [pair for pair in answer.headers if pair[0] not in VOLATILE]
    return answer.status_code, answer.data, headers


def disable(owner):
    db.session.rollback()
    account = db.session.get(Account, owner)
    account.disabled_on = factories.NOON.date()
    db.session.commit()


def test_a_second_phone_signs_in_with_the_same_passphrase(app):
    ana, first = sign_up(app)
    second = Phone(app)

    answer = ana.sign_in(second)

    assert answer.status_code == 200
    assert answer.json["owner"] == str(ana.owner)
    assert answer.json["wrap_passphrase"] == ana.wrap_passphrase
    assert answer.json["device_id"] == str(second.device_id)
    assert answer.json["history"] == first.me().json["history"]
    assert (first.me().status_code, second.me().status_code) == (200, 200)


def test_a_name_may_be_typed_in_any_case(app):
    ana, _ = sign_up(app, "Ana Lind")
    ana.name = " ANA  lind "

    assert Phone(app).post(f"{ACCOUNTS}/kdf", json={"name": ana.name}).json == ana.kdf
    assert ana.sign_in(Phone(app)).json["name"] == "Ana Lind"


def test_signing_in_anew_ends_what_the_phone_held_before_and_keeps_its_name(app):
    ana, phone = sign_up(app)
    name = a_wrap()
    phone.put(f"{ACCOUNTS}/devices/{phone.device_id}", json={"sealed_name": name})
    again = Phone(app, phone.device_id)

    assert ana.sign_in(again).status_code == 200

    assert phone.me().json["code"] == "signed_out"
    assert phone.refresh().json["code"] == "signed_out"
    assert [d["sealed_name"] for d in again.get(f"{ACCOUNTS}/devices").json["devices"]] == [name]


def test_two_people_may_have_phones_of_one_id(app):
    """Ids are the phones' own: nobody may find out by one who else is here."""
    _, phone = sign_up(app)
    cleo, hers = Person("cleo"), Phone(app, phone.device_id)

    assert cleo.sign_up(hers).status_code == 201
    assert (phone.me().status_code, hers.me().status_code) == (200, 200)


def attempts(phone, name):
    """One wrong attempt of each kind at a name."""
    device = {"id": "00000000-0000-4000-8000-000000000000", "sealed_name": None}
    wrong = "A" * 43
    new = {
        "credential_version": 1,
        "new_auth": wrong,
        "kdf": a_kdf(salt="A" * 22),
        "wrap_passphrase": "AQ" + "A" * 54,
        "new_recovery_auth": wrong,
        "wrap_recovery": "AQ" + "A" * 54,
        "device": device,
    }
    return {
        "sign-in": phone.post(
            f"{ACCOUNTS}/sign-in", json={"name": name, "auth": wrong, "device": device}
        ),
        "recovery": phone.post(f"{ACCOUNTS}/recovery", json={"name": name, "recovery_auth": wrong}),
        "recovered": phone.put(
            f"{ACCOUNTS}/recovery", json={"name": name, "recovery_auth": wrong} | new
        ),
    }


def test_a_name_nobody_has_is_answered_byte_for_byte_like_one_somebody_has(app):
    sign_up(app)
    known, unknown = attempts(Phone(app), "ana"), attempts(Phone(app), "nobody")

    assert {kind: told(answer) for kind, answer in known.items()} == {
        kind: told(answer) for kind, answer in unknown.items()
    }
    assert {answer.status_code for answer in known.values()} == {401}
    assert {answer.json["code"] for answer in known.values()} == {"wrong_credentials"}


def test_a_disabled_account_looks_like_any_other_to_a_stranger(app):
    ana, _ = sign_up(app)
    disable(ana.owner)

    closed, unknown = attempts(Phone(app), "ana"), attempts(Phone(app), "nobody")

    assert {kind: told(answer) for kind, answer in closed.items()} == {
        kind: told(answer) for kind, answer in unknown.items()
    }


def test_a_disabled_account_is_told_so_to_its_owner_alone(app):
    ana, phone = sign_up(app)
    disable(ana.owner)

    assert ana.sign_in(Phone(app)).json["code"] == "account_disabled"
    opened = {"name": ana.name, "recovery_auth": ana.recovery_auth}
    assert Phone(app).post(f"{ACCOUNTS}/recovery", json=opened).json["code"] == "account_disabled"
    other = Phone(app)
    recovered = other.put(f"{ACCOUNTS}/recovery", json=ana.recovery_body(other))
    assert recovered.json["code"] == "account_disabled"
    assert phone.me().json["code"] == "account_disabled"
    assert phone.refresh().json["code"] == "account_disabled"
    assert ana.sign_up(Phone(app)).json["code"] == "account_disabled"


def test_a_name_nobody_has_gets_a_key_of_the_usual_kind(app):
    sign_up(app)

    def ask(name):
        return Phone(app).post(f"{ACCOUNTS}/kdf", json={"name": name})

    known, unknown = ask("ana"), ask("nobody")

    assert known.json.keys() == unknown.json.keys()
    assert {**known.json, "salt": ""} == {**unknown.json, "salt": ""}
    assert len(known.data) == len(unknown.data)
    assert [pair[0] for pair in known.headers] == [pair[0] for pair in unknown.headers]
    assert ask("nobody").data == unknown.data
    assert ask(" NOBODY ").data == unknown.data
    assert ask("somebody").json["salt"] != unknown.json["salt"]


def test_the_key_of_a_name_nobody_has_is_another_on_another_server(app, var):
    here = Phone(app).post(f"{ACCOUNTS}/kdf", json={"name": "nobody"}).json
    with planted_app(var, JWT_SECRET_KEY="fedcba9876543210" * 4) as other:
        there = Phone(other).post(f"{ACCOUNTS}/kdf", json={"name": "nobody"}).json

    assert here["salt"] != there["salt"]


def test_a_passphrase_changed_between_look_and_lock_does_not_let_in(app, monkeypatch):
    ana, _ = sign_up(app)
    real = PasswordHasher.verify

    def verify_while_another_changes_it(self, *given):
        found = real(self, *given)
        with db.engine.begin() as other:
            other.execute(sa.update(Account).values(auth_hash="changed"))
        return found

    monkeypatch.setattr(PasswordHasher, "verify", verify_while_another_changes_it)

    assert ana.sign_in(Phone(app)).json["code"] == "wrong_credentials"
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Device)) == 1
