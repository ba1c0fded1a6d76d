"""PostgreSQL: its own programs make the copy of one moment, and put one back all at once."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import URL

from api.backups.checks import COUNTED, HEADS, Found, must_be_whole
from api.backups.errors import BadBackup
from api.backups.files import coming_into_being
from api.core.db import db

ENDING = "dump"
COPY = re.compile(r'COPY (?:public\.)?"?(\w+)"? \(.*\) FROM stdin;')
END_OF_COPY = "\\."


def dump(url: URL, target: Path) -> Found:
    """Raises BadBackup; then there is no `target`."""
    at_one_moment = db.engine.execution_options(isolation_level="REPEATABLE READ")
    with coming_into_being(target) as beside, at_one_moment.connect() as connection:
        snapshot = str(connection.scalar(sa.text("SELECT pg_export_snapshot()")))
        expected = _counted(connection)
        wrong = connection.scalar(sa.text(HEADS))
        run("pg_dump", url, "--format=custom", f"--snapshot={snapshot}", f"--file={beside}")
        found = verify(beside)
        if found.counts != expected:
            raise BadBackup("The copy does not hold what the database held. Try again.")
        return must_be_whole(target, found, wrong is None)


def verify(file: Path) -> Found:
    """Reads all of it. Raises BadBackup for what is no whole backup."""
    if not file.is_file():
        raise BadBackup(f"There is no file {file}.")
    with tempfile.TemporaryFile("w+") as shown:
        _run(["pg_restore", "--file=-", str(file)], f"{file} is damaged.", shown)
        shown.seek(0)
        rows = _rows_in(shown)
    revisions = rows.get("alembic_version", [])
    if len(revisions) != 1 or any(name not in rows for name in COUNTED):
        raise BadBackup(f"{file} is no backup of Interlude.")
    return Found(revisions[0], {name: len(rows[name]) for name in COUNTED})


def _rows_in(lines: Iterable[str]) -> dict[str, list[str]]:
    """The rows of each table, as they stand in a script; of the large ones only their number."""
    found: dict[str, list[str]] = {}
    table: list[str] | None = None
    for line in lines:
        text = line.rstrip("\n")
        if table is None and (begins := COPY.fullmatch(text)):
            table = found.setdefault(begins[1], [])
        elif text == END_OF_COPY:
            table = None
        elif table is not None:
            table.append(text if found.get("alembic_version") is table else "")
    return found


def restore(file: Path, url: URL, afterwards: tuple[str, ...]) -> None:
    """All at once, also while the server runs: who asks meanwhile waits, or is asked to come back.

    `afterwards` comes true together with the rest. Raises BadBackup; then nothing was changed.
    """
    tables = sa.inspect(db.engine).get_table_names()
    with tempfile.TemporaryDirectory() as folder:
        before, script, after = (Path(folder) / name for name in ("before", "script", "after"))
        before.write_text("".join(f'DROP TABLE IF EXISTS "{name}" CASCADE;\n' for name in tables))
        # A script of pg_dump's names each table whole, and lets no other find one.
        then = ("RESET search_path", *afterwards)
        after.write_text("".join(f"{statement};\n" for statement in then))
        arguments = ["pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(file)]
        _run(arguments, f"{file} is damaged.")
        files = [f"--file={each}" for each in (before, script, after)]
        db.session.remove()
        run("psql", url, "-Xq", "--set=ON_ERROR_STOP=1", "--single-transaction", *files)


def run(program: str, url: URL, *arguments: str) -> None:
    """One of PostgreSQL's programs on this database. No password stands among its arguments."""
    with tempfile.NamedTemporaryFile("w") as secret:
        secret.write(_line_for(url))
        secret.flush()
        given = url.set(drivername="postgresql", password=None)
        if url.password is not None:
            given = given.update_query_dict({"passfile": secret.name})
        address = given.render_as_string()
        _run([program, *arguments, f"--dbname={address}"], f"{program} did not do it.")


def _line_for(url: URL) -> str:
    """As a file of passwords has it, for whichever server."""
    password = str(url.password or "").replace("\\", r"\\").replace(":", r"\:")
    return f"*:*:*:*:{password}\n"


def _run(arguments: Sequence[str], wrong: str, shown: object = None) -> None:
    """Raises BadBackup with `wrong`, and with what the program itself said of it."""
    if not shutil.which(arguments[0]):
        raise BadBackup(f"{arguments[0]} is not installed. It comes with PostgreSQL's client.")
    ended = subprocess.run(  # noqa: S603  programs and arguments of ours
        arguments,
        stdout=shown or subprocess.DEVNULL,  # type: ignore[call-overload]
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if ended.returncode != 0:
        raise BadBackup(f"{wrong} {_worst(ended.stderr)}".strip())


def _worst(said: str) -> str:
    """Of all that a program said, the line about what went wrong."""
    lines = said.strip().splitlines()
    return next((line for line in lines if "error:" in line.lower()), "\n".join(lines[:1]))


def _counted(connection: sa.Connection) -> dict[str, int]:
    return {
        name: connection.scalar(sa.select(sa.func.count()).select_from(sa.table(name))) or 0
        for name in COUNTED
    }
