"""The language in which an inventory says what data there is, whose it is, and what becomes of it."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TypeVar

import attrs

Item = TypeVar("Item")


class Store(StrEnum):
    """Where a dataset lies; a schema covers one store, and coverage names the stores that it did not see."""

    APPLICATION = "application"
    WORKFLOW_ENGINE = "workflow-engine"
    MIGRATIONS = "migrations"
    BLOBS = "blobs"


class Protection(StrEnum):
    """What stands between a value and its reader, beyond access rules."""

    NONE = "none"
    HASH = "hash"
    KEYED_HASH = "keyed-hash"
    CIPHERTEXT = "ciphertext"


class Export(StrEnum):
    """Whether a person gets the field in an export of their data (RIG-1)."""

    INCLUDED = "included"
    WITHHELD = "withheld"


class OnAccountDeletion(StrEnum):
    """What becomes of a field when its account goes (RIG-3)."""

    DELETE = "delete"
    ANONYMIZE = "anonymize"
    KEEP = "keep"


class EdgeKind(StrEnum):
    """What a reference between datasets means for the data's owner."""

    OWNS = "owns"  # the account whose data this is; at most one per dataset
    INSIDE = "inside"  # between rows of one owner
    MENTIONS = "mentions"  # somebody who must be forgotten while the row survives


@attrs.frozen(kw_only=True)
class Edge:
    """A reference from some columns of a dataset to some of another."""

    kind: EdgeKind
    columns: tuple[str, ...]
    to: str
    to_columns: tuple[str, ...] = ("id",)


@attrs.frozen(kw_only=True)
class Field:
    """One column, or "*" for all of a dataset that is described coarsely.

    `category` is a data category of fideslang, `purposes` are data uses of it; `because` says why an export
    withholds the field.
    """

    name: str
    category: str
    purposes: tuple[str, ...]
    clauses: tuple[str, ...]
    recipients: tuple[str, ...] = ()
    protection: Protection = Protection.NONE
    export: Export = Export.INCLUDED
    because: str = ""
    on_account_deletion: OnAccountDeletion = OnAccountDeletion.DELETE
    correctable: bool = False

    def __attrs_post_init__(self) -> None:
        if not self.purposes:
            raise ValueError(f"field {self.name}: data without a purpose must not be held (USE-1)")
        if not self.clauses:
            raise ValueError(f"field {self.name}: names no clause")
        if (self.export is Export.WITHHELD) != bool(self.because):
            raise ValueError(f"field {self.name}: a withheld field, and only such a one, says why")


@attrs.frozen(kw_only=True)
class WithOwner:
    """Kept until its owner deletes it or goes."""


@attrs.frozen(kw_only=True)
class WithParent:
    """Kept as long as the row that it is inside of."""


@attrs.frozen(kw_only=True)
class DaysAfter:
    """Gone a number of days after the time in a column; a row without that time stays."""

    column: str
    days: int = attrs.field(validator=attrs.validators.ge(0))


@attrs.frozen(kw_only=True)
class At:
    """Gone at the time in a column; a row without that time stays."""

    column: str


@attrs.frozen(kw_only=True)
class Machinery:
    """Holds nothing of people and stays."""

    because: str


Retention = WithOwner | WithParent | DaysAfter | At | Machinery


@attrs.frozen(kw_only=True)
class Dataset:
    """A table or another kind of pile. A `coarse` one is described as a whole, by a single field "*"."""

    name: str
    store: Store
    about: str
    fields: tuple[Field, ...]
    retention: tuple[Retention, ...]
    clauses: tuple[str, ...]
    edges: tuple[Edge, ...] = ()
    coarse: bool = False

    def __attrs_post_init__(self) -> None:
        names = [field.name for field in self.fields]
        _unique(names, f"dataset {self.name}: field")
        if self.coarse != (names == ["*"]):
            raise ValueError(f"dataset {self.name}: a coarse dataset, and only such a one, has the one field '*'")
        if not self.retention or not self.clauses:
            raise ValueError(f"dataset {self.name}: needs retention and clauses")
        if sum(edge.kind is EdgeKind.OWNS for edge in self.edges) > 1:
            raise ValueError(f"dataset {self.name}: has two owners")
        used = [rule.column for rule in self.retention if isinstance(rule, DaysAfter | At)]
        used += [column for edge in self.edges for column in edge.columns]
        for column in used:
            if not self.coarse and column not in names:
                raise ValueError(f"dataset {self.name}: speaks of {column}, which is none of its fields")

    def field(self, name: str) -> Field:
        """The field with this name.

        Raises:
            KeyError: there is none.
        """
        return _find(self.fields, lambda field: field.name == name, name)


@attrs.frozen(kw_only=True)
class Inventory:
    """All datasets, and the closed list of those whom data is given to."""

    datasets: tuple[Dataset, ...]
    recipients: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        _unique([dataset.name for dataset in self.datasets], "dataset")
        known = {dataset.name: dataset for dataset in self.datasets}
        for dataset in self.datasets:
            for edge in dataset.edges:
                if edge.to not in known:
                    raise ValueError(f"dataset {dataset.name}: refers to {edge.to}, which is not in the inventory")
            for field in dataset.fields:
                if strangers := set(field.recipients) - set(self.recipients):
                    raise ValueError(f"{dataset.name}.{field.name}: unknown recipients {sorted(strangers)}")

    def dataset(self, name: str) -> Dataset:
        """The dataset with this name.

        Raises:
            KeyError: there is none.
        """
        return _find(self.datasets, lambda dataset: dataset.name == name, name)

    def of(self, store: Store) -> tuple[Dataset, ...]:
        """The datasets that lie in a store."""
        return tuple(dataset for dataset in self.datasets if dataset.store is store)


def _unique(names: Iterable[str], what: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"{what} {name} is declared twice")
        seen.add(name)


def _find(items: Iterable[Item], test: Callable[[Item], bool], name: str) -> Item:
    for item in items:
        if test(item):
            return item
    raise KeyError(name)
