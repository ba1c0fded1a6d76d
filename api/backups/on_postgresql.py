"""PostgreSQL: its own programs make the copy of one moment, and put one back all at once."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import URL

from api.backups.checks import COUNTS, UNTRUE, UNTRUE_HEAD, Found
from api.backups.errors import BadBackup
from api.backups.files import coming_into_being
from api.core.db import db

ENDING = "dump"
BEGINS = re.compile(r"COPY public\.(\w+) \(.*\) FROM stdin;")
ENDS = "\\."
REVISION = "alembic_version"


def dump(target: Path) -> Found:
    """Raises BadBackup; then there is no `target`."""
    at_one_moment = db.engine.execution_options(isolation_level="REPEATABLE READ")
    with coming_into_being(target) as beside, at_one_moment.connect() as connection:
        snapshot = connection.scalar(sa.text("SELECT pg_export_snapshot()"))
        if connection.scalar(sa.text(UNTRUE_HEAD)):
            raise BadBackup(UNTRUE)
        counts = {name: connection.scalar(sa.text(sql)) for name, sql in COUNTS.items()}
        with _address(db.engine.url) as where:
            _run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={beside}", where)
        found = verify(beside)
        if found.counts != counts:
            raise BadBackup("The copy does not hold what the database held.")
        return found


def verify(file: Path) -> Found:
    """Reads all of it. Raises BadBackup for what is no whole backup."""
    if not file.is_file():
        raise BadBackup(f"There is no file {file}.")
    with tempfile.TemporaryDirectory() as folder:
        found = _found_in(_script_of(file, Path(folder)))
    if not found:
        raise BadBackup(f"{file} is no backup of Interlude.")
    return found


def restore(file: Path, afterwards: Sequence[str]) -> None:
    """All at once, also while the server runs: who asks meanwhile waits, or is asked to come back.

    `afterwards` comes true together with the rest. Raises BadBackup; then nothing was changed.
    """
    tables = sa.inspect(db.engine).get_table_names()
    with tempfile.TemporaryDirectory() as folder, _address(db.engine.url) as where:
        before, after = Path(folder) / "before", Path(folder) / "after"
        before.write_text("".join(f'DROP TABLE IF EXISTS "{name}" CASCADE;\n' for name in tables))
        # A script of pg_dump's names each table whole, and lets no other find one.
        then = ("RESET search_path", *afterwards)
        after.write_text("".join(f"{statement};\n" for statement in then))
        scripts = (before, _script_of(file, Path(folder)), after)
        files = [f"--file={each}" for each in scripts]
        db.session.remove()
        _run("psql", "-Xq", "--set=ON_ERROR_STOP=1", "--single-transaction", *files, where)


def _script_of(file: Path, folder: Path) -> Path:
    script = folder / "script"
    arguments = ("--no-owner", "--no-privileges", f"--file={script}", str(file))
    _run("pg_restore", *arguments, wrong=f"{file} is damaged.")
    return script


def _found_in(script: Path) -> Found | None:
    """What a script would put back; None when that is not ours."""
    counts: dict[str, int] = {}
    revision = ""
    with script.open(encoding="utf-8", errors="replace", newline="\n") as lines:
        for table, rows in _tables(line.rstrip("\n") for line in lines):
            counts[table] = 0
            for row in rows:
                counts[table] += 1
                revision = row if table == REVISION else revision
    is_ours = counts.get(REVISION) == 1 and COUNTS.keys() <= counts.keys()
    return Found(revision, {name: counts[name] for name in COUNTS}) if is_ours else None


def _tables(lines: Iterator[str]) -> Iterator[tuple[str, Iterable[str]]]:
    """Each table with its rows, which are to be read before the next."""
    for line in lines:
        if begins := BEGINS.fullmatch(line):
            yield begins[1], iter(lines.__next__, ENDS)


@contextmanager
def _address(url: URL) -> Iterator[str]:
    """For one of PostgreSQL's programs. No password stands among its arguments."""
    with tempfile.NamedTemporaryFile("w") as secret:
        password = str(url.password or "").replace("\\", r"\\").replace(":", r"\:")
        secret.write(f"*:*:*:*:{password}\n")
        secret.flush()
        given = url.set(drivername="postgresql", password=None)
        if url.password is not None:
            given = given.update_query_dict({"passfile": secret.name})
        yield f"--dbname={given.render_as_string()}"


def _run(program: str, *arguments: str, wrong: str = "") -> None:
    """Raises BadBackup with `wrong`, and with what the program itself said of it."""
    if not shutil.which(program):
        raise BadBackup(f"{program} is not installed. It comes with PostgreSQL's client.")
    ended = subprocess.run(  # noqa: S603  its arguments are ours, and no shell reads them
        [program, *arguments], capture_output=True, text=True, check=False
    )
    if ended.returncode != 0:
        lines = ended.stderr.strip().splitlines()
        worst = next((line for line in lines if "error:" in line.lower()), "".join(lines[-1:]))
        raise BadBackup(f"{wrong or f'{program} did not do it.'} {worst}")
