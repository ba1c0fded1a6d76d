"""Making an account: once, whoever asks and however often."""

from uuid import uuid4

import pytest
import sqlalchemy as sa

from api.accounts.models import Account, Device
from api.core.db import db
from tests.api.accounts.people import (
    ACCOUNTS,
    Person,
    Phone,
    a_kdf,
    a_secret,
    a_wrap,
    b64,
    in_threads,
    patiently,
    sign_up,
)


def count(model):
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).select_from(model))


def test_signing_up_signs_in_and_gives_back_what_the_phone_needs(app):
    ana, phone = Person("  Ana   Lind"), Phone(app)

    answer = ana.sign_up(phone)

    assert answer.status_code == 201
    body = answer.json
    assert body["owner"] == str(ana.owner)
    assert body["name"] == "Ana Lind"
    assert body["kdf"] == ana.kdf
    assert body["wrap_passphrase"] == ana.wrap_passphrase
    assert body["device_id"] == str(phone.device_id)
    assert (body["credential_version"], body["epoch"]) == (1, 1)
    assert body["history"] == phone.me().json["history"]
    assert phone.me().json == {
        key: value for key, value in body.items() if key != "wrap_passphrase"
    }


def test_nothing_that_opens_the_ring_is_stored(app):
    ana, _ = sign_up(app)
    stored = db.session.scalars(sa.select(Account)).one()

    kept = [getattr(stored, column.key) for column in sa.inspect(Account).columns]
    for secret in (ana.auth, ana.recovery_auth):
        assert not [each for each in kept if secret in str(each) or b64_of(each) == secret]


def b64_of(value):
    return b64(value) if isinstance(value, bytes) else None


def test_a_repeated_sign_up_is_answered_like_the_first(app):
    ana, phone = Person(), Phone(app)
    first = ana.sign_up(phone)

    again = ana.sign_up(Phone(app, phone.device_id))

    assert again.status_code == 201
    assert again.json == first.json
    assert (count(Account), count(Device)) == (1, 1)


def test_the_same_sign_up_from_many_threads_makes_one_account(app):
    ana, phone = Person(), Phone(app)
    body = ana.sign_up_body(phone)

    answers = in_threads(8, lambda _: patiently(lambda: Phone(app).post(ACCOUNTS, json=body)))

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json["history"] for answer in answers}) == 1
    assert (count(Account), count(Device)) == (1, 1)


@pytest.mark.parametrize("name", ["ana", "ANA", " Ana ", "\uff21na"])
def test_a_name_is_given_once(app, name):
    sign_up(app, "ana")

    answer = Person(name).sign_up(Phone(app))

    assert answer.status_code == 409
    assert answer.json["code"] == "name_taken"
    assert count(Account) == 1


def test_a_name_is_given_once_however_many_ask_at_once(app):
    people = [Person("ana") for _ in range(8)]

    answers = in_threads(8, lambda n: patiently(lambda: people[n].sign_up(Phone(app))))

    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 7
    assert {a.json["code"] for a in answers if a.status_code == 409} == {"name_taken"}
    assert count(Account) == 1


def test_an_owner_has_one_account(app):
    ana, _ = sign_up(app)

    answer = Person("cleo", owner=ana.owner).sign_up(Phone(app))

    assert answer.status_code == 409
    assert answer.json["code"] == "owner_taken"


def test_the_same_owner_and_name_with_another_passphrase_is_no_repeat(app):
    ana, _ = sign_up(app)

    answer = Person("ana", owner=ana.owner).sign_up(Phone(app))

    assert answer.status_code == 409
    assert answer.json["code"] == "name_taken"


def test_repeating_a_sign_up_is_no_way_to_guess_a_passphrase(app):
    ana, _ = sign_up(app)
    codes = [Person("ana", owner=ana.owner).sign_up(Phone(app)).json["code"] for _ in range(12)]

    assert codes == ["name_taken"] * 10 + ["too_many_attempts"] * 2


@pytest.mark.parametrize(
    "weak",
    [
        {"memory_kib": 65535},
        {"passes": 2},
        {"lanes": 0},
        {"memory_kib": 1048577},
        {"passes": 17},
        {"lanes": 5},
        {"algorithm": "pbkdf2"},
        {"algorithm": ""},
        {"salt": b64(bytes(15))},
        {"salt": b64(bytes(17))},
        {"salt": ""},
    ],
    ids=str,
)
def test_a_weak_or_ruinous_key_is_not_stored(app, weak):
    answer = Person().sign_up(Phone(app), kdf=a_kdf(**weak))

    assert answer.status_code == 422
    assert answer.json["code"] == "kdf_too_weak"
    assert count(Account) == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"owner": "x"},
        {"owner": str(uuid4()).upper()},
        {"owner": uuid4().hex},
        {"owner": "{" + str(uuid4()) + "}"},
        {"name": ""},
        {"name": "x" * 65},
        {"name": "ana\u202e"},
        {"auth": b64(bytes(31))},
        {"auth": b64(bytes(33))},
        {"auth": a_secret() + "="},
        {"auth": "+" + a_secret()[1:]},
        {"auth": a_secret()[:-1] + "B"},
        {"recovery_auth": ""},
        {"wrap_passphrase": b64(b"\x01" + bytes(28))},
        {"wrap_passphrase": b64(b"\x02" + bytes(100))},
        {"wrap_recovery": b64(b"\x01" + bytes(4096))},
        {"wrap_recovery": None},
        {"device": {"id": str(uuid4())}},
        {"device": {"id": str(uuid4()), "sealed_name": b64(b"\x01" + bytes(2048))}},
        {"device": {"id": str(uuid4()), "sealed_name": b64(bytes(40))}},
        {"invite": "x" * 65},
        {"epoch": 2},
    ],
    ids=lambda wrong: str(wrong)[:40],
)
def test_what_has_not_the_right_shape_is_not_stored(app, wrong):
    answer = Person().sign_up(Phone(app), **wrong)

    assert answer.status_code == 422
    assert answer.json["code"] == "invalid_input"
    assert list(answer.json["errors"]["json"]) == list(wrong)
    assert count(Account) == 0


def test_ids_need_no_version_bits_and_shapes_reach_to_their_bounds(app):
    phone = Phone(app)
    answer = Person("x" * 64, owner="00000000-0000-0000-0000-000000000001").sign_up(
        phone,
        wrap_passphrase=b64(b"\x01" + bytes(29)),
        wrap_recovery=b64(b"\x01" + bytes(4095)),
        device=phone.device | {"sealed_name": b64(b"\x01" + bytes(2047))},
        kdf=a_kdf(memory_kib=1048576, passes=16, lanes=4),
    )

    assert answer.status_code == 201, answer.text


def test_signing_up_is_open_on_this_machine_and_says_so(app):
    answer = Phone(app).get(f"{ACCOUNTS}/registration")

    assert answer.json == {"open": True, "invite_needed": False}


def test_a_second_wrap_of_the_same_ring_is_kept_beside_the_first(app):
    ana = Person()
    ana.wrap_recovery = a_wrap()
    ana.sign_up(Phone(app))

    opened = Phone(app).post(
        f"{ACCOUNTS}/recovery", json={"name": "ana", "recovery_auth": ana.recovery_auth}
    )

    assert opened.json == {
        "owner": str(ana.owner),
        "wrap_recovery": ana.wrap_recovery,
        "credential_version": 1,
        "epoch": 1,
    }
