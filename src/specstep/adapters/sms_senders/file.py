"""Short messages put into a folder, one file each, for development and tests."""

import asyncio
from pathlib import Path

from specstep.domain.errors import MessageDelayed
from specstep.domain.messages.values import Sms
from specstep.ports.messages import HandingOver, Receipt, SenderSetup, unmarked


class FileSmsSender:
    """Writes each message as `<key>.txt`: the number, an empty line, the text. Written again, it is the same file."""

    recipient = "none"
    deduplicates = True

    def __init__(self, setup: SenderSetup) -> None:
        self._folder = setup.folder

    async def send(self, sms: Sms, *, key: str, handing_over: HandingOver = unmarked) -> Receipt:
        """Write it."""
        await handing_over()
        try:
            await asyncio.to_thread(_write, self._folder, f"{key}.txt", f"{sms.to}\n\n{sms.text}\n")
        except OSError as error:
            raise MessageDelayed(service="The folder for messages", reason=f"{error.strerror}.") from error
        return Receipt(provider="file", provider_id=key)


def _write(folder: Path, name: str, content: str) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = folder / f".part-{name}"
    part.write_text(content, encoding="utf-8")
    part.replace(folder / name)
