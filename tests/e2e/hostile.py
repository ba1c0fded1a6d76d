"""One more phone of a person, made of nothing of ours: it seals whatever it likes.

It speaks scheme IL1 as `tests/vault` does, so no screen and no rule of the app is in its way.
"""

import secrets
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from tests.api.accounts.people import ACCOUNTS
from tests.api.vault.phones import an_id, asking, edit
from tests.faults.phones import NetPhone
from tests.vault import il1, il1_account
from tests.vault.il1 import Place, Ring, b64, unb64

COSTS = ("memory_kib", "passes", "lanes")


class HostilePhone:
    """Signed in. `name` and `passphrase` are what its person types on other phones."""

    def __init__(self, origin: str, name: str, passphrase: str) -> None:
        self.net = NetPhone(origin, origin.removeprefix("http://"))
        kdf = self._told("/kdf", {"name": name})
        costs = {cost: kdf[cost] for cost in COSTS}
        salt = unb64(kdf["salt"])
        root = il1_account.root_of(passphrase, salt, **costs)
        self.credentials = il1_account.of_passphrase(root, salt)
        body = {"name": name, "auth": b64(self.credentials.auth), "device": self.net.device}
        account = self._told("/sign-in", body)
        self.owner, self.epoch = account["owner"], account["epoch"]
        wrap = unb64(account["wrap_passphrase"])
        kek = self.credentials.kek
        self.ring: Ring = il1_account.unwrap(kek, self.owner, "pass", wrap)
        found, _ = self.net.everything()
        self.versions = {record: row["version"] for record, row in found.items()}

    def _told(self, path: str, body: Any) -> Any:
        status, told = self.net.post(f"{ACCOUNTS}{path}", body)
        assert status == 200, told
        return told

    def call_itself(self, name: str) -> None:
        """The name it has on the person's list of devices, however long."""
        device = self.net.device["id"]
        place = ["device", self.owner, device]
        nonce = secrets.token_bytes(12)
        sealed = il1_account.seal_name(self.ring, place, self.epoch, name, nonce)
        status, told = self.net.put(f"{ACCOUNTS}/devices/{device}", {"sealed_name": b64(sealed)})
        assert status in {200, 204}, told

    def keep(self, collection: str, value: Any, record: str | None = None) -> dict[str, Any]:
        """An edit that makes this value stand there, at an id or under a new one."""
        record = record or an_id()
        base = self.versions.get(record, 0)
        place = Place("item", self.owner, record, base + 1, self.epoch)
        content = {"type": collection, "value": value}
        sealed = il1.seal_json(self.ring, place, content, secrets.token_bytes(12))
        return edit(id=record, version=base + 1, base=base, epoch=self.epoch, sealed=b64(sealed))

    def push(self, ops: list[dict[str, Any]]) -> None:
        answer = self.net.sync(asking(ops))
        assert answer is not None
        assert {result["status"] for result in answer["results"]} == {"ok"}


def reminder(text: str) -> dict[str, Any]:
    return {
        "kind": "own",
        "text": text,
        "at": f"{datetime.now(UTC).hour:02}:30",
        "weekdays": [1, 2, 3, 4, 5, 6, 7],
        "zone": "Etc/UTC",
        "state": "on",
        "paused_until": None,
        "skips": [],
        "moves": [],
        "plan_id": str(uuid4()),
    }
