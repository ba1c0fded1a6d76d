"""Making a backup and putting one back, whichever database there is."""

from datetime import datetime
from pathlib import Path
from types import ModuleType

from api.backups import on_postgresql, on_sqlite
from api.backups.checks import Found
from api.backups.errors import BadBackup
from api.backups.files import name_for
from api.core.db import db, is_newest
from api.vault import histories


def _way() -> ModuleType:
    return on_sqlite if db.engine.dialect.name == "sqlite" else on_postgresql


def back_up(folder: Path, now: datetime, why: str = "") -> tuple[Path, Found]:
    """A new file in the folder, read back and found to be whole. Raises BadBackup."""
    way = _way()
    target = folder / name_for(now, way.ENDING, why)
    return target, way.dump(target)


def look_at(file: Path) -> Found:
    """Raises BadBackup for what cannot be put back: no backup, not whole, or of another release."""
    found: Found = _way().verify(file)
    if not is_newest(found.revision):
        raise BadBackup(
            f"{file} is of another release of Interlude. Restore it with that one, then upgrade."
        )
    return found


def put_back(file: Path) -> None:
    """In the place of all there is. Phones then follow a new history, and bring what is missing."""
    _way().restore(file, histories.renewal(db.engine.dialect))
