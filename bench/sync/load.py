"""Asks one thing over and over on several kept connections, in a process of its own.

Reads `{port, request, connections, seconds}` from its input, so that no cookie stands among the
arguments, and prints how many answers came in a second. Anything but 200 ends it.
"""

import json
import selectors
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

CONNECTIONS = 8
CHUNK = 1 << 18
WARM_UP_SECONDS = 0.3


@dataclass(frozen=True)
class Asked:
    """One question to one server."""

    port: int
    request: bytes

    def answers_a_second(self, seconds: float) -> float:
        """Measured by a second process, so that asking takes none of this one's time."""
        order = {
            "port": self.port,
            "request": self.request.decode("latin-1"),
            "connections": CONNECTIONS,
            "seconds": seconds,
        }
        command = [sys.executable, "-m", "bench.sync.load"]
        said = subprocess.run(
            command, input=json.dumps(order), capture_output=True, text=True, check=False
        )
        if said.returncode:
            raise RuntimeError(said.stderr)
        return float(said.stdout)


def turns(asked: Sequence[Asked], rounds: int, seconds: float) -> list[list[float]]:
    """Answers a second of each, asked turn by turn, so that a busy moment strikes all alike."""
    rates: list[list[float]] = [[] for _ in asked]
    for number in range(rounds):
        for place in range(len(asked)):
            whose = (number + place) % len(asked)
            rates[whose].append(asked[whose].answers_a_second(seconds))
    return rates


def ratio(rates: Sequence[float], others: Sequence[float]) -> float:
    """The median over the rounds: what one round has in common is divided out."""
    return statistics.median(one / other for one, other in zip(rates, others, strict=True))


class Caller:
    """One connection: asks, waits for the whole answer, asks again."""

    def __init__(self, port: int, request: bytes) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.request = request
        self.missing = 0
        self.got = b""

    def ask(self) -> None:
        self.got = b""
        self.missing = 0
        self.socket.sendall(self.request)

    def hear(self) -> bool:
        """True when the answer is complete."""
        part = self.socket.recv(CHUNK)
        if not part:
            raise ConnectionError("the server hung up")
        if self.missing:
            self.missing -= len(part)
            return self.missing == 0
        self.got += part
        head, end, body = self.got.partition(b"\r\n\r\n")
        if not end:
            return False
        self.missing = length_of(head) - len(body)
        return self.missing == 0


def length_of(head: bytes) -> int:
    status, *fields = head.split(b"\r\n")
    if not status.startswith(b"HTTP/1.1 200 "):
        raise RuntimeError(status.decode("latin-1"))
    lengths = [each for each in fields if each.lower().startswith(b"content-length:")]
    return int(lengths[0].split(b":")[1])


def keep_asking(callers: Sequence[Caller], seconds: float) -> float:
    """Answers a second, over `seconds`. Every connection has one question in the air."""
    answers = 0
    with selectors.DefaultSelector() as selector:
        for caller in callers:
            selector.register(caller.socket, selectors.EVENT_READ, caller)
            caller.ask()
        began = time.perf_counter()
        while (took := time.perf_counter() - began) < seconds:
            for key, _ in selector.select(timeout=1):
                if key.data.hear():
                    answers += 1
                    key.data.ask()
    for caller in callers:
        drain(caller)
    return answers / took


def drain(caller: Caller) -> None:
    """What is in the air at the end is heard, and not counted."""
    while not caller.hear():
        pass


def main() -> None:
    order = json.load(sys.stdin)
    request = order["request"].encode("latin-1")
    callers = [Caller(order["port"], request) for _ in range(order["connections"])]
    keep_asking(callers, WARM_UP_SECONDS)
    print(keep_asking(callers, order["seconds"]))  # noqa: T201


if __name__ == "__main__":
    main()
