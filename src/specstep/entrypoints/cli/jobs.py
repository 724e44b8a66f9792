"""Following a job of the service on the command line, and saying how it ended."""

import json
import sys
from collections.abc import Mapping
from typing import Any

from specstep.domain.errors import Unavailable
from specstep.domain.ids import RunId
from specstep.entrypoints.cli.progress import reporter_for
from specstep.ports.workflows import Json, RunState, Workflows


async def follow(workflows: Workflows, key: RunId, *, as_json: bool) -> Json:
    """Show a run's progress until it has ended; its result.

    Raises:
        Unavailable: it failed, and is carried on by the same command or the next sweep.
    """
    reporter = reporter_for(as_json=as_json)
    try:
        async for event in workflows.progress(key):
            reporter.progress(event.value)
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
