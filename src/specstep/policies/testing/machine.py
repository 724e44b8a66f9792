"""Random histories of people, clocks, crashes, sweeps and erasures, each act judged."""

from collections.abc import Callable, Sequence, Sized
from datetime import UTC, datetime, timedelta
from typing import Any

import hypothesis.strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from specstep.policies.testing.trial import Trial
from specstep.policies.testing.values import Choose

PEOPLE = 4
CRASHES = st.one_of(st.just(0), st.integers(1, 12), st.integers(13, 120))
JUMPS = (
    timedelta(microseconds=1),
    timedelta(hours=1),
    timedelta(days=1),
    timedelta(days=30),
    timedelta(days=91),
    timedelta(days=2_600),
    -timedelta(microseconds=1),
    -timedelta(days=1),
    -timedelta(days=400),
)
EARLIEST, LATEST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def machine(make: Callable[[], Trial]) -> type[RuleBasedStateMachine]:
    """A state machine over the world that `make` gives; its `TestCase` can be collected by a test runner."""

    class Policies(RuleBasedStateMachine):
        """Two people to begin with, each with a row in every table."""

        def __init__(self) -> None:
            super().__init__()
            self.trial = make()

        @initialize()
        def people(self) -> None:
            self.trial.reset()
            for _ in range(2):
                self.trial.settle(plainest)

        @rule(data=st.data())
        @precondition(lambda self: self.trial.accounts)
        def write(self, data: st.DataObject) -> None:
            choose = choosing(data)
            person = choose(sorted(self.trial.accounts))
            if self.trial.others:
                self.trial.write(choose(self.trial.others), person, choose)

        @rule(data=st.data())
        @precondition(lambda self: has_room(self.trial.accounts))
        def join(self, data: st.DataObject) -> None:
            self.trial.join(choosing(data))

        @rule(data=st.data())
        def touch(self, data: st.DataObject) -> None:
            self.trial.touch(choosing(data))

        @rule(jump=st.sampled_from(JUMPS))
        def clock(self, jump: timedelta) -> None:
            self.trial.now = min(max(self.trial.now + jump, EARLIEST), LATEST)

        @rule(crash_at=CRASHES, lag=st.sampled_from((timedelta(0), timedelta(days=1), None)))
        def sweep(self, crash_at: int, lag: timedelta | None) -> None:
            duties = self.trial.inventory.duties
            ran = {} if lag is None else dict.fromkeys(duties, self.trial.now - lag)
            self.trial.sweep(ran, crash_at)

        @rule(data=st.data(), crash_at=CRASHES)
        @precondition(lambda self: len(self.trial.accounts) > 1)
        def erase(self, data: st.DataObject, crash_at: int) -> None:
            choose = choosing(data)
            person = choose(sorted(self.trial.accounts))
            others = sorted(self.trial.accounts.keys() - {person})

            def meanwhile() -> None:
                if self.trial.others:
                    self.trial.write(choose(self.trial.others), choose(others), choose)

            self.trial.erase(person, crash_at, meanwhile)

        @rule(data=st.data())
        @precondition(lambda self: self.trial.gone)
        def erase_again(self, data: st.DataObject) -> None:
            self.trial.erase(choosing(data)(sorted(self.trial.gone)))

    return Policies


def has_room(accounts: Sized) -> bool:
    """Whether another person may join."""
    return len(accounts) < PEOPLE


def plainest(options: Sequence[Any]) -> Any:
    """The first of several."""
    return options[0]


def choosing(data: st.DataObject) -> Choose:
    """Choices that Hypothesis makes, and makes simpler when something fails."""
    return lambda options: options[0] if len(options) == 1 else data.draw(st.sampled_from(list(options)))
