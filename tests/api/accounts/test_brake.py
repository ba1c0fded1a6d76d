"""The outer brake, and whose word is taken for where somebody comes from."""

from datetime import UTC, datetime, timedelta

import pytest

from tests import factories
from tests.api.accounts.people import ACCOUNTS, Phone, a_secret, sign_up
from tests.api.planted import planted_app
from tests.factories import NOON

HERE, THERE, ELSEWHERE = "198.51.100.7", "203.0.113.9", "192.0.2.1"
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def noon(at):
    """An hour begins: what is counted does not fall into two."""
    at(NOON)


@pytest.fixture
def braked(var):
    """An application of its own, with the outer brake on."""
    with planted_app(var, BRAKE=True) as app:
        yield app


def ask(phone):
    return phone.get(f"{ACCOUNTS}/registration")


def test_the_outer_brake_stops_whoever_asks_without_end(braked):
    answers = [ask(Phone(braked, network=HERE)) for _ in range(122)]

    assert [answer.status_code for answer in answers] == [200] * 120 + [429] * 2
    refused = answers[-1]
    assert refused.content_type == "application/problem+json"
    assert refused.json["code"] == "too_many_attempts"
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert ask(Phone(braked, network="198.51.100.8")).status_code == 200


def test_the_outer_brake_takes_one_holder_of_an_ipv6_network_for_one(braked):
    for number in range(120):
        ask(Phone(braked, network=f"2001:db8::{number:x}"))

    assert ask(Phone(braked, network="2001:db8::ffff")).status_code == 429
    assert ask(Phone(braked, network="2001:db8:0:1::1")).status_code == 200


def test_the_outer_brake_leaves_the_catalogue_and_those_signed_in_alone(braked, at):
    at(datetime.now(UTC))
    _, phone = sign_up(braked)
    answers = {phone.me().status_code for _ in range(130)}
    answers |= {phone.get("/api/practices").status_code for _ in range(130)}

    assert answers == {200}


def test_each_application_brakes_by_its_own_count(braked, tmp_path_factory):
    for _ in range(120):
        ask(Phone(braked))
    folder = tmp_path_factory.mktemp("other")
    factories.write_catalogue(folder / "catalogue")
    with planted_app(folder, BRAKE=True) as other:
        assert ask(Phone(other)).status_code == 200
    assert ask(Phone(braked)).status_code == 429


@pytest.mark.parametrize(("proxies", "status"), [(0, 429), (1, 200)])
def test_only_a_trusted_proxy_says_where_somebody_comes_from(var, at, proxies, status):
    with planted_app(var, TRUSTED_PROXIES=proxies) as app:
        ana, _ = sign_up(app)
        for number in range(10):
            phone = Phone(app)
            body = {"name": "ana", "auth": a_secret(), "device": phone.device}
            told = {"X-Forwarded-For": f"10.0.{number}.1"}
            phone.post(f"{ACCOUNTS}/sign-in", json=body, headers=told)

        assert ana.sign_in(Phone(app)).status_code == status
