"""What goes by the clock in processes that run for long: the nightly sweep, and what is over within minutes."""

import asyncio
import logging
from datetime import timedelta

from specstep.adapters.logs.lines import CLEAN
from specstep.domain.errors import SpecStepError
from specstep.entrypoints.library import SpecStep

LOOK_EVERY_S = 60.0

log = logging.getLogger("specstep.retention")


async def sweep_nightly(spec: SpecStep, at: timedelta) -> None:
    """See again and again whether this day's sweep is due; whoever comes first starts it, for all workers.

    Codes whose ten minutes are over go each time (RET-9).
    """
    while True:
        try:
            await (await spec.promises()).retention.nightly(at)
        except SpecStepError as error:  # a database that is away may be back in the next round
            log.warning("The nightly sweep could not be started: %s", error.loggable, extra=CLEAN)
        try:
            await (await spec.verification()).forget_over()
        except SpecStepError as error:
            log.warning("Codes whose time is over could not be removed: %s", error.loggable, extra=CLEAN)
        await asyncio.sleep(LOOK_EVERY_S)
