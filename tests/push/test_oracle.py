"""Another people's push service, which shares no line with ours nor with our own strict one."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from api.push.by_curl import CurlTransport
from api.push.sender import Message, Sender
from api.push.transport import may_connect_to, trusted
from api.push.webpush import Vapid
from tests.e2e.server import free_port
from tests.push.service import b64, unb64

HERE = Path(__file__).parent / "web_push_testing"
TOOLS = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
CURVE = ec.SECP256R1()


class Others:
    """What one can ask of it."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(self, path: str, **said: str) -> dict:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/{path}",
            json.dumps(said).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=5) as answer:
            text = answer.read()
        return json.loads(text)["data"] if text.startswith(b"{") else {}

    def is_up(self) -> bool:
        try:
            self.ask("status")
        except OSError:
            return False
        return True


@pytest.fixture(scope="module")
def others():
    port = free_port()
    process = subprocess.Popen(
        ["node", "loopback.js", str(port)],
        cwd=HERE,
        env={**os.environ, "PATH": TOOLS},
        start_new_session=True,
    )
    found = Others(port)
    deadline = time.monotonic() + 30
    while not found.is_up():
        assert process.poll() is None, "It did not start. Run: make test"
        assert time.monotonic() < deadline
        time.sleep(0.05)
    yield found
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture
def vapid():
    return Vapid(ec.generate_private_key(CURVE), "mailto:care@place.org")


@pytest.fixture
def subscription(others, vapid):
    key = b64(vapid.public)
    return others.ask("subscribe", userVisibleOnly="true", applicationServerKey=key)


@pytest.fixture
def sender(others, vapid):
    transport = CurlTransport(may_connect_to(f"http://127.0.0.1:{others.port}"), trusted())
    made = Sender(vapid, transport)
    yield made
    made.close()


def send(sender, subscription, plaintext=b'{"web_push":8030}', **given):
    keys = subscription["keys"]
    usual = {
        "key": 0,
        "endpoint": subscription["endpoint"],
        "p256dh": unb64(keys["p256dh"]),
        "auth": unb64(keys["auth"]),
        "topic": "t" * 32,
        "urgency": "high",
        "ttl": 60,
        "plaintext": plaintext,
    }
    ((_, answer),) = sender.send([Message(**(usual | given))])
    return answer.status


def test_it_takes_and_opens_what_we_send(others, sender, subscription):
    assert send(sender, subscription) == 201

    found = others.ask("get-notifications", clientHash=subscription["clientHash"])
    assert found["messages"] == ['{"web_push":8030}']


def test_it_refuses_what_is_sealed_for_somebody_else(sender, subscription):
    assert send(sender, subscription, auth=os.urandom(16)) == 400


def test_it_refuses_another_sender(sender, subscription):
    sender.vapid = Vapid(ec.generate_private_key(CURVE), "mailto:care@place.org")

    assert send(sender, subscription) == 400


def test_it_says_when_a_subscription_is_over(others, sender, subscription):
    others.ask(f"expire-subscription/{subscription['clientHash']}")

    assert send(sender, subscription) == 410
