"""Keeps "Need someone now?" honest: numbers well formed, sourced, dated or owned as unchecked."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

COUNTRIES = Path(__file__).parents[2] / "pwa" / "src" / "app" / "help" / "countries"
EXPECTED = {"gb", "ie", "us", "ca", "au", "nz", "za", "in", "es", "mx", "ar", "zz"}
LINE_FIELDS = {
    *("name", "phone", "display", "text", "url", "hours", "languages", "for"),
    *("what_happens", "source", "checked_on"),
}
WHATS = {"all", "ambulance", "fire", "mobile", "police"}
# What a line does with reports or licences is never ours to promise.
UNSAID = r"\b(report\w*|licen[cs]\w*|confidential\w*|anonym\w*|police|employer|record\w*)\b"


def read(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


FILES = {path.stem: read(path) for path in sorted(COUNTRIES.glob("*.json"))}
LINES = [
    pytest.param(line, id=f"{code}-{line.get('name')}")
    for code, file in FILES.items()
    for line in file.get("lines", [])
]

every_country = pytest.mark.parametrize("code", sorted(FILES))
every_line = pytest.mark.parametrize("line", LINES)


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.?!])\s+", text.strip()) if part]


def plain(text: str) -> bool:
    return "!" not in text and all(len(s.split()) <= 12 for s in sentences(text))


def test_the_countries_we_promised_are_there():
    assert set(FILES) >= EXPECTED


@every_country
def test_a_country_file_has_the_agreed_shape(code):
    file = FILES[code]
    assert set(file) == {"country", "emergency", "note", "lines"}
    assert re.fullmatch(r"[a-z]{2}", code)
    assert file["country"] == code.upper()
    assert file["emergency"]


@every_country
def test_every_emergency_number_says_who_answers_it(code):
    for emergency in FILES[code]["emergency"]:
        assert set(emergency) == {"number", "what"}
        assert re.fullmatch(r"\d{2,5}", emergency["number"])
        assert emergency["what"] in WHATS


@every_country
def test_what_one_would_ring_for_a_life_in_danger_stands_first(code):
    first, *others = FILES[code]["emergency"]
    assert first["what"] not in {"police", "fire"}
    # A number that needs a mobile comes first only where we know of no other.
    assert first["what"] != "mobile" or not others


@every_country
def test_a_country_without_lines_says_so_plainly(code):
    file = FILES[code]
    assert file["lines"] or file["note"]
    assert file["note"] is None or plain(file["note"])


@every_country
def test_no_number_is_listed_twice(code):
    phones = [line["phone"] for line in FILES[code]["lines"] if line["phone"]]
    numbers = [*(each["number"] for each in FILES[code]["emergency"]), *phones]
    assert len(numbers) == len(set(numbers))


def test_the_fallback_is_neutral_and_rings_112():
    fallback = FILES["zz"]
    assert fallback["emergency"] == [{"number": "112", "what": "mobile"}]
    assert fallback["lines"] == []
    assert "112" in fallback["note"]


def test_there_is_at_least_one_line_to_check():
    assert LINES


@every_line
def test_a_line_has_every_field_and_no_other(line):
    assert set(line) == LINE_FIELDS
    assert line["name"]
    assert line["hours"]
    assert line["for"] in {"me", "someone", "both"}
    assert line["languages"]
    assert all(re.fullmatch(r"[a-z]{2}", language) for language in line["languages"])


@every_line
def test_the_number_shown_is_the_number_dialled(line):
    if line["phone"] is None:
        assert line["display"] is None
        return
    assert re.fullmatch(r"\d{3,15}", line["phone"])
    assert re.fullmatch(r"[\d -]+", line["display"])
    assert digits(line["display"]) == line["phone"]


@every_line
def test_a_line_can_be_rung_or_texted(line):
    assert line["phone"] or line["text"]
    if line["text"] is not None:
        assert set(line["text"]) == {"to", "say"}
        assert re.fullmatch(r"\d{3,15}", line["text"]["to"])
        assert line["text"]["say"] is None or re.fullmatch(r"[A-Z]+", line["text"]["say"])


@every_line
def test_a_line_says_what_happens_and_promises_nothing_of_its_rules(line):
    happens = line["what_happens"]
    assert 1 <= len(sentences(happens)) <= 2
    assert plain(happens)
    assert not re.search(UNSAID, happens, re.IGNORECASE)


@every_line
def test_a_line_names_its_page_and_is_dated_or_owned_as_unchecked(line):
    checked_on, source = line["checked_on"], line["source"]
    assert source is None or re.fullmatch(r"https://\S+", source)
    assert line["url"] is None or re.fullmatch(r"https://\S+", line["url"])
    if checked_on is not None:
        assert date.fromisoformat(checked_on).isoformat() == checked_on
        assert source is not None
