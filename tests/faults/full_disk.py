"""`python -m tests.faults.full_disk DATABASE`: a real disk of a few megabytes, filled by writing.

It is a file system in memory, mounted where nobody but this process and its children see it. What
came of it is one line of JSON.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.faults.groups import group
from tests.faults.kills import finish, sign_up
from tests.faults.phones import NetPhone
from tests.faults.writers import Found, Writer

ROOT = Path(__file__).parents[2]
#: All that a server and its database need from the start, and some.
MEGABYTES = {"sqlite": 16, "postgresql": 160}
ROOM_LEFT = 2_000_000
#: Large, so that a disk is full soon; four of them are not too much for one call.
BUCKETS = (32_768,)
REFUSALS = 12
FULL_WITHIN_SECONDS = 60


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="full-"))
    try:
        sys.stdout.write(json.dumps(fill(folder, sys.argv[1])) + "\n")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def alone(database: str) -> dict[str, Any]:
    """Plays it in a process that sees mounts of its own. Those who are not root become it there."""
    private = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    told = subprocess.run(
        [*private, sys.executable, "-m", "tests.faults.full_disk", database],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if told.returncode:
        raise RuntimeError(told.stderr)
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def fill(folder: Path, database: str) -> dict[str, Any]:
    size = f"size={MEGABYTES[database]}m,mode=0711"
    with mounted(folder, size), group(folder / "server", database, folder) as small:
        phone, writer = sign_up(small, small.server.port, 1)
        writer.buckets = BUCKETS
        ballast = folder / "ballast"
        take_room(ballast)
        told = full(phone, writer)
        readable = reads(phone, writer)
        ballast.unlink()
        small.keep_up()
        finish(phone, writer)
        assert writer.turn(phone.sync), "With room again, a call is taken."
        found: Found = writer.judged(*phone.everything())
        return {
            "told": told,
            "readable": readable,
            "promised": len(writer.numbers),
            **asdict(found),
        }


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[None]:
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def take_room(ballast: Path) -> None:
    free = shutil.disk_usage(ballast.parent).free
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, free - ROOM_LEFT)


def full(phone: NetPhone, writer: Writer) -> Counter[str]:
    """Writes until the disk has been full a good while. What was said of it, and how often."""
    told: Counter[str] = Counter()
    deadline = time.monotonic() + FULL_WITHIN_SECONDS
    while told.total() < REFUSALS:
        assert time.monotonic() < deadline, "It never became full."
        if not writer.turn(lambda asked: phone.heard(asked, told)):
            time.sleep(0.2)
    return told


def reads(phone: NetPhone, writer: Writer) -> bool:
    """Whether all that was promised can be had while there is no room. A database that has
    stopped itself for want of it says so, and is no loss.
    """
    try:
        rows, _ = phone.everything()
    except AssertionError:
        return False
    return set(writer.promised) <= set(rows)


if __name__ == "__main__":
    main()
