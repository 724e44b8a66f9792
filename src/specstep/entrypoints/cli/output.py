"""Writing a package's files into a folder without ever touching what is not ours."""

import errno
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from specstep.domain.errors import BadInput, OutputOccupied, SpecStepError, StorageFull

MANIFEST = "MANIFEST.json"
SHOWN = 5
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def check_folder(folder: Path) -> None:
    """Make sure that a package may be written here, before any work is done for it.

    A folder that is missing or empty is free, and so is one that holds an earlier package that nobody edited.

    Raises:
        OutputOccupied: it holds files that are not an earlier package's, or such files that were edited.
        BadInput: it is a file, or it cannot be written to.
    """
    if folder.exists() and not folder.is_dir():
        raise BadInput(where=f"--out {folder}", what="this is a file.", way_out="Name a folder.")
    parent = folder if folder.exists() else next(path for path in folder.absolute().parents if path.exists())
    if not os.access(parent, os.W_OK | os.X_OK):
        raise BadInput(
            where=f"--out {folder}", what=f"{parent} cannot be written to.", way_out="Choose another folder."
        )
    foreign = _not_ours(folder) if folder.exists() else []
    if foreign:
        named = ", ".join(foreign[:SHOWN]) + (f" and {len(foreign) - SHOWN} more" if len(foreign) > SHOWN else "")
        raise OutputOccupied(
            where=f"--out {folder}",
            what=f"the folder holds files that an earlier package did not put there, or that were edited: {named}.",
            way_out="Choose an empty or new folder, or move these files; nothing was touched.",
        )


def write_package(files: Mapping[str, bytes], folder: Path) -> None:
    """Put the files into the folder all at once: it holds the old package or the new one, never half of either.

    Raises:
        OutputOccupied, BadInput: as for `check_folder`.
        StorageFull: there is no room; nothing was changed.
    """
    check_folder(folder)
    folder = folder.absolute()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    except OSError as error:
        raise not_written(error, f"--out {folder}", folder) from error
    try:
        fresh.chmod(0o755)
        for path, content in files.items():
            target = fresh / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        _swap(fresh, folder)
    except OSError as error:
        raise not_written(error, f"--out {folder}", folder) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _swap(fresh: Path, folder: Path) -> None:
    if not folder.exists():
        fresh.rename(folder)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name}.old.", dir=folder.parent))
    old.rmdir()
    folder.rename(old)
    try:
        fresh.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _not_ours(folder: Path) -> list[str]:
    """The files in the folder that no manifest in it accounts for, by path."""
    present = {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if path.is_symlink() or not path.is_dir()
    }
    try:
        entries = json.loads((folder / MANIFEST).read_bytes())["files"]
        hashes = {str(entry["path"]): str(entry["sha256"]) for entry in entries}
    except (OSError, ValueError, KeyError, TypeError):
        return sorted(present)
    return sorted(
        name
        for name, path in present.items()
        if name != MANIFEST
        and (
            name not in hashes
            or path.is_symlink()
            or hashlib.sha256(path.read_bytes()).hexdigest() != hashes[name]
        )
    )


def not_written(error: OSError, option: str, path: Path) -> SpecStepError:
    """Why something could not be written to where an option says: no room, or a place that can't be."""
    if error.errno in NO_ROOM:
        return StorageFull(
            service=f"the disk of {path}",
            reason="no room is left.",
            way_out="Free some room and run the same command again; finished work is kept.",
        )
    return BadInput(where=option, what=str(error.strerror or error), way_out="Choose another place.")
