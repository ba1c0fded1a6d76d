"""Random calls, answered by the server and by a model of it that is a page long."""

from uuid import UUID

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.core.db import db
from api.vault.models import heads, ops, rows
from tests.api.vault.phones import asking, edit, sealed, sync

CONTENTS = [sealed(), sealed(), sealed(1024)]


def named(number):
    return str(UUID(int=number))


class Model:
    """What the wire contract says, without a thought for speed, locks or disks."""

    def __init__(self):
        self.seq, self.rows, self.done = 0, {}, {}  # done: edits that others have followed

    def bring(self, op):
        said = (op["id"], op["version"], op["sealed"])
        row, last_op, last = self.rows.get(op["id"], (None, None, None))
        done = last if last_op == op["op"] else self.done.get(op["op"])
        if done:
            before, seq = done
            return self.ok(op, seq) if before == said else self.rejected(op, "op_reused")
        if op["epoch"] != 1:
            return self.rejected(op, "unknown_epoch")
        if row and op["base"] != row["version"] and last_op not in op["after"]:
            return {"op": op["op"], "status": "conflict", "current": row}
        if row and op["version"] <= row["version"]:
            return self.rejected(op, "version_not_greater")
        self.seq += 1
        if row:
            self.done.setdefault(last_op, last)
        kept = ("id", "version", "epoch", "sealed", "purgeable")
        new = {key: op[key] for key in kept} | {"seq": self.seq}
        self.rows[op["id"]] = new, op["op"], (said, self.seq)
        return self.ok(op, self.seq)

    def ok(self, op, seq):
        taken = {"op": op["op"], "status": "ok", "seq": seq}
        return taken | {"id": op["id"], "version": op["version"]}

    def rejected(self, op, code):
        return {"op": op["op"], "status": "rejected", "code": code}

    def answer(self, call):
        if call["cursor"] > self.seq:
            return "cursor_ahead"
        found = self.seq
        results = [self.bring(op) for op in call["ops"]]
        since = self.seq if call["cursor"] == found else call["cursor"]
        later = sorted(
            (row for row, *_ in self.rows.values() if row["seq"] > since),
            key=lambda row: row["seq"],
        )
        page = later[: call["limit"]]
        more = len(later) > len(page)
        cursor = page[-1]["seq"] if more else self.seq
        return {
            "results": results,
            "changes": page,
            "cursor": cursor,
            "floor": 0,
            "more": more,
            "epoch": 1,
        }


names = st.integers(1, 9).map(named)
edits = st.builds(
    edit,
    op=names,
    id=st.integers(21, 23).map(named),
    version=st.integers(1, 5),
    base=st.integers(0, 4),
    after=st.lists(names, max_size=3),
    epoch=st.sampled_from([1, 1, 1, 1, 2]),
    sealed=st.sampled_from(CONTENTS),
    purgeable=st.booleans(),
)
calls = st.builds(
    asking, st.lists(edits, max_size=6), cursor=st.integers(0, 8), limit=st.integers(1, 4)
)


def empty_vault():
    for table in (ops, rows, heads):
        db.session.execute(sa.delete(table))
    db.session.commit()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(calls, min_size=1, max_size=8))
def test_the_server_answers_as_the_model_does(phone, schedule):
    empty_vault()
    model = Model()

    for call in schedule:
        expected = model.answer(call)
        answer = sync(phone, *call["ops"], cursor=call["cursor"], limit=call["limit"]).json
        if expected == "cursor_ahead":
            assert answer["code"] == expected
            continue
        del answer["history"]
        assert answer == expected

    kept = [row for row, *_ in model.rows.values()]
    size = sum(len(row["sealed"]) * 3 // 4 for row in kept)
    head = db.session.execute(sa.select(heads)).one_or_none()
    db.session.rollback()
    if kept:
        assert (head.last_seq, head.records, head.bytes) == (model.seq, len(kept), size)
