"""What can go wrong, in the words of the domain. `core.rest` turns these into responses."""

from typing import Any


class CannotStart(Exception):
    """The settings or the shipped data make no sense. The message is one sentence for people."""


class DomainError(Exception):
    """A refusal the caller can act on. `code` is stable and machine-readable.

    Named arguments become members of the problem that is answered.
    """

    status = 400
    code = "invalid"
    detail = "This cannot be done."

    def __init__(self, detail: str | None = None, code: str | None = None, **members: Any) -> None:
        self.detail = detail or self.detail
        self.code = code or self.code
        self.members = members
        super().__init__(self.detail)

    @property
    def headers(self) -> dict[str, str]:
        """What the answer carries besides its body."""
        return {}


class Unreadable(DomainError):
    """The body is no JSON that Interlude reads."""

    code = "invalid_json"
    detail = "The body is not valid JSON."


class UnsupportedMediaType(DomainError):
    """The body is not announced as JSON."""

    status = 415
    code = "unsupported_media_type"
    detail = "Send the body as application/json."


class Unacceptable(DomainError):
    """The shape is readable, the content can never be."""

    status = 422
    code = "invalid_input"
    detail = "Some of what was sent is not valid."


class NotSignedIn(DomainError):
    """Who asks could be anybody, or is somebody who may no longer ask."""

    status = 401
    code = "unauthenticated"
    detail = "Sign in first."


class Forbidden(DomainError):
    """Who asks is known well enough, and may not do this."""

    status = 403
    code = "forbidden"
    detail = "This is not allowed."


class NotFound(DomainError):
    """It does not exist, or it is not yours to know about."""

    status = 404
    code = "not_found"
    detail = "There is nothing here."


class Conflict(DomainError):
    """What is stored has moved on, or stands in the way."""

    status = 409
    code = "conflict"
    detail = "What is stored here says otherwise."


class Gone(DomainError):
    """It was here once, and is not kept any more."""

    status = 410
    code = "gone"
    detail = "This is not kept any more."


class WrongHost(DomainError):
    """The request names a host that is not this server."""

    status = 421
    code = "wrong_host"
    detail = "This server does not answer under that name."


class WrongOrigin(Forbidden):
    """A page of another site has sent this."""

    code = "wrong_origin"
    detail = "This was sent by a page of another site."


class TooMany(DomainError):
    """Asked too often. `after` is how many seconds to wait."""

    status = 429
    code = "too_many_attempts"
    detail = "Too many attempts. Wait a little."

    def __init__(self, after: int, detail: str | None = None, code: str | None = None) -> None:
        super().__init__(detail, code)
        self.after = max(1, after)

    @property
    def headers(self) -> dict[str, str]:
        return {"Retry-After": str(self.after)}
