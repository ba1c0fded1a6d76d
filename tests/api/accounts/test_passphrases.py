"""A new passphrase: one phone sets it, every other is signed out, and nobody is locked out."""

import pytest
import sqlalchemy as sa

from api.accounts.models import Account, Device
from api.core.db import db
from tests.api.accounts.people import (
    ACCOUNTS,
    Phone,
    a_kdf,
    a_secret,
    in_threads,
    patiently,
    sign_up,
)

PASSPHRASE, RECOVERY = f"{ACCOUNTS}/passphrase", f"{ACCOUNTS}/recovery"


def devices():
    db.session.rollback()
    found = db.session.scalar(sa.select(sa.func.count()).select_from(Device))
    db.session.rollback()
    return found


def test_the_new_passphrase_lets_in_and_the_old_one_does_not(app):
    ana, phone = sign_up(app)
    change = ana.new_passphrase_body()

    answer = phone.put(PASSPHRASE, json=change)

    assert answer.json == {"credential_version": 2}
    assert ana.sign_in(Phone(app)).json["code"] == "wrong_credentials"
    ana.auth = change["new_auth"]
    let_in = ana.sign_in(Phone(app)).json
    assert let_in["wrap_passphrase"] == change["wrap_passphrase"]
    assert let_in["kdf"] == change["kdf"]
    assert let_in["credential_version"] == 2
    assert phone.me().json["kdf"] == change["kdf"]


def test_every_other_phone_is_signed_out_at_once_and_this_one_stays(app):
    ana, phone = sign_up(app)
    others = [ana.phone(app) for _ in range(3)]

    phone.put(PASSPHRASE, json=ana.new_passphrase_body())

    assert {other.me().json["code"] for other in others} == {"signed_out"}
    assert {other.refresh().json["code"] for other in others} == {"signed_out"}
    assert (phone.me().status_code, phone.refresh().status_code) == (200, 200)
    assert devices() == 1


def test_a_wrong_old_passphrase_changes_nothing(app):
    ana, phone = sign_up(app)
    other = ana.phone(app)

    answer = phone.put(PASSPHRASE, json=ana.new_passphrase_body(auth=a_secret()))

    assert answer.status_code == 403
    assert answer.json["code"] == "wrong_credentials"
    assert (phone.me().status_code, other.me().status_code) == (200, 200)
    assert ana.sign_in(Phone(app)).status_code == 200


def test_a_version_that_has_moved_on_changes_nothing(app):
    ana, phone = sign_up(app)
    change = ana.new_passphrase_body()
    phone.put(PASSPHRASE, json=change)

    for old in (ana.auth, change["new_auth"]):
        again = ana.new_passphrase_body(auth=old)
        answer = phone.put(PASSPHRASE, json=again)
        assert answer.status_code == 409
        assert answer.json["code"] == "stale_credentials"
    assert phone.me().json["credential_version"] == 2


def test_of_two_phones_that_change_it_at_once_one_wins_and_the_other_is_asked_again(app):
    ana, first = sign_up(app)
    phones = [first, ana.phone(app)]
    changes = [ana.new_passphrase_body() for _ in phones]

    answers = in_threads(2, lambda n: patiently(lambda: phones[n].put(PASSPHRASE, json=changes[n])))

    won = [n for n, answer in enumerate(answers) if answer.status_code == 200]
    assert len(won) == 1
    lost = answers[1 - won[0]]
    assert (lost.status_code, lost.json["code"]) in {
        (409, "stale_credentials"),
        (401, "signed_out"),
    }
    ana.auth = changes[won[0]]["new_auth"]
    opened = ana.sign_in(Phone(app)).json
    assert opened["wrap_passphrase"] == changes[won[0]]["wrap_passphrase"]
    assert opened["kdf"] == changes[won[0]]["kdf"]
    assert phones[won[0]].me().status_code == 200
    assert phones[1 - won[0]].me().json["code"] == "signed_out"


def test_a_phone_that_is_signed_out_meanwhile_changes_nothing(app, monkeypatch, gate):
    ana, phone = sign_up(app)
    real = gate.hasher.hash

    def hash_while_another_signs_us_out(secret):
        found = real(secret)
        with db.engine.begin() as other:
            other.execute(sa.delete(Device))
        return found

    monkeypatch.setattr(gate.hasher, "hash", hash_while_another_signs_us_out)
    answer = phone.put(PASSPHRASE, json=ana.new_passphrase_body())

    assert answer.json["code"] == "signed_out"
    monkeypatch.undo()
    assert ana.sign_in(Phone(app)).json["credential_version"] == 1


@pytest.mark.parametrize("way", ["change", "recovery"])
def test_of_two_tabs_of_one_phone_one_wins(app, monkeypatch, gate, way):
    """Both belong to one sign-in, so nothing but the version tells the slower one."""
    ana, phone = sign_up(app)
    real = gate.hasher.hash

    def hash_while_the_other_tab_changes_it(secret):
        with db.engine.begin() as other:
            other.execute(sa.update(Account).values(credential_version=2))
        return real(secret)

    monkeypatch.setattr(gate.hasher, "hash", hash_while_the_other_tab_changes_it)
    if way == "change":
        answer = phone.put(PASSPHRASE, json=ana.new_passphrase_body())
    else:
        answer = phone.put(RECOVERY, json=ana.recovery_body(phone))

    assert answer.status_code == 409
    assert answer.json["code"] == "stale_credentials"
    monkeypatch.undo()
    assert ana.sign_in(Phone(app)).json["wrap_passphrase"] == ana.wrap_passphrase


def test_a_sign_in_that_began_with_the_old_passphrase_does_not_outlive_the_change(app):
    ana, phone = sign_up(app)
    change = ana.new_passphrase_body()
    late = [Phone(app) for _ in range(5)]

    def work(number):
        if number == 5:
            return patiently(lambda: phone.put(PASSPHRASE, json=change))
        return ana.sign_in(late[number])

    assert in_threads(6, work)[5].status_code == 200

    assert {one.me().status_code for one in late} == {401}


def test_trying_passphrases_on_a_stolen_phone_is_capped(app):
    ana, phone = sign_up(app)
    wrong = ana.new_passphrase_body(auth=a_secret())

    mine = ana.phone(app)

    answers = [phone.put(PASSPHRASE, json=wrong) for _ in range(12)]

    assert [answer.status_code for answer in answers] == [403] * 10 + [429] * 2
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert mine.put(PASSPHRASE, json=ana.new_passphrase_body()).status_code == 200
    assert phone.me().json["code"] == "signed_out"


@pytest.mark.parametrize("weak", [{"memory_kib": 1024}, {"passes": 1}, {"algorithm": "pbkdf2"}])
def test_a_weak_key_is_refused_on_every_way_in(app, weak):
    ana, phone = sign_up(app)
    kdf = a_kdf(**weak)

    change = phone.put(PASSPHRASE, json=ana.new_passphrase_body(kdf=kdf))
    recovery = phone.put(RECOVERY, json=ana.recovery_body(phone, kdf=kdf))

    for answer in (change, recovery):
        assert answer.status_code == 422
        assert answer.json["code"] == "kdf_too_weak"
    assert phone.me().json["kdf"] == ana.kdf
