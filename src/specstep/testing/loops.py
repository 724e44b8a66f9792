"""Tests that await, without a plug-in for them."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

Suite = TypeVar("Suite")
Fixtures = ParamSpec("Fixtures")


def on_a_loop(
    test: Callable[Concatenate[Suite, Fixtures], Coroutine[object, object, None]],
) -> Callable[Concatenate[Suite, Fixtures], None]:
    """The test on an event loop of its own, which ends with it."""

    @wraps(test)
    def run(suite: Suite, /, *args: Fixtures.args, **fixtures: Fixtures.kwargs) -> None:
        asyncio.run(test(suite, *args, **fixtures))

    return run
