"""Cases that both languages must agree on: read by pytest here and by vitest in the app."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def vectors(name: str) -> Any:
    """The cases of `<name>.json`, usually a list of objects."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
