"""Serves the built phone app, and the page itself for every address inside it.

Files are public and hold nothing about anybody. `core.hosts` says under which names they are
given; everything that is not a file goes on to Flask, which is stricter.

Which files there are, and how long each is, is read once, at the start; what is in them is read
when asked for. After a build these two belong to different builds, and a page would come cut off
or never end. So once another build lies there, files are answered with a sentence until a
restart; the API goes on. What stays: a file being sent while its build is replaced is sent whole
(it is open), but a page that came just before may ask for a part just after, and gets the
sentence for it. Restart after a build.
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
from whitenoise.string_utils import decode_path_info

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    MayHavePage = Callable[[str], bool]

INDEX = "/index.html"
FLASKS_OWN = ("api", "healthz", "metrics", "readyz")
FOR_EVER = "public, max-age=31536000, immutable"
NOT_BUILT = b"Interlude's pages are not built yet. Run: make run\n"
REBUILT = b"Interlude's pages were built anew. Stop it, then run: make run\n"

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
        self.index = dist / INDEX.lstrip("/")
        self.build = _mark(self.index)
        if dist.is_dir():
            self.add_files(str(dist))
        self.page: StaticFile | None = self.files.get(INDEX)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        if not self.may_have_page(environ.get("HTTP_HOST", "")):
            return self.application(environ, start_response)
        is_page = _is_page(environ)
        if is_page and self.page is None:
            return _say(NOT_BUILT, start_response)
        path = decode_path_info(environ.get("PATH_INFO", ""))
        file = self.page if is_page else self.files.get(path)
        if file is None:
            return self.application(environ, start_response)
        return self._hand_out(file, environ, start_response)

    def _hand_out(
        self, file: StaticFile, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        try:
            if _mark(self.index) == self.build:
                return self.serve(file, environ, start_response)  # type: ignore[no-any-return]
        except OSError:  # gone, or no longer ours to read
            pass
        return _say(REBUILT, start_response)


def _mark(index: Path) -> tuple[int, int, int] | None:
    """Tells one build from another, or None without a build: every build writes its own page."""
    try:
        found = index.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


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


def _say(sentence: bytes, start_response: "StartResponse") -> list[bytes]:
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")]
    start_response("503 Service Unavailable", headers)
    return [sentence]
