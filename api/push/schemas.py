"""The wire of push. Schemas check shape only."""

from typing import Any

from marshmallow import fields, post_load, validate

from api.core.rest import Schema
from api.core.wire import Bytes
from api.push.rules import Outcome
from api.push.shapes import NewSubscription

LONGEST_ENDPOINT = 2048


def endpoint() -> fields.String:
    return fields.String(required=True, validate=validate.Length(1, LONGEST_ENDPOINT))


def key_id() -> fields.String:
    return fields.String(required=True, validate=validate.Length(16, 16))


class PushKeySchema(Schema):
    """Our public key, for the browser, and its short name."""

    key = Bytes(65, required=True)
    key_id = key_id()


class NewSubscriptionSchema(Schema):
    endpoint = endpoint()
    p256dh = Bytes(65, required=True)
    auth = Bytes(16, required=True)
    key_id = key_id()
    language = fields.String(required=True, validate=validate.Regexp(r"^[a-z]{2,3}(-[A-Z]{2})?$"))

    @post_load
    def make(self, data: dict[str, Any], **kwargs: Any) -> NewSubscription:
        return NewSubscription(**data)


class SubscriptionSchema(Schema):
    """What the server has of this phone: by its public key a browser knows its own."""

    p256dh = Bytes(65, required=True)
    key_id = key_id()
    last_try_at = fields.Integer(
        required=True, allow_none=True, metadata={"description": "UTC seconds."}
    )
    last_outcome = fields.Enum(Outcome, by_value=True, required=True, allow_none=True)


class RenewalSchema(Schema):
    """A browser's old subscription, and the one it has now."""

    old_endpoint = endpoint()
    old_auth = Bytes(16, required=True)
    endpoint = endpoint()
    p256dh = Bytes(65, required=True)
    auth = Bytes(16, required=True)
    key_id = key_id()
