"""The catalogue as it is asked for."""

import json

import pytest

from api.practices.schemas import CatalogueSchema
from api.practices.shapes import Moment
from tests import factories

CATALOGUE = "/api/practices"


def test_anyone_may_read_the_catalogue(client):
    answer = client.get(f"{CATALOGUE}?language=en")

    assert answer.status_code == 200
    assert answer.content_type == "application/json"
    assert answer.json["language"] == "en"
    assert answer.json["sources"] == factories.sources()
    first, second = answer.json["practices"]
    assert first == factories.breath_facts() | {"text": factories.breath_words()}
    assert second == factories.facts() | {"text": factories.words()}


def test_the_answer_is_what_the_contract_says(client):
    assert CatalogueSchema().validate(client.get(CATALOGUE).json) == {}


def test_practices_come_in_the_order_of_the_day(client):
    moments = [practice["moment"] for practice in client.get(CATALOGUE).json["practices"]]

    assert moments == sorted(moments, key=list(Moment).index)


def test_english_is_what_one_gets_unasked(client):
    assert client.get(CATALOGUE).data == client.get(f"{CATALOGUE}?language=en").data


@pytest.mark.parametrize("language", ["xx", "EN", "", "en-GB", "../en"])
def test_a_language_we_do_not_have_is_refused(client, language):
    answer = client.get(CATALOGUE, query_string={"language": language})

    assert answer.status_code == 422
    assert answer.json["code"] == "invalid_input"
    assert "language" in answer.json["errors"]["query"]


def test_who_has_this_version_is_told_so(client):
    first = client.get(CATALOGUE)
    tag = first.headers["ETag"]

    again = client.get(CATALOGUE, headers={"If-None-Match": tag})

    assert tag == f'"{first.json["version"]}"'
    assert first.headers["Cache-Control"] == "no-cache"
    assert again.status_code == 304
    assert again.data == b""
    assert again.headers["ETag"] == tag
    assert again.headers["Cache-Control"] == "no-cache"


def test_who_has_another_version_gets_this_one(client):
    assert client.get(CATALOGUE, headers={"If-None-Match": '"0000000000000000"'}).status_code == 200


def test_the_catalogue_asks_the_database_nothing(app, client, count_queries):
    with count_queries() as queries:
        client.get(CATALOGUE)

    assert queries == []


def test_the_build_gets_the_very_bytes_of_the_answer(app, client, tmp_path):
    done = app.test_cli_runner().invoke(args=["catalogue", "write", str(tmp_path / "new")])

    assert done.exit_code == 0
    written = tmp_path / "new" / "catalogue.en.json"
    assert written.read_bytes() == client.get(CATALOGUE).data
    assert json.loads(written.read_text())["language"] == "en"
