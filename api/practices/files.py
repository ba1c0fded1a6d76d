"""Reads the catalogue's data files and refuses a broken one by name."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
from marshmallow import Schema, ValidationError

from api.core.errors import CannotStart
from api.practices.rules import Violation, broken_fact_rules, broken_word_rules, in_order
from api.practices.schemas import FactsSchema, SourceSchema, WordsSchema
from api.practices.shapes import Facts, Language

Raw = dict[str, Any]


@dataclass(frozen=True)
class Catalogue:
    """The whole answer in one language. `version` is the first 16 hex digits of its SHA-256."""

    version: str
    body: bytes


def read_catalogue(folder: Path, language: Language) -> Catalogue:
    """Raises CannotStart naming the file, the field and every rule it breaks."""
    sources = _read_sources(folder)
    raw = {path.stem: _read(path) for path in folder.glob("*.json") if path.name != "sources.json"}
    practices = {name: _load(FactsSchema(), raw[name], f"{name}.json") for name in raw}
    for name, practice in practices.items():
        _refuse(f"{name}.json", [*_misnamed(practice, name)])
        _refuse(f"{name}.json", broken_fact_rules(practice, practices, sources))
    words = _read_words(folder, language, practices)
    ordered = [raw[name] | {"text": words[name]} for name in in_order(practices)]
    return _published(language, {"practices": ordered, "sources": sources})


def _published(language: Language, content: Raw) -> Catalogue:
    canonical = orjson.dumps(content, option=orjson.OPT_SORT_KEYS)
    version = sha256(canonical).hexdigest()[:16]
    body = orjson.dumps({"version": version, "language": language.value} | content)
    return Catalogue(version, body)


def _read_sources(folder: Path) -> Raw:
    raw = _read(folder / "sources.json")
    for key, source in raw.items():
        _load(SourceSchema(), source, f"sources.json, {key}")
    return raw


def _read_words(folder: Path, language: Language, practices: dict[str, Facts]) -> Raw:
    raw = {path.stem: _read(path) for path in (folder / language).glob("*.json")}
    for name in sorted(raw.keys() ^ practices.keys()):
        _refuse(f"{language}/{name}.json", [Violation("id", "has_facts_and_words")])
    for name, practice in practices.items():
        words = _load(WordsSchema(), raw[name], f"{language}/{name}.json")
        _refuse(f"{language}/{name}.json", broken_word_rules(practice, words))
    return raw


def _read(path: Path) -> Raw:
    try:
        raw = orjson.loads(path.read_bytes())
    except (OSError, ValueError):
        raise CannotStart(f"Catalogue file {path.name} is missing or no JSON.") from None
    if not isinstance(raw, dict):
        raise CannotStart(f"Catalogue file {path.name} does not hold an object.")
    return raw


def _load(schema: Schema, raw: Any, name: str) -> Any:
    try:
        return schema.load(raw)
    except ValidationError as error:
        raise CannotStart(f"Catalogue file {name}: {error.messages}.") from None


def _misnamed(practice: Facts, name: str) -> Iterable[Violation]:
    if practice.id != name:
        yield Violation("id", "equals_the_file_name")


def _refuse(name: str, broken: list[Violation]) -> None:
    if broken:
        rules = "; ".join(f"{each.field} breaks {each.rule}" for each in broken)
        raise CannotStart(f"Catalogue file {name}: {rules}.")
