"""Serves the built phone app, and the page itself for every address inside it.

Files are public and hold nothing about anybody. `core.hosts` says under which names they are
given; everything that is not a file goes on to Flask, which is stricter.
"""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from wsgiref.headers import Headers

from flask import Blueprint, redirect
from werkzeug import Response
from whitenoise import WhiteNoise
from whitenoise.responders import StaticFile

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    MayHavePage = Callable[[str], bool]

INDEX = "/index.html"
FLASKS_OWN = ("api", "healthz", "readyz")
FOR_EVER = "public, max-age=31536000, immutable"
NOT_BUILT = b"Interlude's pages are not built yet. Run: make run\n"

web = Blueprint("web", __name__)


@web.post("/share")
def share() -> Response:
    """Only reached without a service worker. What was shared is not read, and not kept."""
    return redirect("/", HTTPStatus.SEE_OTHER)


class Shell(WhiteNoise):
    """The files the build made, compressed neighbours included, as they were at the start."""

    application: "WSGIApplication"

    def __init__(
        self, application: "WSGIApplication", dist: Path, may_have_page: "MayHavePage"
    ) -> None:
        super().__init__(
            application,
            max_age=None,
            allow_all_origins=False,
            mimetypes={".webmanifest": "application/manifest+json"},
            add_headers_function=_cache,
        )
        self.may_have_page = may_have_page
        if dist.is_dir():
            self.add_files(str(dist))
        self.page: StaticFile | None = self.files.get(INDEX)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        if not self.may_have_page(environ.get("HTTP_HOST", "")):
            return self.application(environ, start_response)
        if not _is_page(environ):
            return super().__call__(environ, start_response)  # type: ignore[no-any-return]
        if self.page is None:
            return _say_not_built(start_response)
        return self.serve(self.page, environ, start_response)  # type: ignore[no-any-return]


def _cache(headers: Headers, _path: str, url: str) -> None:
    """Hashed names never change; everything else is asked for each time."""
    headers["Cache-Control"] = FOR_EVER if url.startswith("/assets/") else "no-cache"


def _is_page(environ: "WSGIEnvironment") -> bool:
    """The address of a room inside the app: no file ending, and asked for as a page."""
    path = environ.get("PATH_INFO", "")
    if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
        return False
    if path in {"", "/"}:
        return True
    if path.split("/")[1] in FLASKS_OWN or "." in path.rsplit("/", 1)[-1]:
        return False
    return "text/html" in environ.get("HTTP_ACCEPT", "")


def _say_not_built(start_response: "StartResponse") -> list[bytes]:
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")]
    start_response("503 Service Unavailable", headers)
    return [NOT_BUILT]
