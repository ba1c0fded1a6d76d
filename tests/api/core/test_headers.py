"""Every answer carries every security header, whoever made it."""

import pytest

from tests import factories
from tests.api.planted import planted_app
from tests.conftest import HTML, client_of
from tests.factories import ORIGIN

CSP = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types sw svelte-trusted-html"
)
EXPECTED = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ANSWERS = [
    ("GET", "/", 200),
    ("HEAD", "/", 200),
    ("GET", "/sw.js", 200),
    ("GET", "/assets/app-4f2a91c0.js", 200),
    ("GET", "/manifest.webmanifest", 200),
    ("GET", "/boundaries/ledger", 200),
    ("POST", "/sw.js", 405),
    ("POST", "/share", 303),
    ("GET", "/missing.js", 404),
    ("GET", "/healthz", 200),
    ("GET", "/api/practices", 200),
    ("GET", "/api/practices?language=xx", 422),
    ("GET", "/api/openapi.json", 200),
    ("GET", "/api/docs", 200),
    ("GET", "/api/docs/reference.css", 200),
    ("GET", "/api/nothing", 404),
    ("DELETE", "/api/practices", 405),
    ("OPTIONS", "/api/practices", 200),
    ("GET", "/api/planted", 401),
    ("POST", "/api/public/notes", 415),
    ("POST", "/api/public/beats/broken", 500),
]


def ask(client, method, path, **headers):
    """From a page of ours where it writes, from anybody's where it reads."""
    origin = ORIGIN if method in {"POST", "DELETE"} else "https://evil.test"
    return client.open(path, method=method, headers=HTML | {"Origin": origin} | headers)


@pytest.mark.parametrize(("method", "path", "status"), ANSWERS)
def test_every_kind_of_answer_has_them_all(asker, method, path, status):
    answer = ask(asker, method, path)

    assert answer.status_code == status
    assert {name: answer.headers.getlist(name) for name in EXPECTED} == {
        name: [value] for name, value in EXPECTED.items()
    }
    assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]


def test_an_answer_that_is_not_modified_has_them_too(asker):
    tag = ask(asker, "GET", "/sw.js").headers["ETag"]
    answer = asker.get("/sw.js", headers={"If-None-Match": tag})

    assert answer.status_code == 304
    assert answer.headers["Content-Security-Policy"] == CSP


def test_a_refused_origin_has_them_too(asker):
    answer = ask(asker, "POST", "/api/public/notes", Origin="https://evil.test")

    assert answer.status_code == 403
    assert answer.headers["Content-Security-Policy"] == CSP
    assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]


def test_a_refused_host_has_them_too(planted):
    answer = client_of(planted, "evil.test").get("/")

    assert answer.status_code == 421
    assert answer.headers["Content-Security-Policy"] == CSP


def test_the_page_may_not_use_what_it_does_not_need(asker):
    policy = asker.get("/").headers["Permissions-Policy"]

    for power in ("camera", "microphone", "geolocation", "payment", "usb"):
        assert f"{power}=()" in policy
    assert "screen-wake-lock=(self)" in policy


def test_only_an_https_origin_is_remembered_as_one(asker, tmp_path_factory):
    assert "Strict-Transport-Security" not in asker.get("/").headers

    var = tmp_path_factory.mktemp("https")
    factories.write_catalogue(var / "catalogue")
    with planted_app(var, ORIGIN="https://interlude.example") as app:
        answer = client_of(app, "interlude.example").get("/api/practices")
        assert answer.headers["Strict-Transport-Security"] == "max-age=63072000"


def test_answers_of_the_api_stay_out_of_caches_unless_they_say_so(asker):
    assert asker.get("/api/planted").headers["Cache-Control"] == "no-store"
    assert asker.get("/api/practices").headers["Cache-Control"] == "no-cache"
