"""Every threat has a test that is there, or says what it waits for."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "docs/threats.md"
ROW = re.compile(r"\| (\d+) \| (.+) \| (.+) \|")
OF_PYTHON = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
OF_PHONE = re.compile(r"`(pwa/[\w./-]+\.ts)` \"([^\"]+)\"")

rows = [row.groups() for row in map(ROW.fullmatch, TABLE.read_text().splitlines()) if row]


def test_all_seventy_are_there_in_their_order():
    assert [int(number) for number, *_ in rows] == list(range(1, 71))


@pytest.mark.parametrize(("number", "threat", "tests"), rows, ids=[row[0] for row in rows])
def test_a_threat_has_tests_or_says_what_it_waits_for(number: str, threat: str, tests: str):
    in_python = [(ROOT / file, f"def {name}(") for file, name in OF_PYTHON.findall(tests)]
    on_phone = [(ROOT / file, title) for file, title in OF_PHONE.findall(tests)]

    missing = [found for file, found in in_python + on_phone if found not in file.read_text()]
    assert missing == []
    assert in_python or on_phone or re.search(r"[Ww]aits? for", tests)
