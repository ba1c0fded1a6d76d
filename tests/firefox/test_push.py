"""A real browser subscribes by itself, and opens what our real server and worker send it."""

import os
import signal
import subprocess
import sys
import time
from types import SimpleNamespace
from uuid import uuid4

import pytest

from tests.api.accounts.people import Person
from tests.e2e.server import ROOT, Server
from tests.firefox import browser, mozilla

DIST = ROOT / "pwa/dist"
SIGN_UP = """async (body) => {
  await navigator.serviceWorker.ready;
  const headers = { 'Content-Type': 'application/json' };
  const asked = { method: 'POST', headers, body: JSON.stringify(body) };
  return (await fetch('/api/accounts', asked)).status;
}"""
SUBSCRIBE = """async () => {
  const { key, key_id } = await (await fetch('/api/push/key')).json();
  const text = atob(key.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  const { pushManager } = await navigator.serviceWorker.ready;
  const wanted = { userVisibleOnly: true, applicationServerKey: bytes };
  const found = await pushManager.subscribe(wanted);
  const { endpoint, keys } = found.toJSON();
  const csrf = document.cookie.match(/csrf_access_token=([^;]+)/)[1];
  const answer = await fetch('/api/push/subscription', {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json', 'X-CSRF-TOKEN': csrf },
    body: JSON.stringify({ endpoint, ...keys, key_id, language: 'en' }),
  });
  return answer.status;
}"""
ASK = """async (method, path, body) => {
  const csrf = document.cookie.match(/csrf_access_token=([^;]+)/)[1];
  const headers = { 'Content-Type': 'application/json', 'X-CSRF-TOKEN': csrf };
  const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
  return answer.status;
}"""
SHOWN = """async () => {
  const registration = await navigator.serviceWorker.ready;
  const shown = await registration.getNotifications();
  return shown.map(({ title, body, tag, data }) => ({ title, body, tag, data }));
}"""


@pytest.fixture
def service():
    with mozilla.running() as (running, address):
        yield running, address


@pytest.fixture
def server(tmp_path, service):
    made = Server(tmp_path, DIST)
    made.environ["INTERLUDE_PUSH_TEST_SERVICE"] = service[0].origin
    made.prepare()
    made.start()
    yield made
    made.kill()


@pytest.fixture
def worker(server):
    process = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "worker"],
        cwd=ROOT,
        env=server.environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    yield process
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture
def firefox(tmp_path, service):
    with browser.running(tmp_path / "profile", service[1]) as running:
        yield running


def wait_for(ask, seconds=30):
    deadline = time.monotonic() + seconds
    while not (found := ask()):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return found


@pytest.fixture
def subscribed(server, service, firefox):
    """Firefox with the app's own service worker, signed in and subscribed."""
    firefox.goto(server.origin)
    phone = SimpleNamespace(device={"id": str(uuid4()), "sealed_name": None})
    assert firefox.run(SIGN_UP, Person("ana").sign_up_body(phone)) == 201
    wait_for(lambda: service[0].heard("hello"))  # asked for earlier, a subscription never comes
    assert firefox.run(SUBSCRIBE) == 200
    return firefox


def test_a_knock_to_try_reaches_a_real_browser(service, subscribed, worker):
    assert subscribed.run(ASK, "POST", "/api/push/test") == 202

    (shown,) = wait_for(lambda: subscribed.run(SHOWN))
    assert shown["title"] == "Interlude"
    assert shown["body"] == "This is how a knock looks. Nothing else to do."
    assert shown["data"] == {"to": "/reminders"}
    wait_for(lambda: service[0].heard("ack"))
    assert [each["code"] for each in service[0].heard("ack")[0]["updates"]] == [100]
    (far,) = service[0].browsers.values()
    assert far.refused == []


def test_a_reminder_reaches_a_real_browser_at_its_minute(service, subscribed, worker):
    moment = time.gmtime(time.time() + 60)
    reminder = {
        "id": str(uuid4()),
        "class": "reminder",
        "rank": 2,
        "may_snooze": True,
        "zone": "UTC",
        "at": time.strftime("%H:%M", moment),
        "weekdays": [1, 2, 3, 4, 5, 6, 7],
        "skip": [],
        "moments": [],
    }
    plan = {"based_on": 0, "reminders": [reminder]}
    assert subscribed.run(ASK, "PUT", "/api/reminders", plan) == 200

    (shown,) = wait_for(lambda: subscribed.run(SHOWN), 100)
    assert shown["body"] == "A few minutes, if you want them."
    assert shown["data"]["to"] == f"/k/{reminder['id']}"
    assert len(shown["data"]["token"]) == 22
