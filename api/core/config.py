"""The settings. The only module that reads the environment."""

import os
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from api.core.errors import CannotStart
from api.core.hosts import is_loopback
from api.core.origin import checked_origin
from api.core.push_settings import push_settings

ROOT = Path(__file__).resolve().parents[2]
JWT_SECRET = "jwt_secret"  # noqa: S105  the name of a file, not what it holds
VAPID_PRIVATE = "vapid_private.pem"
BEYOND_OWNER = 0o077
SHORTEST_SECRET = 32
FEWEST_DIFFERENT_LETTERS = 8
LONGEST_NUMBER = 9
SAMPLES = ("change", "example", "sample", "secret", "password", "your-", "test")


def from_env(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Every setting of the application. Raises CannotStart with one clear sentence."""
    var = var_dir(environ)
    refuse_open_secret(var / VAPID_PRIVATE)
    port = _whole("PORT", environ.get("PORT") or "8000", 1, 65535)
    origin = checked_origin(environ.get("INTERLUDE_ORIGIN") or f"http://127.0.0.1:{port}")
    proxies = environ.get("INTERLUDE_TRUSTED_PROXIES") or "0"
    workers = environ.get("INTERLUDE_WORKERS") or "2"
    items = environ.get("INTERLUDE_VAULT_ITEMS") or "200000"
    megabytes = environ.get("INTERLUDE_VAULT_MEGABYTES") or "1000"
    return {
        "HOST": environ.get("HOST") or "127.0.0.1",
        "PORT": port,
        "WORKERS": _whole("INTERLUDE_WORKERS", workers, 1, 64),
        "ORIGIN": origin,
        "TRUSTED_PROXIES": _whole("INTERLUDE_TRUSTED_PROXIES", proxies, 0, 8),
        "VAR": var,
        "DIST": Path(environ.get("INTERLUDE_DIST") or ROOT / "pwa/dist"),
        "CATALOGUE": ROOT / "api/practices/catalogue",
        "SQLALCHEMY_DATABASE_URI": environ.get("DATABASE_URL") or f"sqlite:///{var}/interlude.db",
        "VAULT_ITEMS": _whole("INTERLUDE_VAULT_ITEMS", items, 1, 999_999_999),
        "VAULT_BYTES": _whole("INTERLUDE_VAULT_MEGABYTES", megabytes, 1, 999_999_999) * 1_000_000,
        **push_settings(environ, origin),
        "JWT_SECRET_KEY": checked_secret(_read_secret(var / JWT_SECRET)),
    }


def var_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """Where this copy of Interlude keeps its data and secrets."""
    return Path(environ.get("INTERLUDE_VAR") or ROOT / "var").resolve()


def checked_secret(secret: str) -> str:
    """The secret that signs tokens. A short or a well-known one is as good as none."""
    if len(secret.encode()) < SHORTEST_SECRET:
        raise CannotStart(f"The file {JWT_SECRET} must hold at least {SHORTEST_SECRET} bytes.")
    lowered = secret.lower()
    is_sample = any(sample in lowered for sample in SAMPLES)
    if is_sample or len(set(secret)) < FEWEST_DIFFERENT_LETTERS:
        raise CannotStart(f"The file {JWT_SECRET} holds a sample value. Let `make run` make one.")
    return secret


def refuse_open_secret(path: Path) -> None:
    """A secret that others on this machine can read, change or run is none. Absence is no fault."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return
    if mode & BEYOND_OWNER:
        mend = f"chmod 600 {shlex.quote(str(path))}"
        raise CannotStart(f"The file {path.name} is open to others on this machine. Run: {mend}")


def refuse_debug_in_public(is_debug: bool, origin: str) -> None:  # noqa: FBT001  a fact, no switch
    """Debug pages show code and values to whoever asks."""
    if is_debug and not is_loopback(urlsplit(origin).hostname or ""):
        raise CannotStart("Debug mode is for this machine alone. Unset FLASK_DEBUG.")


def _read_secret(path: Path) -> str:
    refuse_open_secret(path)
    try:
        return path.read_text().strip()
    except (OSError, UnicodeDecodeError):
        raise CannotStart(
            f"The file {path.name} cannot be read. `make run` makes the secrets."
        ) from None


def _whole(name: str, value: str, least: int, most: int) -> int:
    is_number = value.isascii() and value.isdigit() and len(value) <= LONGEST_NUMBER
    if not is_number or not least <= int(value) <= most:
        raise CannotStart(f"{name} must be a whole number from {least} to {most}.")
    return int(value)
