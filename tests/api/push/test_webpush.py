"""Messages and tokens on the wire, against the RFCs' own examples and other people's code."""

import json
import os
import warnings

import http_ece
import jwt
import py_vapid
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from api.push import webpush
from api.push.webpush import HOLDS, MOST_PLAINTEXT, Vapid, encrypt, point_of
from tests.push.service import Browser, b64, unb64

# RFC 8291, section 5.
EXAMPLE = {
    "plaintext": b"When I grow up, I want to be a watermelon",
    "auth": "BTBZMqHH6r4Tts7J_aSIgg",
    "p256dh": (
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
    ),
    "private": "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw",
    "salt": "DGv6ra1nlYgDCS1FRnbzlw",
    "body": (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLoc"
        "InmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLV"
        "WGNWQexSgSxsj_Qulcy4a-fN"
    ),
}
CURVE = ec.SECP256R1()
NOW = 1_764_000_000.0
ENDPOINT = "https://fcm.googleapis.com/fcm/send/x"


def test_the_example_of_the_rfc_comes_out_byte_for_byte():
    private = ec.derive_private_key(int.from_bytes(unb64(EXAMPLE["private"])), CURVE)
    body = encrypt(
        EXAMPLE["plaintext"],
        unb64(EXAMPLE["p256dh"]),
        unb64(EXAMPLE["auth"]),
        salt=unb64(EXAMPLE["salt"]),
        private=private,
    )

    assert b64(body) == EXAMPLE["body"]


@given(st.binary(max_size=MOST_PLAINTEXT))
def test_whatever_is_sealed_others_open(plaintext):
    browser = Browser("/", "")

    body = encrypt(plaintext, browser.p256dh, browser.auth)

    assert browser.open(body) == plaintext
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        opened = http_ece.decrypt(
            body, private_key=browser.private, auth_secret=browser.auth, version="aes128gcm"
        )
    assert opened == plaintext


def test_the_same_message_is_sealed_otherwise_each_time():
    browser = Browser("/", "")

    bodies = {encrypt(b"x", browser.p256dh, browser.auth) for _ in range(50)}

    assert len({body[:16] for body in bodies}) == len({body[21:86] for body in bodies}) == 50


def test_the_largest_message_is_as_large_as_a_push_service_must_take():
    browser = Browser("/", "")

    assert len(encrypt(bytes(MOST_PLAINTEXT), browser.p256dh, browser.auth)) == 4096
    with pytest.raises(ValueError, match="too long"):
        encrypt(bytes(MOST_PLAINTEXT + 1), browser.p256dh, browser.auth)


@pytest.mark.parametrize(
    "point",
    [b"", b"\4" * 64, b"\4" + bytes(64), b"\2" + os.urandom(64), b"\4" + b"\xff" * 64, bytes(65)],
)
def test_what_is_no_point_is_refused(point):
    with pytest.raises(ValueError, match=r"point|key|curve"):
        encrypt(b"x", point, bytes(16))


@pytest.mark.parametrize("auth", [b"", bytes(15), bytes(17)])
def test_what_is_no_auth_secret_is_refused(auth):
    with pytest.raises(ValueError, match="auth"):
        encrypt(b"x", Browser("/", "").p256dh, auth)


@pytest.fixture
def vapid():
    return Vapid(ec.generate_private_key(CURVE), "mailto:care@place.org")


def parts(header):
    scheme, _, rest = header.partition(" ")
    token, key = rest.split(", ")
    assert scheme == "vapid"
    return token.removeprefix("t="), key.removeprefix("k=")


def test_a_token_says_who_sends_to_whom_and_for_how_long(vapid):
    token, key = parts(vapid.header(ENDPOINT, NOW))

    assert unb64(key) == vapid.public
    claims = jwt.decode(
        token,
        vapid.private.public_key(),
        algorithms=["ES256"],
        audience="https://fcm.googleapis.com",
        options={"verify_exp": False},
    )
    assert claims == {
        "aud": "https://fcm.googleapis.com",
        "exp": NOW + HOLDS,
        "sub": "mailto:care@place.org",
    }


def test_others_find_it_signed_by_the_key(vapid):
    header = vapid.header(ENDPOINT, NOW)

    assert _verifies(header)
    token, key = parts(header)
    head, said, signature = token.split(".")
    forged = json.loads(unb64(said)) | {"sub": "mailto:other@place.org"}
    assert not _verifies(f"vapid t={head}.{b64(json.dumps(forged).encode())}.{signature}, k={key}")


def _verifies(header):
    try:
        # It knows the header without the space after its comma, which RFC 8292 writes.
        return py_vapid.Vapid02.verify(header.replace(", ", ","))
    except (ValueError, KeyError):
        return False


def test_it_is_signed_once_for_each_push_service_and_anew_in_time(vapid):
    first = vapid.header(ENDPOINT, NOW)

    assert vapid.header(f"{ENDPOINT}/other", NOW + 10 * 3600) == first
    assert vapid.header("https://updates.push.services.mozilla.com/x", NOW) != first
    assert vapid.header(ENDPOINT, NOW + 11 * 3600) != first


def test_a_clock_that_was_put_back_makes_a_new_one(vapid):
    """Else a token would be good for longer than a day."""
    first = vapid.header(ENDPOINT, NOW)

    assert vapid.header(ENDPOINT, NOW - 3600) != first


def test_a_key_has_a_short_name(vapid):
    assert len(vapid.key_id) == 16
    assert vapid.key_id != Vapid(ec.generate_private_key(CURVE), "x").key_id


def pem(key):
    forms = serialization
    return key.private_bytes(forms.Encoding.PEM, forms.PrivateFormat.PKCS8, forms.NoEncryption())


def test_the_key_is_read_from_its_file():
    key = ec.generate_private_key(CURVE)

    assert point_of(webpush.load_key(pem(key)).public_key()) == point_of(key.public_key())


@pytest.mark.parametrize("raw", [b"", b"x", pem(ec.generate_private_key(ec.SECP384R1()))])
def test_what_is_no_key_of_the_curve_is_refused(raw):
    with pytest.raises(ValueError, match=r".+"):
        webpush.load_key(raw)
