"""Where a message may be sent: endpoints are what somebody typed, so none is trusted. Pure."""

import ipaddress
import re
from urllib.parse import urlsplit

LONGEST = 2048
# The push services of the browsers there are. Each entry is a host, or its own and all below it.
SERVICES = ("fcm.googleapis.com",)
SERVICES_BELOW = ("push.services.mozilla.com", "push.apple.com", "notify.windows.com")
HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])?")
PRINTABLE = re.compile(r"[!-~]+")
# What Python calls global although it leads into a private network: addresses of IPv4 in IPv6.
LEADING_ELSEWHERE = tuple(
    ipaddress.ip_network(each) for each in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "::/96")
)


class Refused(ValueError):
    """This is no endpoint of a push service known here."""


def check(endpoint: str, hosts: frozenset[str], test_service: str | None) -> None:
    """Raises Refused, with the reason in words, for what nothing may ever be sent to.

    `hosts` are an operator's own; `test_service` is one origin on this machine, for tests alone.
    """
    if len(endpoint) > LONGEST or not PRINTABLE.fullmatch(endpoint) or "\\" in endpoint:
        raise Refused("It is too long, or holds what no address does.")
    try:
        parts = urlsplit(endpoint)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise Refused("It is no address.") from None
    if "@" in parts.netloc or "#" in endpoint or not parts.path.strip("/"):
        raise Refused("It names a person, a place in a page, or no path.")
    if test_service and f"{parts.scheme}://{parts.netloc}" == test_service:
        return
    if parts.scheme != "https" or port not in {None, 443}:
        raise Refused("It does not begin with https, or names a port.")
    if not HOST.fullmatch(host) or not is_known(host, hosts):
        raise Refused("It is at no push service known here.")


def is_known(host: str, hosts: frozenset[str]) -> bool:
    """Compared as a whole, or from a dot on: a name that only looks alike is another's."""
    below = any(host == each or host.endswith(f".{each}") for each in SERVICES_BELOW)
    return below or host in SERVICES or host in hosts


def origin_of(endpoint: str) -> str:
    """Scheme, host and port: what a VAPID token is made for."""
    parts = urlsplit(endpoint)
    return f"{parts.scheme}://{parts.netloc}"


def is_public(address: str) -> bool:
    """Whether an IP address lies on the open internet, and leads nowhere else."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return is_public(str(found.ipv4_mapped))
        if any(found in network for network in LEADING_ELSEWHERE):
            return False
    return found.is_global and not found.is_multicast
