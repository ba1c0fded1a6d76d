"""An edit that is refused, why, and that it keeps no other back."""

import pytest

from tests.api.vault.phones import (
    an_id,
    b64,
    code,
    edit,
    everything,
    next_edit,
    result,
    sealed,
    synced,
    turn_ring,
)

WRONG = [
    ("malformed", {"version": 0}),
    ("malformed", {"version": 1.5}),
    ("malformed", {"version": True}),
    ("malformed", {"base": -1}),
    ("malformed", {"after": "x"}),
    ("malformed", {"after": ["x"]}),
    ("malformed", {"purgeable": 1}),
    ("malformed", {"id": "record"}),
    ("malformed", {"sealed": "A" * 722 + "="}),
    ("malformed", {"sealed": b64(b"\1" * 540)}),
    ("malformed", {"kind": "journal"}),
    ("malformed", {"owner": an_id()}),
    ("malformed", {"seq": 1}),
    ("too_large", {"sealed": b64(b"\1" * 131_102)}),
    ("unknown_format", {"sealed": sealed(first=2)}),
    ("unknown_format", {"sealed": sealed(first=0)}),
    ("unknown_epoch", {"epoch": 2}),
]


@pytest.mark.parametrize(("name", "wrong"), WRONG, ids=lambda value: ascii(value)[:30])
def test_one_bad_edit_is_refused_and_keeps_no_other_back(phone, name, wrong):
    before, bad, after = edit(), edit(**wrong), edit()

    first, refused, last = synced(phone, before, bad, after)["results"]

    assert refused == {"op": bad["op"], "status": "rejected", "code": name}
    assert (first["status"], last["status"]) == ("ok", "ok")
    assert everything(phone).keys() == {before["id"], after["id"]}


@pytest.mark.parametrize("bad", [None, 7, "op", [], {}, edit(op="x"), edit(op=None), edit(op=7)])
def test_one_that_cannot_be_named_is_refused_in_its_place(phone, bad):
    good = edit()

    refused, taken = synced(phone, bad, good)["results"]

    assert refused == {"op": None, "status": "rejected", "code": "malformed"}
    assert taken["op"] == good["op"]


def test_a_version_that_does_not_rise_is_refused(phone):
    op = edit(version=4)
    result(phone, op)

    assert code(phone, edit(id=op["id"], version=4, base=4)) == "version_not_greater"
    assert code(phone, edit(id=op["id"], version=3, base=4)) == "version_not_greater"
    assert code(phone, edit(id=op["id"], version=4, after=[op["op"]])) == "version_not_greater"
    assert everything(phone)[op["id"]]["sealed"] == op["sealed"]


def test_what_was_sealed_with_an_old_key_is_refused(phone):
    op = edit()
    result(phone, op)
    turn_ring("ana", epoch=2)

    assert code(phone, next_edit(op)) == "old_epoch"
    assert code(phone, edit()) == "old_epoch"
    assert result(phone, next_edit(op, epoch=2))["status"] == "ok"
    assert synced(phone)["epoch"] == 2


def test_a_refused_edit_is_no_repeat_once_it_is_mended(phone):
    op = edit(epoch=2)
    code(phone, op)

    assert result(phone, op | {"epoch": 1})["status"] == "ok"


def test_a_full_vault_refuses_more_and_takes_what_needs_no_more_room(app, phone, monkeypatch):
    monkeypatch.setitem(app.config, "VAULT_ITEMS", 2)
    ops = [edit() for _ in range(3)]

    results = synced(phone, *ops)["results"]

    assert [found["status"] for found in results] == ["ok", "ok", "rejected"]
    assert results[2]["code"] == "quota_full"
    assert result(phone, next_edit(ops[0], purgeable=True))["status"] == "ok"


def test_full_is_also_counted_in_bytes(app, phone, monkeypatch):
    monkeypatch.setitem(app.config, "VAULT_BYTES", 1200)
    ops = [edit(), edit()]
    synced(phone, *ops)

    assert code(phone, edit()) == "quota_full"
    assert code(phone, next_edit(ops[0], sealed=sealed(1024))) == "quota_full"
    assert result(phone, next_edit(ops[0]))["status"] == "ok"


def test_what_one_account_keeps_is_not_counted_against_another(app, phone, stranger, monkeypatch):
    monkeypatch.setitem(app.config, "VAULT_ITEMS", 1)
    result(phone, edit())

    assert result(stranger, edit())["status"] == "ok"
