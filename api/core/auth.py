"""Who is asking. The only module that knows about tokens.

A token names an owner, a family (one sign-in of one phone) and a generation within it. It holds
for nothing by itself: every request asks the family's row, so signing out is immediate.
"""

import hmac
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any, Protocol
from uuid import UUID

import flask_jwt_extended as tokens
from flask import Flask, Response, after_this_request, current_app
from flask_jwt_extended.exceptions import CSRFError

from api.core import clock, keys
from api.core.errors import NotSignedIn
from api.core.problems import Problem, plain_problem, problem


class Identity(Protocol):
    """Somebody who is signed in: the owner, on one device."""

    @property
    def id(self) -> UUID: ...
    @property
    def device_id(self) -> UUID: ...
    @property
    def family(self) -> UUID: ...
    @property
    def epoch(self) -> int: ...


class Grant(Protocol):
    """What tokens are made of. The same grant makes the same tokens, byte for byte."""

    @property
    def owner(self) -> UUID: ...
    @property
    def family(self) -> UUID: ...
    @property
    def generation(self) -> int: ...
    @property
    def issued_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...


class Presented:
    """What a token says of itself, once its signature is proven."""

    def __init__(self, claims: dict[str, Any]) -> None:
        """Raises ValueError when it is not one of ours, however well it is signed."""
        generation = claims.get("gen")
        if type(generation) is not int:
            raise ValueError("A token has a generation.")
        self.owner = UUID(claims["sub"])
        self.family = UUID(claims.get("fam"))
        self.generation = generation


# Raises NotSignedIn for whoever may not ask.
FindAsker = Callable[[UUID, UUID, int, datetime], Identity]

ACCESS = timedelta(minutes=15)
# A clock may be set back by seconds, and a token then seem to come from the future.
LEEWAY_SECONDS = 10
MOST_PROVEN = 4096
CSRF_LETTERS = 32
COOKIE_PATHS = {"access": "/api", "refresh": "/api/accounts/sign-in"}

# Same-origin cookies that no script can read, with a double-submit token against forgery. The
# library's own default is bearer headers. How cookies are set is said in _set_cookie.
SETTINGS = {
    "JWT_TOKEN_LOCATION": ["cookies"],
    "JWT_COOKIE_CSRF_PROTECT": True,
    "JWT_ALGORITHM": "HS256",
    "JWT_DECODE_ALGORITHMS": ["HS256"],
    "JWT_ENCODE_ISSUER": "interlude",
    "JWT_DECODE_ISSUER": "interlude",
    "JWT_ENCODE_AUDIENCE": "interlude",
    "JWT_DECODE_AUDIENCE": "interlude",
    "JWT_DECODE_LEEWAY": LEEWAY_SECONDS,
}
COOKIE, REFRESH_COOKIE = "access_token_cookie", "refresh_token_cookie"


def init_app(app: Flask, find_asker: FindAsker) -> None:
    """`find_asker` is passed in because core may not import a feature."""
    app.config.from_mapping(SETTINGS)
    jwt = ProvingOnce(app)
    jwt.user_lookup_loader(lambda _header, claims: _look_up(find_asker, claims))
    jwt.unauthorized_loader(lambda _reason: plain_problem(401))
    jwt.invalid_token_loader(lambda _reason: _refusal("token_invalid"))
    jwt.expired_token_loader(lambda _header, _claims: _refusal("token_expired"))
    jwt.token_verification_loader(lambda _header, claims: _is_ours(claims))
    jwt.token_verification_failed_loader(lambda _header, _claims: _refusal("token_invalid"))


class ProvingOnce(tokens.JWTManager):
    """Proves a token at its first request, and not again at each of the next quarter of an hour.

    Reading one costs as much as all else that a request of nothing does. What was proven stays
    true but for its end, which is looked at each time; what was refused is not remembered. The
    family's row is asked for in any case.
    """

    def __init__(self, app: Flask) -> None:
        self._prove = lru_cache(maxsize=MOST_PROVEN)(super()._decode_jwt_from_config)
        super().__init__(app)

    def _decode_jwt_from_config(
        self,
        encoded_token: str,
        csrf_value: str | None = None,
        allow_expired: bool = False,  # noqa: FBT001, FBT002  the library's signature
    ) -> Any:
        claims = self._prove(encoded_token)
        if claims.get("exp", 0) + LEEWAY_SECONDS <= time.time():
            return super()._decode_jwt_from_config(encoded_token, csrf_value, allow_expired)
        if csrf_value and not hmac.compare_digest(claims.get("csrf", ""), csrf_value):
            raise CSRFError("The token against forgery is another's.")
        return claims


def require_user() -> None:
    """Whoever looks the asker up leaves no transaction open: a service begins its own."""
    tokens.verify_jwt_in_request()


def require_refresh() -> None:
    """Proves the refresh token alone. Whether its family lives is for the service to find out."""
    tokens.verify_jwt_in_request(refresh=True)


def asker() -> Identity:
    """Who is asking, after `require_user`."""
    identity: Identity = tokens.current_user
    return identity


def presented() -> Presented:
    """What the refresh token says, after `require_refresh`."""
    found: Presented = tokens.current_user
    return found


def hand_out(grant: Grant) -> None:
    """The answer to this request will sign its phone in."""
    seconds = int((grant.ends_at - grant.issued_at).total_seconds())

    @after_this_request
    def set_cookies(response: Response) -> Response:
        for kind, path in COOKIE_PATHS.items():
            token, csrf = _token(kind, grant)
            _set_cookie(response, f"{kind}_token_cookie", token, path, seconds)
            _set_cookie(response, f"csrf_{kind}_token", csrf, "/", seconds)
        return response


def take_back() -> None:
    """The answer to this request will take the cookies away."""

    @after_this_request
    def clear_cookies(response: Response) -> Response:
        for kind, path in COOKIE_PATHS.items():
            _set_cookie(response, f"{kind}_token_cookie", "", path, 0)
            _set_cookie(response, f"csrf_{kind}_token", "", "/", 0)
        return response


def _set_cookie(response: Response, name: str, value: str, path: str, seconds: int) -> None:
    """By hand: the library would read each token again, and by another clock than ours."""
    is_for_page = name.startswith("csrf_")
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path=path,
        secure=True,
        httponly=not is_for_page,
        samesite="Strict",
    )


def _token(kind: str, grant: Grant) -> tuple[str, str]:
    """A token, and what belongs to it against forgery.

    Overrides what the library would choose at random, so that a repeat is the same token.
    """
    name = f"{kind}.{grant.generation}"
    ends_at = min(grant.issued_at + ACCESS, grant.ends_at) if kind == "access" else grant.ends_at
    csrf = _csrf(name, grant)
    claims = {
        "jti": name,
        "csrf": csrf,
        "fam": str(grant.family),
        "gen": grant.generation,
        "iat": grant.issued_at,
        "nbf": grant.issued_at,
        "exp": ends_at,
    }
    make = tokens.create_access_token if kind == "access" else tokens.create_refresh_token
    return make(str(grant.owner), additional_claims=claims, expires_delta=False), csrf


def _csrf(name: str, grant: Grant) -> str:
    key = keys.derive(current_app.config["JWT_SECRET_KEY"], "csrf")
    words = f"{name}.{grant.family}.{grant.issued_at.timestamp()}"
    return hmac.new(key, words.encode(), sha256).hexdigest()[:CSRF_LETTERS]


def _is_ours(claims: dict[str, Any]) -> bool:
    """The library takes for an access token all that does not call itself a refresh token, and
    takes one without an end."""
    return claims["type"] in {"access", "refresh"} and "exp" in claims


def _look_up(find_asker: FindAsker, claims: dict[str, Any]) -> Identity | Presented:
    try:
        found = Presented(claims)
    except (ValueError, TypeError, AttributeError):
        raise NotSignedIn(code="token_invalid") from None
    if claims["type"] == "refresh":
        return found
    return find_asker(found.owner, found.family, found.generation, clock.now())


def _refusal(code: str) -> Problem:
    return problem(401, code, "Sign in first.")
