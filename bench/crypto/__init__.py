"""How much of the vault the first screen has to load."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from bench.figures import Figure
from bench.serving import TOOLS

SCRIPT = Path(__file__).parent / "weigh.mjs"
PWA = SCRIPT.parents[2] / "pwa"
KB = 1024


def measure() -> list[Figure]:
    """Of the built app: scripts of another build than the one in `pwa/dist` are refused."""
    weighed = weigh()
    missing = [each for each in weighed["scripts"] if not (PWA / "dist" / each).exists()]
    if missing:
        raise RuntimeError(f"pwa/dist is another build: it has no {missing[0]}. Build it first.")
    return [Figure("crypto and all of the vault for Today, gzip", weighed["gzip"] / KB, 6, "KB")]


def weigh() -> dict[str, Any]:
    """Run where the app is built: names of styles depend on it."""
    environ = {**os.environ, "PATH": TOOLS}
    said = subprocess.run(
        ["node", str(SCRIPT)], check=True, cwd=PWA, env=environ, stdout=subprocess.PIPE, text=True
    )
    answer: dict[str, Any] = json.loads(said.stdout)
    return answer
