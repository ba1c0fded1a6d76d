"""Nothing of what people send, and nothing of where they are, is written down."""

import logging
import os
import signal
import socket
import stat
import subprocess
import sys
import time

import pytest

from api.core.config import ROOT
from api.core.logs import DiscreetFormatter, trace
from api.core.secret_files import make_secrets
from tests.conftest import HTML

CANARIES = ("canary-query", "canary-body", "canary-header", "canary-path", "198.51.100.77")


def ask_all(client):
    headers = HTML | {"User-Agent": "canary-header", "Cookie": "access_token_cookie=canary-header"}
    base = {"REMOTE_ADDR": "198.51.100.77"}
    for method, path in (
        ("GET", "/"),
        ("GET", "/canary-path"),
        ("GET", "/missing/canary-path.js"),
        ("POST", "/share"),
        ("GET", "/api/practices"),
        ("GET", "/api/canary-path"),
        ("POST", "/api/public/notes"),
        ("POST", "/api/public/beats/broken"),
        ("POST", "/api/public/beats/canary-path"),
        ("GET", "/api/planted"),
    ):
        client.open(
            f"{path}?q=canary-query",
            method=method,
            data='{"text": "canary-body"}',
            content_type="application/json",
            headers=headers,
            environ_base=base,
        )


def test_requests_leave_no_trace_in_the_log(asker, caplog):
    caplog.set_level(logging.DEBUG)

    ask_all(asker)

    assert not [canary for canary in CANARIES if canary in caplog.text]


def test_what_broke_can_still_be_found(asker, caplog):
    asker.post("/api/public/beats/broken")

    assert "Failed: POST public.post_beat" in caplog.text
    assert "builtins.RuntimeError" in caplog.text
    assert "tests/api/planted.py" in caplog.text


def test_a_trace_names_the_kind_and_the_place_and_the_cause_without_their_words():
    def break_twice():
        try:
            int("canary-body")
        except ValueError as cause:
            raise KeyError("canary-query") from cause

    try:
        break_twice()
    except KeyError as error:
        text = trace(error)
        record = logging.LogRecord(
            "x", logging.ERROR, "", 1, "broke", None, (KeyError, error, error.__traceback__)
        )
        formatted = DiscreetFormatter("%(message)s").format(record)

    assert "builtins.KeyError" in text
    assert "builtins.ValueError" in text
    assert formatted == f"broke\n{text}"
    # The line of code that raised is shown, as in any trace; only the error's words are not.
    assert "KeyError: 'canary-query'" not in formatted


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def send(port, raw):
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(raw)
        connection.shutdown(socket.SHUT_WR)
        answer = b""
        while part := connection.recv(65536):
            answer += part
        return answer


def wait_for(port):
    for _ in range(200):
        try:
            return send(port, b"GET /healthz HTTP/1.0\r\n\r\n")
        except OSError:
            time.sleep(0.1)
    pytest.fail("gunicorn did not come up")


def test_the_real_server_logs_no_address_and_no_request(var):
    make_secrets(var)
    port = free_port()
    env = {"INTERLUDE_VAR": str(var), "PORT": str(port), "PATH": os.environ["PATH"], "HOME": "/x"}
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "wsgi:app"]
    server = subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        assert b"200 OK" in wait_for(port)
        host = f"Host: 127.0.0.1:{port}\r\n\r\n".encode()
        assert b"422 " in send(port, b"GET /api/practices?q=canary-query HTTP/1.0\r\n" + host)
        refusal = send(port, b"canary-body \x01 nonsense\r\n\r\n")
        assert b"503 " in send(port, b"GET /readyz HTTP/1.0\r\n" + host)  # and makes the file
    finally:
        server.send_signal(signal.SIGTERM)
        output, _ = server.communicate(timeout=30)

    assert refusal.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert b"\r\nContent-Security-Policy: default-src 'none'\r\n" in refusal
    assert b"\r\nX-Content-Type-Options: nosniff\r\n" in refusal
    assert b"canary-body" not in refusal
    assert stat.S_IMODE((var / "interlude.db").stat().st_mode) == 0o600
    assert server.returncode == 0
    assert "A request could not be read." in output
    said = output.replace(f"Listening at: http://127.0.0.1:{port}", "")
    assert not [word for word in (*CANARIES, "127.0.0.1", "/api/") if word in said]
