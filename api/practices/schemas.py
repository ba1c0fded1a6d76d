"""The wire, and the files, which have the same shape. Whether it makes sense is for `rules`."""

from typing import Any, ClassVar

from marshmallow import fields, post_load, validate

from api.core.rest import Schema
from api.practices import shapes
from api.practices.shapes import Kind, Language, Moment, Pacing, PhaseName, Place, Strength, Tag

filled = validate.Length(min=1)


class Seconds(fields.Float):
    """A number, and not a text that could be one."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> float:
        if isinstance(value, str):
            raise self.make_error("invalid", input=value)
        return super()._deserialize(value, attr, data, **kwargs)


class Shape(Schema):
    """Loads into the dataclass named by `makes`."""

    makes: ClassVar[type | None] = None

    @post_load
    def _make(self, data: dict[str, Any], **_context: Any) -> Any:
        return self.makes(**data) if self.makes else data


class PhaseSchema(Shape):
    makes = shapes.Phase
    phase = fields.Enum(PhaseName, by_value=fields.String, required=True)
    seconds = Seconds(required=True)


class BreathSchema(Shape):
    makes = shapes.Breath
    cycle = fields.List(fields.Nested(PhaseSchema), required=True)
    cycles = fields.Integer(required=True, strict=True)


class ShortSchema(Shape):
    """Holds `steps` or `cycles`, never both."""

    makes = shapes.Short
    seconds = fields.Integer(required=True, strict=True)
    steps = fields.List(fields.Integer(strict=True))
    cycles = fields.Integer(strict=True)


class EvidenceSchema(Shape):
    makes = shapes.Evidence
    strength = fields.Enum(Strength, by_value=fields.String, required=True)
    sources = fields.List(fields.String(), required=True)


class FactsSchema(Shape):
    makes: ClassVar[type | None] = shapes.Facts
    id = fields.String(required=True)
    moment = fields.Enum(Moment, by_value=fields.String, required=True)
    kind = fields.Enum(Kind, by_value=fields.String, required=True)
    seconds = fields.Integer(required=True, strict=True)
    tags = fields.List(fields.Enum(Tag, by_value=fields.String), required=True)
    places = fields.List(
        fields.Enum(Place, by_value=fields.String),
        required=True,
        metadata={"description": "Empty: anywhere. `room` is a room of one's own at work."},
    )
    pacing = fields.Enum(Pacing, by_value=fields.String, required=True)
    breath = fields.Nested(BreathSchema, required=True, allow_none=True)
    steps = fields.List(fields.Integer(strict=True), required=True)
    short = fields.Nested(ShortSchema, required=True)
    alternative = fields.String(required=True, allow_none=True)
    evidence = fields.Nested(EvidenceSchema, required=True)
    offered = fields.Boolean(required=True)


class WordsSchema(Shape):
    makes = shapes.Words
    title = fields.String(required=True, validate=filled)
    line = fields.String(required=True, validate=filled)
    why = fields.String(required=True, validate=filled)
    begin = fields.String(required=True, validate=filled)
    steps = fields.List(fields.String(validate=filled), required=True)
    short_steps = fields.List(fields.String(validate=filled), required=True)
    end = fields.String(required=True, validate=filled)
    caution = fields.String(required=True, allow_none=True, validate=filled)
    alternative = fields.String(required=True, allow_none=True, validate=filled)
    evidence = fields.String(required=True, validate=filled)


class PracticeSchema(FactsSchema):
    makes = None
    text = fields.Nested(WordsSchema, required=True)


class SourceSchema(Schema):
    authors = fields.String(required=True, validate=filled)
    year = fields.Integer(required=True, strict=True)
    title_note = fields.String(required=True, validate=filled)
    doi = fields.String(required=True, allow_none=True, validate=filled)


class CatalogueSchema(Schema):
    version = fields.String(
        required=True, metadata={"description": "Changes whenever anything below does."}
    )
    language = fields.Enum(Language, by_value=fields.String, required=True)
    practices = fields.List(fields.Nested(PracticeSchema), required=True)
    sources = fields.Dict(keys=fields.String(), values=fields.Nested(SourceSchema), required=True)


class CatalogueQuerySchema(Schema):
    language = fields.Enum(Language, by_value=fields.String, load_default=Language.EN)
