"""`specstep worker`: runs queued jobs until it is told to stop."""

import asyncio
import signal

from specstep.entrypoints.cli.exits import Exit
from specstep.entrypoints.library import SpecStep
from specstep.entrypoints.settings import load_settings


async def worker() -> int:
    """Run queued jobs until SIGINT or SIGTERM; the step in flight is finished, the rest carries on elsewhere."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    async with SpecStep.open(settings=load_settings()):
        print("Working. Stop with Ctrl-C.", flush=True)  # noqa: T201
        await stop.wait()
    return Exit.DONE
