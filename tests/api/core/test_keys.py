"""One secret, many keys, and none of them tells of another."""

from cryptography.hazmat.primitives import hashes, hmac

from api.core.keys import derive
from tests.factories import SECRET


def test_each_purpose_has_a_key_of_its_own():
    keys = {derive(secret, purpose) for secret in (SECRET, SECRET[::-1]) for purpose in ("a", "b")}

    assert len(keys) == 4
    assert {len(key) for key in keys} == {32}
    assert derive(SECRET, "a") == derive(SECRET, "a")


def test_a_key_is_that_of_rfc_5869():
    def mac(key, text):
        made = hmac.HMAC(key, hashes.SHA256())
        made.update(text)
        return made.finalize()

    extracted = mac(bytes(32), SECRET.encode())

    assert derive(SECRET, "csrf") == mac(extracted, b"interlude/server/csrf\x01")
