"""Packs a package's files, byte for byte the same from the same files."""

import io
import zipfile
from collections.abc import Iterable

from specstep.domain.rendering.values import RenderedFile

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can hold
_REGULAR_FILE = 0o100644 << 16
_UNIX = 3


def archive(files: Iterable[RenderedFile], folder: str = "package") -> bytes:
    """A zip with one folder at its top; order, times and attributes depend on nothing but the files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for file in sorted(files, key=lambda file: file.path):
            entry = zipfile.ZipInfo(f"{folder}/{file.path}", _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = _UNIX
            entry.external_attr = _REGULAR_FILE
            packed.writestr(entry, file.content, compresslevel=9)
    return out.getvalue()
