"""The real sync engine in a process of its own: schedules by seeds, or told step by step."""

import json
import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PWA = Path(__file__).parents[2] / "pwa"
STARTS_WITHIN = 60


def command(*files: str, config: str = "vitest.real.config.ts") -> list[str]:
    return ["npx", "vitest", "run", "--config", config, *files]


def play_on(
    database: str, runs: int, report: Path, weather: str = "", **more: str
) -> subprocess.Popen[str]:
    """So many schedules of each weather, or of one, on the real server with this database.

    What comes of each weather is a line of JSON in `report`.
    """
    given = {"SYNC_DATABASE": database, "SYNC_RUNS": str(runs), "SYNC_REPORT": str(report)}
    return subprocess.Popen(
        command("real.schedules.ts", *(["-t", weather] if weather else [])),
        cwd=PWA,
        env={**os.environ, **given, **more},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def read(report: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in report.read_text().splitlines()]


class Told:
    """Phones that do what they are told."""

    def __init__(self, connection: socket.socket) -> None:
        self.lines = connection.makefile("rw")

    def do(self, what: str, **more: Any) -> str | None:
        """What is broken by it, if anything is."""
        self.lines.write(json.dumps({"do": what, **more}) + "\n")
        self.lines.flush()
        broken: str | None = json.loads(self.lines.readline())
        return broken


@contextmanager
def told(**given: str) -> Iterator[Told]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(STARTS_WITHIN)
        port = str(listening.getsockname()[1])
        process = subprocess.Popen(
            command("told.schedules.ts"),
            cwd=PWA,
            env={**os.environ, **given, "SYNC_PORT": port},
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            connection, _ = listening.accept()
            with connection:
                connection.settimeout(STARTS_WITHIN)
                yield Told(connection)
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
