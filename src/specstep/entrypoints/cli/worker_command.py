"""`specstep worker`: runs queued jobs until it is told to stop."""

import asyncio
import signal

import attrs

from specstep.entrypoints.cli.exits import Exit
from specstep.entrypoints.library import SpecStep
from specstep.entrypoints.nightly import sweep_nightly
from specstep.entrypoints.public import require_public_settings
from specstep.entrypoints.settings import load_settings


async def worker() -> int:
    """Run queued jobs until SIGINT or SIGTERM; the step in flight is finished, the rest carries on elsewhere.

    It works only under policies that are in force: a material change of them is announced first.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    settings = attrs.evolve(load_settings(), sweep_when_due=False)  # it sweeps every night, and stops at once
    require_public_settings(settings)
    async with SpecStep.open(settings=settings) as spec:
        await (await spec.announcements()).policies.require_in_force()
        nightly = asyncio.create_task(sweep_nightly(spec, settings.sweep_time))
        print("Working. Stop with Ctrl-C.", flush=True)  # noqa: T201
        await stop.wait()
        nightly.cancel()
        await asyncio.gather(nightly, return_exceptions=True)
    return Exit.DONE
