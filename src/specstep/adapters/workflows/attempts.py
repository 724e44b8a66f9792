"""Trying a step: time-outs, retries, and what may be told about a failure."""

import asyncio
from collections.abc import Callable

from specstep.adapters.workflows.journal import Body, RunFailed
from specstep.domain.errors import BadInput, ProviderFailed, SpecStepError, Unavailable
from specstep.domain.scrubbing import scrub
from specstep.ports.workflows import Json, Retry


async def attempt(body: Body, retry: Retry, timeout_s: float | None, check: Callable[[], None]) -> Json:
    """Run a body until it ends well, or until trying again is of no use.

    Args:
        body: what is tried.
        retry: how often, and the waits in between.
        timeout_s: bound for a single try.
        check: raises when no further try may start.
    """
    wait_s = retry.first_wait_s
    for number in range(1, retry.attempts + 1):
        check()
        try:
            async with asyncio.timeout(timeout_s):
                return await body()
        except Exception as error:
            if number == retry.attempts or not worth_retrying(error):
                raise
        await asyncio.sleep(wait_s)
        wait_s *= 2
    raise ValueError("a step is tried at least once")


def worth_retrying(error: Exception) -> bool:
    """Whether the same call may end well later; a refusal of ours says the same each time."""
    if isinstance(error, ProviderFailed):
        return error.retryable
    return isinstance(error, Unavailable) or not isinstance(error, SpecStepError)


def failure(step: str | None, error: BaseException) -> RunFailed:
    """What is kept of an error: messages of ours that hold no content; of all others the name alone."""
    if isinstance(error, RunFailed):
        return error
    name = type(error).__name__
    if isinstance(error, SpecStepError) and not isinstance(error, BadInput):
        return RunFailed(step=step, reason=scrub(f"{name}: {error.message}"), error=name)
    return RunFailed(step=step, reason=name, error=name)
