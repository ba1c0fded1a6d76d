"""The wire of passkeys. Shape only: whether a signature is right is for the service."""

from marshmallow import fields

from api.accounts.schemas import NewDeviceSchema, SignedInSchema, secret, wrap
from api.core.rest import Schema
from api.core.wire import Bytes, Id

MOST_ID, MOST_CLIENT_DATA, MOST_ATTESTATION = 1023, 4096, 16_384


def part(most: int) -> Bytes:
    return Bytes(1, most, required=True)


class ChallengeSchema(Schema):
    rp_id = fields.String(required=True)
    challenge = Bytes(32, required=True)


class NewPasskeySchema(Schema):
    """A credential as it was made, and the ring wrapped by what it alone answers."""

    auth = secret()
    credential_id = part(MOST_ID)
    client_data_json = part(MOST_CLIENT_DATA)
    attestation_object = part(MOST_ATTESTATION)
    wrap = wrap()


class AssertionSchema(Schema):
    credential_id = part(MOST_ID)
    client_data_json = part(MOST_CLIENT_DATA)
    authenticator_data = part(MOST_CLIENT_DATA)
    signature = part(MOST_CLIENT_DATA)
    device = fields.Nested(NewDeviceSchema, required=True)


class PasskeySchema(Schema):
    id = Id(required=True)
    created_on = fields.Date(required=True)
    last_used_on = fields.Date(required=True)


class PasskeysSchema(Schema):
    passkeys = fields.List(fields.Nested(PasskeySchema), required=True)


class PasskeySignedInSchema(SignedInSchema):
    wrap_passkey = wrap()
