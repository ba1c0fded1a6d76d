"""What is sent again, what builds upon it, and what is in the way of it."""

import pytest

from tests.api.vault.phones import (
    an_id,
    edit,
    everything,
    next_edit,
    result,
    sealed,
    synced,
    turn_ring,
)


def test_an_op_that_is_repeated_is_answered_as_the_first_time(phone):
    op = edit()

    first = result(phone, op)

    assert result(phone, op) == first
    assert synced(phone)["cursor"] == first["seq"]


def test_also_when_the_record_has_moved_on_since(phone):
    op = edit()
    first = result(phone, op)
    later = next_edit(op)
    result(phone, later)

    assert result(phone, op) == first
    assert everything(phone)[op["id"]]["sealed"] == later["sealed"]


def test_also_when_the_ring_has_turned_since(phone):
    op = edit()
    first = result(phone, op)
    turn_ring("ana", epoch=2)

    assert result(phone, op) == first


def test_also_when_it_names_another_base_by_now(phone):
    first = edit()
    result(phone, first)
    second = next_edit(first, after=[first["op"]])
    taken = result(phone, second)

    assert result(phone, second | {"after": [], "base": 0, "purgeable": True}) == taken


def test_also_within_one_call(phone):
    op = edit()

    one, two = synced(phone, op, op)["results"]

    assert one == two
    assert one["seq"] == 1


def test_also_when_a_later_call_has_followed_it_twice(phone):
    op = edit()
    second = next_edit(op)
    firsts = [result(phone, each) for each in (op, second, next_edit(second))]

    assert [result(phone, each) for each in (op, second)] == firsts[:2]


def test_also_when_the_record_was_deleted_since(phone):
    op = edit()
    first = result(phone, op)
    result(phone, next_edit(op, purgeable=True))

    assert result(phone, op) == first


@pytest.mark.parametrize("other", [{"version": 2}, {"sealed": sealed()}], ids=["version", "bytes"])
def test_an_op_that_says_something_else_is_no_repeat(phone, other):
    op = edit()
    result(phone, op)

    answer = result(phone, op | other)

    assert (answer["status"], answer["code"]) == ("rejected", "op_reused")
    assert everything(phone)[op["id"]]["sealed"] == op["sealed"]


@pytest.mark.parametrize("other", [{"id": an_id()}, {"version": 2}, {"sealed": sealed()}])
def test_neither_once_others_have_followed_it(phone, other):
    op = edit()
    synced(phone, op, next_edit(op))

    answer = result(phone, op | other)

    assert (answer["status"], answer["code"]) == ("rejected", "op_reused")


def test_two_records_whose_edits_are_named_alike_are_both_kept(phone):
    """No phone does it. Whichever is followed first is the one that is remembered."""
    one = edit()
    other = edit(op=one["op"])

    assert [each["status"] for each in synced(phone, one, other)["results"]] == ["ok", "ok"]
    assert [result(phone, each)["seq"] for each in (one, other)] == [1, 2]
    result(phone, next_edit(one))
    result(phone, next_edit(other))

    assert result(phone, one)["seq"] == 1
    assert result(phone, other)["code"] == "op_reused"
    assert everything(phone).keys() == {one["id"], other["id"]}


def test_a_lost_answer_and_one_more_edit_are_no_conflict(phone):
    """The phone cannot know whether the first one arrived."""
    first = edit()
    result(phone, first)
    second = edit(id=first["id"], version=2, base=0, after=[first["op"]])

    assert result(phone, second)["status"] == "ok"
    assert everything(phone)[first["id"]]["version"] == 2


def test_neither_are_they_when_the_first_one_never_arrived(phone):
    second = edit(version=2, base=0, after=[an_id()])

    assert result(phone, second)["status"] == "ok"


def test_another_phones_edit_in_between_is_a_conflict(phone):
    first = edit()
    result(phone, first)
    others = next_edit(first)
    result(phone, others)
    second = edit(id=first["id"], version=2, base=0, after=[first["op"]])

    answer = result(phone, second)

    assert answer["status"] == "conflict"
    assert answer["current"]["sealed"] == others["sealed"]


def test_a_conflict_gives_what_is_stored_and_changes_nothing(phone):
    op = edit()
    seq = result(phone, op)["seq"]
    stale = edit(id=op["id"], version=9)

    answer = result(phone, stale)

    assert answer == {
        "op": stale["op"],
        "status": "conflict",
        "current": {
            "id": op["id"],
            "version": 1,
            "epoch": 1,
            "seq": seq,
            "sealed": op["sealed"],
            "purgeable": False,
        },
    }
    assert synced(phone)["cursor"] == seq


def test_a_conflict_that_was_settled_upon_what_is_stored_is_taken(phone):
    op = edit()
    result(phone, op)
    stale = edit(id=op["id"])
    current = result(phone, stale)["current"]

    settled = edit(id=op["id"], version=2, base=current["version"])

    assert result(phone, settled)["status"] == "ok"


def test_two_edits_of_one_record_in_one_call_work_in_their_order(phone):
    first = edit()
    second = next_edit(first)
    third = next_edit(second)

    answer = synced(phone, first, second, third)

    assert [result["seq"] for result in answer["results"]] == [1, 2, 3]
    (change,) = synced(phone)["changes"]
    assert (change["seq"], change["version"], change["sealed"]) == (3, 3, third["sealed"])


def test_two_edits_in_the_wrong_order_are_told_so(phone):
    """The first is upon something that is not stored; the second then finds its way free."""
    known = edit()
    result(phone, known)
    second = next_edit(known)
    third = next_edit(second)

    late, taken = synced(phone, third, second)["results"]

    assert late["status"] == "conflict"
    assert late["current"]["version"] == 1
    assert taken["status"] == "ok"


def test_a_conflict_within_one_call_gives_what_the_call_itself_has_stored(phone):
    first = edit()
    stale = edit(id=first["id"])

    taken, refused = synced(phone, first, stale)["results"]

    assert taken["status"] == "ok"
    assert refused["current"]["sealed"] == first["sealed"]


def test_an_edit_of_what_is_not_stored_any_more_brings_it_back(phone):
    """Where nothing is stored nothing can be overwritten."""
    op = edit(version=5, base=4)

    assert result(phone, op)["status"] == "ok"
