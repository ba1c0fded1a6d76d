"""Web Push on the wire: a message sealed for one browser, and the proof of who sends it."""

import hmac
import json
import os
from base64 import urlsafe_b64encode
from hashlib import sha256

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
)

from api.push.endpoints import origin_of

CURVE = ec.SECP256R1()
RECORD = 4096
# What a push service must take is 4,096 bytes: the header, the mark of the last record, the tag.
MOST_PLAINTEXT = RECORD - 86 - 1 - 16
POINT = 65
AUTH = 16
# Apple refuses a token that holds for more than a day; half a day forgives a clock that is wrong.
HOLDS = 12 * 3600
RENEWED = 11 * 3600


def encrypt(
    plaintext: bytes,
    p256dh: bytes,
    auth: bytes,
    *,
    salt: bytes | None = None,
    private: ec.EllipticCurvePrivateKey | None = None,
) -> bytes:
    """The body of a push message (RFC 8291, `aes128gcm` of RFC 8188 in one record).

    `p256dh` is an uncompressed point of 65 bytes, `auth` 16 bytes, as a browser gives them. `salt`
    and `private` are chosen at random, and only the example of the RFC chooses otherwise.
    Raises ValueError for what is no key, or too long.
    """
    if len(plaintext) > MOST_PLAINTEXT:
        raise ValueError("A push message is too long.")
    if len(auth) != AUTH:
        raise ValueError("An auth secret has 16 bytes.")
    theirs = read_point(p256dh)
    salt = os.urandom(16) if salt is None else salt
    private = private or ec.generate_private_key(CURVE)
    ours = point_of(private.public_key())
    shared = private.exchange(ec.ECDH(), theirs)
    # HKDF by hand: each expansion is one block, and the general one costs twice as much.
    secret = _hmac(_hmac(auth, shared), b"WebPush: info\0" + p256dh + ours + b"\1")
    first = _hmac(salt, secret)
    key = _hmac(first, b"Content-Encoding: aes128gcm\0\1")[:16]
    nonce = _hmac(first, b"Content-Encoding: nonce\0\1")[:12]
    sealed = AESGCM(key).encrypt(nonce, plaintext + b"\2", None)
    return salt + RECORD.to_bytes(4) + bytes([POINT]) + ours + sealed


def read_point(raw: bytes) -> ec.EllipticCurvePublicKey:
    """Raises ValueError for what is no uncompressed point of the curve."""
    if len(raw) != POINT or raw[:1] != b"\4":
        raise ValueError("A public key is an uncompressed point of P-256.")
    return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, raw)


def point_of(public: ec.EllipticCurvePublicKey) -> bytes:
    return public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def load_key(pem: bytes) -> ec.EllipticCurvePrivateKey:
    """Raises ValueError for what is no private key of P-256."""
    try:
        key = load_pem_private_key(pem, password=None)
    except (TypeError, UnsupportedAlgorithm) as error:
        raise ValueError(str(error)) from None
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != CURVE.name:
        raise ValueError("The key is not one of P-256.")
    return key


class Vapid:
    """Who sends (RFC 8292): our key, and whom a push service may write to about it."""

    def __init__(self, private: ec.EllipticCurvePrivateKey, subject: str) -> None:
        """`subject` is a `mailto:` or `https:` address."""
        self.private = private
        self.subject = subject
        self.public = point_of(private.public_key())
        self._held: dict[str, tuple[float, str]] = {}

    @property
    def key_id(self) -> str:
        """A short name of the key: 16 characters."""
        return key_id_of(self.public)

    def header(self, endpoint: str, now: float) -> str:
        """The Authorization header, signed once in eleven hours for each push service."""
        origin = origin_of(endpoint)
        signed_at, header = self._held.get(origin, (0.0, ""))
        if not 0 <= now - signed_at < RENEWED:
            header = self._signed(origin, int(now))
            self._held[origin] = now, header
        return header

    def _signed(self, origin: str, now: int) -> str:
        claims = {"aud": origin, "exp": now + HOLDS, "sub": self.subject}
        parts: tuple[dict[str, object], ...] = ({"typ": "JWT", "alg": "ES256"}, {**claims})
        said = ".".join(_base64url(_compact(part)) for part in parts)
        r, s = decode_dss_signature(self.private.sign(said.encode(), ec.ECDSA(SHA256())))
        signature = _base64url(r.to_bytes(32) + s.to_bytes(32))
        return f"vapid t={said}.{signature}, k={_base64url(self.public)}"


def key_id_of(public: bytes) -> str:
    return _base64url(sha256(public).digest())[:16]


def _hmac(key: bytes, said: bytes) -> bytes:
    return hmac.digest(key, said, "sha256")


def _compact(value: dict[str, object]) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def _base64url(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
