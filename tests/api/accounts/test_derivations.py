"""What is dear is derived a little at a time, and never while others wait for it."""

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from api.accounts.gate import USUAL_COST, Gate
from api.accounts.models import Account
from api.core.db import db
from tests import factories
from tests.api.accounts.people import (
    ACCOUNTS,
    Person,
    Phone,
    a_secret,
    sign_up,
)
from tests.api.planted import planted_app

VOLATILE = {"Date"}


@pytest.fixture
def derivations(monkeypatch):
    """How often something slow was derived, and whether a transaction stayed open meanwhile."""
    seen = []

    def watch(name):
        real = getattr(PasswordHasher, name)

        def watched(self, *given, **more):
            seen.append((name, db.session().in_transaction()))
            return real(self, *given, **more)

        monkeypatch.setattr(PasswordHasher, name, watched)

    watch("verify")
    watch("hash")
    return seen


def test_as_much_is_derived_for_a_name_nobody_has(app, derivations, gate):
    ana, _ = sign_up(app)
    Person("nobody").sign_in(Phone(app))  # makes what nobody's secrets are compared with
    derivations.clear()

    ana.sign_in(Phone(app), auth=a_secret())
    for_known = list(derivations)
    derivations.clear()
    Person("nobody").sign_in(Phone(app))

    assert for_known == derivations == [("verify", False)]


def test_nothing_slow_happens_while_a_transaction_is_open(app, derivations):
    ana, phone = sign_up(app)
    ana.sign_in(phone)
    changed = ana.new_passphrase_body()
    assert phone.put(f"{ACCOUNTS}/passphrase", json=changed).status_code == 200
    recovered = ana.recovery_body(phone, credential_version=2)
    assert phone.put(f"{ACCOUNTS}/recovery", json=recovered).status_code == 200

    assert [kind for kind, _ in derivations].count("hash") == 3
    assert not [kind for kind, in_transaction in derivations if in_transaction]


def test_only_so_many_are_checked_at_once(app, gate):
    ana, _ = sign_up(app)
    with gate.hasher.turn(), gate.hasher.turn():
        answer = ana.sign_in(Phone(app))
        assert Phone(app).get(f"{ACCOUNTS}/registration").status_code == 200

    assert answer.status_code == 429
    assert answer.json["code"] == "busy"
    assert answer.headers["Retry-After"] == "1"
    assert ana.sign_in(Phone(app)).status_code == 200


def test_a_turn_is_given_back_when_what_was_done_in_it_broke(app, gate, monkeypatch):
    ana, _ = sign_up(app)

    def fail(*_given):
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr(PasswordHasher, "verify", fail)
        assert [ana.sign_in(Phone(app)).status_code for _ in range(3)] == [500] * 3

    assert ana.sign_in(Phone(app)).status_code == 200


def test_the_real_price_is_paid_and_lets_in(var):
    """The other tests pay the least there is."""
    with planted_app(var, AUTH_HASH_COST=USUAL_COST) as app:
        ana, _ = sign_up(app)
        assert ana.sign_in(Phone(app)).status_code == 200
        assert ana.sign_in(Phone(app), auth=a_secret()).status_code == 401
        stored = db.session.scalars(sa.select(Account.auth_hash)).one()

    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_without_a_setting_the_price_is_the_real_one(var):
    settings = factories.settings(var)
    del settings["AUTH_HASH_COST"]
    hasher = Gate.of(settings).hasher
    assert hasher.hash(b"x").startswith("$argon2id$v=19$m=19456,t=2,p=1$")
