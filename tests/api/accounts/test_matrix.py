"""Who gets what at every route: nobody in particular, a stranger, and those who no longer may ask.

The routes come from the application itself: one that nobody thought about fails the first test.
"""

import re
import secrets
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric import ec

from api.accounts.models import Account, Device, Passkey
from api.core.db import db
from api.push.webpush import point_of
from tests.api.accounts.people import Person, Phone, a_kdf, a_secret, a_wrap, b64, sign_up
from tests.api.test_access import PUBLIC
from tests.factories import NOON


@dataclass(frozen=True)
class Row:
    """`own`: answers about the asker alone. `named`: names a thing of the asker's by its id.
    `refresh`: asks for the other token; `ending` is what it says to who is out already."""

    kind: Literal["own", "named", "refresh"]
    body: Any = None
    ending: int = 401


NEW_PASSPHRASE = {
    "auth": a_secret(),
    "credential_version": 1,
    "new_auth": a_secret(),
    "kdf": a_kdf(),
    "wrap_passphrase": a_wrap(),
}
ROTATION = {
    "auth": a_secret(),
    "credential_version": 1,
    "epoch": 2,
    "wrap_passphrase": a_wrap(),
    "new_recovery_auth": a_secret(),
    "wrap_recovery": a_wrap(),
}
PASSKEY = {
    "auth": a_secret(),
    "credential_id": b64(bytes(16)),
    "client_data_json": b64(b"{}"),
    "attestation_object": b64(b"\xa0"),
    "wrap": a_wrap(),
}
PULL = {"history": None, "cursor": 0, "limit": 100, "ops": []}
SUBSCRIPTION = {
    "endpoint": "https://fcm.googleapis.com/fcm/send/somewhere",
    "p256dh": b64(point_of(ec.generate_private_key(ec.SECP256R1()).public_key())),
    "auth": b64(bytes(16)),
    "key_id": "k" * 16,
    "language": "en",
}
PLAN = {"based_on": 0, "reminders": []}
ROWS = {
    ("accounts.get_me", "GET"): Row("own"),
    ("accounts.put_passphrase", "PUT"): Row("own", NEW_PASSPHRASE),
    ("accounts.put_ring", "PUT"): Row("own", ROTATION),
    ("passkeys.list_passkeys", "GET"): Row("own"),
    ("passkeys.post_passkey", "POST"): Row("own", PASSKEY),
    ("passkeys.delete_passkey", "DELETE"): Row("named"),
    ("accounts.post_erase", "POST"): Row("own", {"auth": a_secret()}),
    ("accounts.list_devices", "GET"): Row("own"),
    ("accounts.put_device", "PUT"): Row("named", {"sealed_name": a_wrap()}),
    ("accounts.delete_device", "DELETE"): Row("named"),
    ("accounts.post_sign_out_others", "POST"): Row("own"),
    ("sign-in.post_refresh", "POST"): Row("refresh"),
    ("sign-in.post_end", "POST"): Row("refresh", ending=204),
    ("vault.sync", "POST"): Row("own", PULL),
    ("push.get_key", "GET"): Row("own"),
    ("push.get_subscription", "GET"): Row("own"),
    ("push.put_subscription", "PUT"): Row("own", SUBSCRIPTION),
    ("push.delete_subscription", "DELETE"): Row("own"),
    ("trying.post_test", "POST"): Row("own"),
    ("reminders.get_plan", "GET"): Row("own"),
    ("reminders.put_plan", "PUT"): Row("own", PLAN),
    ("holdings.list_holdings", "GET"): Row("own"),
    ("holdings.list_rows", "GET"): Row("own"),
}
CLOSED = sorted(ROWS)
NAMED = sorted(key for key, row in ROWS.items() if row.kind == "named")
OWN = sorted(key for key, row in ROWS.items() if row.kind == "own")


@pytest.fixture(autouse=True)
def named_host(app, monkeypatch):
    """Passkeys are bound to a name, and there are none where the host is an address."""
    monkeypatch.setitem(app.config, "ORIGIN", "http://localhost:8000")


def path_of(app, key, named):
    return re.sub(r"<uuid:\w+>", str(named), routes(app)[key])


def routes(app):
    return {
        (rule.endpoint, method): rule.rule
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }


def ask(phone, key, named=None):
    path = path_of(phone.client.application, key, named or uuid4())
    path = path.replace("<string:table>", "vault_rows")
    body = {} if ROWS[key].body is None else {"json": ROWS[key].body}
    return phone.ask(key[1], path, **body)


def an_op():
    return {
        "op": str(uuid4()),
        "id": str(uuid4()),
        "version": 1,
        "base": 0,
        "after": [],
        "epoch": 1,
        "sealed": b64(b"\x01" + bytes(540)),
        "purgeable": False,
    }


def a_reminder():
    return {
        "id": str(uuid4()),
        "class": "reminder",
        "rank": 2,
        "may_snooze": True,
        "zone": "Europe/Berlin",
        "at": "12:50",
        "weekdays": [1, 2, 3, 4, 5],
        "skip": [],
        "moments": [],
    }


def everything_held(phone):
    """From the server's own tables, row by row."""
    held = phone.get("/api/holdings").json["holdings"]
    return [phone.get(f"/api/holdings/{one['table']}").json for one in held]


def everything_of(phone):
    """All that the server tells a person about what is theirs."""
    return [
        phone.get("/api/accounts/me").json,
        phone.get("/api/accounts/devices").json,
        phone.post("/api/vault/sync", json=PULL).json,
        phone.get("/api/push/subscription").json,
        phone.get("/api/reminders").json,
        phone.get("/api/accounts/passkeys").json,
        *everything_held(phone),
    ]


@pytest.fixture
def ana(app):
    person, phone = sign_up(app)
    pushed = phone.post("/api/vault/sync", json=PULL | {"ops": [an_op()]})
    assert pushed.json["results"][0]["status"] == "ok", pushed.text
    mine = SUBSCRIPTION | {
        "endpoint": f"{SUBSCRIPTION['endpoint']}/of/ana",
        "p256dh": b64(point_of(ec.derive_private_key(7, ec.SECP256R1()).public_key())),
    }
    assert phone.put("/api/push/subscription", json=mine).status_code == 200
    plan = PLAN | {"reminders": [a_reminder()]}
    assert phone.put("/api/reminders", json=plan).status_code == 200
    # Under the id of the phone, so that each route finds something of hers by it.
    db.session.add(
        Passkey(
            id=UUID(str(phone.device_id)),
            account_id=person.owner,
            credential_id=secrets.token_bytes(16),
            public_key=secrets.token_bytes(77),
            sign_count=0,
            wrap=secrets.token_bytes(300),
            created_on=NOON.date(),
            last_used_on=NOON.date(),
        )
    )
    db.session.commit()
    return person, phone


def signed_out(app):
    person, phone = sign_up(app, "signed out")
    person.phone(app).delete(f"/api/accounts/devices/{phone.device_id}")
    return phone


def disabled(app):
    person, phone = sign_up(app, "disabled")
    db.session.execute(
        sa.update(Account).where(Account.id == person.owner).values(disabled_on=NOON.date())
    )
    db.session.commit()
    return phone


def robbed(app):
    person, phone = sign_up(app, "robbed")
    db.session.execute(
        sa.update(Device)
        .where(Device.account_id == person.owner)
        .values(reuse_found_on=NOON.date())
    )
    db.session.commit()
    return phone


def erased(app):
    person, phone = sign_up(app, "erased")
    db.session.execute(sa.delete(Account).where(Account.id == person.owner))
    db.session.commit()
    return phone


OUT = {
    "signed_out": signed_out,
    "account_disabled": disabled,
    "token_reused": robbed,
    "account_gone": erased,
}


def test_every_route_has_a_row(app):
    closed = {key for key in routes(app) if key[0] not in PUBLIC}

    assert closed == ROWS.keys()


@pytest.mark.parametrize("key", CLOSED, ids=" ".join)
def test_nobody_in_particular_gets_nothing(app, key):
    answer = ask(Phone(app), key)

    assert answer.status_code == 401
    assert answer.json["code"] == "unauthenticated"


@pytest.mark.parametrize("code", OUT)
@pytest.mark.parametrize("key", CLOSED, ids=" ".join)
def test_who_may_no_longer_ask_gets_nothing_and_is_told_why(app, key, code):
    phone = OUT[code](app)

    answer = ask(phone, key, phone.device_id)

    assert answer.status_code == ROWS[key].ending
    assert answer.status_code == 204 or answer.json["code"] == code


@pytest.mark.parametrize("key", OWN, ids=" ".join)
def test_a_stranger_is_answered_about_themselves_alone(app, ana, key):
    _, phone = ana
    before = everything_of(phone)
    _, stranger = sign_up(app, "cleo")

    answer = ask(stranger, key)

    assert answer.status_code in {200, 202, 204, 403, 404}
    assert not [thing for thing in leaves(before) if f'"{thing}"' in answer.text]
    assert everything_of(phone) == before


def leaves(value):
    """What could only be Ana's: ids, salts and sealed bytes."""
    if isinstance(value, dict | list):
        children = value.values() if isinstance(value, dict) else value
        return [leaf for child in children for leaf in leaves(child)]
    return [value] if isinstance(value, str) and len(value) > 20 else []


def test_there_is_something_to_be_found_of_ana(ana):
    assert len(leaves(everything_of(ana[1]))) >= 6


@pytest.mark.parametrize("key", NAMED, ids=" ".join)
def test_what_is_somebody_elses_looks_like_what_is_nobodys(app, ana, key):
    _, phone = ana
    before = everything_of(phone)
    _, stranger = sign_up(app, "cleo")

    foreign, absent = ask(stranger, key, phone.device_id), ask(stranger, key, uuid4())

    assert foreign.status_code == 404
    assert foreign.data == absent.data
    assert told(foreign) == told(absent)
    assert everything_of(phone) == before


def told(answer):
    return [pair for pair in answer.headers if pair[0] != "Date"]


@pytest.mark.parametrize("key", NAMED, ids=" ".join)
def test_what_is_ones_own_is_found(ana, key):
    """The test above would pass on a route that finds nothing."""
    _, phone = ana

    assert ask(phone, key, phone.device_id).status_code in {200, 204}


@pytest.mark.parametrize("key", [key for key in CLOSED if key[1] != "GET"], ids=" ".join)
def test_a_write_with_somebody_elses_token_against_forgery_is_refused(app, ana, key):
    _, phone = ana
    before = everything_of(phone)
    _, stranger = sign_up(app, "cleo")
    kind = "refresh" if ROWS[key].kind == "refresh" else "access"
    path = path_of(app, key, phone.device_id)

    for csrf in ("", "x", stranger.cookie(f"csrf_{kind}_token")):
        answer = phone.ask(key[1], path, json=ROWS[key].body, headers={"X-CSRF-TOKEN": csrf})
        assert answer.status_code == 401
    assert everything_of(phone) == before


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PATCH"])
def test_an_address_that_is_no_id_leads_nowhere(app, ana, method):
    for name in ("x", "..", "%00", "1", "6f1f4e2a3a0c4a399a530d8a2f6c1b11"):
        answer = ana[1].ask(method, f"/api/accounts/devices/{name}")
        assert answer.status_code in {404, 405}


def test_the_cast_is_who_it_says(app):
    assert Person("x").sign_in(Phone(app)).status_code == 401
    assert {code: OUT[code](app).me().json["code"] for code in OUT} == {code: code for code in OUT}
