"""A server of SQLite whose calls to its disk fail now and then, in its own processes.

PostgreSQL cannot be run so: it ends as soon as libfiu stands between it and its files.
"""

from collections import Counter
from pathlib import Path

from tests.faults.groups import group
from tests.faults.kills import finish, sign_up
from tests.faults.writers import Found
from tools import fiu

#: Of all calls of the kind. 5 is an input/output error, 28 is a full disk.
FAILING = ("posix/io/sync/fdatasync", 0.05, 5), ("posix/io/rw/pwrite", 0.01, 28)


def bad_calls(folder: Path, turns: int) -> tuple[Found, Counter[str]]:
    """What was lost, and what was said instead of yes, and how often."""
    refusals: Counter[str] = Counter()
    with group(folder, "sqlite") as failing:
        phone, writer = sign_up(failing, failing.server.port, 1)
        failing.server.kill()
        failing.server.under = under()
        failing.server.start()
        for _ in range(turns):
            writer.turn(lambda asked: phone.heard(asked, refusals))
        finish(phone, writer)
        return writer.judged(*phone.everything()), refusals


def under() -> tuple[str, ...]:
    program = fiu.find()
    assert program, "There is no libfiu here. Run: python -m tools.fiu"
    orders = [
        f"enable_random name={name},probability={share},failinfo={error}"
        for name, share, error in FAILING
    ]
    return (program, "-x", "-f", "", *(part for order in orders for part in ("-c", order)))
