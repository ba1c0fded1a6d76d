"""What one copy of Interlude needs to judge who knocks: its keys, its hasher, its manners."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from api.accounts.hashing import Hasher
from api.accounts.rules import SALT_BYTES
from api.core.hosts import is_loopback
from api.core.keys import derive

USUAL_COST = (19_456, 2)


@dataclass(frozen=True)
class Gate:
    """`is_open`: anybody may sign up, because nobody but this machine can reach it."""

    is_open: bool
    hasher: Hasher
    secret: str

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> "Gate":
        is_open = is_loopback(urlsplit(config["ORIGIN"]).hostname or "")
        hasher = Hasher(*config.get("AUTH_HASH_COST", USUAL_COST))
        return cls(is_open, hasher, config["JWT_SECRET_KEY"])

    def salt_of_nobody(self, name_key: str) -> bytes:
        """Always the same for a name, so that asking twice tells nothing."""
        key = derive(self.secret, "salts of names nobody has")
        return hmac.new(key, name_key.encode(), sha256).digest()[:SALT_BYTES]

    def blind(self, on: date, *words: str) -> bytes:
        """Stands for the words on one day: tomorrow nobody can tell that they were the same."""
        key = derive(self.secret, "counting attempts")
        todays = hmac.new(key, on.isoformat().encode(), sha256).digest()
        return hmac.new(todays, "\0".join(words).encode(), sha256).digest()


@dataclass(frozen=True)
class Knock:
    """Somebody at the door: from which network, and when."""

    gate: Gate
    network: str
    now: datetime
