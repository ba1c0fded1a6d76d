"""The wire. Schemas check shape only; whether it makes sense is for `rules`."""

from typing import Any

from marshmallow import ValidationError, fields, post_load, validate

from api.accounts.rules import ARGON2ID, Kdf, NewDevice, tidy_name
from api.core.rest import Schema
from api.core.wire import Bytes, Id

SECRET_BYTES = 32
LEAST_SEALED, MOST_WRAPPED, MOST_DEVICE_NAME = 30, 4096, 2048
LONGEST_INVITE = 64
LONGEST_ALGORITHM = 32


class Name(fields.String):
    """A login name, brought into the form it is kept in."""

    def __init__(self, **rest: Any) -> None:
        shape = {"minLength": 1, "pattern": r"^\P{C}*$", "description": "Visible characters."}
        super().__init__(metadata=shape, **rest)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        name = tidy_name(super()._deserialize(value, attr, data, **kwargs))
        if name is None:
            raise ValidationError("1 to 64 visible characters.")
        return name


def whole() -> fields.Integer:
    return fields.Integer(strict=True, required=True)


def secret() -> Bytes:
    return Bytes(SECRET_BYTES, required=True)


def wrap() -> Bytes:
    return Bytes(LEAST_SEALED, MOST_WRAPPED, sealed=True, required=True)


def device_name() -> Bytes:
    return Bytes(LEAST_SEALED, MOST_DEVICE_NAME, sealed=True, required=True, allow_none=True)


class RegistrationSchema(Schema):
    open = fields.Boolean(required=True)
    invite_needed = fields.Boolean(required=True)


class NameSchema(Schema):
    name = Name(required=True)


class KdfSchema(Schema):
    """How a phone makes its key from the passphrase. Of any cost: that is judged later."""

    algorithm = fields.String(
        required=True,
        validate=validate.Length(max=LONGEST_ALGORITHM),
        metadata={"description": f"`{ARGON2ID}`."},
    )
    memory_kib = whole()
    passes = whole()
    lanes = whole()
    salt = Bytes(0, 64, required=True)

    @post_load
    def _make(self, data: dict[str, Any], **_context: Any) -> Kdf:
        return Kdf(**data)


class NewDeviceSchema(Schema):
    """The phone that signs in."""

    id = Id(required=True)
    sealed_name = device_name()

    @post_load
    def _make(self, data: dict[str, Any], **_context: Any) -> NewDevice:
        return NewDevice(**data)


class NewAccountSchema(Schema):
    owner = Id(required=True)
    name = Name(required=True)
    auth = secret()
    kdf = fields.Nested(KdfSchema, required=True)
    wrap_passphrase = wrap()
    recovery_auth = secret()
    wrap_recovery = wrap()
    device = fields.Nested(NewDeviceSchema, required=True)
    invite = fields.String(
        required=True, allow_none=True, validate=validate.Length(max=LONGEST_INVITE)
    )


class SignInSchema(Schema):
    name = Name(required=True)
    auth = secret()
    device = fields.Nested(NewDeviceSchema, required=True)


class MeSchema(Schema):
    """The account of whoever asks."""

    owner = Id(required=True)
    name = Name(required=True)
    created_on = fields.Date(required=True)
    credential_version = fields.Integer(required=True)
    epoch = fields.Integer(required=True, metadata={"description": "Of the key ring."})
    kdf = fields.Nested(KdfSchema, required=True)
    device_id = Id(required=True)
    history = Id(
        required=True, metadata={"description": "Names this server's memory of the vault."}
    )


class SignedInSchema(MeSchema):
    wrap_passphrase = wrap()


class RefreshedSchema(Schema):
    refreshed = fields.Boolean(required=True)


class EraseSchema(Schema):
    """The passphrase, once more: whoever holds an open phone is not yet its owner."""

    auth = secret()


class DeviceNameSchema(Schema):
    sealed_name = device_name()


class DeviceSchema(Schema):
    """A phone that is signed in."""

    id = Id(required=True)
    sealed_name = Bytes(0, MOST_DEVICE_NAME, required=True, allow_none=True)
    created_on = fields.Date(required=True)
    last_seen_on = fields.Date(required=True)
    is_this = fields.Boolean(required=True)


class DevicesSchema(Schema):
    devices = fields.List(fields.Nested(DeviceSchema), required=True)


class SignedOutSchema(Schema):
    signed_out = fields.Integer(required=True)


class NewPassphraseSchema(Schema):
    auth = secret()
    credential_version = whole()
    new_auth = secret()
    kdf = fields.Nested(KdfSchema, required=True)
    wrap_passphrase = wrap()


class CredentialVersionSchema(Schema):
    credential_version = fields.Integer(required=True)


class RotationSchema(Schema):
    """The ring with its next key, for the passphrase and for a new recovery code."""

    auth = secret()
    credential_version = whole()
    epoch = fields.Integer(
        strict=True, required=True, metadata={"description": "The present one and 1."}
    )
    wrap_passphrase = wrap()
    new_recovery_auth = secret()
    wrap_recovery = wrap()


class RotatedSchema(Schema):
    credential_version = fields.Integer(required=True)
    epoch = fields.Integer(required=True, metadata={"description": "Of the key ring."})


class RecoverySchema(Schema):
    name = Name(required=True)
    recovery_auth = secret()


class RecoveryWrapSchema(Schema):
    owner = Id(required=True)
    wrap_recovery = wrap()
    credential_version = fields.Integer(required=True)
    epoch = fields.Integer(required=True)


class RecoveredSchema(Schema):
    """A new passphrase and a new recovery code, both at once."""

    name = Name(required=True)
    recovery_auth = secret()
    credential_version = whole()
    new_auth = secret()
    kdf = fields.Nested(KdfSchema, required=True)
    wrap_passphrase = wrap()
    new_recovery_auth = secret()
    wrap_recovery = wrap()
    device = fields.Nested(NewDeviceSchema, required=True)
