"""`make run` starts, says where, stops when told, and refuses in words."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest
from honcho.manager import KILL_WAIT

from api.core.config import ROOT
from api.core.secret_files import make_secrets
from api.reminders.tasks import SECONDS_TO_STOP
from tools.run import PHONE, address_of


def env(var, **given):
    names = ("PATH", "LANG", "LC_ALL")
    own = {name: os.environ[name] for name in names if name in os.environ}
    return own | {"INTERLUDE_VAR": str(var), "PYTHONUNBUFFERED": "1"} | given


def run(var, **given):
    return subprocess.run(
        [sys.executable, "-m", "tools.run"],
        cwd=ROOT,
        env=env(var, **given),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"PORT": "abc"}, "PORT"),
        ({"PORT": "99999999"}, "PORT"),
        ({"PORT": "9" * 5000}, "PORT"),
        ({"INTERLUDE_ORIGIN": "http://interlude.example"}, "INTERLUDE_ORIGIN"),
        ({"INTERLUDE_VAR": "/proc/nothing/here"}, "/proc/nothing/here"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_makes_no_sense_is_told_in_one_sentence(tmp_path, given, named):
    done = run(tmp_path, **given)

    assert done.returncode == 1
    assert done.stderr.startswith("Interlude does not start. ")
    assert named in done.stderr
    assert done.stderr.count("\n") == 1


def free_port(host, family):
    with socket.socket(family) as probe:
        probe.bind((host, 0))
        return probe.getsockname()[1]


def test_a_taken_port_is_told_with_another(tmp_path):
    port = free_port("127.0.0.1", socket.AF_INET)
    script = f"import http.server as h; h.test(h.SimpleHTTPRequestHandler, port={port})"
    (tmp_path / "healthz").write_text("up")
    other = subprocess.Popen(
        [sys.executable, "-u", "-c", script],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        other.stdout.readline()
        done = run(tmp_path, PORT=str(port))
    finally:
        other.kill()
        other.communicate()

    assert done.returncode == 1
    assert f"Port {port} is taken. Try another: make run PORT={port + 1}" in done.stderr


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),  # noqa: S104
        ("::", "http://127.0.0.1:8000"),
        ("::1", "http://[::1]:8000"),
        ("192.168.1.5", "http://192.168.1.5:8000"),
    ],
)
def test_the_address_is_one_a_browser_takes(host, address):
    assert address_of(host, 8000) == address


def test_over_a_cable_the_phone_always_asks_itself():
    said = PHONE.format(address="http://192.168.1.5:8000", port=8000)

    assert "adb reverse tcp:8000 tcp:8000" in said
    assert "then open http://127.0.0.1:8000 on the phone" in said


def has_ipv6():
    try:
        return bool(free_port("::1", socket.AF_INET6))
    except OSError:
        return False


def family_of(pid):
    """A process and all its descendants."""
    found = subprocess.run(
        ["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True
    ).stdout.split()
    pairs = list(zip(map(int, found[::2]), map(int, found[1::2]), strict=True))
    family = {pid}
    for _ in range(6):
        family |= {child for child, parent in pairs if parent in family}
    return family


@pytest.mark.parametrize(
    ("host", "family"), [("127.0.0.1", socket.AF_INET), ("::1", socket.AF_INET6)]
)
def test_it_starts_says_where_and_leaves_nothing_running(tmp_path, host, family):
    if host == "::1" and not has_ipv6():
        pytest.skip("This machine has no IPv6.")
    port = free_port(host, family)
    command = [sys.executable, "-m", "tools.run"]
    given = env(tmp_path / "var", HOST=host, PORT=str(port), http_proxy="http://127.0.0.1:9")
    process = subprocess.Popen(
        command, cwd=ROOT, env=given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        said = next(line for line in process.stdout if "Open it" in line)
        address = re.search(r"http://\S+", said)[0]
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"{address}/readyz", timeout=5) as answer:
            assert answer.status == 200
        running = family_of(process.pid)
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=30)
    finally:
        process.kill()
        process.wait()

    assert address == address_of(host, port)
    assert process.returncode == 0
    assert "Traceback" not in rest
    assert "SIGKILL" not in rest
    assert len(running) > 3
    assert not [pid for pid in running if is_running(pid)]


def is_running(pid):
    """Not ended: what has ended and waits to be counted by its parent is a Z."""
    command = ["ps", "-o", "stat=", "-p", str(pid)]
    state = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    return bool(state) and not state.startswith("Z")


def test_both_processes_stop_before_they_are_killed(tmp_path):
    make_secrets(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "--print-config", "wsgi:app"],
        cwd=ROOT,
        env=env(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    grace = re.search(r"^graceful_timeout\s*= (\d+)$", done.stdout, re.MULTILINE)

    assert 0 < int(grace[1]) < KILL_WAIT
    assert 0 < SECONDS_TO_STOP < KILL_WAIT


@pytest.mark.parametrize("target", ["contract", "pwa/dist/build.json"])
def test_secrets_are_seen_to_wherever_they_lie(tmp_path, target):
    done = subprocess.run(
        ["make", "--dry-run", target],
        cwd=ROOT,
        env=env(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )

    assert "python -m api.core.secret_files" in done.stdout
