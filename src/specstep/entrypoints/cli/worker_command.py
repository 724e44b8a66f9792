"""`specstep worker`: runs queued jobs until it is told to stop."""

import asyncio
import logging
import signal
from datetime import timedelta

import attrs

from specstep.adapters.logs.lines import CLEAN
from specstep.domain.errors import SpecStepError
from specstep.entrypoints.cli.exits import Exit
from specstep.entrypoints.library import SpecStep
from specstep.entrypoints.settings import load_settings

LOOK_EVERY_S = 60.0

log = logging.getLogger("specstep.retention")


async def worker() -> int:
    """Run queued jobs until SIGINT or SIGTERM; the step in flight is finished, the rest carries on elsewhere."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    settings = attrs.evolve(load_settings(), sweep_when_due=False)  # it sweeps every night, and stops at once
    async with SpecStep.open(settings=settings) as spec:
        nightly = asyncio.create_task(_sweep_nightly(spec, settings.sweep_time))
        print("Working. Stop with Ctrl-C.", flush=True)  # noqa: T201
        await stop.wait()
        nightly.cancel()
        await asyncio.gather(nightly, return_exceptions=True)
    return Exit.DONE


async def _sweep_nightly(spec: SpecStep, at: timedelta) -> None:
    """See again and again whether this day's sweep is due; whoever comes first starts it, for all workers."""
    while True:
        try:
            await (await spec.promises()).retention.nightly(at)
        except SpecStepError as error:  # a database that is away may be back in the next round
            log.warning("The nightly sweep could not be started: %s", error.loggable, extra=CLEAN)
        await asyncio.sleep(LOOK_EVERY_S)
