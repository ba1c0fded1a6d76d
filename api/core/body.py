"""Reads a JSON body strictly: what passes here can be stored and said again, unchanged."""

from typing import Any

import orjson

from api.core.errors import Unacceptable, Unreadable

DEEPEST = 16
#: A larger body is refused unread.
MOST_BYTES = 256 * 1024


def parse(raw: bytes) -> Any:
    """The value of a JSON text in UTF-8, for readers that look at every value themselves.

    Raises Unreadable for anything that is not JSON: NaN, halves of characters and nesting without
    end included. Of a key given twice, the last counts.
    """
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        raise Unreadable from None


def read(raw: bytes) -> Any:
    """Like `parse`, for everybody else.

    Raises Unacceptable for nesting deeper than `DEEPEST` and for the NUL character, which
    PostgreSQL cannot keep.
    """
    value = parse(raw)
    _refuse_strange(value)
    return value


def refuse_nul(text: str) -> None:
    if "\0" in text:
        raise Unacceptable("Text may not hold the NUL character.", code="nul_character")


def _refuse_strange(value: Any) -> None:
    """Walks level by level: recursion would let the sender choose the size of our stack."""
    level = [value]
    for _ in range(DEEPEST):
        for item in level:
            if isinstance(item, str):
                refuse_nul(item)
        level = [child for item in level for child in _children(item)]
        if not level:
            return
    raise Unacceptable("The body is nested too deeply.", code="body_too_deep")


def _children(item: Any) -> list[Any]:
    if isinstance(item, dict):
        return [*item.keys(), *item.values()]
    return item if isinstance(item, list) else []
