"""Which network an address belongs to: who holds one address there often holds its neighbours."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

NOWHERE = "nowhere"


def network_of(address: str | None, ipv4_bits: int = 24) -> str:
    """The /24 of an IPv4 address, the /64 of an IPv6 one; the same for all that is neither."""
    try:
        found = _without_costume(ip_address((address or "").split("%")[0]))
    except ValueError:
        return NOWHERE
    bits = ipv4_bits if found.version == 4 else 64
    return str(ip_network((found, bits), strict=False))


def _without_costume(found: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """An IPv4 address written as IPv6 is still one: all of them would be one network else."""
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found
