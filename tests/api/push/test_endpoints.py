"""Where messages may go: six doors, and three dozen that only look like one."""

import pytest

from api.push.endpoints import Refused, check, is_public, origin_of

TESTS = "http://127.0.0.1:8600"
OWN = frozenset({"up.place.org"})

GOOD = [
    "https://fcm.googleapis.com/fcm/send/abc:def",
    "https://updates.push.services.mozilla.com/wpush/v2/gAAA",
    "https://web.push.apple.com/QGuQyavXutnMH",
    "https://wns2-par02p.notify.windows.com/w/?token=BQYA",
    "https://fcm.googleapis.com:443/fcm/send/abc",
    "https://up.place.org/UP?token=1",
]
BAD = [
    "",
    "fcm.googleapis.com/x",
    "//fcm.googleapis.com/x",
    "http://fcm.googleapis.com/x",
    "ftp://fcm.googleapis.com/x",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "https://fcm.googleapis.com",
    "https://fcm.googleapis.com/",
    "https://fcm.googleapis.com:8443/x",
    "https://fcm.googleapis.com:0/x",
    "https://fcm.googleapis.com:99999/x",
    "https://fcm.googleapis.com:x/x",
    "https://me@fcm.googleapis.com/x",
    "https://me:secret@fcm.googleapis.com/x",
    "https://fcm.googleapis.com@evil.org/x",
    "https://fcm.googleapis.com/x#there",
    "https://fcm.googleapis.com./x",
    "https://fcm.googleapis.com.evil.org/x",
    "https://evilfcm.googleapis.com/x",
    "https://sub.fcm.googleapis.com/x",
    "https://evil.org/fcm.googleapis.com/x",
    "https://evil.org/?https://fcm.googleapis.com/x",
    "https://evilnotify.windows.com/x",
    "https://notify.windows.com.evil.org/x",
    "https://xpush.apple.com.evil.org/x",
    "https://evil-push.services.mozilla.com/x",
    "https://other.place.org/x",
    "https://fcm%2egoogleapis.com/x",
    "https://fcm.googleapis.com%00.evil.org/x",
    "https://evil.org\\@fcm.googleapis.com/x",
    "https://fcm.googleapis.com\\.evil.org/x",
    "https://fcm.google\tapis.com/x",
    "https://fcm.googleapis.com/x\r\nHost: evil.org",
    " https://fcm.googleapis.com/x",
    "https://fcm.goog\u013ceapis.com/x",
    "https://\uff46cm.googleapis.com/x",
    "https://localhost/x",
    "https://127.0.0.1/x",
    "https://2130706433/x",
    "https://0x7f.1/x",
    "https://017700000001/x",
    "https://[::1]/x",
    "https://[::ffff:127.0.0.1]/x",
    "https://[fe80::1%25eth0]/x",
    "https://[broken/x",
    "https://169.254.169.254/latest/meta-data",
    "https://fcm.googleapis.com/" + "x" * 2048,
    "http://127.0.0.1:8600/x",
]


@pytest.mark.parametrize("endpoint", GOOD)
def test_a_push_service_is_known(endpoint):
    check(endpoint, OWN, None)


@pytest.mark.parametrize("endpoint", BAD, ids=ascii)
def test_nothing_else_is(endpoint):
    with pytest.raises(Refused):
        check(endpoint, OWN, None)


@pytest.mark.parametrize("endpoint", [each for each in BAD if "8600" not in each], ids=ascii)
def test_nor_while_there_is_a_test_service(endpoint):
    with pytest.raises(Refused):
        check(endpoint, OWN, TESTS)


def test_an_operators_own_is_not_known_elsewhere():
    with pytest.raises(Refused):
        check("https://up.place.org/UP", frozenset(), None)


@pytest.mark.parametrize(
    ("endpoint", "is_so"),
    [
        (f"{TESTS}/push/x", True),
        ("http://127.0.0.1:8601/push/x", False),
        ("http://127.0.0.1:86000/push/x", False),
        ("https://127.0.0.1:8600/push/x", False),
        ("http://127.0.0.2:8600/push/x", False),
        ("http://localhost:8600/push/x", False),
        ("http://me@127.0.0.1:8600/push/x", False),
    ],
)
def test_a_test_service_is_one_origin(endpoint, is_so):
    try:
        check(endpoint, frozenset(), TESTS)
    except Refused:
        assert not is_so
    else:
        assert is_so


@pytest.mark.parametrize("address", ["142.250.1.95", "17.57.144.1", "2a00:1450:4001:80f::200a"])
def test_the_open_internet_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",  # noqa: S104
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "64:ff9b:1::a00:1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "x",
        "",
    ],
)
def test_what_leads_inwards_is_not(address):
    assert not is_public(address)


def test_a_token_is_made_for_the_origin():
    assert origin_of("https://fcm.googleapis.com/fcm/send/x?y=1") == "https://fcm.googleapis.com"
    assert origin_of(f"{TESTS}/push/x") == TESTS
