"""Turns the OpenAPI document into what the readable reference shows. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class TypeName:
    """A type in words. `refers` is the name of a type that has its own entry."""

    words: str
    refers: str | None = None


@dataclass(frozen=True)
class Field:
    name: str
    type: TypeName
    is_required: bool
    note: str


@dataclass(frozen=True)
class Answer:
    status: str
    description: str
    type: TypeName | None


@dataclass(frozen=True)
class Operation:
    method: str
    path: str
    summary: str
    is_open: bool
    parameters: list[Field]
    body: TypeName | None
    answers: list[Answer]

    @property
    def anchor(self) -> str:
        return f"{self.method}{self.path}".lower().replace("/", "-").strip("-")


def list_operations(document: Json) -> list[Operation]:
    return [
        _operation(document, method, path, item)
        for path, item in document["paths"].items()
        for method in METHODS
        if method in item
    ]


def list_types(document: Json) -> dict[str, list[Field]]:
    """The fields of every named shape."""
    schemas: Json = document.get("components", {}).get("schemas", {})
    return {name: list(_fields(schema)) for name, schema in sorted(schemas.items())}


def type_name(schema: Json) -> TypeName:
    """The type of a schema in words, such as `list of Practice` or `text or null`."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return TypeName(name, name)
    if "enum" in schema:
        return TypeName("one of: " + ", ".join(str(value) for value in schema["enum"]))
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            return _joined([type_name(each) for each in schema[several]])
    kind = schema.get("type", "anything")
    if isinstance(kind, list):
        return _joined([type_name(schema | {"type": each}) for each in kind])
    return _container(schema, kind)


def _container(schema: Json, kind: str) -> TypeName:
    inside, words = {
        "array": (schema.get("items"), "list of"),
        "object": (schema.get("additionalProperties"), "map of names to"),
    }.get(kind, (None, ""))
    if isinstance(inside, dict):
        inner = type_name(inside)
        return TypeName(f"{words} {inner.words}", inner.refers)
    text = "text" if kind == "string" else kind
    return TypeName(f"{text} ({schema['format']})" if "format" in schema else text)


def _joined(types: list[TypeName]) -> TypeName:
    refers = next((each.refers for each in types if each.refers), None)
    return TypeName(" or ".join(each.words for each in types), refers)


def _operation(document: Json, method: str, path: str, item: Json) -> Operation:
    operation = item[method]
    parameters = [
        _resolved(document, each)
        for each in item.get("parameters", []) + operation.get("parameters", [])
    ]
    body = operation.get("requestBody")
    return Operation(
        method=method.upper(),
        path=path,
        summary=operation.get("summary", ""),
        is_open=operation.get("security", document.get("security")) == [],
        parameters=[_parameter(each) for each in parameters],
        body=_content_type_name(_resolved(document, body)) if body else None,
        answers=[
            _answer(status, _resolved(document, answer))
            for status, answer in sorted(operation["responses"].items())
        ],
    )


def _parameter(parameter: Json) -> Field:
    place = f"In the {parameter['in']}."
    schema = parameter.get("schema", {})
    default = f" Default: {schema['default']}." if "default" in schema else ""
    note = f"{place} {parameter.get('description', '')}{default}".strip()
    return Field(parameter["name"], type_name(schema), parameter.get("required", False), note)


def _answer(status: str, answer: Json) -> Answer:
    words = "other" if status == "default" else str(status)
    return Answer(words, answer.get("description", ""), _content_type_name(answer))


def _content_type_name(holder: Json) -> TypeName | None:
    content = list(holder.get("content", {}).values())
    return type_name(content[0]["schema"]) if content and "schema" in content[0] else None


def _fields(schema: Json) -> Iterator[Field]:
    required = schema.get("required", [])
    for name, inner in schema.get("properties", {}).items():
        yield Field(name, type_name(inner), name in required, inner.get("description", ""))


def _resolved(document: Json, item: Json) -> Json:
    if "$ref" not in item:
        return item
    found: Any = document
    for part in item["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    return dict(found)
