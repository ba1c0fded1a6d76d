"""Interlude itself, signed in; a push is on the disk before it is answered."""

import json
import os
import uuid
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.line import Line
from bench.serving import gunicorn
from bench.sync.cookies import proof, request
from bench.sync.load import Asked
from bench.sync.service import RECORDS, must

SYNC = "/api/vault/sync"
#: The smallest size the scheme pads to, and its number, nonce and tag. 300 bytes of text fit.
SEALED_BYTES = 512 + 29
WRAP_BYTES = 300
#: The page the app asks for, with every push too; so a push hands back what it has brought.
LIMIT = 250


@contextmanager
def started(folder: Path) -> Iterator["Ours"]:
    with gunicorn(folder) as port:
        yield Ours(port)


class Ours:
    name = "Interlude"

    def __init__(self, port: int) -> None:
        self.port = port
        self.line = Line(port)
        self.account = sign_up(self.line)
        self.pulled_to = 0

    def push(self, records: int = RECORDS) -> float:
        ops = [new_op() for _ in range(records)]
        answer = self.line.ask("POST", SYNC, self.asking(ops))
        results = answer.json().get("results", [])
        taken = [each for each in results if each["status"] == "ok"]
        must(len(taken) == records, answer.body)
        return answer.milliseconds

    def pull(self) -> float:
        answer = self.line.ask("POST", SYNC, self.asking([]))
        got = answer.json()
        must(answer.status == 200 and len(got["changes"]) == RECORDS, answer.body)
        self.pulled_to = got["cursor"]
        return answer.milliseconds

    def asking(self, ops: list[dict[str, Any]]) -> bytes:
        said = {
            "history": self.account["history"],
            "cursor": self.pulled_to,
            "limit": LIMIT,
            "ops": ops,
        }
        return json.dumps(said).encode()

    def asked(self, ops: list[dict[str, Any]]) -> Asked:
        """The same for another process to ask."""
        return Asked(self.port, request(self.port, SYNC, self.asking(ops), self.line.headers))


def new_op() -> dict[str, Any]:
    """A record that is new, sealed as far as a server can see."""
    return {
        "op": str(uuid.uuid4()),
        "id": str(uuid.uuid4()),
        "version": 1,
        "base": 0,
        "after": [],
        "epoch": 1,
        "sealed": sealed(SEALED_BYTES),
        "purgeable": False,
    }


def sign_up(line: Line) -> dict[str, Any]:
    """Makes an account and signs `line` in. To a server, all that is wrapped looks random."""
    answer = line.ask("POST", "/api/accounts", json.dumps(new_account()).encode())
    must(answer.status == 201, answer.body)
    line.headers |= proof(answer.headers, SYNC)
    account: dict[str, Any] = answer.json()
    return account


def new_account() -> dict[str, Any]:
    return {
        "owner": str(uuid.uuid4()),
        "name": f"somebody {uuid.uuid4().hex[:8]}",
        "auth": base64url(os.urandom(32)),
        "kdf": {
            "algorithm": "argon2id",
            "memory_kib": 65536,
            "passes": 3,
            "lanes": 1,
            "salt": base64url(os.urandom(16)),
        },
        "wrap_passphrase": sealed(WRAP_BYTES),
        "recovery_auth": base64url(os.urandom(32)),
        "wrap_recovery": sealed(WRAP_BYTES),
        "device": {"id": str(uuid.uuid4()), "sealed_name": None},
        "invite": None,
    }


def sealed(length: int) -> str:
    """Bytes in the one format there is."""
    return base64url(b"\x01" + os.urandom(length - 1))


def base64url(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
