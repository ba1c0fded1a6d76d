"""Schedules that Hypothesis makes up, and makes small once one of them breaks a promise."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, Verbosity, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.schedules.engine import Told, told

FATES = ["well", "well", "well", "lost", "unanswered", "cut", "late"]
phones = st.integers(0, 2)
picks = st.integers(0, 5)

USUAL = settings(
    max_examples=60,
    stateful_step_count=30,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    print_blob=False,
)

#: How small one becomes depends on where it began: from some beginnings no single step away helps.
THE_SAME_EACH_TIME = settings(
    USUAL, max_examples=300, verbosity=Verbosity.quiet, derandomize=True, database=None
)


class Schedule(RuleBasedStateMachine):
    engine: Told
    #: How many steps each schedule had that broke a promise.
    broken_after: list[int]

    @initialize()
    def begin(self):
        self.steps = 0
        self.engine.do("begin", phones=3)

    def do(self, what: str, **more: Any):
        self.steps += 1
        assert self.engine.do(what, **more) is None

    @rule(phone=phones, what=st.sampled_from(["add", "set", "log"]))
    def write(self, what, phone):
        self.do(what, phone=phone)

    @rule(phone=phones, pick=picks, what=st.sampled_from(["change", "remove"]))
    def alter(self, what, phone, pick):
        self.do(what, phone=phone, pick=pick)

    @rule(phone=phones, fate=st.sampled_from(FATES), tab=st.sampled_from([0, 0, 0, 1]))
    def call(self, phone, fate, tab):
        self.do("call", phone=phone, tab=tab, fate=fate)

    @rule(pick=picks)
    def arrive(self, pick):
        self.do("arrive", pick=pick)

    @rule(phone=phones, after=st.integers(0, 11))
    def die(self, phone, after):
        self.do("die", phone=phone, after=after)

    @rule(what=st.sampled_from(["backup", "restore", "purge"]))
    def disaster(self, what):
        self.do(what)

    @rule(phone=phones)
    def leave(self, phone):
        self.do("leave", phone=phone)

    def teardown(self):
        broken = self.engine.do("rest")
        if broken is not None:
            self.broken_after.append(self.steps)
        assert broken is None, broken


def played_on(engine: Told) -> type[Schedule]:
    return type("Played", (Schedule,), {"engine": engine, "broken_after": []})


@pytest.fixture(scope="module")
def sound() -> Iterator[Told]:
    with told() as engine:
        yield engine


def test_no_schedule_that_it_thinks_of_breaks_a_promise(sound: Told):
    run_state_machine_as_test(played_on(sound), settings=USUAL)


def test_a_schedule_that_breaks_one_is_made_small():
    with told(SYNC_PLANT="at the server the last writer wins") as engine:
        schedule = played_on(engine)
        with pytest.raises(AssertionError, match="expected"):
            run_state_machine_as_test(schedule, settings=THE_SAME_EACH_TIME)

    # Two phones change what one of them wrote: with less than this all is well.
    assert schedule.broken_after[-1] <= 8
