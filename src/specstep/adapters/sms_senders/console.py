"""Short messages shown where the program runs, for a laptop."""

import asyncio
import sys

from specstep.domain.messages.values import Sms
from specstep.ports.messages import HandingOver, Receipt, SenderSetup, unmarked


class ConsoleSmsSender:
    """Prints them to standard error; nothing leaves the machine."""

    recipient = "none"
    deduplicates = False

    def __init__(self, setup: SenderSetup) -> None:
        del setup

    async def send(self, sms: Sms, *, key: str, handing_over: HandingOver = unmarked) -> Receipt:
        """Print it."""
        shown = f"--- short message to {sms.to}: {sms.text}\n"
        await handing_over()
        await asyncio.to_thread(_print, shown)
        return Receipt(provider="console", provider_id=key)


def _print(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
