"""What is true of accounts whatever the database or the wire says. Pure: no I/O, no clock."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from hashlib import sha256
from uuid import UUID

LONGEST_NAME = 64
# Letters of some scripts need these two to be spelled rightly; no other invisible sign is taken.
JOINERS = frozenset("\u200c\u200d")

ARGON2ID = "argon2id"
SALT_BYTES = 16
LEAST_KDF, MOST_KDF = (65_536, 3, 1), (1_048_576, 16, 4)


@dataclass(frozen=True)
class Kdf:
    """How a phone makes its key from the passphrase."""

    memory_kib: int
    passes: int
    lanes: int
    salt: bytes
    algorithm: str = ARGON2ID

    @property
    def is_acceptable(self) -> bool:
        """Strong enough to resist guessing, and weak enough for an old phone to bear."""
        cost = (self.memory_kib, self.passes, self.lanes)
        in_range = all(
            least <= each <= most
            for least, each, most in zip(LEAST_KDF, cost, MOST_KDF, strict=True)
        )
        return self.algorithm == ARGON2ID and len(self.salt) == SALT_BYTES and in_range


def usual_kdf(salt: bytes) -> Kdf:
    """What phones choose today, and what is told of a name that nobody has."""
    return Kdf(*LEAST_KDF, salt)


@dataclass(frozen=True)
class NewDevice:
    """The phone that asks to be signed in."""

    id: UUID
    sealed_name: bytes | None


def tidy_name(text: str) -> str | None:
    """The name as it is kept and shown, or None when it is none."""
    name = " ".join(unicodedata.normalize("NFKC", text).split())
    return name if 1 <= len(name) <= LONGEST_NAME and not _has_hidden_signs(name) else None


def _has_hidden_signs(name: str) -> bool:
    return any(unicodedata.category(sign) in {"Cc", "Cf"} for sign in set(name) - JOINERS)


def key_of(name: str) -> str:
    """Two names are one when their keys are the same: case is how it is written, not who it is."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


SLIDING, ABSOLUTE = timedelta(days=30), timedelta(days=180)
RACE = timedelta(seconds=60)


@dataclass(frozen=True)
class Family:
    """Where a family of tokens stands. `is_heard`: a token of its generation has come back."""

    generation: int
    previous: int
    is_heard: bool
    rotated_at: datetime


class Verdict(Enum):
    ROTATE = auto()
    REPEAT = auto()
    REPLACE = auto()
    REUSED = auto()


def judge_refresh(family: Family, presented: int, now: datetime) -> Verdict:
    """What a refresh token of the generation `presented` gets.

    The one before may come again: from tabs that race, or from a phone that never heard the
    answer. It may not when somebody else has heard that answer, for then two hold the family.

    A generation that is still to come was given out before this server was set back to an older
    backup: it is the newest there is.
    """
    if presented >= family.generation:
        return Verdict.ROTATE
    if presented == family.previous:
        if now - family.rotated_at < RACE:
            return Verdict.REPEAT
        if not family.is_heard:
            return Verdict.REPLACE
    return Verdict.REUSED


def is_current(family: Family, presented: int) -> bool:
    """Whether an access token of that generation still opens.

    One that was replaced because its answer was lost does not: who holds it after all is to
    refresh, and is found out there.
    """
    return presented == family.previous or presented >= family.generation


def ends_at(signed_in_at: datetime, issued_at: datetime) -> datetime:
    """When a refresh token ends: 30 days after it was given, 180 after the passphrase was."""
    return min(issued_at + SLIDING, signed_in_at + ABSOLUTE)


# How often something may go wrong within an hour.
FROM_DEVICE = 20
FROM_NETWORK = 100
BY_NAME_AND_NETWORK, WHILE_CROWDED = 10, 3
CROWD = 100
INVITES, PASSPHRASES = 10, 10


def allowance(failures_for_name: int) -> int:
    """How many failures one network has for one name.

    Fewer while the name is tried from everywhere, but never none: nobody can lock out somebody
    else who comes from a network of their own.
    """
    return WHILE_CROWDED if failures_for_name >= CROWD else BY_NAME_AND_NETWORK


def start_of_hour(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)


def seconds_to_next_hour(now: datetime) -> int:
    return 3600 - now.minute * 60 - now.second


def recovery_hash(auth: bytes) -> bytes:
    """No slow hash: what is hashed is 128 random bits, which nobody guesses."""
    return sha256(auth).digest()


INVITE_LIVES = timedelta(days=14)
# Crockford's letters: none is taken for another.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOKALIKES = str.maketrans("OIL", "011", "- ")


def invite_code(bits: int) -> str:
    """128 bits as a person can type them."""
    text = "".join(LETTERS[bits >> 5 * place & 31] for place in reversed(range(26)))
    return "-".join(text[start : start + 5] for start in range(0, 26, 5))


def tidy_code(typed: str) -> str:
    """The code as it was given out, however it was typed."""
    return typed.upper().translate(LOOKALIKES)


def code_hash(typed: str) -> bytes:
    return sha256(tidy_code(typed).encode()).digest()
