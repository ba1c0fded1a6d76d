"""Builders. Each makes the least that is valid; a test names only what it is about."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SECRET = "0123456789abcdef" * 4
ORIGIN = "http://127.0.0.1:8000"


def settings(var: Path, **given: Any) -> dict[str, Any]:
    """A whole configuration that keeps everything in one folder."""
    usual = {
        "TESTING": True,
        "PROPAGATE_EXCEPTIONS": False,
        "HOST": "127.0.0.1",
        "PORT": 8000,
        "WORKERS": 1,
        "ORIGIN": ORIGIN,
        "TRUSTED_PROXIES": 0,
        "VAR": var,
        "DIST": var / "dist",
        "CATALOGUE": var / "catalogue",
        "SQLALCHEMY_DATABASE_URI": f"sqlite:///{var}/interlude.db",
        "JWT_SECRET_KEY": SECRET,
        "AUTH_HASH_COST": (8, 1),  # the least there is; one test pays the real price
        "BRAKE": False,  # all tests ask from one address
        "PUSH_CONTACT": None,
        "PUSH_HOSTS": frozenset(),
        "PUSH_TEST_SERVICE": None,
        "VAULT_ITEMS": 200_000,
        "VAULT_BYTES": 1_000_000_000,
    }
    return usual | given


def facts(**given: Any) -> dict[str, Any]:
    """One practice of three steps, as its file holds it."""
    usual = {
        "id": "feet-seat-hands",
        "moment": "between",
        "kind": "ground",
        "seconds": 45,
        "tags": ["eyes_open", "seated"],
        "places": [],
        "pacing": "steps",
        "breath": None,
        "steps": [15, 15, 15],
        "short": {"seconds": 24, "steps": [12, 12]},
        "alternative": None,
        "evidence": {"strength": "practice_wisdom", "sources": []},
        "offered": True,
    }
    return usual | given


def breath_facts(**given: Any) -> dict[str, Any]:
    """One practice of six breaths."""
    phases = [{"phase": "in", "seconds": 4.5}, {"phase": "out", "seconds": 5.5}]
    usual = facts(
        id="arrival-breath",
        moment="before",
        kind="breath",
        seconds=60,
        pacing="breath",
        breath={"cycle": phases, "cycles": 6},
        steps=[],
        short={"seconds": 20, "cycles": 2},
        alternative="feet-seat-hands",
        evidence={"strength": "studied_in_part", "sources": ["somebody-2020"]},
    )
    return usual | given


def words(**given: Any) -> dict[str, Any]:
    """The words of `facts()`."""
    usual = {
        "title": "Feet, seat, hands",
        "line": "Three places that hold you.",
        "why": "Nobody can see it.",
        "begin": "Stay as you are.",
        "steps": ["Feet.", "Seat.", "Hands."],
        "short_steps": ["Feet.", "Hands."],
        "end": "That is enough.",
        "caution": None,
        "alternative": None,
        "evidence": "Practice wisdom.",
    }
    return usual | given


def breath_words(**given: Any) -> dict[str, Any]:
    return words(title="Arrival breath", alternative="Rather not count?") | given


def sources() -> dict[str, Any]:
    somebody = {"authors": "Somebody et al.", "year": 2020, "title_note": "A trial.", "doi": None}
    return {"somebody-2020": somebody}


def write_catalogue(folder: Path, files: dict[str, Any] | None = None) -> Path:
    """A catalogue of two practices. `files` adds to them or replaces them, by path."""
    whole = {
        "sources.json": sources(),
        "feet-seat-hands.json": facts(),
        "en/feet-seat-hands.json": words(),
        "arrival-breath.json": breath_facts(),
        "en/arrival-breath.json": breath_words(),
    } | (files or {})
    for name, content in whole.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content if isinstance(content, str) else json.dumps(content))
    return folder


def write_dist(folder: Path) -> Path:
    """A built app of a few files, with the compressed neighbours a build makes."""
    files = {
        "index.html": "<!doctype html><title>Interlude</title>" + " " * 400,
        "sw.js": "self.addEventListener('fetch', () => {});" + " " * 400,
        "manifest.webmanifest": '{"name": "Interlude"}' + " " * 400,
        "icon.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "assets/app-4f2a91c0.js": "export {};" + " " * 400,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        if len(text) > 400:
            # What is inside does not matter here: the server hands it out as it lies there.
            path.with_name(f"{path.name}.br").write_bytes(b"brotli of " + name.encode())
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(text.encode()))
    return folder
