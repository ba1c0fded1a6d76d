"""Signing in: how long a no takes for a name there is and for one there is not, and what a flood
of attempts does to those who read."""

import json
import os
import statistics
import threading
import uuid
from itertools import count

from bench.figures import Figure, Seen
from bench.line import Answer, Line
from bench.serving import folder_of_its_own, gunicorn
from bench.sync.ours import Ours, base64url, new_account
from bench.sync.service import must

SIGN_IN, SIGN_UP = "/api/accounts/sign-in", "/api/accounts"
#: A name may be tried a few times an hour from one network.
PEOPLE, TRIES = 12, 5
FLOODERS = 12
READS = 300
MOST_APART = 0.10
MOST_MILLISECONDS = 200

_networks = count(1)


def measure() -> list[Figure | Seen]:
    # Each attempt comes from a network of its own, as a flood would, past one proxy.
    settings = {"INTERLUDE_TRUSTED_PROXIES": "1"}
    with folder_of_its_own() as folder, gunicorn(folder / "doors", **settings) as port:
        return [*names(port), *flood(port)]


def names(port: int) -> list[Figure | Seen]:
    """Medians of sixty each, asked in turns."""
    line = Line(port)
    known = [f"somebody {number}" for number in range(PEOPLE)]
    for name in known:
        body = json.dumps(new_account() | {"name": name}).encode()
        must(line.ask("POST", SIGN_UP, body, **elsewhere()).status == 201, b"no account")
    took: dict[str, list[float]] = {"known": [], "unknown": []}
    for _ in range(TRIES):
        for name in known:
            took["known"].append(tried(line, name).milliseconds)
            took["unknown"].append(tried(line, f"nobody {uuid.uuid4().hex[:8]}").milliseconds)
    one, other = (statistics.median(took[whose]) for whose in ("known", "unknown"))
    return [
        Seen("a wrong passphrase for a name there is", one, "ms"),
        Seen("for one there is not", other, "ms"),
        Figure("sign-in: apart, known and unknown names", abs(one / other - 1), MOST_APART, ""),
    ]


def flood(port: int) -> list[Figure | Seen]:
    """A phone reads while twelve try passphrases without end."""
    phone = Ours(port)
    quiet = [phone.line.ask("POST", *pull(phone)).milliseconds for _ in range(READS)]
    over, attempts = threading.Event(), count()
    crowd = [
        threading.Thread(target=knock_on, args=(port, over, attempts)) for _ in range(FLOODERS)
    ]
    for each in crowd:
        each.start()
    try:
        reads = [phone.line.ask("POST", *pull(phone)) for _ in range(READS)]
    finally:
        over.set()
        for each in crowd:
            each.join()
    must({answer.status for answer in reads} == {200}, b"a read was refused")
    return [
        Seen("attempts meanwhile", next(attempts), ""),
        Seen("a read in quiet, 99 of 100", p99(quiet), "ms"),
        Figure(
            "a read under twelve who flood, 99 of 100",
            p99([answer.milliseconds for answer in reads]),
            MOST_MILLISECONDS,
            "ms",
        ),
    ]


def knock_on(port: int, over: threading.Event, attempts: "count[int]") -> None:
    line = Line(port)
    while not over.is_set():
        tried(line, f"nobody {uuid.uuid4().hex[:8]}")
        next(attempts)


def tried(line: Line, name: str) -> Answer:
    body = {
        "name": name,
        "auth": base64url(os.urandom(32)),
        "device": {"id": str(uuid.uuid4()), "sealed_name": None},
    }
    answer = line.ask("POST", SIGN_IN, json.dumps(body).encode(), **elsewhere())
    must(answer.status in {401, 429}, answer.body)
    return answer


def pull(phone: Ours) -> tuple[str, bytes]:
    return "/api/vault/sync", phone.asking([])


def elsewhere() -> dict[str, str]:
    """From a network nobody has asked from."""
    number = next(_networks)
    return {"X-Forwarded-For": f"10.{number >> 8 & 255}.{number & 255}.1"}


def p99(milliseconds: list[float]) -> float:
    return statistics.quantiles(milliseconds, n=100)[98]
