"""No log, no error and no table says who was here, from where, or with what."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from api.accounts import invites
from api.core.db import Model, db
from api.core.wire import write_bytes
from tests.api.accounts.people import ACCOUNTS, Person, Phone, a_kdf, a_secret, a_wrap, sign_up
from tests.api.planted import planted_app

ADDRESS = "198.51.100.77"
NAME = "Canary Person"
WORD = "canary-word"
SECRETS = ("auth", "recovery_auth")


@dataclass
class Story:
    """What must not be written down of all that happened, and what is stored on purpose."""

    secret: set[str]
    stored: set[str]

    @property
    def all(self):
        return self.secret | self.stored


def whole_story(app, now):
    """All that can happen to an account, good and bad."""
    _, code = invites.create_invite(now)
    db.session.commit()
    ana, phone = Person(NAME), Phone(app, network=ADDRESS)
    change, recovery = ana.new_passphrase_body(), ana.recovery_body(phone, credential_version=2)
    ana.sign_up(phone, invite=code)
    tokens = set(phone.jar().values())
    other = ana.phone(app, network=ADDRESS)
    tokens |= set(other.jar().values())
    for answer in (
        phone.refresh(),
        phone.put(f"{ACCOUNTS}/passphrase", json=ana.new_passphrase_body(auth=a_secret())),
        phone.put(f"{ACCOUNTS}/passphrase", json=change),
        other.me(),
        phone.put(f"{ACCOUNTS}/devices/{phone.device_id}", json={"sealed_name": a_wrap()}),
        phone.put(f"{ACCOUNTS}/recovery", json=recovery | {"kdf": a_kdf(passes=1)}),
        phone.put(f"{ACCOUNTS}/recovery", json=recovery),
        phone.post(f"{ACCOUNTS}/sign-in", json={"name": NAME, "auth": WORD}),
        phone.post(f"{ACCOUNTS}/sign-in", data=NAME),
        phone.get(f"{ACCOUNTS}/{NAME}?name={NAME}"),
    ):
        assert answer.status_code != 500
        tokens |= set(phone.jar().values())
    for _ in range(12):
        ana.sign_in(Phone(app, network=ADDRESS), auth=a_secret())
    phone.copy().end()
    phone.end()
    ana.auth = recovery["new_auth"]
    ana.phone(app, device_id=phone.device_id)
    auths = {ana.auth, ana.recovery_auth, *(recovery[f"new_{each}"] for each in SECRETS)}
    return Story(
        secret={ADDRESS, "198.51.100", code, WORD, change["new_auth"]} | tokens | auths,
        stored={NAME, NAME.casefold(), str(ana.owner), str(phone.device_id)}
        | {recovery["wrap_passphrase"], recovery["wrap_recovery"], recovery["kdf"]["salt"]},
    )


@pytest.fixture
def story(by_invite, at, caplog):
    caplog.set_level(logging.DEBUG)
    return whole_story(by_invite, at(datetime.now(UTC)))


def test_nothing_of_all_that_is_logged(story, caplog):
    assert len(story.all) > 20
    assert [word for word in story.all if word in caplog.text] == []


def test_what_breaks_is_logged_without_it(by_invite, caplog, monkeypatch, gate):
    def fail(*given):
        raise RuntimeError(WORD, given)

    monkeypatch.setattr(gate.hasher, "hash", fail)
    caplog.set_level(logging.DEBUG)
    monkeypatch.setitem(by_invite.extensions, "accounts", gate)
    ana, phone = Person(NAME), Phone(by_invite, network=ADDRESS)

    answer = ana.sign_up(phone)

    assert answer.status_code == 500
    assert "Failed: POST doors.post_account" in caplog.text
    said = caplog.text + answer.text
    for secret in (WORD, NAME, ADDRESS, ana.auth, str(ana.owner), str(phone.device_id)):
        assert secret not in said


def test_the_brake_does_not_log_whom_it_stops(var, caplog):
    caplog.set_level(logging.DEBUG)
    with planted_app(var, BRAKE=True) as app:
        for _ in range(122):
            answer = Phone(app, network=ADDRESS).get(f"{ACCOUNTS}/registration")

    assert answer.status_code == 429
    assert ADDRESS not in caplog.text


def test_no_table_holds_an_address_a_code_a_token_or_a_secret(story):
    everything = everything_stored()

    assert [word for word in story.secret if word in everything] == []
    assert [word for word in story.stored if word not in everything] == []


def everything_stored():
    db.session.rollback()
    values = [
        write_bytes(value) if isinstance(value, bytes) else str(value)
        for table in Model.metadata.sorted_tables
        for row in db.session.execute(sa.select(table))
        for value in row
    ]
    db.session.rollback()
    return "\n".join(values)


def test_refusals_do_not_quote_what_was_sent(app):
    ana, phone = sign_up(app, NAME)
    sent = {"name": NAME, "auth": "canary" * 9, "device": {"id": "canary", "sealed_name": "canary"}}

    for answer in (
        phone.post(f"{ACCOUNTS}/sign-in", json=sent),
        ana.sign_in(Phone(app), auth=a_secret()),
        Person(NAME).sign_up(Phone(app)),
        phone.put(f"{ACCOUNTS}/passphrase", json=ana.new_passphrase_body(auth=a_secret())),
    ):
        assert answer.status_code >= 400
        assert "canary" not in answer.text
        assert NAME not in answer.text
