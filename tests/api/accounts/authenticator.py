"""An authenticator in software: makes passkeys, and signs with them."""

import json
import secrets
import struct
from hashlib import sha256
from typing import Any
from uuid import uuid4

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from tests.api.accounts.people import ACCOUNTS, Person, Phone, a_wrap, b64

RP_ID, ORIGIN = "localhost", "http://localhost:8000"
PASSKEYS = f"{ACCOUNTS}/passkeys"
PRESENT, VERIFIED, ATTESTED = 1, 4, 64


class Authenticator:
    """One credential. What is given besides is what a hostile or careless one gets wrong."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.credential_id = secrets.token_bytes(32)
        self.sign_count = 0

    def created(self, person: Person, phone: Phone, **given: Any) -> dict[str, Any]:
        """The body that adds it."""
        client_data = self._client_data("webauthn.create", phone, given)
        flags = given.pop("flags", PRESENT | VERIFIED) | ATTESTED
        attested = bytes(16) + struct.pack(">H", len(self.credential_id)) + self.credential_id
        data = self._data(flags, given) + attested + self._public_key()
        usual = {
            "auth": person.auth,
            "credential_id": b64(self.credential_id),
            "client_data_json": b64(client_data),
            "attestation_object": b64(
                cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
            ),
            "wrap": a_wrap(),
        }
        return usual | given

    def asserted(self, phone: Phone, **given: Any) -> dict[str, Any]:
        """The body that signs in with it."""
        client_data = self._client_data("webauthn.get", phone, given)
        self.sign_count += 1
        data = self._data(given.pop("flags", PRESENT | VERIFIED), given)
        signed = data + sha256(client_data).digest()
        usual = {
            "credential_id": b64(self.credential_id),
            "client_data_json": b64(client_data),
            "authenticator_data": b64(data),
            "signature": b64(self.key.sign(signed, ec.ECDSA(hashes.SHA256()))),
            "device": {"id": str(uuid4()), "sealed_name": None},
        }
        return usual | given

    def _client_data(self, kind: str, phone: Phone, given: dict[str, Any]) -> bytes:
        challenge = given.pop("challenge", None) or a_challenge(phone)
        origin = given.pop("origin", ORIGIN)
        words = {"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": False}
        return json.dumps(words).encode()

    def _data(self, flags: int, given: dict[str, Any]) -> bytes:
        rp_id = given.pop("rp_id", RP_ID)
        count = given.pop("sign_count", self.sign_count)
        return sha256(rp_id.encode()).digest() + struct.pack(">BI", flags, count)

    def _public_key(self) -> bytes:
        point = self.key.public_key().public_numbers()
        x, y = (number.to_bytes(32, "big") for number in (point.x, point.y))
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})


def a_challenge(phone: Phone) -> str:
    answer = phone.post(f"{ACCOUNTS}/passkey-challenge")
    assert answer.json["rp_id"] == RP_ID
    return answer.json["challenge"]
