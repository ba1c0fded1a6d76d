"""Every route is closed unless this list says otherwise."""

import re
from uuid import UUID

import flask_jwt_extended as tokens
import pytest
from flask import Flask

from tests.api.accounts.people import sign_up
from tests.api.planted import only, planted_app
from tests.conftest import client_of

PUBLIC = {
    "acts.post_act": "a notification has no sign-in, and a token of its own",
    "api-docs.openapi_json": "the contract",
    "doors.get_registration": "whether one may sign up",
    "doors.post_account": "signing up",
    "doors.post_kdf": "before signing in",
    "doors.post_recovery": "instead of signing in",
    "doors.post_sign_in": "signing in",
    "doors.put_recovery": "instead of signing in",
    "docs.reference": "the contract, readable",
    "docs.style": "its style sheet",
    "health.healthz": "for the operator",
    "health.readyz": "for the operator",
    "passkey-doors.post_passkey_challenge": "before signing in",
    "passkey-doors.post_passkey_sign_in": "signing in",
    "practices.get_catalogue": "the catalogue is no secret",
    "renewing.post_renewal": "a browser has none either, and the secret of its old subscription",
    "web.share": "discards what it gets",
}
ANY_ID = "00000000-0000-4000-8000-000000000000"
ANA = UUID("6f1f4e2a-3a0c-4a39-9a53-0d8a2f6c1b11")


def open_routes(app: Flask) -> set[str]:
    """Endpoints that answer anything but 401 to nobody, by trying each method of each rule."""
    client = client_of(app)
    found = set()
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<[^>]+>", ANY_ID, rule.rule)
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            if client.open(path, method=method).status_code != 401:
                found.add(rule.endpoint)
    return found


def test_every_route_demands_a_user_unless_listed(app):
    assert open_routes(app) == PUBLIC.keys()


def test_a_route_nobody_thought_about_is_closed(planted):
    assert "planted.get" not in open_routes(planted)


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_a_closed_route_says_so_as_a_problem(asker, method):
    answer = asker.open("/api/planted", method=method)

    assert answer.status_code == 401
    assert answer.content_type == "application/problem+json"
    assert answer.json["code"] == "unauthenticated"


def test_the_contract_tells_open_from_closed(planted):
    paths = client_of(planted).get("/api/openapi.json").json["paths"]

    assert paths["/api/practices"]["get"]["security"] == []
    assert "security" not in paths["/api/planted"]["get"]
    assert "401" in paths["/api/planted"]["get"]["responses"]


def signed_in(app):
    """A client with a token of Ana's, and the token against forgery that belongs to it."""
    client = client_of(app)
    claims = {"fam": str(ANY_ID), "gen": 1}
    token = tokens.create_access_token(identity=str(ANA), additional_claims=claims)
    client.set_cookie("access_token_cookie", token, domain="127.0.0.1", path="/api")
    return client, tokens.get_csrf_token(token)


def test_a_known_user_gets_in(var):
    """The other tests of this file would pass on a door that is nailed shut."""
    with planted_app(var, find_asker=only(ANA)) as app:
        client, _ = signed_in(app)

        assert client.get("/api/planted").json == {"seen": "yes"}


def test_a_service_may_begin_to_write_after_the_user_was_looked_up(planted):
    """On SQLite a transaction that has begun by reading cannot."""
    _, phone = sign_up(planted)

    assert phone.post("/api/planted/beats").status_code == 200


def test_a_write_needs_the_token_against_forgery(var):
    with planted_app(var, find_asker=only(ANA)) as app:
        client, csrf = signed_in(app)

        assert client.post("/api/planted").status_code == 401
        other = client.post("/api/planted", headers={"X-CSRF-TOKEN": "of-another-sign-in"})
        assert other.status_code == 401
        own = client.post("/api/planted", headers={"X-CSRF-TOKEN": csrf})
        assert own.status_code == 200


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        (None, 200),
        ("http://127.0.0.1:8000", 200),
        ("http://localhost:8000", 200),
        ("http://127.0.0.1:9000", 403),
        ("https://127.0.0.1:8000", 403),
        ("http://evil.test", 403),
        ("http://127.0.0.1:8000.evil.test", 403),
        ("http://evil.test/http://127.0.0.1:8000", 403),
        ("null", 403),
        ("", 403),
    ],
)
def test_a_page_of_another_site_cannot_write(asker, origin, status):
    headers = {} if origin is None else {"Origin": origin}

    answer = asker.post("/api/public/notes", json={"text": "x"}, headers=headers)

    assert answer.status_code == status
    assert status == 200 or answer.json["code"] == "wrong_origin"


@pytest.mark.parametrize(
    ("origin", "site", "status"),
    [
        ("null", "same-origin", 200),
        ("null", "cross-site", 403),
        ("null", "same-site", 403),
        ("null", "none", 403),
        ("http://evil.test", "same-origin", 403),
    ],
)
def test_our_own_page_may_be_called_null_by_its_browser(asker, origin, site, status):
    headers = {"Origin": origin, "Sec-Fetch-Site": site}

    answer = asker.post("/api/public/notes", json={"text": "x"}, headers=headers)

    assert answer.status_code == status


def test_a_page_of_another_site_may_read_what_is_public_if_its_browser_lets_it(asker):
    answer = asker.get("/api/practices", headers={"Origin": "http://evil.test"})

    assert answer.status_code == 200
    assert "Access-Control-Allow-Origin" not in answer.headers
