"""Every body of every route: what nobody named is refused, and nothing strange breaks us."""

import copy
import json
from functools import reduce

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.accounts import schemas
from api.core.rest import Schema
from api.push.webpush import point_of
from tests.api.accounts.people import Person, Phone, b64, sign_up

ANA = Person()
DEVICE = {"id": "00000000-0000-4000-8000-000000000001", "sealed_name": None}
OP = {
    "op": "00000000-0000-4000-8000-000000000002",
    "id": "00000000-0000-4000-8000-000000000003",
    "version": 1,
    "base": 0,
    "after": [],
    "epoch": 1,
    "sealed": "AQ" + "A" * 720,
    "purgeable": False,
}

SUBSCRIPTION = {
    "endpoint": "https://fcm.googleapis.com/fcm/send/somewhere",
    "p256dh": b64(point_of(ec.derive_private_key(7, ec.SECP256R1()).public_key())),
    "auth": b64(bytes(16)),
    "key_id": "k" * 16,
    "language": "en",
}
BEFORE = "https://fcm.googleapis.com/fcm/send/before"
REMINDER = {
    "id": "00000000-0000-4000-8000-000000000005",
    "class": "reminder",
    "rank": 2,
    "may_snooze": True,
    "zone": "Europe/Berlin",
    "at": "12:50",
    "weekdays": [1, 2, 3, 4, 5],
    "skip": ["2026-12-24"],
    "moments": [{"on": "2026-12-23", "at": "09:00"}],
}


def bodies():
    """A good body for each route that takes one, by method and path of the contract."""
    phone = DEVICE
    known = ANA.recovery_auth
    new = {
        "credential_version": 1,
        "new_auth": ANA.auth,
        "kdf": ANA.kdf,
        "wrap_passphrase": ANA.wrap_passphrase,
    }
    return {
        ("POST", "/api/accounts"): {
            "owner": "00000000-0000-4000-8000-000000000004",
            "name": "cleo",
            "auth": ANA.auth,
            "kdf": ANA.kdf,
            "wrap_passphrase": ANA.wrap_passphrase,
            "recovery_auth": known,
            "wrap_recovery": ANA.wrap_recovery,
            "device": phone,
            "invite": None,
        },
        ("POST", "/api/accounts/kdf"): {"name": "ana"},
        ("POST", "/api/accounts/sign-in"): {"name": "ana", "auth": ANA.auth, "device": phone},
        ("POST", "/api/accounts/recovery"): {"name": "ana", "recovery_auth": known},
        ("PUT", "/api/accounts/recovery"): {
            "name": "ana",
            "recovery_auth": known,
            "new_recovery_auth": known,
            "wrap_recovery": ANA.wrap_recovery,
            "device": phone,
            **new,
        },
        ("PUT", "/api/accounts/passphrase"): {"auth": ANA.auth, **new},
        ("PUT", "/api/accounts/ring"): {
            "auth": ANA.auth,
            "credential_version": 1,
            "epoch": 2,
            "wrap_passphrase": ANA.wrap_passphrase,
            "new_recovery_auth": known,
            "wrap_recovery": ANA.wrap_recovery,
        },
        ("POST", "/api/accounts/passkeys"): {
            "auth": ANA.auth,
            "credential_id": ANA.auth,
            "client_data_json": ANA.auth,
            "attestation_object": ANA.auth,
            "wrap": ANA.wrap_passphrase,
        },
        ("POST", "/api/accounts/passkey-sign-in"): {
            "credential_id": ANA.auth,
            "client_data_json": ANA.auth,
            "authenticator_data": ANA.auth,
            "signature": ANA.auth,
            "device": phone,
        },
        ("POST", "/api/accounts/erase"): {"auth": ANA.auth},
        ("PUT", "/api/accounts/devices/{device_id}"): {"sealed_name": None},
        ("PUT", "/api/push/subscription"): SUBSCRIPTION,
        ("POST", "/api/push/renew"): {
            "old_endpoint": BEFORE,
            "old_auth": SUBSCRIPTION["auth"],
            **{name: SUBSCRIPTION[name] for name in SUBSCRIPTION if name != "language"},
        },
        ("POST", "/api/push/acts"): {"token": SUBSCRIPTION["auth"], "act": "skip"},
        ("PUT", "/api/reminders"): {"based_on": 0, "reminders": [REMINDER]},
        ("POST", "/api/vault/sync"): {"history": None, "cursor": 0, "limit": 9, "ops": [OP]},
    }


STRANGE = (
    None,
    True,
    False,
    0,
    -1,
    213.0,
    1.5,
    2**31,
    2**63,
    1e308,
    "",
    " ",
    "x" * 9_000,
    "\u202e",
    "\U0001f9d8",
    "' OR 1=1 --",
    "AQ==",
    "00000000-0000-0000-0000-000000000000",
    [],
    [None],
    ["x"] * 40,
    {},
    {"$ne": None},
    {"__proto__": {}},
)
RAW = (
    b"",
    b"null",
    b"[]",
    b'"x"',
    b"1e400",
    b'{"name": 1e400}',
    b'{"name": "\\u0000"}',
    b'{"name": "\\ud800"}',
    b'{"name": NaN}',
    b'{"name": "ana", "name": 7}',
    b"[" * 5_000 + b"]" * 5_000,
    b"{" * 20,
    b"\xff\xfe",
    b'{"name": {"name": {"name": {"name": {}}}}}',
)


@pytest.fixture
def phone(app):
    """Ana's, who is signed in, and whose secrets the bodies hold."""
    signed_in = Phone(app)
    signed_in.device_id = DEVICE["id"]
    assert ANA.sign_up(signed_in).status_code == 201
    before = SUBSCRIPTION | {"endpoint": BEFORE}
    assert signed_in.put("/api/push/subscription", json=before).status_code == 200
    return signed_in


@pytest.fixture(autouse=True)
def named_host(app, monkeypatch):
    """Passkeys are bound to a name, and there are none where the host is an address."""
    monkeypatch.setitem(app.config, "ORIGIN", "http://localhost:8000")


def send(phone, key, **options):
    method, path = key
    return phone.ask(method, path.replace("{device_id}", DEVICE["id"]), **options)


def test_every_route_that_takes_a_body_is_here(app):
    document = Phone(app).get("/api/openapi.json").json
    takes_body = {
        (method.upper(), path)
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if "requestBody" in operation
    }

    assert bodies().keys() == takes_body


#: What is good there is signed anew each time: see test_passkeys.
SIGNED = {("POST", "/api/accounts/passkeys"), ("POST", "/api/accounts/passkey-sign-in")}


@pytest.mark.parametrize("key", [key for key in bodies() if key not in SIGNED], ids=" ".join)
def test_a_good_body_is_taken(phone, key):
    """The tests below would pass on a route that refuses everything."""
    assert send(phone, key, json=bodies()[key]).status_code in {200, 201, 204}


@pytest.mark.parametrize("key", bodies(), ids=" ".join)
def test_what_nobody_named_is_refused_at_every_depth(phone, key):
    body = bodies()[key]
    for place in places_of_objects(body):
        for name, value in (("is_admin", True), ("credential_version_", 9), ("disabled_on", None)):
            more = copy.deepcopy(body)
            reduce(lambda inner, step: inner[step], place, more)[name] = value
            answer = send(phone, key, json=more)
            if key[1] == "/api/vault/sync" and place:
                assert answer.json["results"][0]["code"] == "malformed"
                continue
            assert answer.status_code == 422
            assert key[1] == "/api/vault/sync" or name in json.dumps(answer.json["errors"])


def places_of_objects(value, here=()):
    """The way to each object within a value, itself included."""
    found = [here] if isinstance(value, dict) else []
    children = value.items() if isinstance(value, dict) else ()
    if isinstance(value, list):
        children = enumerate(value)
    return found + [
        place for name, child in children for place in places_of_objects(child, (*here, name))
    ]


@pytest.mark.parametrize("key", bodies(), ids=" ".join)
def test_no_strange_value_breaks_us(phone, key):
    body = bodies()[key]
    for place in places_of_all(body):
        for value in STRANGE:
            answer = send(phone, key, json=replaced(body, place, value))
            assert answer.status_code < 500, (place, value)
            assert answer.status_code < 400 or answer.json["code"]


@pytest.mark.parametrize("key", bodies(), ids=" ".join)
def test_nothing_that_is_missing_breaks_us(phone, key):
    body = bodies()[key]
    for name in body:
        less = {each: value for each, value in body.items() if each != name}
        answer = send(phone, key, json=less)
        assert answer.status_code == 422, name


@pytest.mark.parametrize("key", bodies(), ids=" ".join)
def test_no_strange_text_breaks_us(phone, key):
    for raw in RAW:
        answer = send(phone, key, data=raw, content_type="application/json")
        assert answer.status_code in {400, 422}, raw
        assert answer.json["code"]
    assert send(phone, key, data=b"{}", content_type="text/plain").status_code == 415


def places_of_all(value, here=()):
    children = value.items() if isinstance(value, dict) else ()
    if isinstance(value, list):
        children = enumerate(value)
    found = [here] if here else []
    return found + [
        place for name, child in children for place in places_of_all(child, (*here, name))
    ]


def replaced(body, place, value):
    new = copy.deepcopy(body)
    *way, last = place
    reduce(lambda inner, step: inner[step], way, new)[last] = value
    return new


def shapes(kind=Schema):
    """Every wire shape there is."""
    return {kind} - {Schema} | {each for one in kind.__subclasses__() for each in shapes(one)}


names = st.text(min_size=1, max_size=20) | st.sampled_from(
    ["id", "owner", "is_admin", "epoch", "__class__", "constructor", "disabled_on"]
)


@pytest.mark.parametrize(
    "shape", sorted(shapes(), key=lambda s: s.__name__), ids=lambda s: s.__name__
)
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(extra=st.dictionaries(names, st.none() | st.booleans() | st.text(), min_size=1, max_size=4))
def test_no_shape_takes_a_field_nobody_named(shape, extra):
    known = {field.data_key or name for name, field in shape().fields.items()}
    unknown = extra.keys() - known

    complaints = shape().validate(extra)

    assert {name for name in complaints if complaints[name] == ["Unknown field."]} == unknown


def test_the_shapes_walked_are_those_of_the_house():
    walked = {shape.__name__ for shape in shapes()}

    assert {"NewAccountSchema", "KdfSchema", "SyncRequestSchema", "CatalogueSchema"} <= walked
    assert len(walked) > 20
    assert vars(schemas).keys() & walked


def test_a_second_person_can_still_sign_up_after_all_that(phone, app):
    assert sign_up(app, "cleo")[1].me().status_code == 200
