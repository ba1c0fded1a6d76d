"""Keys for single purposes, all derived from the one secret of this copy of Interlude."""

from functools import cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


@cache
def derive(secret: str, purpose: str) -> bytes:
    """32 bytes that tell nothing about the secret, nor about the key of another purpose."""
    info = b"interlude/server/" + purpose.encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret.encode())
