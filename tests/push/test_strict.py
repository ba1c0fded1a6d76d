"""Our push service refuses what a real one would: each of its checks is shown something wrong."""

import json
import time

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from api.push.sender import Message, Sender
from api.push.setup import open_transport
from api.push.transport import Answer, Request
from api.push.webpush import Vapid, encrypt
from tests.push.service import b64, unb64

CURVE = ec.SECP256R1()


@pytest.fixture
def vapid():
    return Vapid(ec.generate_private_key(CURVE), "mailto:care@place.org")


@pytest.fixture
def browser(push_service, vapid):
    return push_service.subscribe(vapid.public)


@pytest.fixture
def transport(push_service):
    made = open_transport(push_service.origin)
    yield made
    made.close()


@pytest.fixture
def good(push_service, browser, vapid):
    """A request that is right in every point."""
    endpoint = push_service.endpoint(browser)
    headers = {
        "Content-Type": "application/octet-stream",
        "Content-Encoding": "aes128gcm",
        "TTL": "60",
        "Topic": "t" * 32,
        "Urgency": "high",
        "Authorization": vapid.header(endpoint, time.time()),
    }
    return Request(endpoint, headers, encrypt(b"a knock", browser.p256dh, browser.auth))


def ask(transport, request):
    ((_, answer),) = transport.exchange([(0, request)], time.time())
    return answer


def changed(request, body=None, **headers):
    whole = request.headers | {name.replace("_", "-"): value for name, value in headers.items()}
    kept = {name: value for name, value in whole.items() if value is not None}
    return Request(request.endpoint, kept, request.body if body is None else body)


def test_what_is_right_is_taken_and_opened(transport, browser, good):
    assert ask(transport, good).status == 201
    assert browser.received[0].plaintext == b"a knock"


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"Content_Encoding": None}, 400),
        ({"Content_Encoding": "aesgcm"}, 400),
        ({"TTL": None}, 400),
        ({"TTL": "0"}, 400),
        ({"TTL": "-1"}, 400),
        ({"Topic": None}, 400),
        ({"Topic": "t" * 33}, 400),
        ({"Topic": "t" * 13}, 400),
        ({"Topic": "t=" * 8}, 400),
        ({"Urgency": None}, 400),
        ({"Urgency": "now"}, 400),
        ({"Authorization": None}, 401),
        ({"Authorization": "WebPush x"}, 401),
    ],
    ids=str,
)
def test_a_header_that_is_wrong_is_refused(transport, browser, good, wrong, status):
    assert ask(transport, changed(good, **wrong)).status == status
    assert browser.received == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda body: body[:-1],
        lambda body: body[:-1] + bytes([body[-1] ^ 1]),
        lambda body: bytes(16) + body[16:],
        lambda body: body[:20] + b"\x40" + body[21:],
        lambda body: body[:16] + bytes(4) + body[20:],
        lambda body: body[:40],
        lambda body: b"",
    ],
    ids=["cut", "a bit turned", "other salt", "no key", "no record", "a piece", "nothing"],
)
def test_a_body_that_cannot_be_opened_is_refused(transport, browser, good, spoil):
    assert ask(transport, changed(good, body=spoil(good.body))).status == 400
    assert browser.received == []


def test_a_body_for_another_browser_is_refused(transport, push_service, vapid, browser, good):
    other = push_service.subscribe(vapid.public)

    body = encrypt(b"a knock", other.p256dh, other.auth)

    assert ask(transport, changed(good, body=body)).status == 400


def test_a_body_that_is_too_large_is_refused(transport, good):
    assert ask(transport, changed(good, body=bytes(4097))).status == 413


def signed(private, header=None, **claims):
    head = b64(json.dumps(header or {"typ": "JWT", "alg": "ES256"}).encode())
    said = b64(json.dumps(claims).encode())
    r, s = decode_dss_signature(private.sign(f"{head}.{said}".encode(), ec.ECDSA(SHA256())))
    return f"{head}.{said}.{b64(r.to_bytes(32) + s.to_bytes(32))}"


@pytest.fixture
def claims(push_service):
    return {"aud": push_service.origin, "exp": int(time.time()) + 60, "sub": "mailto:a@place.org"}


def by(token, vapid):
    return {"Authorization": f"vapid t={token}, k={b64(vapid.public)}"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"aud": "https://fcm.googleapis.com"},
        {"exp": 1},
        {"exp": 2**40},
        {"sub": "care"},
        {"sub": "mailto:care@localhost"},
        {"sub": None},
    ],
    ids=str,
)
def test_a_token_that_says_something_wrong_is_refused(transport, good, vapid, claims, wrong):
    right = by(signed(vapid.private, **claims), vapid)
    assert ask(transport, changed(good, **right)).status == 201

    token = by(signed(vapid.private, **(claims | wrong)), vapid)
    assert ask(transport, changed(good, **token)).status == 403


def test_a_token_of_another_key_is_refused(transport, good, vapid, claims):
    stranger = ec.generate_private_key(CURVE)
    other = Vapid(stranger, "mailto:a@place.org")

    assert ask(transport, changed(good, **by(signed(stranger, **claims), vapid))).status == 403
    assert ask(transport, changed(good, **by(signed(stranger, **claims), other))).status == 403


def test_a_token_of_another_kind_is_refused(transport, good, vapid, claims):
    token = signed(vapid.private, {"typ": "JWT", "alg": "none"}, **claims)

    assert ask(transport, changed(good, **by(token, vapid))).status == 403


def messages(push_service, browsers, **given):
    for browser in browsers:
        usual = {
            "key": browser.path,
            "endpoint": push_service.endpoint(browser),
            "p256dh": browser.p256dh,
            "auth": browser.auth,
            "topic": "t" * 32,
            "urgency": "high",
            "ttl": 60,
            "plaintext": b"a knock",
        }
        yield Message(**(usual | given))


def test_our_sender_is_taken_by_all_its_browsers(transport, push_service, vapid):
    browsers = [push_service.subscribe(vapid.public) for _ in range(200)]
    sender = Sender(vapid, transport)

    answers = dict(sender.send(messages(push_service, browsers)))

    assert answers == {browser.path: Answer(201) for browser in browsers}
    assert all(browser.received[0].plaintext == b"a knock" for browser in browsers)
    assert all(browser.refused == [] for browser in browsers)


def test_two_of_one_topic_are_one_for_a_phone_that_sleeps(transport, push_service, vapid, browser):
    sender = Sender(vapid, transport)
    for plaintext in (b"first", b"second"):
        list(sender.send(messages(push_service, [browser], plaintext=plaintext)))
    list(sender.send(messages(push_service, [browser], topic="u" * 32)))

    assert [each.plaintext for each in browser.pending] == [b"second", b"a knock"]


def test_a_browser_with_keys_that_are_none_keeps_no_other_back(transport, push_service, vapid):
    broken, whole = (push_service.subscribe(vapid.public) for _ in range(2))
    broken_one = next(messages(push_service, [broken], p256dh=b"\4" + bytes(64)))
    sender = Sender(vapid, transport)

    answers = dict(sender.send([broken_one, *messages(push_service, [whole])]))

    assert answers[broken.path].status == 400
    assert answers[whole.path].status == 201


def test_the_helpers_turn_bytes_to_text_and_back():
    assert unb64(b64(bytes(range(256)))) == bytes(range(256))
