"""The one shape of every error response: RFC 9457 problem details."""

from http import HTTPStatus
from typing import Any

from marshmallow import INCLUDE, Schema, fields

Problem = tuple[dict[str, Any], int, dict[str, str]]

CONTENT_TYPE = "application/problem+json"

# The standard library renamed these two between Python versions; the contract may not follow.
RENAMED = {413: "Content Too Large", 422: "Unprocessable Content"}

PLAIN = {
    400: ("bad_request", "This request cannot be read."),
    401: ("unauthenticated", "Sign in first."),
    404: ("not_found", "There is nothing here."),
    405: ("method_not_allowed", "This address does not take that method."),
    413: ("body_too_large", "The body is larger than this server takes."),
    415: ("unsupported_media_type", "Send the body as application/json."),
    422: ("invalid_input", "Some of what was sent is not valid."),
    500: ("internal_error", "Something broke on our side."),
    503: ("not_ready", "This server is not ready yet."),
}


class ProblemSchema(Schema):
    """What every refusal looks like. Some say more, under names of their own."""

    class Meta:
        unknown = INCLUDE

    title = fields.String(required=True, metadata={"description": "The name of the status."})
    status = fields.Integer(required=True, metadata={"description": "The HTTP status."})
    code = fields.String(required=True, metadata={"description": "Stable, for programs."})
    detail = fields.String(metadata={"description": "One sentence, for people."})
    errors = fields.Dict(metadata={"description": "Field errors, by location."})


def problem(status: int, code: str, detail: str, **extra: Any) -> Problem:
    """An answer for Flask: body, status, headers. `extra` members that are None are left out."""
    title = RENAMED.get(status) or HTTPStatus(status).phrase
    known = {key: value for key, value in extra.items() if value is not None}
    body = {"title": title, "status": status, "code": code, "detail": detail, **known}
    return body, status, {"Content-Type": CONTENT_TYPE}


def plain_problem(status: int, **extra: Any) -> Problem:
    """The problem for a bare HTTP status, in our own words."""
    code, detail = PLAIN.get(status, (f"http_{status}", "This request cannot be answered."))
    return problem(status, code, detail, **extra)
