"""Under which names this server answers.

The answers of the API and everything else that runs code are given only under the names of
`ORIGIN`: a page of another site that points its own name at this machine must not be able to
read them. The built page itself is public and holds nothing about anybody, so it is also given
to a private-network address, but only when the server was bound to the network on purpose: a
person who types the laptop's address on the phone then reads a sentence instead of an error.
"""

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
DEFAULT_PORTS = {"http": 80, "https": 443}


def is_loopback(name: str) -> bool:
    return name in LOOPBACK or name == "::1"


@dataclass(frozen=True)
class Hosts:
    """`ours` are whole Host headers, port and all."""

    ours: frozenset[str]
    on_network: bool

    def is_ours(self, host: str) -> bool:
        return host.lower() in self.ours

    def may_have_page(self, host: str) -> bool:
        return self.is_ours(host) or (self.on_network and _is_private(host))


def hosts_of(origin: str, bound_to: str) -> Hosts:
    """The names for an origin. A loopback origin has three names, which mean the same machine."""
    parts = urlsplit(origin)
    default = DEFAULT_PORTS[parts.scheme]
    port = parts.port or default
    name = parts.hostname or ""
    names = LOOPBACK if is_loopback(name) else (f"[{name}]" if ":" in name else name,)
    ours = {f"{each}:{port}" for each in names}
    if port == default:
        ours |= set(names)
    return Hosts(frozenset(ours), on_network=not is_loopback(bound_to))


def _is_private(host: str) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name.endswith(".local") or ip_address(name).is_private
    except ValueError:
        return False
