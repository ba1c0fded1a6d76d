"""HTTP conventions: closed-by-default blueprints, documented, with one error shape."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

import flask_smorest
import marshmallow
from flask import Flask, Response, current_app, request
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from api.core import auth, body, brake
from api.core.errors import DomainError, UnsupportedMediaType, WrongHost, WrongOrigin
from api.core.hosts import Hosts
from api.core.problems import CONTENT_TYPE, Problem, ProblemSchema, plain_problem, problem
from api.core.wire import Bytes

SETTINGS = {
    "API_TITLE": "Interlude",
    "API_VERSION": "1",
    "OPENAPI_VERSION": "3.1.0",
    "OPENAPI_URL_PREFIX": "/api",
    "MAX_CONTENT_LENGTH": body.MOST_BYTES,
}
COOKIE = {"type": "apiKey", "in": "cookie", "name": auth.COOKIE}
REFRESH_COOKIE = COOKIE | {"name": auth.REFRESH_COOKIE}
DOCS = {
    "info": {"description": "Every answer that is no success is a Problem."},
    "components": {"securitySchemes": {"cookie": COOKIE, "refresh_cookie": REFRESH_COOKIE}},
    "security": [{"cookie": []}],
}
UNGUARDED = {"/healthz", "/readyz"}
SAFE = {"GET", "HEAD", "OPTIONS"}
UNKNOWN: dict[str, str | None] = {
    **dict.fromkeys(("json", "query", "form", "path"), marshmallow.RAISE),
    **dict.fromkeys(("headers", "cookies"), marshmallow.EXCLUDE),
}


class Schema(marshmallow.Schema):
    """Base of every wire shape. What it does not name, it refuses."""

    class Meta:
        unknown = marshmallow.RAISE


class Parser(FlaskParser):
    """Takes JSON that says it is JSON, and no parameter that is not documented.

    Headers and cookies are the exception, said aloud because `Schema` refuses by itself: every
    browser and proxy sends some that no route names.
    """

    DEFAULT_UNKNOWN_BY_LOCATION = UNKNOWN

    def _raw_load_json(self, req: Any) -> Any:
        if not req.is_json:
            raise UnsupportedMediaType
        return body.read(req.get_data(cache=True))

    def load_querystring(self, req: Any, schema: marshmallow.Schema) -> Any:
        for values in req.args.listvalues():
            body.refuse_nul("".join(values))
        return super().load_querystring(req, schema)


class Blueprint(flask_smorest.Blueprint):
    """Demands a signed-in user, or what `guard` demands, unless it says `public=True`.

    `at_most` is how often one address may ask each of its routes, as "60 per minute".
    """

    ARGUMENTS_PARSER = Parser()

    def __init__(
        self,
        name: str,
        import_name: str,
        *,
        public: bool = False,
        guard: Callable[[], None] = auth.require_user,
        at_most: str | None = None,
        **options: Any,
    ) -> None:
        super().__init__(name, import_name, **options)
        self.is_public, self.guard = public, guard
        self._prepare_doc_cbks.append(self._prepare_refusals_doc)
        if at_most:
            self.before_request(brake.at_most(at_most))
        if not public:
            self.before_request(guard)

    def refusal(self, status: int, description: str) -> Callable[[Any], Any]:
        """Announces a refusal that is a route's own."""
        announced: Callable[[Any], Any] = self.alt_response(
            status, schema=ProblemSchema, content_type=CONTENT_TYPE, description=description
        )
        return announced

    def _prepare_refusals_doc(self, doc: Any, _doc_info: Any, **_context: Any) -> Any:
        """Names refusals by our own names: the library's differ between Python versions."""
        refusals = {"default": "PROBLEM"}
        answers = doc.setdefault("responses", {})
        if answers.pop("422", answers.pop(422, None)):
            refusals["422"] = "INVALID_INPUT"
        if self.is_public:
            doc["security"] = []
        else:
            refusals["401"] = "UNAUTHENTICATED"
        if self.guard is auth.require_refresh:
            doc["security"] = [{"refresh_cookie": []}]
        answers.update(refusals)
        return doc


class Rest(flask_smorest.Api):
    ERROR_SCHEMA = ProblemSchema

    def handle_http_exception(self, error: HTTPException) -> Problem:
        errors = getattr(error, "data", {}).get("messages")
        answer, status, headers = plain_problem(error.code or 500, errors=errors)
        if methods := getattr(error, "valid_methods", None):
            headers["Allow"] = ", ".join(sorted(methods))
        return answer, status, headers

    def _register_pagination_header(self) -> None:
        """Keeps a shape nobody uses out of the contract."""

    def _register_responses(self) -> None:
        content = {CONTENT_TYPE: {"schema": ProblemSchema}}
        for name, description in (
            ("INVALID_INPUT", "Some of what was sent is not valid."),
            ("UNAUTHENTICATED", "No one is signed in."),
            ("PROBLEM", "Any other refusal."),
        ):
            answer = {"description": description, "content": content}
            self.spec.components.response(name, answer, lazy=True)


def init_app(app: Flask, blueprints: Iterable[Blueprint], hosts: Hosts) -> None:
    app.config.from_mapping(SETTINGS)
    if proxies := app.config["TRUSTED_PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies)  # type: ignore[method-assign]
    app.before_request(lambda: _refuse_other_hosts(hosts))
    app.before_request(lambda: _refuse_other_origins(hosts, urlsplit(app.config["ORIGIN"]).scheme))
    brake.init_app(app)
    app.after_request(_keep_out_of_caches)
    rest = Rest(app, spec_kwargs=DOCS)
    rest.register_field(Bytes, "string", "base64url")
    rest.ma_plugin.converter.add_attribute_function(_bounds_of_bytes)
    for blueprint in blueprints:
        rest.register_blueprint(blueprint)
    app.register_error_handler(DomainError, _refusal)


def _bounds_of_bytes(_converter: Any, field: Any, **_context: Any) -> dict[str, Any]:
    return field.spelling if isinstance(field, Bytes) else {}


def contract() -> dict[str, Any]:
    """The OpenAPI document of the current application."""
    rest = current_app.extensions["flask-smorest"]["apis"][""]["ext_obj"]
    document: dict[str, Any] = rest.spec.to_dict()
    return document


def _refusal(error: DomainError) -> Problem:
    answer, status, headers = problem(error.status, error.code, error.detail, **error.members)
    return answer, status, headers | error.headers


def _refuse_other_hosts(hosts: Hosts) -> None:
    """Probes ask by address, and what they are told is about nobody."""
    if request.path not in UNGUARDED and not hosts.is_ours(request.headers.get("Host", "")):
        raise WrongHost


def _refuse_other_origins(hosts: Hosts, scheme: str) -> None:
    """No page of another site writes here, with or without a sign-in to borrow.

    A browser may call our own page "null", because our policy is to send no referrer; what it
    says of the site then counts, which no page can set.
    """
    origin = request.headers.get("Origin")
    if origin is None or request.method in SAFE or not request.path.startswith("/api/"):
        return
    if origin == "null" and request.headers.get("Sec-Fetch-Site") == "same-origin":
        return
    said, _, host = origin.partition("://")
    if said != scheme or not hosts.is_ours(host):
        raise WrongOrigin


def _keep_out_of_caches(response: Response) -> Response:
    response.headers.setdefault("Cache-Control", "no-store")
    return response
