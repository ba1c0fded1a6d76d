"""How many knocks one core sends in a second, beside sealing alone and beside pywebpush."""

import os
import signal
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import requests
from cryptography.hazmat.primitives.asymmetric import ec
from pywebpush import webpush

from api.push import payload
from api.push.by_curl import CurlTransport
from api.push.rules import KnockClass
from api.push.sender import Message, Sender
from api.push.transport import may_connect_to
from api.push.webpush import Vapid, encrypt, point_of
from api.push.words import words_for
from bench.figures import Figure, Seen
from bench.push.certificate import write_certificate
from bench.serving import TOOLS, folder_of_its_own
from tests.e2e.server import free_port
from tests.push.service import b64

HERE = Path(__file__).parent
ROUNDS = 7
MESSAGES = 3000
SLOW = 10  # of what is ten times as slow, a tenth says as much

PLAINTEXT = payload.build(
    words_for("en", KnockClass.REMINDER),
    navigate="https://place.org/k/6f1f4e2a-3a0c-4a39-9a53-0d8a2f6c1b11",
    lang="en",
    tag="t" * 32,
    own={"class": "reminder", "due_at": 1_764_000_000, "token": "x" * 22, "may_snooze": True},
)


def measure(rounds: int = ROUNDS) -> list[Figure | Seen]:
    """Messages a second, median of rounds that take turns. The push service has the other core."""
    with folder_of_its_own() as folder:
        write_certificate(folder)
        with sink(folder) as ports, on_one_core(min):
            ways = Ways(*ports, str(folder / "certificate.pem"))
            found = race({"alone": ways.seal, "ours": ways.send, "pywebpush": ways.others}, rounds)
            ways.close()
    alone, ours, others = (statistics.median(found[name]) for name in found)
    return [
        Figure("sender ÷ sealing alone", 100 * ours / alone, 70, "%", at_most=False),
        Figure("sender ÷ pywebpush, tuned", ours / others, 4, "times", at_most=False),
        Seen("sealing alone, with its header", alone, "a second"),
        Seen("sender", ours, "a second"),
        Seen("pywebpush, tuned", others, "a second"),
    ]


def race(ways: dict[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {name: [] for name in ways}
    for way in ways.values():
        way()  # connections are made, code is warm
    for _ in range(rounds):
        for name, way in ways.items():
            found[name].append(way())
    return found


@contextmanager
def sink(folder: Path) -> Iterator[tuple[int, int]]:
    """A push service that takes everything over TLS: its ports for HTTP/2 and for HTTP/1.1."""
    ports = free_port(), free_port()
    command = ["node", str(HERE / "sink.mjs"), *map(str, ports), str(folder)]
    environ = {**os.environ, "PATH": TOOLS}
    with on_one_core(max):  # what is started there stays there
        process = subprocess.Popen(
            command, env=environ, stdout=subprocess.PIPE, start_new_session=True
        )
    try:
        if process.stdout is None or not process.stdout.readline():
            raise RuntimeError("The push service to send to did not start.")
        yield ports
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


@contextmanager
def on_one_core(which: Callable[[set[int]], int]) -> Iterator[None]:
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {which(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


class Ways:
    def __init__(self, port: int, port1: int, certificate: str) -> None:
        self.vapid = Vapid(ec.generate_private_key(ec.SECP256R1()), "mailto:care@place.org")
        transport = CurlTransport(may_connect_to(f"http://127.0.0.1:{port}"), certificate)
        self.sender = Sender(self.vapid, transport)
        self.session = requests.Session()
        self.session.trust_env, self.session.verify = False, certificate
        self.messages = [self._message(number, port) for number in range(MESSAGES)]
        self.older = [self._message(number, port1) for number in range(MESSAGES // SLOW)]

    def _message(self, number: int, port: int) -> Message:
        point = point_of(ec.generate_private_key(ec.SECP256R1()).public_key())
        endpoint = f"https://127.0.0.1:{port}/push/{number}"
        rest = {"topic": "t" * 32, "urgency": "high", "ttl": 600, "plaintext": PLAINTEXT}
        return Message(number, endpoint, point, os.urandom(16), **rest)  # type: ignore[arg-type]

    def seal(self) -> float:
        began = time.perf_counter()
        for each in self.messages:
            self.vapid.header(each.endpoint, time.time())
            encrypt(each.plaintext, each.p256dh, each.auth)
        return MESSAGES / (time.perf_counter() - began)

    def send(self) -> float:
        began = time.perf_counter()
        taken = sum(answer.status == 201 for _, answer in self.sender.send(self.messages))
        took = time.perf_counter() - began
        if taken != MESSAGES:
            raise RuntimeError(f"{taken} of {MESSAGES} were taken")
        return MESSAGES / took

    def others(self) -> float:
        """As quick as it goes: one session, no proxies looked for, the header made once."""
        began = time.perf_counter()
        for each in self.older:
            webpush(
                {
                    "endpoint": each.endpoint,
                    "keys": {"p256dh": b64(each.p256dh), "auth": b64(each.auth)},
                },
                each.plaintext,
                headers={
                    "Authorization": self.vapid.header(each.endpoint, time.time()),
                    "Topic": each.topic,
                    "Urgency": each.urgency,
                },
                ttl=each.ttl,
                vapid_claims=None,
                requests_session=self.session,
            )
        return len(self.older) / (time.perf_counter() - began)

    def close(self) -> None:
        self.sender.close()
        self.session.close()
