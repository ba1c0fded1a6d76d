"""Neighbours are one network, however an address is written."""

import pytest

from api.core.networks import NOWHERE, network_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("198.51.100.7", "198.51.100.0/24"),
        ("198.51.100.255", "198.51.100.0/24"),
        ("::ffff:198.51.100.7", "198.51.100.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2::", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::/64"),
        ("127.0.0.1", "127.0.0.0/24"),
        ("", NOWHERE),
        (None, NOWHERE),
        ("unix:", NOWHERE),
        ("198.51.100.7:1234", NOWHERE),
        ("1.2.3", NOWHERE),
    ],
)
def test_an_address_belongs_to_one_network(address, network):
    assert network_of(address) == network


def test_an_ipv4_address_may_stand_for_itself():
    assert network_of("198.51.100.7", 32) == "198.51.100.7/32"
    assert network_of("2001:db8::1", 32) == "2001:db8::/64"
