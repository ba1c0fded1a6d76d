"""Sync, measured against others that keep records for many phones, and against plain Flask."""

from bench.figures import Figure, Seen
from bench.serving import folder_of_its_own
from bench.sync import growth, hundred, nothing

ROUNDS = 60
TURNS = 7
SECONDS = 2.0
MOST = 1_000_000


def measure(
    rounds: int = ROUNDS, turns: int = TURNS, seconds: float = SECONDS, most: int = MOST
) -> list[Figure | Seen]:
    """`rounds` of push and pull, and `turns` of so many `seconds` for each thing under load."""
    with folder_of_its_own() as folder:
        return [
            *hundred.measure(folder, rounds),
            *nothing.measure(folder, turns, seconds),
            *growth.measure(folder, turns, seconds, most),
        ]
