"""One kept connection to a server, as a phone holds it, and how long an answer took."""

import http.client
import json
import time
from dataclasses import dataclass
from typing import Any

#: Servers here hang up on a connection after five seconds of silence.
LONGEST_SILENCE_SECONDS = 3


@dataclass(frozen=True)
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes
    milliseconds: float

    def json(self) -> Any:
        return json.loads(self.body)

    def header(self, name: str) -> str:
        return next(value for each, value in self.headers if each.lower() == name)


class Line:
    """`headers` go with every request. The clock runs from the first byte out to the last in."""

    def __init__(self, port: int) -> None:
        self.headers = {"Content-Type": "application/json"}
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._last = 0.0

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        if time.monotonic() - self._last > LONGEST_SILENCE_SECONDS:
            self._connection.close()
            self._connection.connect()
        began = time.perf_counter()
        self._connection.request(method, path, body, {**self.headers, **headers})
        answer = self._connection.getresponse()
        content = answer.read()
        took = time.perf_counter() - began
        self._last = time.monotonic()
        return Answer(answer.status, answer.getheaders(), content, took * 1000)

    def close(self) -> None:
        self._connection.close()
