"""The real engine against the real server, on each database, beside the model of it."""

from pathlib import Path

import pytest

from tests.conftest import DATABASES
from tests.schedules.engine import play_on, read

# Of each of nine weathers: two hundred and some in all.
RUNS = 23
RESTORED, DRILLS = "a server restored from its backup", 40


@pytest.mark.parametrize("database", DATABASES)
def test_schedules_keep_every_promise_and_the_model_answers_as_the_server(
    database: str, tmp_path: Path
):
    playing = play_on(database, RUNS, tmp_path / "report")
    said, _ = playing.communicate()

    assert playing.returncode == 0, said
    found = read(tmp_path / "report")
    assert [each["weather"] for each in found if each["broken"]] == []
    assert sum(each["schedules"] for each in found) >= 200


@pytest.mark.parametrize("database", DATABASES)
def test_phones_heal_what_a_backup_did_not_know_put_back_as_an_operator_does(
    database: str, tmp_path: Path
):
    drills = tmp_path / "drills"
    given = {"weather": RESTORED, "SYNC_DRILL": str(drills)}
    playing = play_on(database, DRILLS, tmp_path / "report", **given)
    said, _ = playing.communicate()

    assert playing.returncode == 0, said
    (found,) = read(tmp_path / "report")
    assert found["broken"] == []
    assert found["schedules"] == DRILLS
    assert drills.read_text().count("It is restored.") >= 5


def test_a_model_that_answers_otherwise_is_found_out(tmp_path: Path):
    planted = {"SYNC_PLANT": "at the server the last writer wins"}
    playing = play_on("sqlite", 3, tmp_path / "report", **planted)
    said, _ = playing.communicate()

    assert playing.returncode == 1, said
    broken = [each for weather in read(tmp_path / "report") for each in weather["broken"]]
    assert "to deeply equal" in broken[0]["promise"]
