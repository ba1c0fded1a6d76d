"""How the web process runs. Of a request, nothing is logged."""

from typing import Any

from gunicorn.glogging import Logger

from api.core.config import from_env
from api.core.errors import CannotStart
from api.core.logs import DiscreetFormatter

try:
    settings = from_env()
except CannotStart as error:
    raise SystemExit(f"Interlude does not start. {error}") from None

host = settings["HOST"]
bind = f"[{host}]:{settings['PORT']}" if ":" in host else f"{host}:{settings['PORT']}"
workers = settings["WORKERS"]
worker_class = "gthread"
threads = 4
reuse_port = True
keepalive = 5
timeout = 30
graceful_timeout = 20
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
