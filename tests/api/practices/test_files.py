"""A broken catalogue stops the start and says which file and which field."""

import json

import pytest

from api import create_app
from api.core.config import ROOT
from api.core.errors import CannotStart
from api.practices.files import read_catalogue
from api.practices.shapes import Language
from tests import factories


def read(folder, **files):
    return read_catalogue(factories.write_catalogue(folder, files=files), Language.EN)


def without(raw, field):
    return {key: value for key, value in raw.items() if key != field}


FACTS, WORDS = factories.facts(), factories.words()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("feet-seat-hands.json", "{", "feet-seat-hands.json is missing or no JSON"),
        ("feet-seat-hands.json", "[]", "feet-seat-hands.json does not hold an object"),
        ("feet-seat-hands.json", without(FACTS, "moment"), "feet-seat-hands.json.*moment"),
        ("feet-seat-hands.json", FACTS | {"mood": 1}, "feet-seat-hands.json.*mood"),
        ("feet-seat-hands.json", FACTS | {"kind": "yoga"}, "feet-seat-hands.json.*kind"),
        ("feet-seat-hands.json", FACTS | {"tags": ["loud"]}, "feet-seat-hands.json.*tags"),
        ("feet-seat-hands.json", FACTS | {"places": ["moon"]}, "feet-seat-hands.json.*places"),
        ("feet-seat-hands.json", FACTS | {"seconds": "45"}, "feet-seat-hands.json.*seconds"),
        ("feet-seat-hands.json", FACTS | {"seconds": 45.0}, "feet-seat-hands.json.*seconds"),
        ("feet-seat-hands.json", FACTS | {"seconds": 46}, "seconds breaks is_the_sum"),
        ("feet-seat-hands.json", FACTS | {"id": "feet"}, "id breaks equals_the_file_name"),
        ("en/feet-seat-hands.json", WORDS | {"why": ""}, "en/feet-seat-hands.json.*why"),
        ("en/feet-seat-hands.json", without(WORDS, "end"), "en/feet-seat-hands.json.*end"),
        ("en/feet-seat-hands.json", WORDS | {"steps": ["x"]}, "steps breaks match_the_facts"),
        ("en/nobody.json", WORDS, "en/nobody.json: id breaks has_facts_and_words"),
        ("nobody.json", FACTS | {"id": "nobody"}, "en/nobody.json: id breaks has_facts"),
        ("sources.json", {"x": {"authors": "X"}}, "sources.json, x.*year"),
    ],
)
def test_the_file_and_the_field_are_named(tmp_path, name, content, sentence):
    with pytest.raises(CannotStart, match=sentence):
        read(tmp_path, **{name: content})


def test_the_seconds_of_a_phase_are_a_number(tmp_path):
    raw = factories.breath_facts()
    raw["breath"]["cycle"][0]["seconds"] = "4.5"

    with pytest.raises(CannotStart, match=r"arrival-breath\.json.*breath"):
        read(tmp_path, **{"arrival-breath.json": raw})


def test_a_missing_language_is_named(tmp_path):
    factories.write_catalogue(tmp_path)
    for path in (tmp_path / "en").iterdir():
        path.unlink()

    with pytest.raises(CannotStart, match=r"en/arrival-breath\.json"):
        read_catalogue(tmp_path, Language.EN)


def test_an_application_with_a_broken_catalogue_does_not_start(tmp_path):
    factories.write_catalogue(tmp_path / "catalogue", files={"sources.json": "?"})

    with pytest.raises(CannotStart, match=r"sources\.json"):
        create_app(factories.settings(tmp_path))


def test_the_version_follows_the_content_and_nothing_else(tmp_path):
    before = read(tmp_path / "a")
    same = read(tmp_path / "b", **{"sources.json": json.dumps(factories.sources(), indent=4)})
    other = read(tmp_path / "c", **{"en/feet-seat-hands.json": WORDS | {"end": "Enough."}})

    assert len(before.version) == 16
    assert int(before.version, 16) >= 0
    assert same == before
    assert other.version != before.version


def test_the_catalogue_that_ships_is_whole():
    shipped = read_catalogue(ROOT / "api/practices/catalogue", Language.EN)

    assert len(json.loads(shipped.body)["practices"]) >= 12
