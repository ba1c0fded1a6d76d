"""`make bench`: every figure beside its limit; also in var/bench/latest.json."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from bench import lighthouse, sizes

LATEST = Path("var/bench/latest.json")


def main() -> None:
    figures = [*sizes.measure(), *lighthouse.measure()]
    for figure in figures:
        print(figure.line())  # noqa: T201
    LATEST.parent.mkdir(parents=True, exist_ok=True)
    taken_at = datetime.now(UTC).isoformat(timespec="seconds")
    report = {"taken_at": taken_at, "figures": [figure.as_dict() for figure in figures]}
    LATEST.write_text(json.dumps(report, indent=1) + "\n")
    sys.exit(not all(figure.holds for figure in figures))


if __name__ == "__main__":
    main()
