"""Kinto with everything in memory, in an environment of its own beside this file."""

import base64
import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.line import Line
from bench.serving import running
from bench.sync.service import RECORDS, content, must
from tests.e2e.server import free_port

HERE = Path(__file__).parent
ENVIRONMENT = HERE / ".venv"
COLLECTION = "/v1/buckets/default/collections/entries"
NAME, PASSWORD = "someone", "kept-for-one-run"


@contextmanager
def started(folder: Path) -> Iterator["Kinto"]:
    install()
    port = free_port()
    settings = ("--ini", str(HERE / "memory.ini"), "--port", str(port))
    command = [str(ENVIRONMENT / "bin/kinto"), "start", *settings]
    with running(command, port, folder / "kinto.log", os.environ):
        yield Kinto(port)


def install() -> None:
    stamp, lock = ENVIRONMENT / ".installed", HERE / "requirements.txt"
    if stamp.exists() and stamp.stat().st_mtime > lock.stat().st_mtime:
        return
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], check=True)
    pip = [str(ENVIRONMENT / "bin/pip"), "install", "--quiet", "--require-hashes"]
    subprocess.run([*pip, "-r", str(lock)], check=True)
    stamp.touch()


class Kinto:
    name = "Kinto"

    def __init__(self, port: int) -> None:
        self.line = Line(port)
        self._sign_up()
        self.pulled_to = self._newest()

    def push(self) -> float:
        answer = self.line.ask("POST", "/v1/batch", batch())
        results = answer.json().get("responses", [])
        taken = [each for each in results if each["status"] == 201]
        must(len(taken) == RECORDS, answer.body)
        return answer.milliseconds

    def pull(self) -> float:
        path = f"{COLLECTION}/records?_since={self.pulled_to}&_sort=last_modified"
        answer = self.line.ask("GET", path)
        must(answer.status == 200 and len(answer.json()["data"]) == RECORDS, answer.body)
        self.pulled_to = answer.header("etag").strip('"')
        return answer.milliseconds

    def _sign_up(self) -> None:
        account = json.dumps({"data": {"password": PASSWORD}}).encode()
        answer = self.line.ask("PUT", f"/v1/accounts/{NAME}", account)
        must(answer.status == 201, answer.body)
        proof = base64.b64encode(f"{NAME}:{PASSWORD}".encode()).decode()
        self.line.headers["Authorization"] = f"Basic {proof}"
        answer = self.line.ask("PUT", COLLECTION, b"{}")
        must(answer.status == 201, answer.body)

    def _newest(self) -> str:
        answer = self.line.ask("GET", f"{COLLECTION}/records")
        return answer.header("etag").strip('"')


def batch() -> bytes:
    records = [
        {
            "path": f"{COLLECTION}/records/{uuid.uuid4()}",
            "body": {"data": {"content": content(), "at": at}},
        }
        for at in range(RECORDS)
    ]
    return json.dumps({"defaults": {"method": "PUT"}, "requests": records}).encode()
