"""One phone brings edits, another fetches them, and nobody else does."""

import pytest
import sqlalchemy as sa

from api.core.db import db
from api.vault.models import ops, rows
from tests.api.vault.phones import (
    an_id,
    edit,
    everything,
    next_edit,
    result,
    sealed,
    somebody,
    sync,
    synced,
)


def test_what_one_phone_brings_the_next_one_gets(phone):
    ops = [edit(), edit(purgeable=True), edit(sealed=sealed(131_072))]

    brought = synced(phone, *ops)
    fetched = synced(phone)

    assert [result["status"] for result in brought["results"]] == ["ok"] * 3
    assert [result["op"] for result in brought["results"]] == [op["op"] for op in ops]
    keys = ("id", "version", "epoch", "sealed", "purgeable")
    assert fetched["changes"] == [
        {key: op[key] for key in keys} | {"seq": seq} for seq, op in enumerate(ops, 1)
    ]
    assert (fetched["cursor"], fetched["more"], fetched["epoch"]) == (3, False, 1)


def test_the_history_is_the_one_that_signing_in_told(phone):
    assert synced(phone)["history"] == phone.me().json["history"]


def test_whoever_is_up_to_date_gets_nothing(phone):
    cursor = synced(phone, edit())["cursor"]

    answer = synced(phone, cursor=cursor)

    assert (answer["changes"], answer["cursor"], answer["more"]) == ([], cursor, False)


def test_an_account_that_never_brought_anything_is_empty(phone):
    answer = synced(phone)

    assert (answer["results"], answer["changes"], answer["cursor"]) == ([], [], 0)


def test_numbers_are_given_without_gaps(phone):
    seqs = []
    for _ in range(3):
        answer = synced(phone, edit(), edit(epoch=2), edit())
        seqs += [result["seq"] for result in answer["results"] if result["status"] == "ok"]

    assert seqs == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("version", [1, 7, 2**32 - 1])
def test_the_version_is_the_phones_and_is_kept_as_it_is(phone, version):
    op = edit(version=version)

    assert result(phone, op)["version"] == version
    assert everything(phone)[op["id"]]["version"] == version


def test_a_deletion_is_an_edit_like_any_other(phone):
    op = edit()
    result(phone, op)
    tombstone = next_edit(op, purgeable=True)
    result(phone, tombstone)

    change = everything(phone)[op["id"]]

    assert (change["purgeable"], change["sealed"]) == (True, tombstone["sealed"])


def test_an_edit_may_take_a_deletion_back(phone):
    op = edit(purgeable=True)
    result(phone, op)
    result(phone, next_edit(op))

    assert everything(phone)[op["id"]]["purgeable"] is False


def test_the_same_id_in_another_account_is_another_record(phone, stranger):
    op = edit()
    result(phone, op)
    theirs = edit(id=op["id"], version=3)

    assert result(stranger, theirs)["seq"] == 1
    assert everything(phone)[op["id"]]["sealed"] == op["sealed"]
    assert everything(stranger)[op["id"]]["sealed"] == theirs["sealed"]


def test_the_same_op_in_another_account_is_another_op(phone, stranger):
    op = edit()
    result(phone, op)
    theirs = edit(op=op["op"])

    assert result(stranger, theirs) == {
        "op": op["op"],
        "status": "ok",
        "id": theirs["id"],
        "version": 1,
        "seq": 1,
    }


def test_a_strangers_answers_do_not_tell_that_an_id_is_taken(app, phone, stranger):
    op = edit()
    result(phone, op)

    def tries(someone, record):
        """What would be a follow-up, a conflict and a lost answer for the owner."""
        ops = [
            edit(id=record, version=2, base=1),
            edit(id=record, version=5, base=4),
            edit(id=record, version=6, after=[op["op"]]),
        ]
        found = [result(someone, each) for each in ops]
        return [
            [each[key] for key in ("status", "seq", "version") if key in each] for each in found
        ]

    assert tries(stranger, op["id"]) == tries(somebody(app, "dan"), an_id())
    assert everything(phone)[op["id"]]["sealed"] == op["sealed"]


def test_only_sealed_bytes_and_numbers_are_kept(phone):
    """Every column is named here, so that a new one is thought about."""
    synced(phone, edit())

    assert set(rows.columns.keys()) == {
        "account_id",
        "record_id",
        "version",
        "epoch",
        "seq",
        "last_op",
        "digest",
        "purgeable_on",
        "sealed",
    }
    assert set(ops.columns.keys()) == {"account_id", "op", "seq", "digest", "done_on"}
    stored = db.session.execute(sa.select(rows.c.sealed)).scalar_one()
    assert stored[0] == 1
    assert len(stored) == 541


def test_nobody_syncs_without_signing_in(client):
    answer = client.post("/api/vault/sync", json={})

    assert answer.status_code == 401
    assert answer.json["code"] == "unauthenticated"


def test_a_phone_that_was_signed_out_syncs_no_more(phone):
    cursor = synced(phone, edit())["cursor"]
    phone.delete(f"/api/accounts/devices/{phone.device_id}")

    answer = sync(phone, edit(), cursor=cursor)

    assert answer.status_code == 401


def test_an_answer_is_not_kept_by_any_cache(phone):
    assert sync(phone).headers["Cache-Control"] == "no-store"
