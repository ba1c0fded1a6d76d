"""Both ways out, against a server that does what servers do: each test for either."""

import socket
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from api.push.by_aiohttp import AioTransport
from api.push.by_curl import CurlTransport
from api.push.setup import open_transport
from api.push.transport import Request, may_connect_to, seconds_in, trusted
from tests.push.service import hang, hang_up, talk

NOW = 1_764_000_000.0
KEY = bytes(65)


class Names:
    """A resolver of aiohttp that says what it was told."""

    address = "127.0.0.1"

    async def resolve(self, host, port=0, family=socket.AF_INET):
        family = socket.AF_INET6 if ":" in self.address else socket.AF_INET
        found = {"hostname": host, "host": self.address, "port": port, "family": family}
        return [found | {"proto": 0, "flags": 0}]

    async def close(self):
        pass


def by_curl(test_service, seconds=2.0, names=None):
    resolve = tuple(f"{host}:{port}:{address}" for host, port, address in names or ())
    return CurlTransport(may_connect_to(test_service), trusted(), seconds=seconds, resolve=resolve)


def by_aiohttp(test_service, seconds=2.0, names=None):
    resolver = None
    if names:
        resolver = type("Told", (Names,), {"address": names[0][2].strip("[]")})
    return AioTransport(may_connect_to(test_service), trusted(), seconds=seconds, resolver=resolver)


@pytest.fixture(params=[by_curl, by_aiohttp], ids=["curl", "aiohttp"])
def way(request):
    """Makes a transport; it is closed when the test is over."""
    made = []

    def make(*args, **named):
        made.append(request.param(*args, **named))
        return made[-1]

    yield make
    for each in made:
        each.close()


def a_request(endpoint):
    return Request(endpoint, {"TTL": "60", "Content-Type": "application/octet-stream"}, b"body")


def asked(transport, *endpoints):
    found = dict(transport.exchange(enumerate(map(a_request, endpoints)), NOW))
    return [found[number] for number in range(len(endpoints))]


@pytest.fixture
def scripted(push_service):
    """An endpoint that does as it is told, whatever it is sent."""
    push_service.judge = lambda *_: None

    def make(*script):
        browser = push_service.subscribe(KEY)
        browser.script = list(script)
        return push_service.endpoint(browser)

    return make


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (200, (200, None)),
        (201, (201, None)),
        (404, (404, None)),
        (410, (410, None)),
        (413, (413, None)),
        ((429, {"Retry-After": "90"}), (429, 90)),
        ((429, {"Retry-After": "soon"}), (429, None)),
        ((429, {"Retry-After": "-5"}), (429, None)),
        (500, (500, None)),
    ],
    ids=str,
)
def test_an_answer_is_handed_over(way, push_service, scripted, order, expected):
    (answer,) = asked(way(push_service.origin), scripted(order))

    assert (answer.status, answer.retry_after) == expected


def test_a_date_to_wait_for_is_read(way, push_service, scripted):
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=120), usegmt=True)
    endpoint = scripted((429, {"retry-after": date}))

    ((_, answer),) = way(push_service.origin).exchange([(0, a_request(endpoint))], time.time())

    assert answer.retry_after == pytest.approx(120, abs=5)


def test_a_wait_beyond_reason_is_one_that_ends(way, push_service, scripted):
    (answer,) = asked(way(push_service.origin), scripted((503, {"Retry-After": "9" * 400})))

    assert answer.status == 503
    assert (answer.retry_after or 0) < 1e10


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_nobody_is_followed_elsewhere(way, push_service, scripted, status):
    other = socket.create_server(("127.0.0.1", 0))
    other.settimeout(0.3)
    there = f"http://127.0.0.1:{other.getsockname()[1]}/"
    beside = f"{push_service.origin}/elsewhere"

    answers = asked(
        way(push_service.origin),
        scripted((status, {"Location": there})),
        scripted((status, {"Location": beside})),
    )

    assert [answer.status for answer in answers] == [status, status]
    assert "/elsewhere" not in push_service.requests
    with pytest.raises(TimeoutError):
        other.accept()
    other.close()


def test_one_that_says_nothing_is_not_waited_for(way, push_service, scripted):
    began = time.monotonic()

    (answer,) = asked(way(push_service.origin, seconds=0.5), scripted(hang))

    assert (answer.status, answer.failure) == (None, "slow")
    assert time.monotonic() - began < 5


def test_one_that_hangs_up_is_no_answer(way, push_service, scripted):
    (answer,) = asked(way(push_service.origin), scripted(hang_up))

    assert (answer.status, answer.failure) == (None, "unreachable")


def test_one_that_talks_on_is_not_listened_to(way, push_service, scripted):
    (answer,) = asked(way(push_service.origin), scripted(talk))

    assert answer.status == 201


def test_one_that_fails_keeps_no_other_back(way, push_service, scripted):
    answers = asked(
        way(push_service.origin), scripted(hang_up), *[scripted(201) for _ in range(300)]
    )

    assert [answer.status for answer in answers] == [None] + [201] * 300


def test_nobody_listening_is_no_answer(way):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        origin = f"http://127.0.0.1:{listening.getsockname()[1]}"

    (answer,) = asked(way(origin), f"{origin}/x")

    assert answer.failure == "unreachable"


INWARDS = [
    "127.0.0.1",
    "10.0.0.1",
    "169.254.169.254",
    "192.168.1.1",
    "[::1]",
    "[fd00::1]",
    "[fe80::1]",
    "[::ffff:127.0.0.1]",
    "[64:ff9b::7f00:1]",
]


@pytest.fixture
def listening():
    """A port of this machine, and whether anybody came."""
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.2)
    yield server
    server.close()


def somebody_came(server):
    try:
        server.accept()[0].close()
    except TimeoutError:
        return False
    return True


@pytest.mark.parametrize("address", INWARDS)
def test_a_name_that_leads_inwards_is_not_gone_to(way, listening, address):
    """It may have led elsewhere when the phone subscribed."""
    port = listening.getsockname()[1]
    names = [("push.place.org", port, address)]

    (answer,) = asked(way(None, names=names), f"http://push.place.org:{port}/x")

    assert answer.failure == "unreachable"
    assert not somebody_came(listening)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]"])
def test_an_address_written_out_is_not_gone_to(way, listening, host):
    port = listening.getsockname()[1]

    (answer,) = asked(way(None), f"http://{host}:{port}/x")

    assert answer.failure == "unreachable"
    assert not somebody_came(listening)


def test_a_test_service_opens_no_other_port(way, push_service, listening):
    port = listening.getsockname()[1]

    (answer,) = asked(way(push_service.origin), f"http://127.0.0.1:{port}/x")

    assert answer.failure == "unreachable"
    assert not somebody_came(listening)


def test_a_proxy_of_the_environment_is_passed_by(
    way, push_service, scripted, listening, monkeypatch
):
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{listening.getsockname()[1]}")

    (answer,) = asked(way(push_service.origin), scripted(201))

    assert answer.status == 201
    assert not somebody_came(listening)


def test_libcurl_is_the_way_where_it_is_there(monkeypatch):
    made = open_transport(None)
    assert isinstance(made, CurlTransport)
    made.close()


def test_and_aiohttp_where_it_is_not(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "api.push.by_curl", None)

    assert isinstance(open_transport(None), AioTransport)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [(None, None), ("", None), ("0", 0), ("12", 12), ("1.5", None), ("\u0663", None), ("x", None)],
)
def test_how_long_to_wait_is_read(said, seconds):
    assert seconds_in(said, NOW) == seconds


def test_a_date_that_is_over_is_no_wait():
    assert seconds_in("Mon, 01 Jan 2001 00:00:00 GMT", NOW) == 0
