"""The master key in a file that only its owner can read, made when it is needed first."""

import asyncio
import base64
import contextlib
import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from specstep.adapters.master_keys.local import MasterKey, missing, read_keys, unwrap, wrap
from specstep.domain.errors import StorageFull, Unavailable
from specstep.domain.keyring.values import KEY_BYTES
from specstep.domain.secrets import Secret
from specstep.ports.clocks import Entropy
from specstep.ports.master_keys import WrappedKey

SERVICE = "The file of the master key"
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class FileMasterKeys:
    """Keys of 32 bytes in base64, one a line; the first wraps."""

    recipient = "none"

    def __init__(self, path: Path, entropy: Entropy) -> None:
        self._path = path
        self._entropy = entropy

    async def name(self) -> str | None:
        """Of the first; None where the file is still to be made."""
        keys = await asyncio.to_thread(self._read)
        return None if keys is None else self._first(keys).name

    async def wrap(self, key: Secret[bytes], bound: bytes) -> WrappedKey:
        """Under the first; the file is on the disk when this returns."""
        keys = await asyncio.to_thread(self._made)
        return wrap(key, bound, self._first(keys), self._entropy)

    async def unwrap(self, wrapped: WrappedKey, bound: bytes) -> Secret[bytes]:
        """Under the one that wrapped it."""
        keys = await asyncio.to_thread(self._read)
        return unwrap(wrapped, bound, keys or (), str(self._path))

    def _first(self, keys: tuple[MasterKey, ...]) -> MasterKey:
        if not keys:
            raise missing(str(self._path))
        return keys[0]

    def _read(self) -> tuple[MasterKey, ...] | None:
        with self._translated():
            try:
                text = self._path.read_text("ascii", "replace")
            except FileNotFoundError:
                return None
        return read_keys(text, str(self._path))

    def _made(self) -> tuple[MasterKey, ...]:
        """The keys in the file, which is made where it isn't there; of two who make it at once one wins."""
        if (keys := self._read()) is not None:
            return keys
        text = base64.b64encode(self._entropy.take(KEY_BYTES)) + b"\n"
        with self._translated():
            self._path.parent.mkdir(parents=True, exist_ok=True)
            part = self._path.with_name(f".{self._path.name}.{os.getpid()}.{self._entropy.take(4).hex()}")
            handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                try:
                    os.write(handle, text)
                    os.fsync(handle)
                finally:
                    os.close(handle)
                # A link takes no place that is taken: the whole file is there under its name, or somebody else's.
                with contextlib.suppress(FileExistsError):
                    os.link(part, self._path)
            finally:
                part.unlink(missing_ok=True)
            _flush_folder(self._path.parent)
        return self._read() or ()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """The operating system's errors in our words."""
        try:
            yield
        except OSError as error:
            kind = StorageFull if error.errno in NO_ROOM else Unavailable
            reason = f"{self._path}: {os.strerror(error.errno) if error.errno else type(error).__name__}."
            raise kind(service=SERVICE, reason=reason, way_out="See to the file and its folder.") from error


def _flush_folder(folder: Path) -> None:
    """See that the file's name survives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
