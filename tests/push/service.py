"""A push service on this machine, stricter than any: RFC 8030, 8188, 8291 and 8292 from their text.

It shares no line with what it judges. It also opens what it was sent, as a browser would.
"""

import json
import os
import re
import struct
import threading
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
VAPID = re.compile(r"vapid t=([\w.-]+), k=([\w-]+)")
TOPIC = re.compile(r"[A-Za-z0-9_-]{1,32}")
URGENCIES = {"very-low", "low", "normal", "high"}
MOST_BYTES = 4096
A_DAY = 24 * 3600


class Wrong(Exception):
    """The status to answer with, and why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


def b64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Received:
    headers: dict[str, str]
    body: bytes
    plaintext: bytes

    @property
    def message(self) -> Any:
        return json.loads(self.plaintext)


@dataclass
class Browser:
    """A subscription as a browser holds it: it alone can open what is sent to it."""

    path: str
    key: str  # the application server's, in base64url: nobody else may send here
    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(CURVE)
    )
    auth: bytes = field(default_factory=lambda: os.urandom(16))
    # What to do instead of taking a message, in turn.
    script: list[Any] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def p256dh(self) -> bytes:
        return self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    @property
    def pending(self) -> list[Received]:
        """What would wait for a phone that sleeps: the last of each topic."""
        return list({each.headers["topic"]: each for each in self.received}.values())

    def open(self, body: bytes) -> bytes:
        """RFC 8291 in one record of RFC 8188. Raises Wrong."""
        if len(body) < 86 + 17:
            raise Wrong(400, "too short")
        salt, size, id_length = body[:16], struct.unpack("!I", body[16:20])[0], body[20]
        theirs, sealed = body[21 : 21 + id_length], body[21 + id_length :]
        if id_length != 65 or size < 18 or len(sealed) > size:
            raise Wrong(400, "not one record with one key")
        try:
            point = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, theirs)
            shared = self.private.exchange(ec.ECDH(), point)
            info = b"WebPush: info\0" + self.p256dh + theirs
            secret = HKDF(SHA256(), 32, self.auth, info).derive(shared)
            key = HKDF(SHA256(), 16, salt, b"Content-Encoding: aes128gcm\0").derive(secret)
            nonce = HKDF(SHA256(), 12, salt, b"Content-Encoding: nonce\0").derive(secret)
            padded = AESGCM(key).decrypt(nonce, sealed, None)
        except (ValueError, InvalidTag):
            raise Wrong(400, "cannot be opened") from None
        plaintext, mark, _ = padded.rpartition(b"\2")
        if not mark or padded[len(plaintext) + 1 :].strip(b"\0"):
            raise Wrong(400, "the last record is not marked")
        return plaintext


class _Server(ThreadingHTTPServer):
    request_queue_size = 512  # all that may come at once


class PushService:
    """`origin` is where it listens."""

    def __init__(self) -> None:
        self.browsers: dict[str, Browser] = {}
        self.requests: list[str] = []
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                service.requests.append(self.path)
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                service.answer(self, {k.lower(): v for k, v in self.headers.items()}, body)

            do_GET = do_POST  # noqa: N815  a redirect that was followed would come as this

            def log_message(self, *_: Any) -> None:
                pass

        self.server = _Server(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.origin = f"http://127.0.0.1:{self.server.server_port}"

    def subscribe(self, key: bytes) -> Browser:
        browser = Browser(f"/push/{b64(os.urandom(12))}", b64(key))
        self.browsers[browser.path] = browser
        return browser

    def endpoint(self, browser: Browser) -> str:
        return self.origin + browser.path

    def answer(self, request: Any, headers: dict[str, str], body: bytes) -> None:
        browser = self.browsers.get(request.path)
        if browser is None:
            return _say(request, 404)
        order = browser.script.pop(0) if browser.script else None
        if callable(order):
            return order(request)
        try:
            received = self.judge(browser, request.command, headers, body)
        except Wrong as wrong:
            browser.refused.append(str(wrong))
            return _say(request, wrong.status)
        if order:
            status, more = order if isinstance(order, tuple) else (order, {})
            return _say(request, status, more)
        browser.received.append(received)
        self.taken(browser, received)
        return _say(request, 201, {"Location": f"{self.origin}/message/{len(self.requests)}"})

    def taken(self, browser: Browser, received: Received) -> None:
        """For a service that has somebody to hand it on to."""

    def judge(
        self, browser: Browser, method: str, headers: dict[str, str], body: bytes
    ) -> Received:
        """Raises Wrong for the first thing that is not as the RFCs want it."""
        if method != "POST":
            raise Wrong(405, "not a POST")
        if len(body) > MOST_BYTES:
            raise Wrong(413, "too large")
        if headers.get("content-encoding") != "aes128gcm":
            raise Wrong(400, "no Content-Encoding of Web Push")
        if not re.fullmatch(r"[1-9]\d{0,8}", headers.get("ttl", "")):
            raise Wrong(400, "no TTL, or one of nought")
        topic = headers.get("topic", "")
        if not TOPIC.fullmatch(topic) or len(topic) % 4 == 1:
            raise Wrong(400, "no Topic, or not one that Apple takes")
        if headers.get("urgency") not in URGENCIES:
            raise Wrong(400, "no Urgency")
        self.judge_sender(browser, headers.get("authorization", ""))
        return Received(headers, body, browser.open(body))

    def judge_sender(self, browser: Browser, authorization: str) -> None:
        found = VAPID.fullmatch(authorization)
        if not found:
            raise Wrong(401, "no VAPID")
        token, key = found.groups()
        if key != browser.key:
            raise Wrong(403, "another key than the subscription's")
        try:
            head, said, signature = token.split(".")
            raw = unb64(signature)
            der = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
            public = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, unb64(key))
            public.verify(der, f"{head}.{said}".encode(), ec.ECDSA(SHA256()))
            header, claims = json.loads(unb64(head)), json.loads(unb64(said))
        except (ValueError, InvalidSignature):
            raise Wrong(403, "the token is not signed by the key") from None
        if header.get("alg") != "ES256" or header.get("typ") != "JWT" or len(raw) != 64:
            raise Wrong(403, "not ES256")
        if claims.get("aud") != self.origin:
            raise Wrong(403, "another push service's token")
        if not time.time() < claims.get("exp", 0) <= time.time() + A_DAY:
            raise Wrong(403, "over, or good for more than a day")
        if not re.match(r"(mailto:[^\s@]+@[^\s@]+\.|https://)", str(claims.get("sub"))):
            raise Wrong(403, "nobody to write to")


def _say(request: Any, status: int, headers: dict[str, str] | None = None) -> None:
    request.send_response(status)
    for name, value in (headers or {}).items():
        request.send_header(name, value)
    request.send_header("Content-Length", "0")
    request.end_headers()


def hang(request: Any) -> None:
    """Takes the message, and says nothing for longer than anybody waits."""
    time.sleep(20)
    request.close_connection = True


def hang_up(request: Any) -> None:
    request.close_connection = True
    request.connection.close()


def talk(request: Any) -> None:
    """Says yes, and then more than anybody wants to hear."""
    request.send_response(201)
    request.send_header("Content-Length", str(64_000_000))
    request.end_headers()
    try:
        for _ in range(1000):
            request.wfile.write(b"x" * 64_000)
    except OSError:
        request.close_connection = True


@contextmanager
def running() -> Iterator[PushService]:
    service = PushService()
    thread = threading.Thread(target=service.server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield service
    finally:
        service.server.shutdown()
        service.server.server_close()
        thread.join()
