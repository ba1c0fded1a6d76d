"""What the server says it holds is all it holds, and nothing of anybody else's."""

from base64 import urlsafe_b64decode

import pytest
import sqlalchemy as sa

from api.accounts.models import Device
from api.core.db import Model, db, tidy
from api.holdings.rules import FINGERPRINTS, OF_NOBODY, SEALED
from api.holdings.service import owned_tables
from tests.api.accounts.people import sign_up
from tests.api.accounts.test_erasing import ERASE, a_whole_account, rows_of_people
from tests.api.vault.phones import edit, next_edit, synced
from tests.conftest import on_disk, on_sqlite

HOLDINGS = "/api/holdings"
#: Bytes that the server itself uses.
OPEN_BYTES = {
    ("accounts", "kdf_salt"),
    ("passkeys", "credential_id"),
    ("passkeys", "public_key"),
    ("push_subscriptions", "auth"),
    ("push_subscriptions", "p256dh"),
}


def held(phone):
    """How many rows of each table are theirs."""
    return {one["table"]: one["rows"] for one in phone.get(HOLDINGS).json["holdings"]}


def bytes_of(sealed):
    """The middle of it: a long row lies on several pages of the file, and this part on one."""
    return urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))[100:200]


def rows(phone, table, start=0):
    """Each row as a dict of its columns."""
    answer = phone.get(f"{HOLDINGS}/{table}?start={start}")
    assert answer.status_code == 200, answer.text
    return [{cell["column"]: cell for cell in row} for row in answer.json["rows"]]


def test_every_table_is_told_of_or_is_known_to_be_of_nobody(app):
    told = {table.name for table in owned_tables()}

    assert told | OF_NOBODY == {table.name for table in Model.metadata.sorted_tables}
    assert told & OF_NOBODY == set()


def test_of_every_column_of_bytes_it_is_known_who_could_read_it():
    columns = {
        (table.name, column.name)
        for table in Model.metadata.sorted_tables
        if table.name not in OF_NOBODY
        for column in table.columns
    }
    of_bytes = {
        (table, column)
        for table, column in columns
        if isinstance(Model.metadata.tables[table].c[column].type, sa.LargeBinary)
    }

    assert columns >= SEALED | FINGERPRINTS | OPEN_BYTES
    assert of_bytes <= SEALED | FINGERPRINTS | OPEN_BYTES


def test_the_count_of_each_table_is_what_the_database_has(app):
    _, phone = a_whole_account(app)

    assert {table: count for table, count in held(phone).items() if count} == rows_of_people()
    assert held(phone)["vault_rows"] == 3


def test_nothing_of_another_is_counted_or_shown(app):
    a_whole_account(app, "ana")
    ben, bens = sign_up(app, "ben")

    mine = held(bens)

    assert {table: count for table, count in mine.items() if count} == {"accounts": 1, "devices": 1}
    assert [row["name"]["text"] for row in rows(bens, "accounts")] == [ben.name]
    for table in mine:
        assert len(rows(bens, table)) == mine[table]


def test_what_is_sealed_is_told_by_its_size_and_what_is_open_as_it_is(app):
    ana, phone = sign_up(app, "ana")
    first = edit()
    synced(phone, first)

    (account,) = rows(phone, "accounts")
    (record,) = rows(phone, "vault_rows")

    assert account["name"] == {
        "column": "name",
        "readable": "server",
        "text": ana.name,
        "bytes": None,
    }
    assert account["auth_hash"]["readable"] == "nobody"
    assert account["auth_hash"]["text"] is None
    assert record["record_id"]["text"] == first["id"]
    assert record["sealed"] == {
        "column": "sealed",
        "readable": "phones",
        "text": None,
        "bytes": 541,
    }
    assert record["purgeable_on"] == {
        "column": "purgeable_on",
        "readable": "server",
        "text": None,
        "bytes": None,
    }


def test_what_is_never_told_is_in_no_answer(app):
    """Neither a hash nor a key: whoever takes an open phone could carry them away."""
    ana, phone = a_whole_account(app)
    secrets = db.session.execute(sa.text("SELECT auth_hash, kdf_salt FROM accounts")).one()
    db.session.rollback()

    answers = "".join(phone.get(f"{HOLDINGS}/{table}").text for table in held(phone))

    assert secrets[0] not in answers
    assert bytes(secrets[1]).hex() not in answers
    assert ana.wrap_passphrase not in answers


def test_a_table_of_many_rows_is_shown_page_by_page(app):
    _, phone = sign_up(app)
    edits = [edit() for _ in range(60)]
    synced(phone, *edits)

    pages = [rows(phone, "vault_rows", start) for start in (0, 50, 100)]

    assert [len(page) for page in pages] == [50, 10, 0]
    shown = [row["record_id"]["text"] for page in pages for row in page]
    assert sorted(shown) == sorted(one["id"] for one in edits)
    assert phone.get(f"{HOLDINGS}/vault_rows").json["total"] == 60


@pytest.mark.parametrize("table", ["attempts", "invites", "alembic_version", "sqlite_master", "x"])
def test_a_table_that_holds_nothing_of_anybody_is_not_found(app, table):
    _, phone = sign_up(app)

    answer = phone.get(f"{HOLDINGS}/{table}")

    assert (answer.status_code, answer.json["code"]) == (404, "not_found")


@pytest.mark.parametrize("start", ["-1", "x", "1.5", str(2**31), "", "9" * 400])
def test_a_start_that_is_none_is_refused_by_its_name(app, start):
    _, phone = sign_up(app)

    answer = phone.get(f"{HOLDINGS}/vault_rows?start={start}")

    assert answer.status_code == 422
    assert "start" in str(answer.json["errors"])


def test_the_list_costs_one_query_a_table_however_much_there_is(app, count_queries):
    _, phone = a_whole_account(app)
    phone.me()

    with count_queries() as queries:
        phone.get(HOLDINGS)

    counts = [query for query in queries if query.startswith("SELECT count(*)")]
    assert len(counts) == len(owned_tables())
    assert len(queries) <= len(counts) + 6


@on_sqlite
@pytest.mark.usefixtures("unjudged")
def test_what_a_record_said_is_in_no_file_once_it_is_erased(app):
    """A phone erases by an edit that says nothing; what stood there before is overwritten."""
    _, phone = sign_up(app)
    first = edit()
    synced(phone, first)
    was = bytes_of(first["sealed"])
    db.session.remove()
    tidy()
    assert was in on_disk(app)

    erased = next_edit(first, purgeable=True)
    synced(phone, erased)
    db.session.remove()
    tidy()

    assert was not in on_disk(app)
    assert bytes_of(erased["sealed"]) in on_disk(app)


def test_what_is_erased_is_not_held_a_moment_later(app):
    ana, phone = a_whole_account(app)
    other = ana.phone(app)
    phone.delete(f"/api/accounts/devices/{other.device_id}")
    assert held(phone)["devices"] == rows_of_people()[Device.__tablename__]

    phone.post(ERASE, json={"auth": ana.auth})

    assert rows_of_people() == {}
