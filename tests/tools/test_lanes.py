"""Tests run in lanes: a failure in any is a failure of all."""

import sys

import pytest

from tools.lanes import MOVED, NO_TESTS, ROOT, WAITS, judged, main, named, run_beside, run_shown


@pytest.mark.parametrize(
    ("ended", "code"),
    [
        ([0, 0], 0),
        ([1, 0], 1),
        ([0, 1], 1),
        ([0, -9], -9),
        ([NO_TESTS, 0], 0),
        ([0, NO_TESTS], 0),
        ([NO_TESTS, NO_TESTS], NO_TESTS),
        ([2, NO_TESTS], 2),
        ([0, 1, 0], 1),
        ([0, 0, 0], 0),
    ],
)
def test_whichever_lane_fails_fails_the_whole(ended: list[int], code: int):
    assert judged(ended) == code


def test_what_runs_beside_goes_on_after_a_failure_and_is_shown():
    say = "import sys; print(sys.argv[1], flush=True); sys.exit(int(sys.argv[1]))"

    assert run_beside([(sys.executable, "-c", say, code) for code in "31"]) == (
        [3, 1],
        ["3\n", "1\n"],
    )


def test_what_is_shown_as_it_goes_is_kept_too(capfd: pytest.CaptureFixture[str]):
    say = "import sys; print('out'); print('wrong', file=sys.stderr); sys.exit(3)"

    code, said = run_shown((sys.executable, "-u", "-c", say))

    assert code == 3
    assert sorted(said) == ["out\n", "wrong\n"]
    assert capfd.readouterr().out == "".join(said)


def test_what_failed_is_named_once_and_short():
    lines = [
        "tests/a.py::test_well PASSED\n",
        "FAILED tests/a.py::test_bad - assert 1 == 2\n",
        "\x1b[31m FAIL \x1b[39m src/a.test.ts > it breaks\n",
        "\x1b[31m FAIL \x1b[39m src/a.test.ts > it breaks\n",
        "ERROR tests/b.py::test_worse - " + "x" * 500 + "\n",
        "it FAILED to say so\n",
    ]

    bad, phones, worse = named(lines)

    assert bad == "FAILED tests/a.py::test_bad - assert 1 == 2\n"
    assert phones == "FAIL  src/a.test.ts > it breaks\n"
    assert len(worse) == 161


def test_what_is_asked_for_is_asked_of_every_lane(capfd: pytest.CaptureFixture[str]):
    code = main(["--collect-only", "-q", "-k", "whichever_lane_fails or the_recovery_code_opens"])

    found = capfd.readouterr().out
    assert code == 0
    assert "tests/e2e/test_account_states.py::test_the_recovery_code_opens" in found
    assert "tests/tools/test_lanes.py::test_whichever_lane_fails" in found


@pytest.mark.parametrize("moved", MOVED)
def test_what_is_left_out_of_one_lane_is_there_for_another(moved: str):
    """A name that is none would be an error of pytest's there; one that is renamed fails here."""
    assert (ROOT / moved).is_file()


def test_so_is_what_waits():
    assert list((ROOT / WAITS).glob("test_*.py"))
