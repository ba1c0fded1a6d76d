"""People write through a bad line to a server that is killed over and over."""

import random
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.groups import OURS, Group, group
from tests.faults.phones import NetPhone
from tests.faults.proxy import between
from tests.faults.writers import Found, Writer

PEOPLE = 6
UNLUCKY = 0.35
#: How long a server lives, once it answers.
LIVES_SECONDS = (0.1, 1.0)
PATIENCE_SECONDS = 120


@dataclass
class Story:
    """`did` counts what was done to calls; `repeated` those that were sent more than once."""

    kills: Counter[str] = field(default_factory=Counter)
    promised: int = 0
    repeated: int = 0
    did: Counter[str] = field(default_factory=Counter)
    found: Found = field(default_factory=Found)


def kills(folder: Path, database: str, count: int, seed: int, wsgi: str = OURS) -> Story:
    chance, told = random.Random(seed), Story()  # noqa: S311  nothing secret about it
    with (
        group(folder, database, wsgi=wsgi) as killed,
        between(killed.server.port, UNLUCKY, seed) as line,
    ):
        people = [sign_up(killed, line.port, number) for number in range(PEOPLE)]
        over = threading.Event()
        with ThreadPoolExecutor(PEOPLE) as pool:
            writing = [pool.submit(write, *person, over) for person in people]
            try:
                for _ in range(count):
                    time.sleep(chance.uniform(*LIVES_SECONDS))
                    told.kills[killed.crash(chance)] += 1
            finally:
                over.set()
            for each in writing:
                each.result()
        for phone, writer in people:
            phone.origin = killed.server.origin
            told.found += writer.judged(*phone.everything())
            told.promised += len(writer.numbers)
            told.repeated += writer.repeated
        told.did = line.did
    return told


def sign_up(killed: Group, port: int, number: int) -> tuple[NetPhone, Writer]:
    """On the good line: an account is not what is looked at here."""
    phone = NetPhone(killed.server.origin, f"127.0.0.1:{killed.server.port}")
    phone.sign_up(f"person {number}")
    phone.origin = f"http://127.0.0.1:{port}"
    return phone, Writer(random.Random(number))  # noqa: S311  the same


def write(phone: NetPhone, writer: Writer, over: threading.Event) -> None:
    """Goes on until told that it is over, and until nothing waits."""
    while not over.is_set():
        if not writer.turn(phone.sync):
            time.sleep(0.05)
    finish(phone, writer)


def finish(phone: NetPhone, writer: Writer) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while writer.waiting:
        assert time.monotonic() < deadline, "What waited was never taken."
        writer.turn(phone.sync)
