"""Forged tokens open nothing, not even for somebody who exists."""

import base64
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from flask import Flask

from tests.api.planted import planted_app
from tests.conftest import client_of
from tests.factories import SECRET

ANA = UUID("6f1f4e2a-3a0c-4a39-9a53-0d8a2f6c1b11")


class Ana:
    id = ANA


@pytest.fixture
def door(var) -> Iterator[Flask]:
    """An application that knows one user."""
    with planted_app(var, find_user=lambda id_: Ana() if id_ == ANA else None) as app:
        yield app


def claims(**given):
    now = datetime.now(UTC)
    usual = {
        "sub": str(ANA),
        "iss": "interlude",
        "aud": "interlude",
        "type": "access",
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
    "not yet valid": lambda: signed(nbf=in_minutes(5)),
    "a user who is gone": lambda: signed(sub=str(uuid4())),
    "a name that is no id": lambda: signed(sub="ana"),
    "no name": lambda: signed(sub=None),
    "a cut token": lambda: signed()[:-4],
    "no token at all": lambda: "x",
}


def ask(app, token):
    client = client_of(app)
    client.set_cookie("access_token_cookie", token, domain="127.0.0.1", path="/api")
    return client.get("/api/planted")


def test_the_true_token_opens(door):
    assert ask(door, signed()).status_code == 200


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


def test_without_accounts_no_token_names_anyone(planted):
    assert ask(planted, signed()).json["code"] == "account_gone"
