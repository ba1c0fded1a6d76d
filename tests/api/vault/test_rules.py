"""Which edits are taken: a table of single ones, and properties of any number of them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.vault.rules import (
    PAGE_BYTES,
    Conflicting,
    Done,
    Head,
    Ledger,
    Limits,
    Row,
    Taken,
    digest_of,
    end_of_page,
    has_missed,
    is_over,
    kept_since,
    why_not,
)
from api.vault.shapes import Op, Refused

PLENTY = Limits(records=1000, bytes=1_000_000)
A_BYTES, B_BYTES = b"\1a" * 20, b"\1b" * 20


def op(name="op", **given):
    usual = {
        "op": name,
        "id": "r",
        "version": 1,
        "base": 0,
        "after": [],
        "epoch": 3,
        "sealed": A_BYTES,
        "purgeable": False,
    }
    return Op(**(usual | given))


def row(**given):
    usual = {
        "id": "r",
        "version": 5,
        "epoch": 3,
        "seq": 9,
        "last_op": "last",
        "purgeable": False,
        "sealed": B_BYTES,
    }
    return Row(**(usual | given))


def refused(code):
    return Refused("op", code)


STORED = row()
CASES = [
    # nothing is stored: there is nothing to overwrite
    (None, {"base": 0, "version": 1}, None),
    (None, {"base": 0, "version": 40}, None),
    (None, {"base": 5, "version": 6}, None),
    (None, {"base": 0, "after": ["lost"]}, None),
    # built upon what is stored
    (STORED, {"base": 5, "version": 6}, None),
    (STORED, {"base": 5, "version": 2**32 - 1}, None),
    (STORED, {"base": 4, "version": 6, "after": ["lost", "last"]}, None),
    (STORED, {"base": 0, "version": 6, "after": ["last"]}, None),
    # built upon something else
    (STORED, {"base": 4, "version": 6}, Conflicting("op", STORED)),
    (STORED, {"base": 0, "version": 1}, Conflicting("op", STORED)),
    (STORED, {"base": 6, "version": 7}, Conflicting("op", STORED)),
    (STORED, {"base": 4, "version": 6, "after": ["lost"]}, Conflicting("op", STORED)),
    # a version names one sealing, and only rises
    (STORED, {"base": 5, "version": 5}, refused("version_not_greater")),
    (STORED, {"base": 5, "version": 1}, refused("version_not_greater")),
    (STORED, {"base": 0, "version": 5, "after": ["last"]}, refused("version_not_greater")),
    # the ring has turned, or has not turned yet; that comes first, as all is to be sealed anew
    (None, {"epoch": 2}, refused("old_epoch")),
    (STORED, {"base": 5, "version": 6, "epoch": 2}, refused("old_epoch")),
    (STORED, {"base": 4, "version": 6, "epoch": 2}, refused("old_epoch")),
    (STORED, {"base": 5, "version": 6, "epoch": 4}, refused("unknown_epoch")),
]


@pytest.mark.parametrize(("stored", "sent", "verdict"), CASES)
def test_what_speaks_against_an_edit(stored, sent, verdict):
    assert why_not(op(**sent), stored, epoch=3) == verdict


def ledger(stored=(), done=(), limits=PLENTY, last_seq=9):
    rows = {row.id: row for row in stored}
    size = sum(len(row.sealed) for row in stored)
    return Ledger(Head(last_seq, 0, len(rows), size), 3, rows, dict(done), limits)


def test_what_is_taken_gets_the_next_number():
    book = ledger()

    assert book.take(op("a", id="x")) == Taken("a", "x", 1, 10)
    assert book.take(op("b", id="y")) == Taken("b", "y", 1, 11)
    assert book.head == Head(last_seq=11, floor=0, records=2, bytes=2 * len(A_BYTES))


def test_what_is_refused_uses_up_no_number():
    book = ledger([row()])

    book.take(Refused("a", "malformed"))
    book.take(op("b", base=1))
    book.take(op("c", epoch=1))

    assert (book.head.last_seq, book.written, book.followed) == (9, {}, {})


def test_a_larger_edit_counts_for_the_difference():
    book = ledger([row(sealed=b"x" * 100)])

    book.take(op(base=5, version=6, sealed=b"y" * 160))

    assert (book.head.records, book.head.bytes) == (1, 160)


def test_a_repeat_in_the_same_call_is_told_although_others_followed_it():
    ledger = Ledger(Head(9, 0, 0, 0), 3, {}, {}, PLENTY)
    first = op("first")
    second = op("second", version=2, base=1)

    assert [ledger.take(each) for each in (first, second, first)] == [
        Taken("first", "r", 1, 10),
        Taken("second", "r", 2, 11),
        Taken("first", "r", 1, 10),
    ]


def test_a_repeat_is_told_by_what_it_says():
    said = op("a", version=2)
    book = ledger([row(version=8)], {"a": Done(4, digest_of(said))})

    assert book.take(said) == Taken("a", "r", 2, 4)
    assert book.take(said._replace(base=7, after=["x"], epoch=1)) == Taken("a", "r", 2, 4)
    for other in ({"version": 3}, {"sealed": B_BYTES}, {"id": "s"}):
        assert book.take(said._replace(**other)) == Refused("a", "op_reused")


def test_a_digest_has_sixteen_bytes():
    assert len(digest_of(op())) == 16


def test_digests_do_not_run_together():
    assert digest_of(op(id="r1", version=1)) != digest_of(op(id="r", version=11))


@pytest.mark.parametrize(
    ("before", "after", "is_so"),
    [
        ((9, 900), (10, 1000), False),
        ((10, 900), (11, 950), True),
        ((9, 900), (10, 1001), True),
        ((5, 2000), (5, 2000), False),  # a limit was lowered: what is there may change
        ((5, 2000), (5, 1900), False),
        ((5, 2000), (5, 2001), True),
        ((20, 500), (20, 600), False),
    ],
)
def test_room_is_refused_to_what_needs_more_of_it(before, after, is_so):
    heads = (Head(1, 0, *after), Head(1, 0, *before))

    assert is_over(*heads, Limits(records=10, bytes=1000)) is is_so


def test_a_full_vault_still_takes_what_needs_no_more_room():
    full = Limits(records=1, bytes=len(B_BYTES))
    book = ledger([row()], limits=full)

    assert book.take(op("a", id="new")) == Refused("a", "quota_full")
    assert book.take(op("b", base=5, version=6, sealed=B_BYTES + b"\0")).code == "quota_full"
    assert isinstance(book.take(op("c", base=5, version=6, purgeable=True)), Taken)


@pytest.mark.parametrize(
    ("sizes", "limit", "end"),
    [
        ([], 10, (0, True)),
        ([(4, 10)], 1, (4, True)),
        ([(4, 10), (7, 10)], 1, (4, False)),
        ([(4, 10), (7, 10), (8, 10)], 2, (7, False)),
        ([(4, 10), (7, 10)], 2, (7, True)),
        ([(4, PAGE_BYTES), (5, 1)], 10, (4, False)),
        ([(4, PAGE_BYTES - 1), (5, 1)], 10, (5, True)),
        ([(4, PAGE_BYTES - 1), (5, 1), (6, 1)], 10, (5, False)),
        ([(4, 5 * PAGE_BYTES), (5, 1)], 10, (4, False)),  # however large, the first one fits
    ],
)
def test_where_a_page_ends(sizes, limit, end):
    assert end_of_page(sizes, limit) == end


@pytest.mark.parametrize(
    ("cursor", "at_start", "floor", "is_so"),
    [
        (0, 0, 9, False),  # reads from the beginning
        (9, 0, 9, False),
        (12, 0, 9, False),
        (8, 0, 9, True),
        (1, 0, 9, True),
        (4, 9, 9, False),  # has begun above all that was dropped
        (4, 10, 9, False),
        (4, 7, 9, True),  # more was dropped while it read
        (5, 0, 0, False),
    ],
)
def test_who_has_missed_what_was_dropped(cursor, at_start, floor, is_so):
    assert has_missed(cursor, at_start, floor) is is_so


def test_half_a_year_is_remembered():
    assert kept_since(date(2026, 11, 25)) == date(2026, 5, 29)


names = st.sampled_from("abcdef")
ops = st.builds(
    op,
    name=names,
    id=st.sampled_from("rst"),
    version=st.integers(1, 6),
    base=st.integers(0, 6),
    after=st.lists(names, max_size=2),
    epoch=st.sampled_from([3, 3, 3, 2, 4]),
    sealed=st.binary(min_size=1, max_size=40),
)


def never_followed(taken, rows):
    """Names that stand for nothing but the last edit of some records."""
    last = {(row.id, row.last_op) for row in rows}
    return {name for _, name in last} - {name for _, name in taken.keys() - last}


@given(st.lists(ops, max_size=30), st.integers(1, 3), st.integers(20, 120))
def test_whatever_is_sent_the_books_are_right(sent, records, size):
    book = ledger(limits=Limits(records, size), last_seq=0)
    taken, versions = {}, {}

    for each in sent:
        verdict = book.take(each)
        if not isinstance(verdict, Taken):
            assert verdict.op == each.op
            continue
        if (each.id, each.op) in taken:
            assert taken[each.id, each.op] == verdict
            continue
        assert verdict.seq == len(taken) + 1  # dense
        assert each.version > versions.get(each.id, 0)  # only rises
        taken[each.id, each.op], versions[each.id] = verdict, each.version

    rows = book.written.values()
    assert book.head.last_seq == len(taken)
    assert {(row.id, row.last_op) for row in rows} <= taken.keys()
    assert book.followed.keys() == {name for _, name in taken} - never_followed(taken, rows)
    assert book.head.records == len(rows) <= records
    assert book.head.bytes == sum(len(row.sealed) for row in rows) <= size
    assert {row.id: row.version for row in rows} == versions
    assert len({row.seq for row in rows}) == len(rows)
