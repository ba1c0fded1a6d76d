"""The cast: people with accounts, and the phones they are signed in on."""

import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any, TypeVar
from uuid import UUID, uuid4

from flask import Flask
from werkzeug.test import TestResponse

from tests.conftest import Asker, client_of

T = TypeVar("T")
ACCOUNTS = "/api/accounts"
UNSAFE = {"POST", "PUT", "DELETE"}
PATHS = {"access": "/api", "refresh": f"{ACCOUNTS}/sign-in"}
REFRESHING = (f"{ACCOUNTS}/sign-in/refresh", f"{ACCOUNTS}/sign-in/end")


def b64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def a_secret() -> str:
    return b64(secrets.token_bytes(32))


def a_wrap() -> str:
    return b64(b"\x01" + secrets.token_bytes(200))


def a_kdf(**given: Any) -> dict[str, Any]:
    usual = {
        "algorithm": "argon2id",
        "memory_kib": 65536,
        "passes": 3,
        "lanes": 1,
        "salt": b64(secrets.token_bytes(16)),
    }
    return usual | given


class Phone:
    """A browser on one device: it keeps cookies and sends the token against forgery."""

    def __init__(self, app: Flask, device_id: UUID | None = None, network: str = "127.0.0.1"):
        self.client: Asker = client_of(app)
        self.client.environ_base["REMOTE_ADDR"] = network
        self.device_id = device_id or uuid4()

    @property
    def device(self) -> dict[str, Any]:
        return {"id": str(self.device_id), "sealed_name": None}

    def cookie(self, name: str, path: str = "/") -> str | None:
        found = self.client.get_cookie(name, domain="127.0.0.1", path=path)
        return found.value if found else None

    def jar(self) -> dict[str, str]:
        """Every cookie, by name."""
        return {cookie.key: cookie.value for cookie in self.client._cookies.values()}

    def token(self, kind: str) -> str:
        value = self.cookie(f"{kind}_token_cookie", PATHS[kind])
        assert value, "not signed in"
        return value

    def claims(self, kind: str) -> dict[str, Any]:
        part = self.token(kind).split(".")[1]
        found: dict[str, Any] = json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
        return found

    def hold(self, kind: str, token: str) -> None:
        """Takes a token from wherever, and what belongs to it against forgery."""
        name = f"{kind}_token_cookie"
        self.client.set_cookie(name, token, domain="127.0.0.1", path=PATHS[kind])
        csrf = str(self.claims(kind).get("csrf", ""))
        self.client.set_cookie(f"csrf_{kind}_token", csrf, domain="127.0.0.1", path="/")

    def copy(self) -> "Phone":
        """Another tab, or a thief: whoever holds the same cookies."""
        other = Phone(self.client.application, self.device_id)
        for kind in PATHS:
            other.hold(kind, self.token(kind))
        return other

    def ask(self, method: str, path: str, **options: Any) -> TestResponse:
        headers = dict(options.pop("headers", {}))
        kind = "refresh" if path in REFRESHING else "access"
        if method in UNSAFE and (token := self.cookie(f"csrf_{kind}_token")):
            headers.setdefault("X-CSRF-TOKEN", token)
        return self.client.open(path, method=method, headers=headers, **options)

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.ask("GET", path, **options)

    def post(self, path: str, **options: Any) -> TestResponse:
        return self.ask("POST", path, **options)

    def put(self, path: str, **options: Any) -> TestResponse:
        return self.ask("PUT", path, **options)

    def delete(self, path: str, **options: Any) -> TestResponse:
        return self.ask("DELETE", path, **options)

    def me(self) -> TestResponse:
        return self.get(f"{ACCOUNTS}/me")

    def refresh(self) -> TestResponse:
        return self.post(REFRESHING[0])

    def end(self) -> TestResponse:
        return self.post(REFRESHING[1])


class Person:
    """Somebody with a name and a passphrase, and what a phone has made from it."""

    def __init__(self, name: str = "ana", **given: Any) -> None:
        self.name = name
        self.owner = given.get("owner") or uuid4()
        self.auth = a_secret()
        self.recovery_auth = a_secret()
        self.kdf = a_kdf()
        self.wrap_passphrase, self.wrap_recovery = a_wrap(), a_wrap()

    def sign_up_body(self, phone: Phone, **given: Any) -> dict[str, Any]:
        usual = {
            "owner": str(self.owner),
            "name": self.name,
            "auth": self.auth,
            "kdf": self.kdf,
            "wrap_passphrase": self.wrap_passphrase,
            "recovery_auth": self.recovery_auth,
            "wrap_recovery": self.wrap_recovery,
            "device": phone.device,
            "invite": None,
        }
        return usual | given

    def sign_up(self, phone: Phone, **given: Any) -> TestResponse:
        return phone.post(ACCOUNTS, json=self.sign_up_body(phone, **given))

    def sign_in(self, phone: Phone, **given: Any) -> TestResponse:
        body = {"name": self.name, "auth": self.auth, "device": phone.device}
        return phone.post(f"{ACCOUNTS}/sign-in", json=body | given)

    def new_passphrase_body(self, **given: Any) -> dict[str, Any]:
        usual = {
            "auth": self.auth,
            "credential_version": 1,
            "new_auth": a_secret(),
            "kdf": a_kdf(),
            "wrap_passphrase": a_wrap(),
        }
        return usual | given

    def recovery_body(self, phone: Phone, **given: Any) -> dict[str, Any]:
        usual = {
            "name": self.name,
            "recovery_auth": self.recovery_auth,
            "credential_version": 1,
            "new_auth": a_secret(),
            "kdf": a_kdf(),
            "wrap_passphrase": a_wrap(),
            "new_recovery_auth": a_secret(),
            "wrap_recovery": a_wrap(),
            "device": phone.device,
        }
        return usual | given

    def rotation_body(self, **given: Any) -> dict[str, Any]:
        usual = {
            "auth": self.auth,
            "credential_version": 1,
            "epoch": 2,
            "wrap_passphrase": a_wrap(),
            "new_recovery_auth": a_secret(),
            "wrap_recovery": a_wrap(),
        }
        return usual | given

    def phone(self, app: Flask, **given: Any) -> Phone:
        """One more phone of this person, signed in."""
        phone = Phone(app, **given)
        answer = self.sign_in(phone)
        assert answer.status_code == 200, answer.text
        return phone


def sign_up(app: Flask, name: str = "ana", **given: Any) -> tuple[Person, Phone]:
    """Somebody new, and the phone they signed up on."""
    person, phone = Person(name, **given), Phone(app)
    answer = person.sign_up(phone)
    assert answer.status_code == 201, answer.text
    return person, phone


def in_threads(count: int, work: Callable[[int], T]) -> list[T]:
    """What `work` gives to each of so many who all start at once."""
    start = Barrier(count)

    def begin(number: int) -> T:
        start.wait(10)
        return work(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(begin, range(count)))


def patiently(ask: Callable[[], TestResponse]) -> TestResponse:
    """What a phone does when it is told to come back in a moment."""
    for _ in range(500):
        answer = ask()
        if answer.status_code != 429 or answer.json["code"] != "busy":
            break
    return answer
