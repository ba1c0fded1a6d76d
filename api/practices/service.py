"""What anyone can do with the catalogue. It is public: nobody asks who wants to read it."""

from functools import cache
from pathlib import Path

from api.practices.files import Catalogue, read_catalogue
from api.practices.shapes import Language


@cache
def get_catalogue(folder: Path, language: Language) -> Catalogue:
    """The checked catalogue. Read once a process: its files change with a release only."""
    return read_catalogue(folder, language)


def write_catalogues(folder: Path, target: Path) -> list[Path]:
    """Write what the API answers, byte for byte, as `catalogue.<language>.json` files."""
    target.mkdir(parents=True, exist_ok=True)
    written = []
    for language in Language:
        path = target / f"catalogue.{language}.json"
        path.write_bytes(get_catalogue(folder, language).body)
        written.append(path)
    return written
