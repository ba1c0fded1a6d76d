"""Tests run in two halves: a failure in either is a failure of both."""

import pytest

from tools.halves import NO_TESTS, judged, main


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
    ],
)
def test_whichever_half_fails_fails_the_whole(ended: list[int], code: int):
    assert judged(ended) == code


def test_what_is_asked_for_is_asked_of_both_halves(capfd: pytest.CaptureFixture[str]):
    code = main(["--collect-only", "-q", "-k", "whichever_half_fails or the_recovery_code_opens"])

    found = capfd.readouterr().out
    assert code == 0
    assert "tests/e2e/test_account_states.py::test_the_recovery_code_opens" in found
    assert "tests/tools/test_halves.py::test_whichever_half_fails" in found
