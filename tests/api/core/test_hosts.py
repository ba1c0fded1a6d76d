"""The server answers under its own names; the page alone may be shown on a private network."""

import pytest

from api.core.hosts import hosts_of
from tests.api.planted import planted_app
from tests.conftest import HTML, client_of

LOCAL = "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    ("origin", "host", "is_ours"),
    [
        (LOCAL, "127.0.0.1:8000", True),
        (LOCAL, "localhost:8000", True),
        (LOCAL, "LOCALHOST:8000", True),
        (LOCAL, "[::1]:8000", True),
        (LOCAL, "127.0.0.1", False),
        (LOCAL, "127.0.0.1:8001", False),
        (LOCAL, "localhost.evil.test:8000", False),
        (LOCAL, "192.168.1.5:8000", False),
        (LOCAL, "", False),
        ("http://localhost:80", "localhost", True),
        ("http://[::1]:8000", "127.0.0.1:8000", True),
        ("https://interlude.example", "interlude.example", True),
        ("https://interlude.example", "interlude.example:443", True),
        ("https://interlude.example", "Interlude.Example", True),
        ("https://interlude.example", "interlude.example:80", False),
        ("https://interlude.example", "interlude.example.", False),
        ("https://interlude.example", "127.0.0.1", False),
        ("https://interlude.example:8443", "interlude.example:8443", True),
        ("https://interlude.example:8443", "interlude.example", False),
    ],
)
def test_our_names_are_those_of_the_origin(origin, host, is_ours):
    assert hosts_of(origin, "127.0.0.1").is_ours(host) is is_ours


@pytest.mark.parametrize(
    ("bound_to", "host", "may"),
    [
        ("127.0.0.1", "192.168.1.5:8000", False),
        ("0.0.0.0", "192.168.1.5:8000", True),  # noqa: S104
        ("0.0.0.0", "10.0.0.7", True),  # noqa: S104
        ("0.0.0.0", "172.20.0.2:8000", True),  # noqa: S104
        ("0.0.0.0", "[fd00::5]:8000", True),  # noqa: S104
        ("0.0.0.0", "laptop.local:8000", True),  # noqa: S104
        ("192.168.1.5", "192.168.1.5:8000", True),
        ("0.0.0.0", "8.8.8.8:8000", False),  # noqa: S104
        ("0.0.0.0", "evil.test:8000", False),  # noqa: S104
        ("0.0.0.0", "192.168.1.5.evil.test", False),  # noqa: S104
        ("0.0.0.0", "[broken", False),  # noqa: S104
        ("0.0.0.0", "", False),  # noqa: S104
    ],
)
def test_the_page_may_be_shown_on_a_private_network_we_were_bound_to(bound_to, host, may):
    assert hosts_of(LOCAL, bound_to).may_have_page(host) is may


@pytest.mark.parametrize("host", ["evil.test", "127.0.0.1:9", "192.168.1.5:8000", "127.0.0.1"])
@pytest.mark.parametrize("path", ["/", "/sw.js", "/api/practices", "/api/docs", "/api/nothing"])
def test_another_host_is_refused_with_a_code(planted, host, path):
    answer = client_of(planted, host).get(path, headers=HTML)

    assert answer.status_code == 421
    assert answer.content_type == "application/problem+json"
    assert answer.json["code"] == "wrong_host"


def test_on_the_network_the_page_is_shown_and_the_api_is_not(var):
    with planted_app(var, HOST="0.0.0.0") as app:  # noqa: S104
        client = client_of(app, "192.168.1.5:8000")

        assert client.get("/", headers=HTML).status_code == 200
        assert client.get("/assets/app-4f2a91c0.js").status_code == 200
        assert client.get("/today", headers=HTML).status_code == 200
        assert client.get("/api/practices").status_code == 421
        assert client.get("/missing.js").status_code == 421
        assert client.post("/share").status_code == 421


def test_probes_ask_by_any_address(planted):
    assert client_of(planted, "172.17.0.3:8000").get("/healthz").status_code == 200


def test_a_forwarded_host_changes_nothing(asker, planted):
    evil = {"X-Forwarded-Host": "evil.test"}
    assert asker.get("/api/practices", headers=evil).status_code == 200

    ours = {"X-Forwarded-Host": "127.0.0.1:8000"}
    assert client_of(planted, "evil.test").get("/api/practices", headers=ours).status_code == 421


@pytest.mark.parametrize(("proxies", "believed"), [(0, "127.0.0.1"), (1, "203.0.113.9")])
def test_only_trusted_proxies_are_believed_about_addresses(var, proxies, believed):
    with planted_app(var, TRUSTED_PROXIES=proxies) as app:
        headers = {"X-Forwarded-For": "198.51.100.1, 203.0.113.9"}
        assert client_of(app).get("/api/public/address", headers=headers).json == {
            "address": believed
        }
