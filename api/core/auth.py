"""Who is asking. The only module that knows about tokens."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Protocol
from uuid import UUID

import flask_jwt_extended as tokens
from flask import Flask

from api.core.db import db
from api.core.problems import Problem, plain_problem, problem


class Identity(Protocol):
    @property
    def id(self) -> UUID: ...


FindUser = Callable[[UUID], Identity | None]

# Same-origin cookies that no script can read, with a double-submit token against forgery.
# The library's own defaults are bearer headers, insecure cookies and no SameSite.
SETTINGS = {
    "JWT_TOKEN_LOCATION": ["cookies"],
    "JWT_COOKIE_SECURE": True,
    "JWT_COOKIE_SAMESITE": "Strict",
    "JWT_COOKIE_CSRF_PROTECT": True,
    "JWT_SESSION_COOKIE": False,
    "JWT_ACCESS_COOKIE_PATH": "/api",
    "JWT_REFRESH_COOKIE_PATH": "/api/accounts/sign-in",
    "JWT_ACCESS_TOKEN_EXPIRES": timedelta(minutes=15),
    "JWT_REFRESH_TOKEN_EXPIRES": timedelta(days=30),
    "JWT_ALGORITHM": "HS256",
    "JWT_DECODE_ALGORITHMS": ["HS256"],
    "JWT_ENCODE_ISSUER": "interlude",
    "JWT_DECODE_ISSUER": "interlude",
    "JWT_ENCODE_AUDIENCE": "interlude",
    "JWT_DECODE_AUDIENCE": "interlude",
}
COOKIE = "access_token_cookie"


def init_app(app: Flask, find_user: FindUser) -> None:
    """`find_user` is passed in because core may not import a feature."""
    app.config.from_mapping(SETTINGS)
    jwt = tokens.JWTManager(app)
    jwt.user_lookup_loader(lambda _header, claims: _find(find_user, claims))
    jwt.user_lookup_error_loader(lambda _header, _claims: _refusal("account_gone"))
    jwt.unauthorized_loader(lambda _reason: plain_problem(401))
    jwt.invalid_token_loader(lambda _reason: _refusal("token_invalid"))
    jwt.expired_token_loader(lambda _header, _claims: _refusal("token_expired"))
    # The library takes every type for an access token that does not call itself a refresh token.
    jwt.token_verification_loader(lambda _header, claims: claims["type"] in {"access", "refresh"})
    jwt.token_verification_failed_loader(lambda _header, _claims: _refusal("token_invalid"))


def nobody(_user_id: UUID) -> Identity | None:
    """Finds no user: without accounts, no token names anyone."""
    return None


def require_user() -> None:
    """Looks the user up in a transaction of its own: a service that writes begins afresh."""
    tokens.verify_jwt_in_request()
    db.session.commit()


def _find(find_user: FindUser, claims: dict[str, Any]) -> Identity | None:
    try:
        return find_user(UUID(claims["sub"]))
    except ValueError:
        return None


def _refusal(code: str) -> Problem:
    return problem(401, code, "Sign in first.")
