"""The built app as it is handed out."""

import gzip
import shutil

import pytest
from werkzeug.test import EnvironBuilder, run_wsgi_app

from api.web import REBUILT, Shell
from tests import factories
from tests.api.planted import planted_app
from tests.conftest import HTML, client_of

ASSET = "/assets/app-4f2a91c0.js"


@pytest.mark.parametrize(
    "path", ["/", "/index.html", "/sw.js", "/manifest.webmanifest", "/icon.svg"]
)
def test_what_keeps_its_name_is_asked_for_each_time(client, path):
    answer = client.get(path, headers=HTML)

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"


def test_what_has_a_hash_in_its_name_is_kept_for_a_year(client):
    assert client.get(ASSET).headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_file_that_has_not_changed_is_not_sent_twice(client):
    tag = client.get("/").headers["ETag"]

    assert client.get("/", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("path", ["/", "/reflect/journal", "/sw.js", ASSET])
def test_the_compressed_neighbour_is_handed_out(client, path):
    best = client.get(path, headers=HTML | {"Accept-Encoding": "gzip, deflate, br"})
    older = client.get(path, headers=HTML | {"Accept-Encoding": "gzip"})
    plain = client.get(path, headers=HTML)

    assert best.headers["Content-Encoding"] == "br"
    assert best.data.startswith(b"brotli of")
    assert older.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(older.data) == plain.data
    assert "Content-Encoding" not in plain.headers
    assert {answer.headers["Vary"] for answer in (best, older, plain)} == {"Accept-Encoding"}


def test_the_manifest_says_what_it_is(client):
    assert client.get("/manifest.webmanifest").mimetype == "application/manifest+json"
    assert client.get("/sw.js").mimetype == "text/javascript"


@pytest.mark.parametrize("path", ["/today", "/practices/arrival-breath", "/circles/", "/share"])
def test_an_address_inside_the_app_is_the_page(client, path):
    answer = client.get(path, headers=HTML)

    assert answer.status_code == 200
    assert answer.mimetype == "text/html"
    assert answer.data == client.get("/").data
    assert answer.headers["Cache-Control"] == "no-cache"


def test_asking_for_the_head_gives_the_head(client):
    answer = client.head("/today", headers=HTML)

    assert answer.status_code == 200
    assert answer.data == b""
    assert int(answer.headers["Content-Length"]) == len(client.get("/").data)


@pytest.mark.parametrize(
    "path",
    [
        "/app.js",
        "/assets/app-00000000.js",
        "/assets/missing.css",
        "/data.json",
        "/deep/down/worker.js",
        "/.env",
        "/index.html.br",
        "/sw.js.gz",
        "/../wsgi.py",
        "/%2e%2e/wsgi.py",
        "/assets/../../../wsgi.py",
    ],
)
def test_a_missing_file_is_missing_and_never_the_page(client, path):
    answer = client.get(path, headers=HTML)

    assert answer.status_code == 404
    assert answer.json["code"] == "not_found"


def test_a_script_that_asks_for_a_room_gets_no_page(client):
    assert client.get("/today", headers={"Accept": "application/json"}).status_code == 404


@pytest.mark.parametrize(
    "path", ["/api", "/api/", "/api/nothing", "/api/practices/nothing", "/metrics", "/metrics/x"]
)
def test_an_unknown_address_of_the_api_is_a_problem_and_never_the_page(client, path):
    answer = client.get(path, headers=HTML)

    assert answer.status_code == 404
    assert answer.content_type == "application/problem+json"


class Untouchable:
    def read(self, *_size):
        raise AssertionError("the body was read")

    readline = read


def test_what_is_shared_is_thrown_away_unread(app):
    environ = EnvironBuilder("/share?title=x", "http://127.0.0.1:8000", method="POST").get_environ()
    environ["wsgi.input"] = Untouchable()
    environ["CONTENT_TYPE"] = "multipart/form-data; boundary=x"
    environ["CONTENT_LENGTH"] = "10000000"

    _body, status, headers = run_wsgi_app(app, environ)

    assert status == "303 SEE OTHER"
    assert headers["Location"] == "/"


def swap_folders(dist):
    """As the Makefile does, with every file of another length."""
    newer = factories.write_dist(dist.with_name("dist.new"))
    for path in newer.rglob("*.*"):
        path.write_bytes(path.read_bytes() + b"newer")
    dist.rename(dist.with_name("dist.old"))
    newer.rename(dist)


def write_over(dist):
    """As a bundler does by itself."""
    (dist / "index.html").unlink()
    (dist / "index.html").write_text("<!doctype html>")


BUILDS = [swap_folders, write_over, shutil.rmtree]


@pytest.mark.parametrize("build", BUILDS)
@pytest.mark.parametrize("path", ["/", "/today", "/sw.js", "/icon.svg", ASSET])
def test_after_another_build_no_file_is_sent_in_part(planted, asker, var, build, path):
    assert asker.get(path, headers=HTML).status_code == 200
    build(var / "dist")

    for method in ("GET", "HEAD"):
        answer = asker.open(path, method=method, headers=HTML)
        assert answer.status_code == 503
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Content-Length" not in answer.headers or method == "GET"
    assert asker.get(path, headers=HTML).text == REBUILT.decode()
    assert asker.get("/api/practices").status_code == 200


def test_a_file_that_is_gone_is_said_so(asker, var):
    (var / "dist" / ASSET.lstrip("/")).unlink()

    assert asker.get(ASSET).status_code == 503
    assert asker.get("/", headers=HTML).status_code == 200


def test_what_breaks_inside_the_application_is_no_fault_of_the_files(planted, var):
    def broken(_environ, _start_response):
        raise OSError("planted")

    shell = Shell(broken, var / "dist", lambda _host: True)
    environ = EnvironBuilder("/api/practices").get_environ()

    with pytest.raises(OSError, match="planted"):
        run_wsgi_app(shell, environ)


def test_without_a_build_a_sentence_says_what_to_do(var):
    with planted_app(var, DIST=var / "nowhere") as app:
        answer = client_of(app).get("/", headers=HTML)

        assert answer.status_code == 503
        assert answer.text == "Interlude's pages are not built yet. Run: make run\n"
        assert client_of(app).get("/api/practices").status_code == 200
