"""An account that is erased: nothing of it is left in any table, nor in the database's files."""

import secrets

import pytest
import sqlalchemy as sa

from api.accounts.models import Account, Attempts, Passkey, PasskeyChallenge
from api.core.db import Model, db, tidy
from tests.api.accounts.people import ACCOUNTS, Person, Phone, a_secret, in_threads, sign_up
from tests.api.vault.phones import edit, everything, synced
from tests.conftest import on_disk, on_sqlite
from tests.factories import NOON

ERASE = f"{ACCOUNTS}/erase"
#: They know nobody: how often something failed, and under which key cannot be read back.
OF_NOBODY = {
    Attempts.__tablename__,
    PasskeyChallenge.__tablename__,
    "alembic_version",
    "invites",
}


def rows_of_people():
    db.session.rollback()
    found = {
        table.name: db.session.scalar(sa.select(sa.func.count()).select_from(table))
        for table in Model.metadata.sorted_tables
        if table.name not in OF_NOBODY
    }
    db.session.rollback()
    return {name: count for name, count in found.items() if count}


def a_whole_account(app, name="ana"):
    """With two phones, records, a deleted one, edits that others followed, and a plan."""
    person, phone = sign_up(app, name)
    person.phone(app)
    first = edit()
    again = edit(id=first["id"], version=2, base=1)
    synced(phone, first, again, edit(), edit(purgeable=True))
    plan = {
        "based_on": 0,
        "reminders": [
            {
                "id": "6f1f4e2a-3a0c-4a39-9a53-0d8a2f6c1b11",
                "class": "reminder",
                "rank": 2,
                "may_snooze": True,
                "zone": "Europe/Berlin",
                "at": "12:50",
                "weekdays": [1, 2, 3],
                "skip": [],
                "moments": [],
            }
        ],
    }
    assert phone.put("/api/reminders", json=plan).status_code == 200
    a_passkey_of(person)
    return person, phone


def a_passkey_of(person):
    passkey = {
        "account_id": person.owner,
        "credential_id": secrets.token_bytes(16),
        "public_key": secrets.token_bytes(77),
        "sign_count": 0,
        "wrap": secrets.token_bytes(300),
        "created_on": NOON.date(),
        "last_used_on": NOON.date(),
    }
    db.session.rollback()
    db.session.add(Passkey(**passkey))
    db.session.commit()


def test_nothing_is_left_in_any_table_and_others_keep_theirs(app):
    _, bens = sign_up(app, "ben")
    kept = edit()
    synced(bens, kept)
    before = rows_of_people()
    ana, phone = a_whole_account(app)
    assert len(rows_of_people()) > len(before)

    answer = phone.post(ERASE, json={"auth": ana.auth})

    assert answer.status_code == 204
    assert phone.jar() == {}
    assert rows_of_people() == before
    assert everything(bens).keys() == {kept["id"]}


def test_every_phone_learns_that_it_is_gone_and_the_name_is_free(app):
    ana, phone = a_whole_account(app)
    other = ana.phone(app)

    phone.post(ERASE, json={"auth": ana.auth})

    assert (other.me().status_code, other.me().json["code"]) == (401, "account_gone")
    assert ana.sign_in(Phone(app)).json["code"] == "wrong_credentials"
    assert Person("ana").sign_up(Phone(app)).status_code == 201


def test_a_wrong_passphrase_takes_nothing_away_and_may_not_be_guessed(app):
    _, phone = a_whole_account(app)
    before = rows_of_people()

    codes = [phone.post(ERASE, json={"auth": a_secret()}) for _ in range(11)]

    assert (codes[0].status_code, codes[0].json["code"]) == (403, "wrong_credentials")
    assert codes[-1].status_code == 429
    assert rows_of_people() == before


def test_two_phones_that_erase_at_once_erase_once(app):
    ana, phone = a_whole_account(app)
    phones = [phone, ana.phone(app)]

    found = in_threads(2, lambda number: phones[number].post(ERASE, json={"auth": ana.auth}))

    # Who is told "busy" found the two places taken where passphrases are derived.
    assert sorted(answer.status_code for answer in found) in [[204, 401], [204, 429]]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Account)) == 0
    db.session.rollback()


@on_sqlite
@pytest.mark.usefixtures("unjudged")
def test_no_file_of_the_database_holds_a_byte_of_it_afterwards(app):
    name = "somebody nobody else is called"
    ana, phone = a_whole_account(app, name)
    marks = [name.encode(), ana.owner.hex.encode()]
    tidy()
    assert all(mark in on_disk(app) for mark in marks)

    phone.post(ERASE, json={"auth": ana.auth})
    db.session.remove()
    tidy()

    assert [mark for mark in marks if mark in on_disk(app)] == []


@pytest.fixture
def run(app):
    def invoke(*args, **given):
        db.session.remove()
        found = app.test_cli_runner().invoke(args=["accounts", *args], **given)
        db.session.remove()
        return found

    return invoke


def test_the_operator_erases_by_name_after_a_yes(app, run):
    a_whole_account(app, "Ana")

    assert run("erase", "ana", input="n\n").exit_code == 1
    assert rows_of_people()["accounts"] == 1
    assert "erased" in run("erase", " ana ", input="y\n").output
    assert rows_of_people() == {}
    said = run("erase", "ana", "--yes")
    assert (said.exit_code, "Nobody here has that name." in said.output) == (1, True)
