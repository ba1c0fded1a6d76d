"""All processes of a server, with either database, killed as a dying machine would."""

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random
from typing import Protocol

from tests import factories
from tests.e2e.server import Server
from tools import postgres
from tools.postgres import Cluster

#: As an operator has it: what is answered is on the disk.
WITH_CARE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
GONE_WITHIN_SECONDS = 10
OURS = "wsgi:app"


class Database(Protocol):
    """`given` is what a server must know of it."""

    given: dict[str, str]

    def kill(self) -> None: ...

    def start(self) -> None: ...

    def keep_up(self) -> None:
        """Starts it when it has stopped by itself, as an operator's system does."""


class Sqlite:
    """It lives and dies in the server's own processes."""

    def __init__(self) -> None:
        self.given: dict[str, str] = {}

    def kill(self) -> None: ...

    def start(self) -> None: ...

    def keep_up(self) -> None: ...


class Postgresql:
    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder, self.stack = folder, stack
        programs = postgres.find()
        assert programs, "There is no PostgreSQL here. Run: python -m tools.postgres"
        self.programs = programs
        postgres.make(programs, folder)
        self.start()
        self.given = {"DATABASE_URL": Cluster(folder).new_database("faults")}

    def start(self) -> None:
        self.stack.enter_context(postgres.serving(self.programs, self.folder, WITH_CARE))

    @property
    def pid(self) -> int | None:
        try:
            return int((self.folder / "data/postmaster.pid").read_text().split()[0])
        except FileNotFoundError:
            return None

    def keep_up(self) -> None:
        if self.pid is None:
            self.start()

    def kill(self) -> None:
        """The first process and all it has started, which are sessions of their own."""
        first = self.pid
        if first is None:
            return
        for process in (first, *children_of(first)):
            kill(process)
        deadline = time.monotonic() + GONE_WITHIN_SECONDS
        while list(children_of(first)) and time.monotonic() < deadline:
            time.sleep(0.01)


def children_of(parent: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = stat.read_text().rpartition(")")[2].split()
        except OSError:  # gone meanwhile
            continue
        if int(after_name[1]) == parent:
            found.append(int(stat.parent.name))
    return found


def kill(process: int) -> None:
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return


class Group:
    """A web server of two workers and its database."""

    def __init__(self, folder: Path, database: Database, wsgi: str) -> None:
        self.database = database
        factories.write_dist(folder / "dist")
        self.server = Server(folder, folder / "dist", INTERLUDE_WORKERS="2", **database.given)
        self.server.wsgi = wsgi

    def crash(self, chance: Random) -> str:
        """Kills all of it, or only one of the two, and starts what was killed."""
        both = isinstance(self.database, Sqlite)
        who = "all" if both else chance.choice(("all", "server", "database"))
        if who != "database":
            self.server.kill()
        if who != "server":
            self.database.kill()
            self.database.start()
        if who != "database":
            self.server.start()
        return who

    def keep_up(self) -> None:
        self.database.keep_up()


@contextmanager
def group(
    folder: Path, database: str, disk: Path | None = None, wsgi: str = OURS
) -> Iterator[Group]:
    """Its files lie in `folder`, and those of a PostgreSQL in a folder of their own on `disk`."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with ExitStack() as stack:
        cluster = Path(tempfile.mkdtemp(prefix="pg-", dir=disk))
        stack.callback(shutil.rmtree, cluster, ignore_errors=True)
        used = Sqlite() if database == "sqlite" else Postgresql(cluster, stack)
        started = Group(folder, used, wsgi)
        started.server.prepare()
        started.server.start()
        stack.callback(started.server.kill)
        yield started
