"""Whether a pull takes longer when there is much that it does not ask for."""

import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path

from bench.figures import Figure, Seen
from bench.sync import ours
from bench.sync.load import Asked, ratio, turns
from bench.sync.service import RECORDS

FEW = 1_000
AT_ONCE = 50_000

#: The record that the server has kept, multiplied in its file: by the front door a million of them
#: take half an hour.
MULTIPLY = """
    WITH RECURSIVE numbers(number) AS
        (SELECT :first UNION ALL SELECT number + 1 FROM numbers WHERE number < :last)
    INSERT INTO vault_rows ({columns})
    SELECT {values} FROM numbers, (SELECT * FROM vault_rows WHERE seq = 1)
"""
RANDOM_ID = "lower(hex(randomblob(16)))"
CHANGED = {"seq": "number", "record_id": RANDOM_ID, "last_op": RANDOM_ID}


def measure(folder: Path, rounds: int, seconds: float, most: int) -> list[Figure | Seen]:
    """Two servers, each with one account in a database of its own."""
    with ExitStack() as stack:
        little, much = (holding(stack, folder / str(kept), kept) for kept in (FEW, most))
        nothing = [each.asked([]) for each in (little, much)]
        few_empty, much_empty = turns(nothing, rounds, seconds)
        newest = [since(each, each.pulled_to - RECORDS) for each in (little, much)]
        few_newest, much_newest = turns(newest, rounds, seconds)
    times = f"{most:,} records ÷ {FEW:,}"
    return [
        Figure(f"pull of nothing, {times}", ratio(few_empty, much_empty), 1.2, "times"),
        Figure(f"pull of {RECORDS}, {times}", ratio(few_newest, much_newest), 1.2, "times"),
    ]


def holding(stack: ExitStack, folder: Path, kept: int) -> ours.Ours:
    """A phone that has heard of all that its account keeps."""
    mine = stack.enter_context(ours.started(folder))
    mine.push(1)
    fill(folder / "var/interlude.db", kept)
    mine.pulled_to = kept
    return mine


def since(mine: ours.Ours, cursor: int) -> Asked:
    mine.pulled_to = cursor
    mine.pull()
    mine.pulled_to = cursor
    return mine.asked([])


def fill(database: Path, kept: int) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -262144")
        multiply = multiplying(connection)
        for first in range(2, kept + 1, AT_ONCE):
            last = min(first + AT_ONCE - 1, kept)
            connection.execute(multiply, {"first": first, "last": last})
            connection.commit()
        connection.execute("UPDATE vault_heads SET last_seq = ?", [kept])
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def multiplying(connection: sqlite3.Connection) -> str:
    columns = [name for _, name, *_ in connection.execute("PRAGMA table_info(vault_rows)")]
    values = [CHANGED.get(name, name) for name in columns]
    return MULTIPLY.format(columns=", ".join(columns), values=", ".join(values))
