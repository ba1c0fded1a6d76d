"""Phones are listed under names only their owner can read, and signed out at once."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from tests.api.accounts.people import ACCOUNTS, Phone, a_wrap, b64, in_threads, sign_up

DEVICES = f"{ACCOUNTS}/devices"
DAY = timedelta(days=1)


def listed(phone):
    return phone.get(DEVICES).json["devices"]


def test_phones_are_listed_newest_first_and_this_one_is_marked(app, at):
    now = datetime.now(UTC)
    at(now - 2 * DAY)
    ana, first = sign_up(app)
    at(now - DAY)
    second = ana.phone(app)
    at(now)
    third = ana.phone(app)
    first.refresh()

    assert listed(third) == [
        {
            "id": str(phone.device_id),
            "sealed_name": None,
            "created_on": str((now - days * DAY).date()),
            "last_seen_on": str((now - seen * DAY).date()),
            "is_this": phone is third,
        }
        for phone, days, seen in ((third, 0, 0), (second, 1, 1), (first, 2, 0))
    ]


def test_a_phone_that_signs_in_with_a_name_has_it(app):
    ana, phone = sign_up(app)
    name, other = a_wrap(), Phone(app)

    ana.sign_in(other, device=other.device | {"sealed_name": name})

    assert {each["sealed_name"] for each in listed(phone)} == {None, name}


def test_naming_a_phone_and_taking_the_name_away(app):
    ana, phone = sign_up(app)
    other, name = ana.phone(app), a_wrap()

    answer = phone.put(f"{DEVICES}/{other.device_id}", json={"sealed_name": name})

    assert answer.json["sealed_name"] == name
    assert answer.json["is_this"] is False
    assert [each["sealed_name"] for each in listed(other) if each["is_this"]] == [name]
    answer = other.put(f"{DEVICES}/{other.device_id}", json={"sealed_name": None})
    assert (answer.json["sealed_name"], answer.json["is_this"]) == (None, True)


def test_a_phone_is_signed_out_at_once(app):
    ana, phone = sign_up(app)
    stolen = ana.phone(app)

    answer = phone.delete(f"{DEVICES}/{stolen.device_id}")

    assert answer.status_code == 204
    assert stolen.me().json["code"] == "signed_out"
    assert stolen.refresh().json["code"] == "signed_out"
    assert [each["is_this"] for each in listed(phone)] == [True]
    assert phone.delete(f"{DEVICES}/{stolen.device_id}").status_code == 404


def test_a_phone_may_sign_itself_out(app):
    _, phone = sign_up(app)

    assert phone.delete(f"{DEVICES}/{phone.device_id}").status_code == 204
    assert phone.me().json["code"] == "signed_out"


def test_all_others_are_signed_out_together(app):
    ana, phone = sign_up(app)
    others = [ana.phone(app) for _ in range(3)]
    _, stranger = sign_up(app, "cleo")

    answer = phone.post(f"{DEVICES}/sign-out-others")

    assert answer.json == {"signed_out": 3}
    assert {other.me().json["code"] for other in others} == {"signed_out"}
    assert (phone.me().status_code, stranger.me().status_code) == (200, 200)
    assert phone.post(f"{DEVICES}/sign-out-others").json == {"signed_out": 0}


def test_somebody_elses_phone_looks_like_none_at_all(app):
    _, phone = sign_up(app)
    _, stranger = sign_up(app, "cleo")

    for method, body in (("PUT", {"sealed_name": a_wrap()}), ("DELETE", None)):
        foreign, absent = (
            stranger.ask(method, f"{DEVICES}/{device_id}", json=body)
            for device_id in (phone.device_id, uuid4())
        )
        assert foreign.status_code == 404
        assert foreign.data == absent.data
    assert phone.me().status_code == 200
    assert listed(phone)[0]["sealed_name"] is None


def test_a_stranger_with_a_phone_of_the_same_id_signs_out_their_own_alone(app):
    _, phone = sign_up(app)
    cleo, _ = sign_up(app, "cleo")
    twin = cleo.phone(app, device_id=phone.device_id)

    assert twin.delete(f"{DEVICES}/{phone.device_id}").status_code == 204
    assert twin.me().status_code == 401
    assert phone.me().status_code == 200


def test_a_stolen_sign_in_is_not_listed_and_cannot_be_signed_out_again(app, at):
    now = datetime.now(UTC)
    at(now - timedelta(minutes=20))
    ana, phone = sign_up(app)
    stolen = ana.phone(app)
    thief = stolen.copy()
    at(now - timedelta(minutes=10))
    thief.refresh()
    thief.me()
    phone.refresh()
    at(now)
    assert stolen.refresh().json["code"] == "token_reused"

    assert [each["is_this"] for each in listed(phone)] == [True]
    assert phone.delete(f"{DEVICES}/{stolen.device_id}").status_code == 404
    assert phone.post(f"{DEVICES}/sign-out-others").json == {"signed_out": 0}
    assert thief.me().json["code"] == "token_reused"


def test_a_phone_whose_sign_in_ran_out_is_not_listed(app, at):
    now = datetime.now(UTC)
    at(now - 31 * DAY)
    ana, _ = sign_up(app)
    at(now)

    assert len(listed(ana.phone(app))) == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "sealed_name"),
        ({"sealed_name": ""}, "sealed_name"),
        ({"sealed_name": b64(bytes(64))}, "sealed_name"),
        ({"sealed_name": b64(b"\x01" + bytes(2048))}, "sealed_name"),
        ({"sealed_name": "Ana's phone"}, "sealed_name"),
        ({"sealed_name": None, "name": "Ana's phone"}, "name"),
    ],
    ids=lambda case: str(case)[:40],
)
def test_a_name_that_is_not_sealed_is_not_kept(app, body, field):
    _, phone = sign_up(app)

    answer = phone.put(f"{DEVICES}/{phone.device_id}", json=body)

    assert answer.status_code == 422
    assert list(answer.json["errors"]["json"]) == [field]


def test_listing_costs_the_same_however_many_there_are(app, count_queries):
    ana, phone = sign_up(app)
    phone.me()
    with count_queries() as one:
        listed(phone)
    for _ in range(5):
        ana.phone(app)
    with count_queries() as six:
        assert len(listed(phone)) == 6

    assert len(one) == len(six)


def test_phones_that_sign_each_other_out_at_once_do_not_break(app):
    ana, first = sign_up(app)
    phones = [first] + [ana.phone(app) for _ in range(5)]

    answers = in_threads(6, lambda n: phones[n].post(f"{DEVICES}/sign-out-others"))

    assert {answer.status_code for answer in answers} <= {200, 401, 503}
    assert len([phone for phone in phones if phone.me().status_code == 200]) <= 1
