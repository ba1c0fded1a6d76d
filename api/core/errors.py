"""What can go wrong, in the words of the domain. `core.rest` turns these into responses."""


class CannotStart(Exception):
    """The settings or the shipped data make no sense. The message is one sentence for people."""


class DomainError(Exception):
    """A refusal the caller can act on. `code` is stable and machine-readable."""

    status = 400
    code = "invalid"
    detail = "This cannot be done."

    def __init__(self, detail: str | None = None, code: str | None = None) -> None:
        self.detail = detail or self.detail
        self.code = code or self.code
        super().__init__(self.detail)


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


class NotFound(DomainError):
    """It does not exist, or it is not yours to know about."""

    status = 404
    code = "not_found"
    detail = "There is nothing here."


class WrongHost(DomainError):
    """The request names a host that is not this server."""

    status = 421
    code = "wrong_host"
    detail = "This server does not answer under that name."
