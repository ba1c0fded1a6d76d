"""SQLite: a copy of one moment while others write, and putting one back all at once."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from api.backups.checks import COUNTS, UNTRUE, UNTRUE_HEAD, Found
from api.backups.errors import BadBackup
from api.backups.files import coming_into_being
from api.core.db import db
from api.core.engines import BUSY_MILLISECONDS

ENDING = "db"


def dump(target: Path) -> Found:
    """Raises BadBackup; then there is no `target`."""
    with coming_into_being(target) as beside:
        try:
            with closing(_connect(_live())) as source:
                source.execute("VACUUM INTO ?", (str(beside),))
        except sqlite3.Error as error:
            raise BadBackup(f"The database could not be copied: {error}.") from None
        return verify(beside)


def verify(file: Path) -> Found:
    """Reads all of it. Raises BadBackup for what is no whole backup."""
    try:
        with _looking_into(file) as copy:
            said = copy.execute("PRAGMA integrity_check(1)").fetchone()
            if said != ("ok",) or copy.execute("PRAGMA foreign_key_check").fetchone():
                raise BadBackup(f"{file} is damaged.")
            (revision,) = copy.execute("SELECT version_num FROM alembic_version").fetchone()
            counts = {name: copy.execute(sql).fetchone()[0] for name, sql in COUNTS.items()}
            if copy.execute(UNTRUE_HEAD).fetchone():
                raise BadBackup(UNTRUE)
    except (sqlite3.Error, TypeError):  # no such table, or no row in it
        raise BadBackup(f"{file} is no backup of Interlude, or is damaged.") from None
    return Found(revision, counts)


def restore(file: Path, afterwards: Sequence[str]) -> None:
    """All at once, also while the server runs: who reads sees all of the one or of the other.

    `afterwards` is done to a copy of the backup first, so that both come true together. Raises
    BadBackup; then the database is as it was.
    """
    live = _live()
    with tempfile.TemporaryDirectory(dir=live.parent) as folder:
        beside = Path(folder) / "copy"
        try:
            shutil.copyfile(file, beside)
            with closing(_connect(beside)) as copy, closing(_connect(live)) as place:
                copy.execute("BEGIN")
                for statement in afterwards:
                    copy.execute(statement)
                copy.execute("COMMIT")
                place.execute("PRAGMA synchronous = FULL")
                copy.backup(place)
        except (OSError, sqlite3.Error) as error:
            raise BadBackup(f"The database could not be replaced: {error}.") from None


def _live() -> Path:
    """As the engine knows it: what an address leaves open is settled there."""
    return Path(db.engine.url.database or "")


def _connect(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None, timeout=BUSY_MILLISECONDS / 1000)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


@contextmanager
def _looking_into(file: Path) -> Iterator[sqlite3.Connection]:
    """Nothing is written, not even a file beside it."""
    if not file.is_file():
        raise BadBackup(f"There is no file {file}.")
    address = f"{file.resolve().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as connection:
        yield connection
