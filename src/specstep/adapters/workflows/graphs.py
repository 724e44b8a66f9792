"""Steps that depend on one another: what is ready runs at once."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence

from specstep.ports.workflows import GraphStep, Json

Start = Callable[[GraphStep, Mapping[str, Json]], Awaitable[Json]]


def require_acyclic(steps: Sequence[GraphStep]) -> None:
    """Refuse a graph that can't be run.

    Raises:
        ValueError: a name twice, a step after one that isn't there, or a cycle.
    """
    known = {step.name for step in steps}
    if len(known) != len(steps):
        raise ValueError("two steps of a graph have the same name")
    for step in steps:
        if missing := set(step.after) - known:
            raise ValueError(f"step {step.name!r} comes after {sorted(missing)}, which the graph doesn't have")
    ended: set[str] = set()
    while ready := [step.name for step in steps if step.name not in ended and ended.issuperset(step.after)]:
        ended.update(ready)
    if ended != known:
        raise ValueError(f"the steps {sorted(known - ended)} wait for one another")


async def run_graph(steps: Sequence[GraphStep], start: Start) -> dict[str, Json]:
    """Start each step once those it comes after have ended; results by name, in the order of `steps`.

    When one fails, nothing new starts, those in flight end (what they did is paid for and is kept), and the first
    failure is raised. When the caller is cancelled, those in flight are cancelled and awaited.
    """
    results: dict[str, Json] = {}
    running: dict[asyncio.Future[Json], str] = {}
    waiting = {step.name: step for step in steps}
    failed: BaseException | None = None
    try:
        while waiting or running:
            if failed is None:
                for name, step in list(waiting.items()):
                    if results.keys() >= set(step.after):
                        given = {before: results[before] for before in step.after}
                        running[asyncio.ensure_future(start(step, given))] = name
                        del waiting[name]
            if not running:
                break
            done, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                name = running.pop(task)
                error = asyncio.CancelledError() if task.cancelled() else task.exception()
                if error is None:
                    results[name] = task.result()
                elif failed is None:
                    failed = error
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
    if failed is not None:
        raise failed
    return {step.name: results[step.name] for step in steps}
