"""A stolen phone: the ring gets its next key, a new code, and every other phone is out."""

from uuid import uuid4

import pytest

from tests.api.accounts.people import ACCOUNTS, Phone, a_secret, a_wrap, b64, in_threads, sign_up

RING, RECOVERY, SYNC = f"{ACCOUNTS}/ring", f"{ACCOUNTS}/recovery", "/api/vault/sync"


def push(phone: Phone, epoch: int) -> str:
    """What becomes of an edit sealed under that epoch."""
    op = {
        "op": str(uuid4()),
        "id": str(uuid4()),
        "version": 1,
        "base": 0,
        "after": [],
        "epoch": epoch,
        "sealed": b64(b"\x01" + bytes(540)),
        "purgeable": False,
    }
    body = {"history": None, "cursor": 0, "limit": 10, "ops": [op]}
    (result,) = phone.post(SYNC, json=body).json["results"]
    return result.get("code") or result["status"]


def test_the_ring_has_its_next_key_and_a_new_code_and_the_passphrase_stays(app):
    ana, phone = sign_up(app)
    rotation = ana.rotation_body()

    answer = phone.put(RING, json=rotation)

    assert answer.json == {"credential_version": 2, "epoch": 2}
    let_in = ana.sign_in(Phone(app)).json
    assert let_in["wrap_passphrase"] == rotation["wrap_passphrase"]
    assert (let_in["epoch"], let_in["kdf"]) == (2, ana.kdf)
    asked = {"name": ana.name, "recovery_auth": rotation["new_recovery_auth"]}
    assert Phone(app).post(RECOVERY, json=asked).json["wrap_recovery"] == rotation["wrap_recovery"]
    asked["recovery_auth"] = ana.recovery_auth
    assert Phone(app).post(RECOVERY, json=asked).json["code"] == "wrong_credentials"


def test_every_other_phone_is_out_at_once_and_this_one_stays(app):
    ana, phone = sign_up(app)
    stolen = ana.phone(app)

    phone.put(RING, json=ana.rotation_body())

    assert {stolen.me().json["code"], stolen.refresh().json["code"]} == {"signed_out"}
    assert (phone.me().status_code, phone.refresh().status_code) == (200, 200)


def test_what_is_sealed_under_the_former_key_is_taken_no_more(app):
    ana, phone = sign_up(app)
    assert push(phone, 1) == "ok"

    phone.put(RING, json=ana.rotation_body())

    assert push(phone, 1) == "old_epoch"
    assert push(phone, 2) == "ok"
    assert push(phone, 3) == "unknown_epoch"


def test_the_same_once_more_is_answered_as_the_first_time(app):
    ana, phone = sign_up(app)
    rotation = ana.rotation_body()
    phone.put(RING, json=rotation)
    later = ana.phone(app)

    answer = phone.put(RING, json=rotation)

    assert answer.json == {"credential_version": 2, "epoch": 2}
    assert later.me().status_code == 200  # nobody is signed out a second time


@pytest.mark.parametrize("given", [{"credential_version": 2}, {"epoch": 1}, {"epoch": 3}])
def test_what_is_not_the_next_changes_nothing(app, given):
    ana, phone = sign_up(app)
    other = ana.phone(app)

    answer = phone.put(RING, json=ana.rotation_body(**given))

    assert (answer.status_code, answer.json["code"]) == (409, "stale_credentials")
    assert other.me().status_code == 200
    assert phone.me().json["epoch"] == 1


def test_whoever_holds_the_open_phone_and_no_passphrase_rotates_nothing(app):
    ana, phone = sign_up(app)

    answer = phone.put(RING, json=ana.rotation_body(auth=a_secret()))

    assert (answer.status_code, answer.json["code"]) == (403, "wrong_credentials")
    assert phone.me().json["epoch"] == 1


def test_a_wrap_that_is_too_short_to_be_one_is_refused(app):
    ana, phone = sign_up(app)
    answer = phone.put(RING, json=ana.rotation_body(wrap_recovery=b64(b"\x01")))
    assert answer.status_code == 422


def test_of_two_phones_that_rotate_at_once_one_wins_and_the_other_is_out(app):
    ana, phone = sign_up(app)
    phones = [phone, ana.phone(app)]
    bodies = [ana.rotation_body(wrap_passphrase=a_wrap()) for _ in phones]

    answers = in_threads(2, lambda n: phones[n].put(RING, json=bodies[n]))

    assert sorted(answer.status_code for answer in answers) in ([200, 401], [200, 409])
    assert ana.sign_in(Phone(app)).json["epoch"] == 2
