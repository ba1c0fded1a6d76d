"""The files the phone app is built into: none asks for one that asks for it."""

import re

from bench.sizes import DIST

ASKS = re.compile(r'(?:from|import)\s*["`]\./([\w-]+\.js)["`]')


def test_no_two_files_ask_for_each_other():
    """One of them would run before the other is there, and what it stands on would be nothing."""
    asked = {file.name: set(ASKS.findall(file.read_text())) for file in DIST.glob("assets/*.js")}

    assert sum(map(len, asked.values())) > 0
    while leaves := {name for name, others in asked.items() if not others & asked.keys()}:
        for name in leaves:
            del asked[name]
    assert asked == {}
