"""One archive of all files, the same bytes for the same files."""

import io
import zipfile
from collections.abc import Sequence

from specstep.domain.rendering.values import RenderedFile

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP archive can hold; a real one would make equal packages differ."""

READABLE = 0o100644 << 16
UNIX = 3


def archive(files: Sequence[RenderedFile], *, folder: str = "package") -> bytes:
    """A ZIP archive with the files in one top folder, sorted, without times."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as zipped:
        for file in sorted(files, key=lambda file: file.path):
            entry = zipfile.ZipInfo(f"{folder}/{file.path}", EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = READABLE
            entry.create_system = UNIX
            zipped.writestr(entry, file.content)
    return target.getvalue()
