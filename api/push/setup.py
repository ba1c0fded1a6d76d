"""What sending needs, made from the settings of one application."""

import random
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from api.core.config import VAPID_PRIVATE
from api.push.deliver import Delivery
from api.push.sender import Sender
from api.push.service import Doors
from api.push.transport import Transport, may_connect_to, trusted
from api.push.webpush import Vapid, load_key


def vapid_of(settings: Mapping[str, Any]) -> Vapid | None:
    """None where push is off: nobody is named whom a push service could write to."""
    if settings["PUSH_CONTACT"] is None:
        return None
    pem = (Path(settings["VAR"]) / VAPID_PRIVATE).read_bytes()
    return Vapid(load_key(pem), settings["PUSH_CONTACT"])


def doors_of(settings: Mapping[str, Any]) -> Doors:
    return Doors(settings["PUSH_HOSTS"], settings["PUSH_TEST_SERVICE"])


def delivery_of(settings: Mapping[str, Any]) -> Delivery | None:
    """None where push is off."""
    vapid = vapid_of(settings)
    if vapid is None:
        return None
    sender = Sender(vapid, open_transport(settings["PUSH_TEST_SERVICE"]))
    return Delivery(
        sender,
        origin=settings["ORIGIN"],
        secret=settings["JWT_SECRET_KEY"],
        now=time.time,
        sleep=time.sleep,
        chance=random.random,
    )


def open_transport(test_service: str | None) -> Transport:
    """libcurl, which keeps many messages on one connection; aiohttp where it cannot be had."""
    given = may_connect_to(test_service), trusted()
    try:
        from api.push.by_curl import CurlTransport  # noqa: PLC0415  it may not be there
    except ImportError:
        from api.push.by_aiohttp import AioTransport  # noqa: PLC0415

        return AioTransport(*given)
    return CurlTransport(*given)
