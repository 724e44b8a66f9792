"""Finds what `specstep policy` is to look at: inventories, metadata, databases and files, each by its name."""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from specstep.domain.errors import BadInput, Unavailable

if TYPE_CHECKING:
    from sqlalchemy import MetaData
    from sqlalchemy.engine import Connection

    from specstep.policies.audit.values import Files
    from specstep.policies.model import Inventory

OWN_INVENTORY = "specstep.policies.inventory:INVENTORY"
OWN_METADATA = "specstep.adapters.persistence.tables:metadata"


def load_inventory(name: str) -> "Inventory":
    """The inventory at module:NAME.

    Raises:
        BadInput: there is none, or it contradicts itself.
    """
    from specstep.policies.model import Inventory

    found = _load(name, "--inventory")
    if not isinstance(found, Inventory):
        raise BadInput(
            where=f"--inventory {name}",
            what=f"this is a {type(found).__name__}, no inventory.",
            way_out="Name a value of specstep.policies.Inventory.",
        )
    return found


def as_on(known: "Inventory", name: str, connection: "Connection") -> "Inventory":
    """Our own inventory without what isn't kept on this kind of database; anybody else's as it is."""
    import attrs

    from specstep.policies.inventory.machinery import ON_POSTGRESQL_ONLY

    if name != OWN_INVENTORY or connection.dialect.name == "postgresql":
        return known
    return attrs.evolve(
        known, datasets=tuple(each for each in known.datasets if each.name not in ON_POSTGRESQL_ONLY)
    )


def load_metadata(name: str) -> "MetaData":
    """SQLAlchemy's metadata at module:NAME; a declarative base or model will do.

    Raises:
        BadInput: there is none.
    """
    from sqlalchemy import MetaData

    found = _load(name, "--metadata")
    found = getattr(found, "metadata", found)
    if not isinstance(found, MetaData):
        raise BadInput(
            where=f"--metadata {name}",
            what=f"this is a {type(found).__name__}, no metadata of SQLAlchemy.",
            way_out="Name a MetaData, or a declarative base.",
        )
    return found


@contextmanager
def looking(url: str) -> "Iterator[Connection]":
    """A connection that only reads.

    Raises:
        Unavailable: the database can't be opened.
    """
    from specstep.policies.sql.connecting import CannotOpen, looking_at

    try:
        with looking_at(url) as connection:
            yield connection
    except CannotOpen as error:
        raise Unavailable(
            service="the database", reason=str(error), way_out="Name an existing one with --database URL."
        ) from error


def files_in(inventory: "Inventory", named: str) -> "Files":
    """The files that DATASET=FOLDER names.

    Raises:
        BadInput: there is no such dataset or folder.
    """
    from specstep.policies.audit.values import Files

    dataset, _, folder = named.partition("=")
    if dataset not in {each.name for each in inventory.datasets}:
        raise BadInput(where=f"--files {named}", what=f"the inventory has no dataset {dataset!r}.")
    if not Path(folder).is_dir() or not folder:
        raise BadInput(where=f"--files {named}", what="there is no such folder.", way_out="Write DATASET=FOLDER.")
    return Files(dataset=dataset, names=lambda: _below(Path(folder)))


def own_files(inventory: "Inventory", folder: Path) -> "list[Files]":
    """SpecStep's own files, where they lie in a folder on this machine."""
    from specstep.adapters.blobs.files import file_name
    from specstep.policies.audit.values import Files
    from specstep.policies.model import Store

    if not folder.is_dir():
        return []
    first, *others = (dataset.name for dataset in inventory.of(Store.BLOBS))
    return [Files(dataset=first, names=lambda: _below(folder), name_of=file_name, beside=tuple(others))]


def lines_of(path: Path | None) -> tuple[str, ...]:
    """The lines of a file that aren't empty.

    Raises:
        BadInput: it can't be read.
    """
    if path is None:
        return ()
    try:
        return tuple(line.strip() for line in path.read_text("utf-8").splitlines() if line.strip())
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(where=str(path), what="this file can't be read as text.") from error


def _below(folder: Path) -> Iterator[str]:
    return (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _load(name: str, option: str) -> Any:
    module, _, attribute = name.partition(":")
    if not module or not attribute:
        raise BadInput(where=f"{option} {name}", what="this names nothing.", way_out="Write module:NAME.")
    here = str(Path.cwd())
    if here not in sys.path:
        sys.path.insert(0, here)
    try:
        found: Any = importlib.import_module(module)
    except Exception as error:  # whatever a stranger's module raises while it is imported
        raise BadInput(
            where=f"{option} {name}",
            what=f"{module} can't be imported: {type(error).__name__}: {error}",
            way_out="Run this in the folder from which it can be imported.",
        ) from error
    for part in attribute.split("."):
        if not hasattr(found, part):
            raise BadInput(where=f"{option} {name}", what=f"{module} has no {attribute}.")
        found = getattr(found, part)
    return found
