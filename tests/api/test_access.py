"""Every route is closed unless this list says otherwise."""

import re
from uuid import UUID

import flask_jwt_extended as tokens
import pytest
import sqlalchemy as sa
from flask import Flask

from api.core.db import db
from tests.api.planted import planted_app
from tests.conftest import client_of

PUBLIC = {
    "api-docs.openapi_json": "the contract",
    "docs.reference": "the contract, readable",
    "docs.style": "its style sheet",
    "health.healthz": "for the operator",
    "health.readyz": "for the operator",
    "practices.get_catalogue": "the catalogue is no secret",
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


class Ana:
    id = ANA


def test_a_known_user_gets_in(var):
    """The other tests of this file would pass on a door that is nailed shut."""
    with planted_app(var, find_user=lambda id_: Ana() if id_ == ANA else None) as app:
        client = client_of(app)
        token = tokens.create_access_token(identity=str(ANA))
        client.set_cookie("access_token_cookie", token, domain="127.0.0.1", path="/api")

        assert client.get("/api/planted").json == {"seen": "yes"}


def test_a_service_may_begin_to_write_after_the_user_was_looked_up(var):
    def find_user(_id):
        db.session.execute(sa.text("SELECT 1"))
        return Ana()

    with planted_app(var, find_user=find_user) as app:
        client = client_of(app)
        token = tokens.create_access_token(identity=str(ANA))
        client.set_cookie("access_token_cookie", token, domain="127.0.0.1", path="/api")
        headers = {"X-CSRF-TOKEN": tokens.get_csrf_token(token)}

        assert client.post("/api/planted/beats", headers=headers).status_code == 200


def test_a_write_needs_the_token_against_forgery(var):
    with planted_app(var, find_user=lambda _id: Ana()) as app:
        client = client_of(app)
        token = tokens.create_access_token(identity=str(ANA))
        client.set_cookie("access_token_cookie", token, domain="127.0.0.1", path="/api")

        assert client.post("/api/planted").status_code == 401
        other = client.post("/api/planted", headers={"X-CSRF-TOKEN": "of-another-sign-in"})
        assert other.status_code == 401
        own = client.post("/api/planted", headers={"X-CSRF-TOKEN": tokens.get_csrf_token(token)})
        assert own.status_code == 200
