"""`make fuzz`: schedules by the hundred thousand, on the model of the server and on the real one.

Says how each weather went as soon as it is over, and in its last line what came of all of them.
"""

import argparse
import json
import os
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.conftest import DATABASES
from tests.schedules.engine import PWA, command, play_on, read

# What each schedule promises is named in `invariants.ts`; these are the ones about lost words.
LOSSES = ("nothingIsLost", "noFieldIsLost", "anEditInFlightStillWaits")
ON_MODEL, ON_REAL = 10, 9  # weathers
SEEDS = 2**31


def main() -> int:
    asked = parsed()
    seed = asked.seed if asked.seed is not None else secrets.randbelow(SEEDS)
    say(f"seed {seed}, on a model of the server")
    with tempfile.TemporaryDirectory() as folder:
        found = on_model(Path(folder), seed, asked.schedules)
        done = sum(each["schedules"] for each in found)
        for database in DATABASES if asked.real else ():
            say(f"on the real server, with {database}")
            found += on_real(Path(folder), database, seed, asked.real)
        say("mistakes that are planted")
        planted = count_planted(Path(folder))
    broken = [each["promise"] for weather in found for each in weather["broken"]]
    lost = sum(promise.startswith(LOSSES) for promise in broken)
    say(f"schedules={done} lost={lost} diverged={len(broken) - lost} planted={planted}")
    found_all = len(set(planted.split("/"))) == 1
    return 0 if not broken and done >= asked.schedules and found_all else 1


def parsed() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    asked.add_argument("--schedules", type=int, default=100_000, help="on the model")
    asked.add_argument("--real", type=int, default=5_000, help="on each database")
    asked.add_argument("--seed", type=int, help="the first one; else chance decides")
    return asked.parse_args()


def on_model(folder: Path, seed: int, schedules: int) -> list[dict[str, Any]]:
    report = folder / "model"
    given = {"SYNC_SEED": str(seed), "SYNC_RUNS": str(-(-schedules // ON_MODEL))}
    tests = command("schedules/outside", "schedules/inside", config="vitest.config.ts")
    playing = subprocess.Popen(
        tests,
        cwd=PWA,
        env={**os.environ, **given, "SYNC_REPORT": str(report)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return followed(playing, report, ON_MODEL)


def on_real(folder: Path, database: str, seed: int, schedules: int) -> list[dict[str, Any]]:
    report = folder / database
    playing = play_on(database, -(-schedules // ON_REAL), report, SYNC_SEED=str(seed))
    return followed(playing, report, ON_REAL)


def followed(playing: subprocess.Popen[str], report: Path, weathers: int) -> list[dict[str, Any]]:
    """What came of each weather, told as it comes. Ends everything when one says nothing."""
    with telling(report):
        said, _ = playing.communicate()
    found = read(report) if report.exists() else []
    if len(found) != weathers:
        sys.exit(f"{said}\nIt broke off before the end.")
    return found


@contextmanager
def telling(report: Path) -> Iterator[None]:
    over = threading.Event()

    def tell() -> None:
        told, began = 0, time.monotonic()
        while not over.wait(1) or told < len(lines(report)):
            for line in lines(report)[told:]:
                told += 1
                say(f"{time.monotonic() - began:6.0f} s  {describe(json.loads(line))}")

    thread = threading.Thread(target=tell)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def lines(report: Path) -> list[str]:
    return report.read_text().splitlines() if report.exists() else []


def describe(weather: dict[str, Any]) -> str:
    broken = [f"\n    seed {each['seed']}: {each['promise']}" for each in weather["broken"]]
    return f"{weather['schedules']:7} {weather['weather']}{''.join(broken)}"


def count_planted(folder: Path) -> str:
    """How many of how many planted mistakes the schedules found."""
    out = folder / "planted.json"
    tests = command("schedules/plants", config="vitest.config.ts")
    subprocess.run([*tests, "--reporter=json", f"--outputFile={out}"], cwd=PWA, check=False)
    found = json.loads(out.read_text())
    return f"{found['numPassedTests']}/{found['numTotalTests']}"


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
