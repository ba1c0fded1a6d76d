"""Servers to be measured: each on a free port, in a group of its own, ended by its own id."""

import http.client
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.e2e.server import free_port

ROOT = Path(__file__).parents[1]
#: A PATH with what this Python has brought along: node and npm too.
TOOLS = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
#: What somebody may have set for their own Interlude is no part of a measurement.
OURS = re.compile(r"INTERLUDE_\w+|DATABASE_URL|FLASK_\w+|HOST|PORT").fullmatch
LONGEST_START_SECONDS = 60
INTERLUDE = "wsgi:app"
SECRETS = (sys.executable, "-m", "api.core.secret_files")
MIGRATE = (sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade")
GUNICORN = (sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py")


@contextmanager
def folder_of_its_own() -> Iterator[Path]:
    """On the disk that data lies on: where a system keeps its temporary files in memory, a write
    that waits for the disk would cost nothing."""
    place = ROOT / "var/bench"
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place) as name:
        yield Path(name)


@contextmanager
def gunicorn(folder: Path, application: str = INTERLUDE, **settings: str) -> Iterator[int]:
    """The port of `application`, on gunicorn as Interlude itself runs on it."""
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    environ = environ_of(folder, port) | settings
    do(SECRETS, environ)
    if application == INTERLUDE:
        do(MIGRATE, environ)
    with running([*GUNICORN, application], port, folder / "server.log", environ):
        yield port


def build_page(page: Path, dist: Path) -> Path:
    """Made of the app's own modules, by its own tools."""
    environ = {**os.environ, "PATH": TOOLS}
    command = ["node", str(ROOT / "bench/build.mjs"), str(page), str(dist)]
    subprocess.run(command, check=True, env=environ)
    return dist


def do(step: Sequence[str], environ: Mapping[str, str]) -> None:
    done = subprocess.run(step, check=False, cwd=ROOT, env=environ, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr)


def environ_of(folder: Path, port: int) -> dict[str, str]:
    """The defaults, but one worker: two share connections by chance, and a ratio has none."""
    return {
        **{name: value for name, value in os.environ.items() if not OURS(name)},
        "PORT": str(port),
        "INTERLUDE_VAR": str(folder / "var"),
        "INTERLUDE_WORKERS": "1",
    }


@contextmanager
def running(
    command: Sequence[str], port: int, log: Path, environ: Mapping[str, str]
) -> Iterator[None]:
    with log.open("ab") as heard:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environ, stdout=heard, stderr=heard, start_new_session=True
        )
    try:
        wait_for(process, port, log)
        yield
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_for(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + LONGEST_START_SECONDS
    while not answers(port):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(log.read_text())
        time.sleep(0.05)


def answers(port: int) -> bool:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        line.request("GET", "/")
        line.getresponse().read()
    except OSError:
        return False
    finally:
        line.close()
    return True
