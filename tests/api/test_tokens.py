"""Forged tokens open nothing, not even for somebody who exists."""

import base64
import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from flask import Flask

from tests.api.planted import only, planted_app
from tests.conftest import client_of
from tests.factories import SECRET

ANA = UUID("6f1f4e2a-3a0c-4a39-9a53-0d8a2f6c1b11")


@pytest.fixture
def door(var) -> Iterator[Flask]:
    """An application that knows one user."""
    with planted_app(var, find_asker=only(ANA)) as app:
        yield app


def claims(**given):
    now = datetime.now(UTC)
    usual = {
        "sub": str(ANA),
        "iss": "interlude",
        "aud": "interlude",
        "type": "access",
        "fam": str(uuid4()),
        "gen": 1,
        "fresh": False,
        "jti": str(uuid4()),
        "csrf": str(uuid4()),
        "iat": now,
        "nbf": now,
        "exp": now + timedelta(minutes=15),
    }
    return {key: value for key, value in (usual | given).items() if value is not None}


def signed(algorithm="HS256", key=SECRET, headers=None, **given):
    return jwt.encode(claims(**given), key, algorithm=algorithm, headers=headers)


def unsigned():
    def part(value):
        return base64.urlsafe_b64encode(json.dumps(value, default=str).encode()).rstrip(b"=")

    now = int(datetime.now(UTC).timestamp())
    body = claims(iat=now, nbf=now, exp=now + 900)
    return b".".join([part({"alg": "none", "typ": "JWT"}), part(body), b""]).decode()


def by_rsa():
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return signed("RS256", pem)


def in_minutes(minutes):
    return datetime.now(UTC) + timedelta(minutes=minutes)


FORGERIES = {
    "no algorithm": unsigned,
    "HS512 with our key": lambda: signed("HS512"),
    "HS384 with our key": lambda: signed("HS384"),
    "RSA": by_rsa,
    "another key": lambda: signed(key="f" * 64),
    "a key named by itself": lambda: signed(key="f" * 64, headers={"kid": "../../dev/null"}),
    "another issuer": lambda: signed(iss="elsewhere"),
    "no issuer": lambda: signed(iss=None),
    "another audience": lambda: signed(aud="elsewhere"),
    "no audience": lambda: signed(aud=None),
    "a refresh token": lambda: signed(type="refresh"),
    "an unknown type": lambda: signed(type="admin"),
    "expired": lambda: signed(exp=in_minutes(-1)),
    "without an end": lambda: signed(exp=None),
    "not yet valid": lambda: signed(nbf=in_minutes(5)),
    "a user who is gone": lambda: signed(sub=str(uuid4())),
    "a name that is no id": lambda: signed(sub="ana"),
    "no name": lambda: signed(sub=None),
    "a family that is no id": lambda: signed(fam="ana"),
    "a family that is a number": lambda: signed(fam=7),
    "no family": lambda: signed(fam=None),
    "a generation that is no number": lambda: signed(gen="1"),
    "a generation that is a half": lambda: signed(gen=1.5),
    "a generation that is a truth": lambda: signed(gen=True),
    "no generation": lambda: signed(gen=None),
    "a name that is a number": lambda: signed(sub=7),
    "a cut token": lambda: signed()[:-4],
    "no token at all": lambda: "x",
}


def ask(app, token):
    client = client_of(app)
    client.set_cookie("access_token_cookie", token, domain="127.0.0.1", path="/api")
    return client.get("/api/planted")


def test_the_true_token_opens(door):
    assert ask(door, signed()).status_code == 200


def test_a_clock_set_back_by_seconds_makes_no_token_untrue(door):
    in_seconds = datetime.now(UTC) + timedelta(seconds=5)

    assert ask(door, signed(iat=in_seconds, nbf=in_seconds)).status_code == 200


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES.keys())
def test_a_forged_token_opens_nothing(door, forgery):
    answer = ask(door, forgery())

    assert answer.status_code == 401
    assert answer.content_type == "application/problem+json"
    assert answer.json["code"] in {"token_invalid", "token_expired", "account_gone"}


def test_a_token_in_a_header_or_the_address_opens_nothing(door):
    client = client_of(door)

    assert (
        client.get("/api/planted", headers={"Authorization": f"Bearer {signed()}"}).status_code
        == 401
    )
    assert client.get(f"/api/planted?jwt={signed()}").status_code == 401


def test_what_was_proven_once_is_refused_once_it_ends(door, monkeypatch):
    token = signed()
    assert ask(door, token).status_code == 200

    later = time.time() + timedelta(minutes=16).total_seconds()
    monkeypatch.setattr("api.core.auth.time.time", lambda: later)
    monkeypatch.setattr("jwt.api_jwt.datetime", Later)

    assert ask(door, token).json["code"] == "token_expired"


class Later(datetime):
    """The library's clock, a quarter of an hour ahead."""

    @classmethod
    def now(cls, tz=None):
        return datetime.now(tz) + timedelta(minutes=16)


def test_what_was_refused_once_may_be_proven_later(door):
    """Refusals are not remembered: nothing can be spoilt for its owner in advance."""
    token = signed()
    for _ in range(2):
        assert ask(door, token[:-4]).status_code == 401
    assert ask(door, token).status_code == 200
    assert ask(door, token[:-4]).status_code == 401


def test_a_token_is_read_once_and_its_owner_is_looked_up_each_time(var, monkeypatch):
    looked_up, read = [], []
    real = jwt.api_jwt._jwt_global_obj.decode_complete

    def find_asker(*asked):
        looked_up.append(asked)
        return only(ANA)(*asked)

    def count(*given, **options):
        read.append(given)
        return real(*given, **options)

    monkeypatch.setattr(jwt.api_jwt._jwt_global_obj, "decode_complete", count)
    with planted_app(var, find_asker=find_asker) as app:
        token = signed()
        ask(app, token)
        first = len(read)
        for _ in range(3):
            assert ask(app, token).status_code == 200

    assert len(read) == first > 0
    assert len(looked_up) == 4
