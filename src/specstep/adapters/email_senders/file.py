"""E-mails put into a folder, one file each, for development and tests."""

import asyncio
import contextlib
import os
import tempfile
from pathlib import Path

import attrs

from specstep.adapters.email_senders.mime import mime
from specstep.domain.errors import MessageDelayed
from specstep.domain.messages.values import Email
from specstep.ports.messages import HandingOver, Receipt, SenderSetup, unmarked

NOBODY = "specstep@localhost.localdomain"


class FileEmailSender:
    """Writes each message as `<key>.eml`, which mail programs open. Written again, it is the same file."""

    recipient = "none"
    deduplicates = True

    def __init__(self, setup: SenderSetup) -> None:
        self._setup = setup if setup.sender else attrs.evolve(setup, sender=NOBODY)

    async def send(self, email: Email, *, key: str, handing_over: HandingOver = unmarked) -> Receipt:
        """Write it; it appears whole or not at all."""
        content = mime(email, key=key, setup=self._setup).as_bytes()
        await handing_over()
        try:
            await asyncio.to_thread(_write, self._setup.folder, f"{key}.eml", content)
        except OSError as error:
            raise MessageDelayed(service="The folder for messages", reason=f"{error.strerror}.") from error
        return Receipt(provider="file", provider_id=key)


def _write(folder: Path, name: str, content: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, part = tempfile.mkstemp(dir=folder, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(part).replace(folder / name)
    except OSError:
        with contextlib.suppress(OSError):
            Path(part).unlink()
        raise
