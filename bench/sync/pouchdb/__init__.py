"""express-pouchdb with everything in memory; it installs itself beside this file."""

import json
import os
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.line import Line
from bench.serving import TOOLS, running
from bench.sync.service import RECORDS, content, must
from tests.e2e.server import free_port

HERE = Path(__file__).parent
ENVIRON = {**os.environ, "PATH": TOOLS}


@contextmanager
def started(folder: Path) -> Iterator["Pouch"]:
    install()
    port = free_port()
    environ = {**ENVIRON, "PORT": str(port), "NODE_ENV": "production"}
    with running(["node", str(HERE / "server.js")], port, folder / "pouchdb.log", environ):
        yield Pouch(port)


def install() -> None:
    stamp, lock = HERE / "node_modules/.installed", HERE / "package-lock.json"
    if stamp.exists() and stamp.stat().st_mtime > lock.stat().st_mtime:
        return
    command = ["npm", "ci", "--loglevel=error"]
    subprocess.run(command, check=True, cwd=HERE, env=ENVIRON, stdout=subprocess.DEVNULL)
    stamp.touch()


class Pouch:
    name = "express-pouchdb"

    def __init__(self, port: int) -> None:
        self.line = Line(port)
        self.pulled_to = 0
        answer = self.line.ask("PUT", "/entries")
        must(answer.status == 201, answer.body)

    def push(self) -> float:
        answer = self.line.ask("POST", "/entries/_bulk_docs", batch())
        taken = [each for each in answer.json() if each.get("ok")]
        must(len(taken) == RECORDS, answer.body)
        return answer.milliseconds

    def pull(self) -> float:
        path = f"/entries/_changes?since={self.pulled_to}&include_docs=true"
        answer = self.line.ask("GET", path)
        got = answer.json()
        must(len(got["results"]) == RECORDS, answer.body)
        self.pulled_to = got["last_seq"]
        return answer.milliseconds


def batch() -> bytes:
    records = [{"_id": str(uuid.uuid4()), "content": content(), "at": at} for at in range(RECORDS)]
    return json.dumps({"docs": records}).encode()
