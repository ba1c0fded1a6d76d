"""A short round of `make faults`, and mistakes that it must find."""

import random

import pytest

from tests.conftest import DATABASES
from tests.faults import full_disk
from tests.faults.bad_calls import bad_calls
from tests.faults.cuts import power_cut, refusals, stage
from tests.faults.kills import kills
from tests.faults.writers import Found, Writer

NOTHING = Found(lost=0, doubled=0)
KILLS, CUTS, FULL = 4, 60, 20


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    with stage(tmp_path_factory.mktemp("sound") / "stage") as sound:
        yield sound


def all_of(play, stage, count):
    return sum((play(stage, seed) for seed in range(count)), Found())


def test_with_the_power_cut_at_any_call_to_the_disk_nothing_promised_is_lost(sound):
    assert all_of(power_cut, sound, CUTS) == NOTHING


def test_on_a_disk_that_is_full_or_broken_now_and_then_nothing_is_lost(sound):
    assert all_of(refusals, sound, FULL) == NOTHING


def test_a_database_that_does_not_wait_for_the_disk_is_found_out(tmp_path):
    with stage(tmp_path / "stage", synchronous="NORMAL") as hasty:
        assert all_of(power_cut, hasty, FULL).lost > 0


@pytest.mark.parametrize("database", DATABASES)
def test_killed_with_all_its_processes_behind_a_bad_line_a_server_loses_nothing(tmp_path, database):
    story = kills(tmp_path / "server", database, KILLS, seed=7)

    assert story.found == NOTHING
    assert story.kills.total() == KILLS
    assert story.promised > 0
    assert story.repeated > 0, "The line was too good: nothing was sent twice."
    assert len(story.did) > 3, "The line did the same all the time."


def test_a_server_that_forgets_what_it_was_sent_is_found_out(tmp_path):
    story = kills(tmp_path / "server", "sqlite", 1, seed=1, wsgi="tests.faults.forgetful:app")

    assert story.found.lost > 0


@pytest.mark.parametrize("database", DATABASES)
def test_a_full_disk_is_said_and_over_when_there_is_room(database):
    told = full_disk.alone(database)

    assert (told["lost"], told["doubled"]) == (0, 0)
    assert told["told"] == {"507 storage_full": full_disk.REFUSALS}
    assert told["readable"]


def test_calls_to_the_disk_that_fail_lose_nothing(tmp_path):
    found, said = bad_calls(tmp_path / "server", turns=400)

    assert found == NOTHING
    assert said["507 storage_full"] > 0
    assert said["500 internal_error"] > 0


def writer_told(*numbers):
    """A phone whose every call is promised, and what was told as the edits' numbers."""
    writer, given = Writer(random.Random(1)), iter(numbers)  # noqa: S311

    def send(asked):
        return {
            "results": [{"op": op["op"], "status": "ok", "seq": next(given)} for op in asked["ops"]]
        }

    return writer, send


def test_an_edit_that_is_done_twice_is_found_out():
    writer, send = writer_told(*range(1, 10))
    writer.turn(send)
    made = writer.promised
    stored = {each: {"version": 1, "sealed": op["sealed"]} for each, op in made.items()}

    assert writer.judged(stored, last_seq=len(made)) == NOTHING
    assert writer.judged(stored, last_seq=len(made) + 1) == Found(doubled=1)
    assert writer.judged({}, last_seq=len(made)) == Found(lost=len(made))
