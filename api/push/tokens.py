"""The right to snooze or skip one knock, made anew whenever it is needed and kept nowhere."""

import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256
from uuid import UUID

from api.core import keys

TOKEN_BYTES = 16


def token_of(secret: str, source: UUID, due_at: int) -> bytes:
    """128 bits that nobody can guess without the secret of this copy of Interlude."""
    said = source.bytes + due_at.to_bytes(8)
    return hmac.digest(keys.derive(secret, "knock"), said, "sha256")[:TOKEN_BYTES]


def written(token: bytes) -> str:
    return urlsafe_b64encode(token).rstrip(b"=").decode()


def digest_of(token: bytes) -> bytes:
    """What the database knows of it."""
    return sha256(token).digest()
