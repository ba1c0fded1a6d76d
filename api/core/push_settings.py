"""The settings of push, judged before anything starts: a wrong one would fail far away and late."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from api.core.errors import CannotStart
from api.core.hosts import is_loopback

# Apple refuses what no letter could reach.
MAIL = re.compile(r"mailto:[^\s<>@:/?#]+@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
SITE = re.compile(
    r"https://([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]*[A-Za-z][A-Za-z0-9-]*)+)(?:[/:][^\s<>]*)?"
)
NOWHERE = {"localhost", "local", "invalid", "test", "example", "internal", "localdomain"}
HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
# Whom the tests' own push service may write to: nobody.
NOBODY = "mailto:nobody@interlude.test"


def push_settings(environ: Mapping[str, str], origin: str) -> dict[str, Any]:
    """Raises CannotStart with one clear sentence.

    PUSH_CONTACT is the VAPID subject, or None where push is off; PUSH_HOSTS are push services
    besides the known ones; PUSH_TEST_SERVICE is the origin of one on this machine, for tests.
    """
    service = _test_service(environ.get("INTERLUDE_PUSH_TEST_SERVICE") or None, origin)
    contact = environ.get("INTERLUDE_CONTACT")
    return {
        "PUSH_CONTACT": _checked(contact) if contact else _usual_contact(origin, service),
        "PUSH_HOSTS": _hosts(environ.get("INTERLUDE_PUSH_HOSTS") or ""),
        "PUSH_TEST_SERVICE": service,
    }


def _usual_contact(origin: str, test_service: str | None) -> str | None:
    """A public address says by itself where its operator can be found."""
    if _can_be_reached(origin):
        return origin
    return NOBODY if test_service else None


def _can_be_reached(contact: str) -> bool:
    found = MAIL.fullmatch(contact) or SITE.fullmatch(contact)
    return found is not None and found[1].rpartition(".")[2].lower() not in NOWHERE


def _checked(contact: str) -> str:
    if not _can_be_reached(contact):
        raise CannotStart(
            "INTERLUDE_CONTACT must be a mailto: or an https: address where you can be reached, "
            "as mailto:care@your-place.org. Push services ask for it."
        )
    return contact


def _hosts(named: str) -> frozenset[str]:
    hosts = frozenset(named.replace(",", " ").lower().split())
    if not all(map(HOST.fullmatch, hosts)):
        raise CannotStart("INTERLUDE_PUSH_HOSTS must be names of hosts, with spaces between.")
    return hosts


def _test_service(service: str | None, origin: str) -> str | None:
    if service is None:
        return None
    if not is_loopback(urlsplit(origin).hostname or ""):
        raise CannotStart("INTERLUDE_PUSH_TEST_SERVICE is for a server on this machine alone.")
    if not re.fullmatch(r"http://127\.0\.0\.1:\d{1,5}", service):
        raise CannotStart("INTERLUDE_PUSH_TEST_SERVICE must be as http://127.0.0.1:8600.")
    return service
