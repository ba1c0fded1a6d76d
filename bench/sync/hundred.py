"""A hundred records pushed and pulled, here and elsewhere, turn by turn in one run."""

import statistics
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from bench.figures import Figure, Seen
from bench.sync import kinto, ours, pouchdb
from bench.sync.service import RECORDS, Service

WARM_UP_ROUNDS = 5

Times = dict[str, list[float]]


def measure(folder: Path, rounds: int) -> list[Figure | Seen]:
    with ExitStack() as stack:
        services: list[Service] = [
            stack.enter_context(each.started(folder / "hundred")) for each in (ours, kinto, pouchdb)
        ]
        pushed, pulled = race(services, rounds)
    return [*compared(pushed), *seen("push", pushed), *seen("pull", pulled)]


def race(services: Sequence[Service], rounds: int) -> tuple[Times, Times]:
    """Who begins changes with every round, so that a busy moment strikes all alike."""
    pushed: Times = {each.name: [] for each in services}
    pulled: Times = {each.name: [] for each in services}
    for number in range(WARM_UP_ROUNDS + rounds):
        first = number % len(services)
        for service in [*services[first:], *services[:first]]:
            push, pull = service.push(), service.pull()
            if number >= WARM_UP_ROUNDS:
                pushed[service.name].append(push)
                pulled[service.name].append(pull)
    return pushed, pulled


def compared(pushed: Times) -> list[Figure | Seen]:
    ours_p50, kinto_p50, pouch_p50 = (
        statistics.median(pushed[each.name]) for each in (ours.Ours, kinto.Kinto, pouchdb.Pouch)
    )
    return [
        Figure("push of 100, Kinto ÷ ours", kinto_p50 / ours_p50, 8, "times", at_most=False),
        Figure("push of 100, ours ÷ express-pouchdb", ours_p50 / pouch_p50, 2, "times"),
    ]


def seen(what: str, times: Times) -> list[Figure | Seen]:
    return [
        Seen(f"{what} of {RECORDS}, {name}, {mark}", value, "ms")
        for name, taken in times.items()
        for mark, value in (("p50", statistics.median(taken)), ("p95", p95(taken)))
    ]


def p95(taken: Sequence[float]) -> float:
    return statistics.quantiles(taken, n=20, method="inclusive")[-1]
