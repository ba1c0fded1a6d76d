"""A disk that can fail: its power can be cut, and a write or a sync can be refused.

Files lie where SQLite wants them. Beside each, the disk remembers what was safe at its last sync
and every write since: with the power gone, these are there in part, or not at all.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import apsw

SECTOR = 512
KEPT = apsw.SQLITE_OPEN_MAIN_DB | apsw.SQLITE_OPEN_WAL
#: What is left of the writes that were not synced: none, some sectors of some, or all of them.
Left = Literal["nothing", "torn", "all"]


def no_trouble(_what: str, _path: str) -> None:
    """As disks usually are."""


@dataclass
class Kept:
    """One file. `since` are the writes after the last sync: an offset and bytes, or a length."""

    safe: bytearray
    since: list[tuple[int, bytes | None]] = field(default_factory=list)

    def sync(self) -> None:
        for at, data in self.since:
            put(self.safe, at, data)
        self.since = []

    def after(self, left: Left, chance: random.Random) -> bytes:
        """What the file is found to hold when the power is back."""
        found = bytearray(self.safe)
        if left == "nothing":
            return bytes(found)
        for at, data in self.since:
            if left == "all" or data is None:
                put(found, at, data)
                continue
            for start in range(0, len(data), SECTOR):
                if chance.random() < 0.5:
                    put(found, at + start, data[start : start + SECTOR])
        return bytes(found)


def put(into: bytearray, at: int, data: bytes | None) -> None:
    """Data at an offset, or none for a file that ends there from now on."""
    if data is None:
        del into[at:]
        return
    into.extend(bytes(max(0, at - len(into))))
    into[at : at + len(data)] = data


class Disk(apsw.VFS):
    """`trouble` is asked before each write, sync and truncation; it raises what shall happen."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.files: dict[str, Kept] = {}
        self.trouble: Callable[[str, str], None] = no_trouble
        super().__init__(name, "")

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:  # noqa: N802  SQLite's name
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        if path is None or not flags[0] & KEPT:
            return apsw.VFSFile("", name, flags)
        return File(self, path, name, flags)

    def xDelete(self, path: str, syncdir: bool) -> None:  # noqa: N802, FBT001  SQLite's
        self.trouble("delete", path)
        super().xDelete(path, syncdir)
        self.files.pop(path, None)

    def left_behind(self, left: Left, chance: random.Random) -> dict[str, bytes]:
        return {path: kept.after(left, chance) for path, kept in self.files.items()}


class File(apsw.VFSFile):
    def __init__(self, disk: Disk, path: str, name: Any, flags: list[int]) -> None:
        super().__init__("", name, flags)
        self.disk, self.path = disk, path
        there = Path(path).read_bytes() if Path(path).exists() else b""
        self.kept = disk.files.setdefault(path, Kept(bytearray(there)))

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802  SQLite's name
        self.disk.trouble("write", self.path)
        super().xWrite(data, offset)
        self.kept.since.append((offset, bytes(data)))

    def xTruncate(self, size: int) -> None:  # noqa: N802  SQLite's name
        self.disk.trouble("truncate", self.path)
        super().xTruncate(size)
        self.kept.since.append((size, None))

    def xSync(self, flags: int) -> None:  # noqa: N802  SQLite's name
        self.disk.trouble("sync", self.path)
        super().xSync(flags)
        self.kept.sync()
