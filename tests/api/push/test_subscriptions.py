"""What a phone gives so that it can be knocked at, who may change it, and who may not."""

import pytest
import sqlalchemy as sa

from api.core.db import db
from api.push.models import PushSubscription
from tests.api.accounts.people import Phone, b64, sign_up
from tests.api.push.knocks import SUBSCRIPTION, a_subscription, an_endpoint, subscribe

TEST = "/api/push/test"
RENEW = "/api/push/renew"


@pytest.fixture
def ana(app):
    return sign_up(app)


@pytest.fixture
def phone(ana):
    return ana[1]


def endpoints():
    found = db.session.scalars(sa.select(PushSubscription.endpoint)).all()
    db.session.rollback()
    return set(found)


def test_the_key_is_a_point_and_has_a_short_name(phone):
    answer = phone.get("/api/push/key").json

    assert len(answer["key"]) == 87
    assert len(answer["key_id"]) == 16


def test_a_server_without_a_contact_says_that_push_is_off(app, phone, monkeypatch):
    monkeypatch.setitem(app.extensions, "vapid", None)

    for answer in (
        phone.get("/api/push/key"),
        phone.put(SUBSCRIPTION, json=a_subscription()),
        phone.post(TEST),
    ):
        assert (answer.status_code, answer.json["code"]) == (503, "push_off")


def test_a_phone_is_told_what_the_server_has_of_it(phone):
    body = subscribe(phone)

    assert phone.get(SUBSCRIPTION).json == {
        "p256dh": body["p256dh"],
        "key_id": body["key_id"],
        "last_try_at": None,
        "last_outcome": None,
    }


def test_a_phone_that_never_asked_has_none(phone):
    for answer in (phone.get(SUBSCRIPTION), phone.post(TEST)):
        assert (answer.status_code, answer.json["code"]) == (404, "no_subscription")


def test_a_phone_has_one_at_a_time(phone):
    subscribe(phone)
    body = subscribe(phone)

    assert endpoints() == {body["endpoint"]}


def test_asking_again_with_the_same_changes_nothing(phone):
    body = subscribe(phone)

    assert phone.put(SUBSCRIPTION, json=body).json == phone.get(SUBSCRIPTION).json
    assert endpoints() == {body["endpoint"]}


def test_two_phones_of_one_person_have_one_each(app, ana):
    person, phone = ana
    bodies = [subscribe(phone), subscribe(person.phone(app))]

    assert endpoints() == {body["endpoint"] for body in bodies}


def test_a_phone_that_another_person_signs_in_on_is_theirs_alone(app, phone):
    body = subscribe(phone)
    _, other = sign_up(app, "cleo")

    subscribe(other, endpoint=body["endpoint"])

    assert phone.get(SUBSCRIPTION).status_code == 404
    assert other.get(SUBSCRIPTION).status_code == 200
    assert endpoints() == {body["endpoint"]}


def test_signing_out_ends_it(app, ana):
    person, phone = ana
    subscribe(phone)

    person.phone(app).delete(f"/api/accounts/devices/{phone.device_id}")

    assert endpoints() == set()


def test_it_is_ended_when_asked_and_asking_twice_is_no_fault(phone):
    subscribe(phone)

    assert [phone.delete(SUBSCRIPTION).status_code for _ in range(2)] == [204, 204]
    assert endpoints() == set()


@pytest.mark.parametrize(
    "endpoint",
    ["http://fcm.googleapis.com/x", "https://127.0.0.1/x", "https://fcm.googleapis.com.evil.org/x"],
)
def test_an_endpoint_of_no_push_service_is_refused_and_the_old_one_stays(phone, endpoint):
    before = subscribe(phone)

    answer = phone.put(SUBSCRIPTION, json=a_subscription(endpoint=endpoint))

    assert (answer.status_code, answer.json["code"]) == (422, "endpoint_refused")
    assert endpoints() == {before["endpoint"]}


@pytest.mark.parametrize("point", [b"\4" + bytes(64), b"\2" + bytes(64), b"\5" * 65])
def test_a_key_that_is_none_is_refused(phone, point):
    answer = phone.put(SUBSCRIPTION, json=a_subscription(p256dh=b64(point)))

    assert (answer.status_code, answer.json["code"]) == (422, "key_refused")


def renewal(body, **given):
    new = a_subscription()
    del new["language"]
    return {"old_endpoint": body["endpoint"], "old_auth": body["auth"], **new} | given


def test_a_browser_may_replace_its_own_without_a_sign_in(app, phone):
    asked = renewal(subscribe(phone))

    assert Phone(app).post(RENEW, json=asked).status_code == 204
    assert endpoints() == {asked["endpoint"]}
    assert phone.get(SUBSCRIPTION).json["key_id"] == asked["key_id"]


@pytest.mark.parametrize("wrong", [{"old_auth": b64(bytes(16))}, {"old_endpoint": an_endpoint()}])
def test_but_nobody_elses(app, phone, wrong):
    body = subscribe(phone)

    answer = Phone(app).post(RENEW, json=renewal(body, **wrong))

    assert (answer.status_code, answer.json["code"]) == (404, "no_subscription")
    assert endpoints() == {body["endpoint"]}


def test_nor_by_an_endpoint_of_no_push_service(app, phone):
    body = subscribe(phone)

    answer = Phone(app).post(RENEW, json=renewal(body, endpoint="https://127.0.0.1/x"))

    assert answer.json["code"] == "endpoint_refused"
    assert endpoints() == {body["endpoint"]}


def test_a_renewal_lost_on_the_way_back_is_harmless(app, phone):
    asked = renewal(subscribe(phone))
    nobody = Phone(app)

    assert [nobody.post(RENEW, json=asked).status_code for _ in range(2)] == [204, 404]
    assert endpoints() == {asked["endpoint"]}
