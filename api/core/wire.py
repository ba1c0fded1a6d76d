"""How ids and bytes are written in JSON, on both sides of the wire."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any
from uuid import UUID

from marshmallow import fields

COMPLAINTS = {
    "invalid": "Not base64url without padding.",
    "length": "Not as long as it must be.",
    "format": "Not a format known here.",
}
ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# How base64url spells a first byte of 1, whole threes of bytes, and what is left at the end.
LETTER = "[A-Za-z0-9_-]"
FORMAT_1 = f"A[Q-Za-f]{LETTER}{{2}}"
FOURS = f"(?:{LETTER}{{4}})*"
LAST = f"(?:{LETTER}[AQgw]|{LETTER}{{2}}[AEIMQUYcgkosw048])?"
BASE64URL = re.compile(r"[A-Za-z0-9_-]*")


def is_id(value: Any) -> bool:
    """A UUID in lower case with its dashes. Version bits are not asked for: phones set none."""
    return isinstance(value, str) and ID.fullmatch(value) is not None


def read_bytes(value: Any) -> bytes | None:
    """What base64url without padding stands for; None when it is anything but the one spelling."""
    if not isinstance(value, str) or not BASE64URL.fullmatch(value) or len(value) % 4 == 1:
        return None
    raw = urlsafe_b64decode(value + "=" * (-len(value) % 4))
    return raw if write_bytes(raw) == value else None


def write_bytes(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _letters(count: int) -> int:
    """So many letters spell so many bytes."""
    return -(-count * 4 // 3)


class Id(fields.UUID):
    """A UUID in its one spelling; the library takes a dozen."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> UUID:
        if not is_id(value):
            raise self.make_error("invalid_uuid")
        return UUID(value)


class Bytes(fields.Field[bytes]):
    """Bytes of a length between two bounds, in base64url without padding."""

    def __init__(
        self, least: int, most: int | None = None, *, sealed: bool = False, **rest: Any
    ) -> None:
        """Without `most`, exactly `least` bytes. `sealed` ones begin with the format's number."""
        super().__init__(error_messages={**COMPLAINTS}, **rest)
        self.least, self.most = least, least if most is None else most
        self.sealed = sealed

    @property
    def spelling(self) -> dict[str, Any]:
        """What a schema of JSON can say of it: how many letters, and which."""
        return {
            "minLength": _letters(self.least),
            "maxLength": _letters(self.most),
            "pattern": f"^{FORMAT_1 if self.sealed else ''}{FOURS}{LAST}$",
        }

    def _serialize(self, value: bytes | None, attr: Any, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else write_bytes(value)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> bytes:
        raw = read_bytes(value)
        if raw is None:
            raise self.make_error("invalid")
        if not self.least <= len(raw) <= self.most:
            raise self.make_error("length")
        if self.sealed and raw[:1] != b"\x01":
            raise self.make_error("format")
        return raw
