"""What a benchmark says when it is run: a line a figure, and whether all of them hold."""

import sys
from collections.abc import Callable, Iterable, Sequence

from bench.figures import Figure, Seen

Figures = Sequence[Figure | Seen]


def gather(measures: Iterable[Callable[[], Figures]]) -> list[Figure | Seen]:
    """All figures; each is said as soon as it is known, for the whole takes minutes."""
    gathered: list[Figure | Seen] = []
    for measure in measures:
        figures = measure()
        for figure in figures:
            print(figure.line(), flush=True)  # noqa: T201
        gathered.extend(figures)
    return gathered


def leave(figures: Figures) -> None:
    sys.exit(not all(figure.holds for figure in figures))
