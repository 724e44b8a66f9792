"""What is over within minutes goes within minutes, in processes that run for long (RET-9)."""

import asyncio
import logging

from specstep.adapters.logs.lines import CLEAN
from specstep.domain.errors import SpecStepError
from specstep.entrypoints.library import SpecStep

EVERY_S = 120.0

log = logging.getLogger("specstep.retention")


async def forget_passing(spec: SpecStep) -> None:
    """Take away codes whose time is over, again and again. Several processes that do so don't disturb each other."""
    while True:
        try:
            await (await spec.verification()).forget_over()
        except SpecStepError as error:  # a database that is away may be back in the next round
            log.warning("Codes whose time is over could not be removed: %s", error.loggable, extra=CLEAN)
        await asyncio.sleep(EVERY_S)
