"""Where backups lie, what they are called, and when they go. For their owner's eyes alone."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from api.backups.errors import BadBackup

FORM = "%Y%m%dT%H%M%SZ"
PART = ".part"
# Parts are left by whoever was killed.
OURS = re.compile(r"interlude-(\d{8}T\d{6}Z)(-[a-z-]+)?\.(db|dump)(\.part)?")


def name_for(now: datetime, ending: str, why: str = "") -> str:
    """`why` tells apart what was made in one second: lower letters and hyphens, or nothing."""
    mark = f"-{why}" if why else ""
    return f"interlude-{now.astimezone(UTC).strftime(FORM)}{mark}.{ending}"


@contextmanager
def coming_into_being(target: Path) -> Iterator[Path]:
    """A file beside `target`, which becomes it once all has gone well, and is on the disk then.

    Raises BadBackup when there is such a file already, or it cannot be written.
    """
    beside = target.with_name(target.name + PART)
    if target.exists():
        raise BadBackup(f"{target} is there already, and was left as it is.")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(beside, os.O_CREAT | os.O_EXCL, 0o600))
        try:
            yield beside
            _flush(beside)
            beside.rename(target)
            _flush(target.parent)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise BadBackup(f"{target} cannot be written: {error.strerror}.") from None


def _flush(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def drop_old(folder: Path, now: datetime, keep: timedelta) -> list[Path]:
    """Takes away backups of ours, known by their names, that were made before `now - keep`."""
    old = [path for path in sorted(folder.glob("interlude-*")) if _is_before(path, now - keep)]
    for path in old:
        path.unlink()
    return old


def _is_before(path: Path, moment: datetime) -> bool:
    found = OURS.fullmatch(path.name)
    if not found:
        return False
    return datetime.strptime(found[1], FORM).replace(tzinfo=UTC) < moment
