"""What a phone gives the server so that it can be knocked at."""

from typing import NamedTuple


class NewSubscription(NamedTuple):
    """`p256dh` is a point of 65 bytes, `auth` 16 bytes, `key_id` names the key it was made for."""

    endpoint: str
    p256dh: bytes
    auth: bytes
    key_id: str
    language: str = "en"
