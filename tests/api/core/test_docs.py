"""The contract: what the code says, what is committed, and what people read."""

import json
import re

from api.core.config import ROOT
from api.core.reference import list_operations, list_types, type_name
from tests.conftest import HTML, client_of

COMMITTED = ROOT / "pwa/src/core/http/openapi.json"


def test_the_committed_contract_is_current(client):
    current = client.get("/api/openapi.json").json

    assert json.loads(COMMITTED.read_text()) == current, "run: make contract"


def test_every_refusal_is_documented_as_a_problem(client):
    document = client.get("/api/openapi.json").json

    for _, _, operation in operations_of(document):
        assert "default" in operation["responses"]
    for answer in document["components"]["responses"].values():
        schema = answer["content"]["application/problem+json"]["schema"]
        assert schema == {"$ref": "#/components/schemas/Problem"}


def operations_of(document):
    """Each path with each method; parameters may stand beside the methods."""
    return [
        (path, method, operation)
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if method != "parameters"
    ]


def test_every_answer_of_an_operation_is_typed(client):
    """Otherwise the generated TypeScript says `unknown` where it matters most."""
    document = client.get("/api/openapi.json").json
    untyped = [
        name
        for name, fields in list_types(document).items()
        for field in fields
        if field.type.words in {"anything", "object"} and name != "Problem"
    ]
    assert untyped == []


def test_people_can_read_every_route_type_and_field(client):
    document = client.get("/api/openapi.json").json
    page = client.get("/api/docs", headers=HTML)

    assert page.mimetype == "text/html"
    for path, method, _ in operations_of(document):
        assert f"{method.upper()} {path}" in page.text
    for name, fields in list_types(document).items():
        assert f'id="type-{name}"' in page.text
        for field in fields:
            assert f"<code>{field.name}</code>" in page.text


def test_every_link_inside_the_page_leads_somewhere(client):
    page = client.get("/api/docs").text
    ids = set(re.findall(r'id="([^"]+)"', page))

    assert set(re.findall(r'href="#([^"]+)"', page)) <= ids
    assert client.get("/api/docs/reference.css").mimetype == "text/css"


def test_the_page_holds_nothing_the_policy_forbids(client):
    page = client.get("/api/docs").text

    assert "<script" not in page
    assert "<style" not in page
    assert not re.search(r'\s(style|on\w+)="', page)
    assert not re.search(r'(src|href)="https?:', page)


def test_the_colours_can_be_read_by_everyone():
    """WCAG 2.2, 1.4.3: at least 4.5 to 1, in the light and in the dark."""
    css = (ROOT / "api/core/static/reference.css").read_text()
    themes = [dict(re.findall(r"--(\w+): (#\w{6})", block)) for block in css.split("@media")]

    assert len(themes) == 2
    for theme in themes:
        for text in ("ink", "quiet", "link"):
            assert contrast(theme[text], theme["paper"]) >= 4.5


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_bodies_parameters_and_closed_routes_are_shown_too(planted):
    client = client_of(planted)
    operations = {
        f"{each.method} {each.path}": each
        for each in list_operations(client.get("/api/openapi.json").json)
    }

    assert operations["POST /api/public/notes"].body.refers == "Note"
    assert operations["GET /api/practices"].parameters[0].name == "language"
    assert not operations["GET /api/planted"].is_open
    assert "Needs a sign-in." in client.get("/api/docs").text


def test_types_read_like_words():
    practice = {"$ref": "#/components/schemas/Practice"}

    assert type_name({"type": "array", "items": practice}).words == "list of Practice"
    assert type_name({"type": "array", "items": practice}).refers == "Practice"
    assert type_name({"type": ["string", "null"]}).words == "text or null"
    assert type_name({"anyOf": [practice, {"type": "null"}]}).words == "Practice or null"
    assert type_name({"enum": ["a", "b"], "type": "string"}).words == "one of: a, b"
    assert type_name({"type": "string", "format": "uuid"}).words == "text (uuid)"
    named = {"type": "object", "additionalProperties": practice}
    assert type_name(named).words == "map of names to Practice"
