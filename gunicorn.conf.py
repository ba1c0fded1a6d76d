"""How the web process runs. Of a request, nothing is logged."""

import os
import socket
from typing import Any

from gunicorn import util
from gunicorn.glogging import Logger

from api.core.config import from_env
from api.core.errors import CannotStart
from api.core.logs import DiscreetFormatter

try:
    settings = from_env()
except CannotStart as error:
    raise SystemExit(f"Interlude does not start. {error}") from None

os.umask(0o077)  # what is written, the database first of all, is for its owner alone

host = settings["HOST"]
bind = f"[{host}]:{settings['PORT']}" if ":" in host else f"{host}:{settings['PORT']}"
workers = settings["WORKERS"]
worker_class = "api.core.front.WholeRequests"
threads = 4
reuse_port = True
keepalive = 5
timeout = 30
graceful_timeout = 4  # honcho kills five seconds after the first process has stopped
accesslog = None
# It would lie in the home of whoever starts us, and nobody uses it.
control_socket_disable = True


class DiscreetLogger(Logger):
    """gunicorn's own log without addresses and without what was asked for."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(DiscreetFormatter(self.error_fmt, self.datefmt))

    def warning(self, msg: str, *args: Any, **kwargs: Any) -> None:
        if msg.startswith("Invalid request from"):
            msg, args = "A request could not be read.", ()
        super().warning(msg, *args, **kwargs)

    def exception(self, msg: str, *_request: Any, **kwargs: Any) -> None:
        if msg.startswith("Error handling request"):
            msg = "A request was not answered."
        super().exception(msg, **kwargs)


logger_class = DiscreetLogger


def write_refusal(client: socket.socket, status: int, reason: str, _quote: str) -> None:
    """What cannot be parsed is answered by gunicorn itself: past our headers, quoting it."""
    head = (
        f"HTTP/1.1 {status} {reason}",
        "Connection: close",
        "Content-Type: text/plain; charset=utf-8",
        f"Content-Length: {len(reason) + 1}",
        "Content-Security-Policy: default-src 'none'",
        "X-Content-Type-Options: nosniff",
    )
    util.write_nonblock(client, "\r\n".join((*head, "", f"{reason}\n")).encode())


util.write_error = write_refusal
