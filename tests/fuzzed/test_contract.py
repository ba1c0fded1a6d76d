"""Every door of the contract, asked whatever comes to a machine's mind, on both databases.

Never a fault of ours, and never an answer that was not announced.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import DATABASES
from tests.faults.groups import group
from tests.faults.phones import NetPhone

SCHEMATHESIS = Path(sys.executable).parent / "schemathesis"
EXAMPLES = 10
LEAST_ASKED = 1_000
#: These end the sign-in that all others need; tests/api/accounts is about them.
ENDING = "sign-in/(end|refresh)|sign-out-others"
#: Some rules no schema of JSON can tell: letters that show, one spelling of bytes, a known zone.
CONFIG = """
[auth.openapi.cookie]
api_key = "${ACCESS}"

[checks.positive_data_acceptance]
expected-statuses = ["2xx", "401", "403", "404", "409", "410", "422", "429"]
"""


@pytest.fixture(params=DATABASES)
def signed_in(request, tmp_path, monkeypatch):
    """A phone of somebody, and a server that lets itself be asked as often as one likes."""
    monkeypatch.setenv("INTERLUDE_CONTACT", "mailto:operator@place.org")
    with group(tmp_path / "server", request.param, wsgi="tests.fuzzed.unbraked:app") as asked:
        phone = NetPhone(asked.server.origin, asked.server.origin.removeprefix("http://"))
        phone.sign_up("ana")
        yield phone


def test_every_door_answers_as_announced(signed_in, tmp_path):
    jar = {cookie.name: cookie.value for cookie in signed_in.jar}
    config = tmp_path / "schemathesis.toml"
    config.write_text(CONFIG)

    asking = subprocess.run(
        [
            *(
                SCHEMATHESIS,
                "--config-file",
                config,
                "run",
                f"{signed_in.origin}/api/openapi.json",
            ),
            *("--checks", "all", "--max-examples", str(EXAMPLES), "--seed", "1", "--workers", "1"),
            *("--suppress-health-check", "all"),
            *("--exclude-path-regex", ENDING, "--continue-on-failure", "--no-color"),
            *("--header", f"X-CSRF-TOKEN: {jar['csrf_access_token']}"),
        ],
        env={**os.environ, "ACCESS": jar["access_token_cookie"]},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert asking.returncode == 0, asking.stdout[-6_000:]
    (asked,) = re.findall(r"(\d+) generated", asking.stdout)
    assert int(asked) > LEAST_ASKED
