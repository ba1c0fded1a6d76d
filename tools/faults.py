"""`make faults`: a server is killed, its disk fails, its line is bad; nothing may be lost by it.

Says how each went as soon as it is over, and in its last line what came of all of them.
"""

import argparse
import secrets
import sys
import tempfile
import time
from pathlib import Path

from tests.conftest import DATABASES
from tests.faults import full_disk
from tests.faults.bad_calls import bad_calls
from tests.faults.cuts import power_cut, refusals, stage
from tests.faults.kills import kills
from tests.faults.writers import Found

#: A server's life in one go; then everybody is somebody new.
KILLS_AT_A_TIME = 20
CUTS_AT_A_TIME = 60
TURNS = 2_000
SEEDS = 2**31


def main() -> int:
    asked = parsed()
    seed = asked.seed if asked.seed is not None else secrets.randbelow(SEEDS)
    say(f"seed {seed}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = killed(folder, asked.kills, seed)
        found += cut(folder, asked.powercuts, seed)
        found += full(folder)
    say(
        f"kills={asked.kills} powercuts={asked.powercuts} lost={found.lost} doubled={found.doubled}"
    )
    return 0 if found == Found() else 1


def parsed() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="make faults", description=__doc__)
    asked.add_argument("--kills", type=int, default=200, help="on both databases together")
    asked.add_argument("--powercuts", type=int, default=240, help="of SQLite's disk")
    asked.add_argument("--seed", type=int, help="the first one; else chance decides")
    return asked.parse_args()


def killed(folder: Path, count: int, seed: int) -> Found:
    """All processes of a server, of its database, or of both, under load and on a bad line."""
    found, done, turn = Found(), 0, 0
    while done < count:
        database, some = DATABASES[turn % len(DATABASES)], min(KILLS_AT_A_TIME, count - done)
        began = time.monotonic()
        story = kills(folder / f"kills-{turn}", database, some, seed + turn)
        found, done, turn = found + story.found, done + some, turn + 1
        say(
            f"{time.monotonic() - began:6.0f} s  {some} kills on {database}: "
            f"{story.promised} edits promised, {story.repeated} calls repeated, {story.found}"
        )
    return found


def cut(folder: Path, count: int, seed: int) -> Found:
    """The power of the disk under SQLite, then as many disks that refuse calls."""
    found = Found()
    with stage(folder / "stage") as on:
        on.app.logger.disabled = True  # it tells of each call that failed, as it should
        for name, play in (("power cuts", power_cut), ("broken disks", refusals)):
            for first in range(0, count, CUTS_AT_A_TIME):
                some, began = min(CUTS_AT_A_TIME, count - first), time.monotonic()
                came = sum((play(on, seed + first + each) for each in range(some)), Found())
                say(f"{time.monotonic() - began:6.0f} s  {some} {name}: {came}")
                found += came
    return found


def full(folder: Path) -> Found:
    found, refused = bad_calls(folder / "calls", TURNS)
    say(f"{TURNS} calls on a disk that fails now and then: {found}, refused {dict(refused)}")
    for database in DATABASES:
        told = full_disk.alone(database)
        say(f"a full disk under {database}: {told}")
        found += Found(told["lost"], told["doubled"])
    return found


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
