"""The wire shapes of the vault, for the contract alone: `shapes` reads, and `routes` writes."""

from marshmallow import fields, validate

from api.core.rest import Schema
from api.vault import rules, shapes

CODES = (
    shapes.MALFORMED,
    shapes.TOO_LARGE,
    shapes.UNKNOWN_FORMAT,
    rules.VERSION_NOT_GREATER,
    rules.OLD_EPOCH,
    rules.UNKNOWN_EPOCH,
    rules.OP_REUSED,
    rules.QUOTA_FULL,
)
u32 = validate.Range(min=1, max=shapes.MOST_U32)


def said(text: str) -> dict[str, str]:
    return {"description": text}


class SyncOpSchema(Schema):
    """One edit of one record."""

    op = fields.UUID(
        required=True, metadata=said("The edit's own id; one that is sent again keeps it.")
    )
    id = fields.UUID(required=True, metadata=said("The record's id, chosen by the phone."))
    version = fields.Integer(
        required=True, validate=u32, metadata=said("Greater than the stored one.")
    )
    base = fields.Integer(
        required=True,
        validate=validate.Range(min=0, max=shapes.MOST_U32),
        metadata=said("The version this edit was built upon; 0 when none was stored."),
    )
    after = fields.List(
        fields.UUID(),
        required=True,
        validate=validate.Length(max=shapes.MOST_AFTER),
        metadata=said("Earlier edits of this record by this phone that may have arrived."),
    )
    epoch = fields.Integer(required=True, validate=u32, metadata=said("The ring's epoch."))
    sealed = fields.String(
        required=True,
        metadata=said("Base64url without padding; the first byte is the format's number."),
    )
    purgeable = fields.Boolean(required=True, metadata=said("Need not be kept for ever."))


class SyncRequestSchema(Schema):
    """What a phone has, and what it brings."""

    history = fields.UUID(required=True, allow_none=True)
    cursor = fields.Integer(required=True, validate=validate.Range(min=0))
    floor = fields.Integer(
        validate=validate.Range(min=0),
        metadata=said("The floor told with the first page, where reading began from 0."),
    )
    limit = fields.Integer(required=True, validate=validate.Range(min=1, max=shapes.MOST_CHANGES))
    ops = fields.List(
        fields.Nested(SyncOpSchema), required=True, validate=validate.Length(max=shapes.MOST_OPS)
    )


class SyncChangeSchema(Schema):
    """A record as it is stored."""

    id = fields.UUID(required=True)
    version = fields.Integer(required=True)
    epoch = fields.Integer(required=True)
    seq = fields.Integer(required=True)
    sealed = fields.String(required=True)
    purgeable = fields.Boolean(required=True)


class SyncResultSchema(Schema):
    """What became of an edit. `ok` names the record, `conflict` the stored one, `rejected` why."""

    op = fields.UUID(required=True, allow_none=True, metadata=said("Null when it was no id."))
    status = fields.String(required=True, validate=validate.OneOf(("ok", "conflict", "rejected")))
    id = fields.UUID()
    version = fields.Integer()
    seq = fields.Integer()
    current = fields.Nested(SyncChangeSchema)
    code = fields.String(validate=validate.OneOf(CODES))


class SyncAnswerSchema(Schema):
    """What became of each edit, and a page of what is new."""

    history = fields.UUID(required=True)
    results = fields.List(fields.Nested(SyncResultSchema), required=True)
    changes = fields.List(fields.Nested(SyncChangeSchema), required=True)
    cursor = fields.Integer(required=True, metadata=said("Ask from here next time."))
    floor = fields.Integer(required=True, metadata=said("Rows up to here may have been dropped."))
    more = fields.Boolean(required=True, metadata=said("There is another page."))
    epoch = fields.Integer(required=True, metadata=said("The account's; older ones are refused."))
