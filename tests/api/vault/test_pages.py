"""Changes come in pages that are bounded by rows and by bytes, and together are complete."""

import pytest

from api.vault.rules import PAGE_BYTES
from tests.api.vault.phones import edit, everything, next_edit, sealed, synced


def pages(phone, limit):
    cursor, more, found = 0, True, []
    while more:
        page = synced(phone, cursor=cursor, limit=limit)
        found.append(page["changes"])
        assert page["cursor"] > cursor or not page["more"]
        cursor, more = page["cursor"], page["more"]
    return found


@pytest.mark.parametrize(
    ("limit", "lengths"), [(1, [1] * 7), (3, [3, 3, 1]), (6, [6, 1]), (7, [7]), (8, [7])]
)
def test_a_page_has_at_most_as_many_rows_as_were_asked_for(phone, limit, lengths):
    ops = [edit() for _ in range(7)]
    synced(phone, *ops)

    found = pages(phone, limit)

    assert [len(page) for page in found] == lengths
    assert [change["id"] for page in found for change in page] == [op["id"] for op in ops]


def test_a_page_has_at_most_as_many_bytes_as_it_may_have(phone):
    ops = [edit(sealed=sealed(131_072)) for _ in range(9)]
    for op in ops:
        synced(phone, op)

    found = pages(phone, 500)

    assert [len(page) for page in found] == [PAGE_BYTES // 131_101, 2]
    assert [change["sealed"] for page in found for change in page] == [op["sealed"] for op in ops]


def test_rows_come_in_the_order_of_their_last_change(phone):
    first, second = edit(), edit()
    synced(phone, first, second, next_edit(first))

    assert [change["id"] for change in synced(phone)["changes"]] == [second["id"], first["id"]]
    assert [change["seq"] for change in synced(phone)["changes"]] == [2, 3]


def test_the_last_page_leads_to_the_newest_number_even_where_rows_have_moved_on(phone):
    op = edit()
    synced(phone, op, next_edit(op))

    page = synced(phone, limit=1)

    assert (page["cursor"], page["more"]) == (2, False)


def test_what_changes_between_two_pages_comes_later_in_its_new_form(phone):
    ops = [edit() for _ in range(4)]
    synced(phone, *ops)
    page = synced(phone, limit=2)
    changed = [next_edit(ops[0]), next_edit(ops[3])]
    synced(phone, *changed)

    rest = synced(phone, cursor=page["cursor"])["changes"]

    assert [(change["id"], change["version"]) for change in rest] == [
        (ops[2]["id"], 1),
        (ops[0]["id"], 2),
        (ops[3]["id"], 2),
    ]


def test_what_is_brought_and_what_is_missed_come_in_one_answer(phone):
    others = [edit() for _ in range(3)]
    synced(phone, *others)
    mine = edit()

    page = synced(phone, mine, cursor=1, limit=2)
    last = synced(phone, cursor=page["cursor"])

    assert page["results"][0]["seq"] == 4
    assert [change["id"] for change in page["changes"]] == [op["id"] for op in others[1:]]
    assert (page["cursor"], page["more"]) == (3, True)
    assert [change["id"] for change in last["changes"]] == [mine["id"]]


def test_a_page_costs_the_same_number_of_statements_whatever_it_holds(phone, count_queries):
    for _ in range(3):
        synced(phone, *[edit() for _ in range(100)])
    numbers = set()

    for cursor in (299, 200, 0):
        with count_queries() as queries:
            synced(phone, cursor=cursor)
        numbers.add(len(queries))

    assert len(numbers) == 1
    assert len(everything(phone)) == 300
