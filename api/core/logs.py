"""What may be written down when something breaks: where, and which kind. Never what was sent."""

import logging
import traceback
from types import TracebackType

from flask import Flask, request

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def trace(error: BaseException | None) -> str:
    """The frames and the kind of an error and of those behind it.

    An error's own message is left out: it may quote what a person sent.
    """
    parts: list[str] = []
    while error is not None:
        parts += [f"{type(error).__module__}.{type(error).__qualname__}\n"]
        parts += traceback.format_tb(error.__traceback__)
        error = error.__cause__ or error.__context__
    return "".join(parts).rstrip()


class DiscreetFormatter(logging.Formatter):
    """For handlers of libraries that log exceptions in full."""

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802  the library's name
        return trace(ei[1])


class DiscreetFlask(Flask):
    """Flask, naming in its log the kind of route and never its address."""

    def log_exception(self, exc_info: ExcInfo) -> None:
        self.logger.error("Failed: %s %s\n%s", request.method, request.endpoint, trace(exc_info[1]))
