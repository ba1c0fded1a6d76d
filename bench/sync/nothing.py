"""A pull of nothing, the call phones make most, beside two small Flask apps on one gunicorn."""

import statistics
from contextlib import ExitStack
from pathlib import Path

from bench.figures import Figure, Seen
from bench.line import Line
from bench.serving import gunicorn
from bench.sync import ours
from bench.sync.cookies import proof, request
from bench.sync.load import Asked, ratio, turns
from bench.sync.service import must

NOTHING = "/nothing"


def measure(folder: Path, rounds: int, seconds: float) -> list[Figure | Seen]:
    with ExitStack() as stack:
        asked = [each(stack, folder) for each in (of_ours, of_bare, of_row)]
        mine, bare, row = turns(asked, rounds, seconds)
    of_the_bare, of_the_row = 100 * ratio(mine, bare), 100 * ratio(mine, row)
    return [
        Figure("pull of nothing ÷ bare Flask", of_the_bare, 30, "%", at_most=False),
        Figure("pull of nothing ÷ Flask, JWT, one row", of_the_row, 85, "%", at_most=False),
        Seen("pull of nothing", statistics.median(mine), "a second"),
        Seen("bare Flask", statistics.median(bare), "a second"),
        Seen("Flask, JWT, one row", statistics.median(row), "a second"),
    ]


def of_ours(stack: ExitStack, folder: Path) -> Asked:
    """With a hundred records kept, and nothing new among them."""
    mine = stack.enter_context(ours.started(folder / "nothing"))
    mine.push()
    mine.pull()
    return mine.asked([])


def of_bare(stack: ExitStack, folder: Path) -> Asked:
    port = stack.enter_context(gunicorn(folder / "bare", "bench.sync.peers:bare()"))
    return Asked(port, request(port, NOTHING, b"{}", {}))


def of_row(stack: ExitStack, folder: Path) -> Asked:
    port = stack.enter_context(gunicorn(folder / "row", "bench.sync.peers:signed_in()"))
    answer = Line(port).ask("POST", "/sign-in", b"{}")
    must(answer.status == 200, answer.body)
    return Asked(port, request(port, NOTHING, b"{}", proof(answer.headers, NOTHING)))
