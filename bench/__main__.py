"""`make bench`: every figure beside its limit; also in var/bench/latest.json."""

import json
from datetime import UTC, datetime
from pathlib import Path

from bench import (
    crypto,
    doors,
    first_screen,
    lighthouse,
    push,
    reflect,
    report,
    sizes,
    sync,
    unlock,
)

LATEST = Path("var/bench/latest.json")
PARTS = (sizes, first_screen, reflect, crypto, unlock, sync, doors, push, lighthouse)


def main() -> None:
    figures = report.gather(part.measure for part in PARTS)
    LATEST.parent.mkdir(parents=True, exist_ok=True)
    taken_at = datetime.now(UTC).isoformat(timespec="seconds")
    said = {"taken_at": taken_at, "figures": [figure.as_dict() for figure in figures]}
    LATEST.write_text(json.dumps(said, indent=1) + "\n")
    report.leave(figures)


if __name__ == "__main__":
    main()
