"""The wire of what the server holds."""

from marshmallow import fields, validate

from api.core.rest import Schema
from api.holdings.rules import Readable

LONGEST_NAME = 63  # PostgreSQL's own bound
LONGEST_TEXT = 65_536


class HoldingSchema(Schema):
    """One table, and how many of its rows are the asker's."""

    table = fields.String(required=True, validate=validate.Length(1, LONGEST_NAME))
    rows = fields.Integer(required=True)


class HoldingsSchema(Schema):
    holdings = fields.List(fields.Nested(HoldingSchema), required=True)


class FromSchema(Schema):
    start = fields.Integer(
        load_default=0,
        validate=validate.Range(0, 2**31 - 1),
        metadata={"description": "The number of the first row, counted from 0."},
    )


class CellSchema(Schema):
    """One value: as it is written where the server could read it, else its size."""

    column = fields.String(required=True, validate=validate.Length(1, LONGEST_NAME))
    readable = fields.Enum(Readable, by_value=True, required=True)
    text = fields.String(required=True, allow_none=True, validate=validate.Length(max=LONGEST_TEXT))
    bytes = fields.Integer(required=True, allow_none=True)


class HeldRowsSchema(Schema):
    """Some rows of one table, in the order of its keys, and how many there are in all."""

    table = fields.String(required=True, validate=validate.Length(1, LONGEST_NAME))
    total = fields.Integer(required=True)
    rows = fields.List(fields.List(fields.Nested(CellSchema)), required=True)
