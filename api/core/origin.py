"""The address people open, brought into the one form that browsers write."""

import re
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from api.core.errors import CannotStart
from api.core.hosts import DEFAULT_PORTS, is_loopback

NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
# Python's IDNA is that of 2003: it turns these into other letters, where browsers keep them.
TOLD_DIFFERENTLY = frozenset("\u00df\u03c2\u200c\u200d")


def checked_origin(origin: str) -> str:
    """Scheme, host and port as a browser's `Origin` header has them; raises CannotStart.

    The host is in lower case and in punycode, a default port is left out. Plain http is for this
    machine alone: cookies need more.
    """
    try:
        parts = urlsplit(origin)
        port = parts.port
        name = _host(parts.hostname or "")
    except ValueError:  # UnicodeError is one, too
        raise CannotStart("INTERLUDE_ORIGIN must look like https://interlude.example.") from None
    if parts.scheme not in DEFAULT_PORTS or port == 0:
        raise CannotStart("INTERLUDE_ORIGIN must look like https://interlude.example.")
    _refuse_more(parts)
    if parts.scheme == "http" and not is_loopback(name):
        raise CannotStart("INTERLUDE_ORIGIN must be https unless it names this machine itself.")
    is_default = port in {None, DEFAULT_PORTS[parts.scheme]}
    return f"{parts.scheme}://{name}" if is_default else f"{parts.scheme}://{name}:{port}"


def _refuse_more(parts: SplitResult) -> None:
    if parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc:
        raise CannotStart("INTERLUDE_ORIGIN is a scheme, a host and a port, and nothing more.")


def _host(name: str) -> str:
    """The host as it stands in an address, IPv6 in brackets. Raises ValueError when it is none."""
    if ":" in name:
        if "%" in name:
            raise ValueError("An address of one interface means nothing elsewhere.")
        return f"[{ip_address(name).compressed}]"
    if TOLD_DIFFERENTLY & set(name):
        raise CannotStart("INTERLUDE_ORIGIN has a letter browsers spell their own way. Use xn--.")
    ascii_name = name.encode("idna").decode().lower()
    labels = ascii_name.split(".")
    if ascii_name.endswith("."):
        raise CannotStart("INTERLUDE_ORIGIN must not end its host with a dot.")
    if not all(NAME.fullmatch(label) for label in labels):
        raise ValueError("This is no name of a host.")
    return ip_address(ascii_name).compressed if labels[-1].isdigit() else ascii_name
