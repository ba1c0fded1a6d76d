"""Making a backup and putting one back, whichever database there is."""

from datetime import datetime, timedelta
from pathlib import Path
from types import ModuleType

from sqlalchemy.engine import URL

from api.backups import on_postgresql, on_sqlite
from api.backups.checks import Found
from api.backups.errors import BadBackup
from api.backups.files import drop_old, name_for
from api.core.db import is_newest
from api.vault import histories

ATTEMPTS = 3


def _way(url: URL) -> ModuleType:
    return on_sqlite if url.get_backend_name() == "sqlite" else on_postgresql


def back_up(url: URL, folder: Path, now: datetime, why: str = "") -> tuple[Path, Found]:
    """A new file in the folder, read back and found to be whole. Raises BadBackup."""
    way = _way(url)
    target = folder / name_for(now, way.ENDING, why)
    for attempt in range(ATTEMPTS):
        try:
            return target, way.dump(url, target)
        except BadBackup:
            if target.exists() or attempt == ATTEMPTS - 1:
                raise
    raise AssertionError("unreachable")


def expire(folder: Path, now: datetime, days: int) -> int:
    """How many backups of ours were older than so many days, and are gone."""
    return len(drop_old(folder, now, timedelta(days=days)))


def look_at(url: URL, file: Path) -> Found:
    """Raises BadBackup for what cannot be put back: no backup, not whole, or of another release."""
    found: Found = _way(url).verify(file)
    if not is_newest(found.revision):
        raise BadBackup(
            f"{file} is of another release of Interlude. Restore it with that one, then upgrade."
        )
    return found


def put_back(url: URL, file: Path) -> None:
    """In the place of all there is. Phones then follow a new history, and bring what is missing."""
    _way(url).restore(file, url, histories.RENEWAL[url.get_backend_name()])
