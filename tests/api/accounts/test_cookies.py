"""What a phone is handed: closed to scripts and other sites, and silent about a person."""

from datetime import UTC, datetime, timedelta

import flask_jwt_extended as tokens
import pytest

from tests.api.accounts.people import ACCOUNTS, Phone, sign_up

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def now():
    """The present: where each test ends, so that its last tokens are not over."""
    return datetime.now(UTC)


def test_the_cookies_are_closed_to_scripts_and_to_other_sites(app):
    _, phone = sign_up(app)
    set_cookies = {
        line.split("=", 1)[0]: line for line in phone.refresh().headers.getlist("Set-Cookie")
    }

    assert set_cookies.keys() == {
        "access_token_cookie",
        "csrf_access_token",
        "refresh_token_cookie",
        "csrf_refresh_token",
    }
    for name, line in set_cookies.items():
        assert "; Secure" in line
        assert "; SameSite=Strict" in line
        assert ("; HttpOnly" in line) is name.endswith("_cookie")
        assert "; Max-Age=" in line
        assert "Domain=" not in line
    assert set_cookies["access_token_cookie"].endswith("Path=/api; SameSite=Strict")
    assert "Path=/api/accounts/sign-in;" in set_cookies["refresh_token_cookie"]
    assert "Path=/;" in set_cookies["csrf_access_token"]
    assert "Path=/;" in set_cookies["csrf_refresh_token"]


def test_a_refresh_needs_its_own_token_against_forgery(app):
    _, phone = sign_up(app)
    wrong = [{"X-CSRF-TOKEN": ""}, {"X-CSRF-TOKEN": phone.cookie("csrf_access_token")}]

    for headers in wrong:
        for path in ("refresh", "end"):
            answer = phone.post(f"{ACCOUNTS}/sign-in/{path}", headers=headers)
            assert answer.status_code == 401
    assert phone.refresh().status_code == 200


def test_a_refresh_token_opens_nothing_and_an_access_token_refreshes_nothing(app):
    _, phone = sign_up(app)
    access, refresh = phone.token("access"), phone.token("refresh")
    swapped = Phone(app)
    swapped.hold("access", refresh)
    swapped.hold("refresh", access)

    assert swapped.me().json["code"] == "token_invalid"
    assert swapped.refresh().json["code"] == "token_invalid"


def test_a_refresh_says_how_long_it_lasts(app, at, now):
    at(now)
    _, phone = sign_up(app)

    assert phone.claims("access")["exp"] == int((now + 15 * MINUTE).timestamp())
    assert phone.claims("refresh")["exp"] == int((now + 30 * DAY).timestamp())


def test_tokens_say_nothing_about_a_person_but_whose_they_are(app):
    ana, phone = sign_up(app)

    for kind in ("access", "refresh"):
        claims = phone.claims(kind)
        assert claims["sub"] == str(ana.owner)
        assert "ana" not in str(claims)
        assert claims.keys() == {
            *("sub", "fam", "gen", "jti", "csrf", "type", "fresh"),
            *("iat", "nbf", "exp", "iss", "aud"),
        }


def test_knowing_one_token_against_forgery_helps_to_no_other(app):
    _, phone = sign_up(app)
    seen = {phone.cookie("csrf_access_token"), phone.cookie("csrf_refresh_token")}
    phone.refresh()
    seen |= {phone.cookie("csrf_access_token"), phone.cookie("csrf_refresh_token")}

    assert len(seen) == 4


def test_a_family_is_worth_nothing_under_another_name(app):
    """A token that names one person's family and another as its owner: the key itself leaked."""
    ana, phone = sign_up(app)
    cleo, _ = sign_up(app, "cleo")
    family = phone.claims("access")["fam"]
    claims = {"fam": family, "gen": 1}
    forged = Phone(app)
    with app.test_request_context():
        forged.hold("access", tokens.create_access_token(str(cleo.owner), additional_claims=claims))
        forged.hold(
            "refresh", tokens.create_refresh_token(str(cleo.owner), additional_claims=claims)
        )

    assert forged.me().json["code"] == "signed_out"
    assert forged.refresh().json["code"] == "signed_out"
    assert forged.end().status_code == 204
    assert phone.me().json["owner"] == str(ana.owner)
