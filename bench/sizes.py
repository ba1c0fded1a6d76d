"""How much a phone fetches: the first load, the worker, and all that is kept for offline use."""

import gzip
import json
import re
from pathlib import Path

from bench.figures import Figure

DIST = Path(__file__).parents[1] / "pwa/dist"
KB = 1024
STANDS_ON_FIRST = re.compile(r'from"\./index-[\w-]+\.js"')

SCRIPT = re.compile(r'(?:<script[^>]*\ssrc|<link[^>]*rel="modulepreload"[^>]*href)="([^"]+\.js)"')
STYLE = re.compile(r'<link[^>]*rel="stylesheet"[^>]*href="([^"]+\.css)"')


def measure() -> list[Figure]:
    """Sizes in KB (1024 bytes), as sent: brotli where a file has it, else as it is."""
    page = (DIST / "index.html").read_text()
    worker = len(gzip.compress((DIST / "sw.js").read_bytes(), 9))
    kept = json.loads((DIST / "build.json").read_text())["files"]
    return [
        Figure("first-load JS for Today, brotli", _sent(SCRIPT.findall(page)), 35, "KB"),
        Figure("first-load CSS, brotli", _sent(STYLE.findall(page)), 8, "KB"),
        Figure("largest file of a later room, brotli", max(map(_kb, _rooms())), 15, "KB"),
        Figure("catalogue, brotli", max(map(_kb, DIST.glob("assets/*.json"))), 30, "KB"),
        Figure("service worker, gzip", worker / KB, 3, "KB"),
        Figure("all that is precached, as sent", _sent([each["url"] for each in kept]), 400, "KB"),
    ]


def _rooms() -> list[Path]:
    """Files that stand on the first one. A worker and a list of words stand on nothing."""
    scripts = DIST.glob("assets/*.js")
    return [file for file in scripts if STANDS_ON_FIRST.search(file.read_text())]


def _kb(file: Path) -> float:
    return _size(file) / KB


def _sent(urls: list[str]) -> float:
    return sum(_size(DIST / (url.lstrip("/") or "index.html")) for url in urls) / KB


def _size(file: Path) -> int:
    brotli = file.with_name(file.name + ".br")
    return (brotli if brotli.exists() else file).stat().st_size
