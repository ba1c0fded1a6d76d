"""What a phone is told: a declarative push message that says nothing, always of one length."""

import json
from typing import Any

from api.push.words import Words

# Every knock has this many bytes, so its length tells nothing about it.
PADDED = 1024
DECLARATIVE = 8030  # the mark of the Declarative Web Push format


def build(words: Words, *, navigate: str, lang: str, tag: str, own: dict[str, Any]) -> bytes:
    """The message before it is sealed. `own` is what our service worker alone reads.

    A browser that knows declarative messages shows this one by itself; for all others the service
    worker does. Raises ValueError when it does not fit.
    """
    notification = {
        "title": words.title,
        "body": words.body,
        "navigate": navigate,
        "lang": lang,
        "dir": "ltr",
        "tag": tag,
    }
    message = {
        "web_push": DECLARATIVE,
        "notification": notification,
        "mutable": True,
        "interlude": own,
    }
    raw = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()
    if len(raw) > PADDED:
        raise ValueError("A knock is too long to be as long as any other.")
    return raw.ljust(PADDED)
