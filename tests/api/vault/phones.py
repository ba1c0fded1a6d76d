"""Phones that sync, and the edits they send. The server cannot tell noise from sealed bytes."""

import secrets
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from api.accounts.models import Account
from api.core.db import db
from api.vault import histories
from tests.api.accounts.people import Person, Phone, b64

SYNC = "/api/vault/sync"


def an_id() -> str:
    """As phones make them: sixteen random bytes, no version bits."""
    return str(UUID(bytes=secrets.token_bytes(16)))


def sealed(bucket: int = 512, first: int = 1) -> str:
    return b64(bytes([first]) + secrets.token_bytes(bucket + 28))


def edit(**given: Any) -> dict[str, Any]:
    """The first edit of a new record, unless told otherwise."""
    usual = {
        "op": an_id(),
        "id": an_id(),
        "version": 1,
        "base": 0,
        "after": [],
        "epoch": 1,
        "sealed": sealed(),
        "purgeable": False,
    }
    return usual | given


def next_edit(of: dict[str, Any], **given: Any) -> dict[str, Any]:
    """An edit of the same record, by a phone that knows that `of` was taken."""
    return edit(id=of["id"], version=of["version"] + 1, base=of["version"], **given)


def asking(
    ops: Any = (), cursor: int = 0, limit: int = 500, history: str | None = None, **given: Any
) -> Any:
    return {"history": history, "cursor": cursor, "limit": limit, "ops": list(ops)} | given


def sync(phone: Phone, *ops: Any, **given: Any) -> TestResponse:
    return phone.post(SYNC, json=asking(ops, **given))


def synced(phone: Phone, *ops: Any, **given: Any) -> Any:
    """What was answered to a call that was taken."""
    answer = sync(phone, *ops, **given)
    assert answer.status_code == 200, answer.text
    return answer.json


def result(phone: Phone, op: Any, **given: Any) -> Any:
    """What became of a single edit."""
    (only,) = synced(phone, op, **given)["results"]
    return only


def code(phone: Phone, op: Any) -> str:
    """Why a single edit was refused for good."""
    found = result(phone, op)
    assert found["status"] == "rejected", found
    assert found["op"] == op["op"]
    return str(found["code"])


def everything(phone: Phone) -> dict[str, Any]:
    """All rows, as a phone that has just been signed in gets them."""
    page = synced(phone)
    floor, changes = page["floor"], page["changes"]
    while page["more"]:
        page = synced(phone, cursor=page["cursor"], floor=floor)
        changes += page["changes"]
    return {change["id"]: change for change in changes}


def somebody(app: Flask, name: str) -> Phone:
    """The phone of somebody new, from a network nobody else has: doors count by network."""
    network = ".".join(str(10 + part % 200) for part in secrets.token_bytes(4))
    phone = Phone(app, network=network)
    answer = Person(name).sign_up(phone)
    assert answer.status_code == 201, answer.text
    return phone


def turn_ring(owner_name: str, epoch: int) -> None:
    """As if the ring had got a new key."""
    db.session.execute(sa.update(Account).where(Account.name == owner_name).values(epoch=epoch))
    db.session.commit()


def renew_histories() -> None:
    """What an operator's command does as it puts a backup back."""
    for statement in histories.renewal(db.engine.dialect):
        db.session.execute(sa.text(statement))
    db.session.commit()
