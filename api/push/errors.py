"""What only push can refuse."""

from api.core.errors import DomainError


class PushOff(DomainError):
    """Nobody is named whom a push service could write to."""

    status = 503
    code = "push_off"
    detail = "This server sends no nudges. Whoever runs it may set INTERLUDE_CONTACT."
