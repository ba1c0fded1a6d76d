"""Who has lost the passphrase and kept the code comes back, and nobody else stays."""

import sqlalchemy as sa

from api.accounts.models import Account, Device
from api.core.db import db
from tests.api.accounts.people import (
    ACCOUNTS,
    Phone,
    b64,
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


def test_the_code_opens_what_it_was_made_for(app):
    ana, _ = sign_up(app)

    answer = Phone(app).post(RECOVERY, json={"name": "ANA", "recovery_auth": ana.recovery_auth})

    assert answer.status_code == 200
    assert answer.json["wrap_recovery"] == ana.wrap_recovery
    assert answer.json["owner"] == str(ana.owner)
    assert "Set-Cookie" not in answer.headers


def test_after_recovery_all_is_new_and_every_old_sign_in_is_over(app):
    ana, phone = sign_up(app)
    others = [phone, ana.phone(app)]
    new = Phone(app)
    wish = ana.recovery_body(new)

    answer = new.put(RECOVERY, json=wish)

    assert answer.status_code == 200
    assert answer.json["credential_version"] == 2
    assert answer.json["wrap_passphrase"] == wish["wrap_passphrase"]
    assert new.me().status_code == 200
    assert {other.me().json["code"] for other in others} == {"signed_out"}
    assert {other.refresh().json["code"] for other in others} == {"signed_out"}
    assert ana.sign_in(Phone(app)).json["code"] == "wrong_credentials"
    old = {"name": "ana", "recovery_auth": ana.recovery_auth}
    assert Phone(app).post(RECOVERY, json=old).json["code"] == "wrong_credentials"
    ana.auth, ana.recovery_auth = wish["new_auth"], wish["new_recovery_auth"]
    assert ana.sign_in(Phone(app)).status_code == 200
    opened = {"name": "ana", "recovery_auth": ana.recovery_auth}
    assert Phone(app).post(RECOVERY, json=opened).json["wrap_recovery"] == wish["wrap_recovery"]


def test_recovery_on_a_version_that_has_moved_on_changes_nothing(app):
    ana, phone = sign_up(app)
    phone.put(PASSPHRASE, json=ana.new_passphrase_body())

    answer = Phone(app).put(RECOVERY, json=ana.recovery_body(Phone(app)))

    assert answer.status_code == 409
    assert answer.json["code"] == "stale_credentials"
    assert phone.me().json["credential_version"] == 2


def test_a_passphrase_change_leaves_the_recovery_code_good(app):
    ana, phone = sign_up(app)
    phone.put(PASSPHRASE, json=ana.new_passphrase_body())
    other = Phone(app)

    answer = other.put(RECOVERY, json=ana.recovery_body(other, credential_version=2))

    assert answer.json["credential_version"] == 3


def test_of_two_who_recover_at_once_one_wins(app):
    ana, _ = sign_up(app)
    phones = [Phone(app), Phone(app)]
    wishes = [ana.recovery_body(phone) for phone in phones]

    answers = in_threads(2, lambda n: patiently(lambda: phones[n].put(RECOVERY, json=wishes[n])))

    won = [n for n, answer in enumerate(answers) if answer.status_code == 200]
    assert len(won) == 1
    assert answers[1 - won[0]].json["code"] in {"stale_credentials", "wrong_credentials"}
    assert (phones[won[0]].me().status_code, phones[1 - won[0]].me().status_code) == (200, 401)
    assert devices() == 1


def test_what_the_server_keeps_of_the_code_is_no_code(app):
    sign_up(app)
    db.session.rollback()
    kept = db.session.scalars(sa.select(Account.recovery_hash)).one()
    db.session.rollback()

    wrong = {"name": "ana", "recovery_auth": b64(kept)}
    assert Phone(app).post(RECOVERY, json=wrong).json["code"] == "wrong_credentials"
