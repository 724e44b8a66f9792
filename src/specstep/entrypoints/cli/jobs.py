"""Following a job of the service on the command line, and saying how it ended."""

import asyncio
import json
import sys
from collections.abc import Mapping
from typing import Any

from specstep.domain.errors import Unavailable
from specstep.domain.ids import RunId
from specstep.entrypoints.cli.progress import reporter_for
from specstep.ports.workflows import Json, RunState, Workflows

PATIENCE_S = 15.0


async def follow(
    workflows: Workflows, key: RunId, *, as_json: bool, leave_at: str = "", patience_s: float = PATIENCE_S
) -> Json:
    """Show a run's progress until it has ended; its result.

    Args:
        leave_at: a step that may take long and need not be waited for: the run goes on without whoever follows it,
            and None is answered, where it takes longer than `patience_s`.

    Raises:
        Unavailable: it failed, and is carried on by the same command or the next sweep.
    """
    reporter = reporter_for(as_json=as_json)
    try:
        async with asyncio.timeout(None) as limit:
            async for event in workflows.progress(key):
                reporter.progress(event.value)
                if leave_at and isinstance(event.value, dict) and event.value.get("step") == leave_at:
                    limit.reschedule(asyncio.get_running_loop().time() + patience_s)
    except TimeoutError:
        return None
    finally:
        reporter.close()
    run = await workflows.info(key)
    if run is None or run.state != RunState.DONE:
        step = f"at the step {run.failed_step}: " if run is not None and run.failed_step else ""
        raise Unavailable(
            service="The job",
            reason=f"{step}{(run.error if run else None) or 'it was stopped'}",
            way_out="What is done is kept; the same command carries on.",
        )
    return run.result


def tell(result: Mapping[str, Any], lines: list[str], *, as_json: bool) -> None:
    """One JSON object for programs, lines for people."""
    text = json.dumps(result, ensure_ascii=False, separators=(",", ":")) if as_json else "\n".join(lines)
    sys.stdout.write(f"{text}\n")
