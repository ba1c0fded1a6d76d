"""Finds a PostgreSQL for the tests, or installs one, and runs a cluster of their own."""

import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from tools import debian

PLACES = (
    "/usr/lib/postgresql/*/bin",  # Debian
    "/usr/pgsql-*/bin",  # Fedora and its kin
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)
UNPRIVILEGED = ("postgres", "nobody")
LONGEST_START_SECONDS = 30
# Debian's package starts a cluster of its own unless this file says no while it is installed.
NO_CLUSTER = Path("/etc/postgresql-common/createcluster.d/only-for-tests.conf")
# Nothing outlives the tests, so nothing need reach the disk.
IN_HASTE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
# A cluster must not outlive whoever started it, even a process that was killed: the shell reads
# until the other end of its input is gone, then stops the server and takes the folder away.
HOLD = '"$@" & cat > /dev/null; kill -QUIT $!; wait $!; rm -rf -- "$0"'


@dataclass(frozen=True)
class Cluster:
    """A running server that listens on a socket in its own folder, and nowhere else."""

    folder: Path

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def new_database(self, name: str) -> str:
        """The URL of an empty database."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        return self.url(name)


def find() -> Path | None:
    """The folder of the server's programs: `POSTGRES_BIN`, else the newest known one."""
    on_path = [Path(folder) for folder in os.get_exec_path()]
    given = os.environ.get("POSTGRES_BIN")
    places = [Path(given)] if given else [*_usual_places(), *on_path]
    return next(filter(_is_whole, places), None)


def _usual_places() -> list[Path]:
    found = [folder for pattern in PLACES for folder in Path("/").glob(pattern[1:])]
    return sorted(found, key=_version, reverse=True)


def _version(folder: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", str(folder))]


def _is_whole(folder: Path) -> bool:
    return all((folder / name).exists() for name in ("initdb", "postgres"))


def install() -> None:
    """Debian's package, without the cluster it would set up and start for the whole machine."""
    as_root = debian.as_root()
    subprocess.run([*as_root, "mkdir", "-p", str(NO_CLUSTER.parent)], check=True)
    refusal = b"create_main_cluster = false\n"
    quiet = subprocess.DEVNULL
    subprocess.run([*as_root, "tee", str(NO_CLUSTER)], input=refusal, check=True, stdout=quiet)
    try:
        debian.install("postgresql")
    finally:
        subprocess.run([*as_root, "rm", "-f", str(NO_CLUSTER)], check=True)


@contextmanager
def running(**settings: str) -> Iterator[Cluster]:
    """A private cluster while the block runs; `settings` are those of postgresql.conf."""
    programs = find()
    if programs is None:
        raise RuntimeError("There is no PostgreSQL here. Run: python -m tools.postgres")
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        make(programs, folder)
        with serving(programs, folder, IN_HASTE | settings):
            yield Cluster(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as_whom() -> dict[str, Any]:
    """Options of a process that is not root: PostgreSQL refuses to be."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    someone = next(known[name] for name in UNPRIVILEGED if name in known)
    return {"user": someone.pw_uid, "group": someone.pw_gid, "extra_groups": []}


def make(programs: Path, folder: Path) -> None:
    """A new cluster in an empty folder, not started."""
    whom = _as_whom()
    os.chown(folder, whom.get("user", -1), whom.get("group", -1))
    command = [programs / "initdb", "--pgdata", folder / "data", "--username", "postgres"]
    options = ["--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync"]
    done = subprocess.run(
        [*command, *options], cwd=folder, capture_output=True, text=True, check=False, **whom
    )
    if done.returncode:
        raise RuntimeError(f"PostgreSQL could not be set up. {done.stderr.strip()}")


@contextmanager
def serving(programs: Path, folder: Path, settings: dict[str, str]) -> Iterator[None]:
    """Started, until the end of the block, which takes the folder away."""
    given = {"listen_addresses": "", "unix_socket_directories": str(folder)} | settings
    options = [option for name, value in given.items() for option in ("-c", f"{name}={value}")]
    server = [programs / "postgres", "-D", folder / "data", *options]
    log = folder / "log"
    with log.open("wb") as output:
        shell = subprocess.Popen(
            ["/bin/sh", "-c", HOLD, folder, *server],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl+C is ours to hear
            **_as_whom(),
        )
    try:
        _wait_until_it_answers(Cluster(folder), log)
        yield
    finally:
        shell.communicate()


def _wait_until_it_answers(cluster: Cluster, log: Path) -> None:
    deadline = time.monotonic() + LONGEST_START_SECONDS
    while True:
        try:
            psycopg.connect(cluster.url()).close()
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL does not start. {log.read_text()}") from None
            time.sleep(0.05)
        else:
            return


def main() -> None:
    if find() is None and shutil.which("apt-get"):
        print("No PostgreSQL here; installing one.", flush=True)  # noqa: T201
        install()
    if find() is None:
        sys.exit("The tests need a PostgreSQL. Set POSTGRES_BIN to the folder of its programs.")


if __name__ == "__main__":
    main()
