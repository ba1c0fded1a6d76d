"""A real server for a test: gunicorn on a free port with its own data, killed as by a crash."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[2]
LONGEST_START_SECONDS = 30


class Server:
    """`origin` stays the same over `kill()` and `start()`."""

    def __init__(self, folder: Path, dist: Path, host: str = "127.0.0.1", **given: str) -> None:
        self.port = free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.log = folder / "server.log"
        self.environ = {
            **os.environ,
            "PORT": str(self.port),
            "HOST": host,
            "INTERLUDE_VAR": str(folder / "var"),
            "INTERLUDE_DIST": str(dist),
            "INTERLUDE_WORKERS": "1",
            **given,
        }
        self.environ.pop("INTERLUDE_ORIGIN", None)
        self.wsgi = "wsgi:app"
        #: The program that runs it, with its options.
        self.under: tuple[str, ...] = ()
        self.process: subprocess.Popen[bytes] | None = None

    def prepare(self) -> None:
        for step in ("api.core.secret_files",), ("flask", "--app", "wsgi", "db", "upgrade"):
            command = [sys.executable, "-m", *step]
            subprocess.run(command, check=True, cwd=ROOT, env=self.environ, capture_output=True)

    def start(self) -> None:
        gunicorn = ("-m", "gunicorn", "--config", "gunicorn.conf.py", self.wsgi)
        command = [*self.under, sys.executable, *gunicorn]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environ, stdout=log, stderr=log, start_new_session=True
            )
        deadline = time.monotonic() + LONGEST_START_SECONDS
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(self.log.read_text())
            time.sleep(0.05)

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.origin}/healthz", timeout=2):
                return True
        except (urllib.error.URLError, OSError):
            return False

    def kill(self) -> None:
        """As power loss would: the whole group, no goodbye."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
