"""The language in which an inventory says what data there is, whose it is, and what becomes of it."""

from specstep.policies.errors import Contradiction, Unerasable
from specstep.policies.model.datasets import Dataset
from specstep.policies.model.edges import Edge
from specstep.policies.model.fields import CREDENTIAL, Field
from specstep.policies.model.inventories import Inventory
from specstep.policies.model.kinds import EdgeKind, Export, OnAccountDeletion, Protection, Store
from specstep.policies.retention import (
    At,
    DaysAfter,
    IntoBin,
    Machinery,
    Retention,
    Stored,
    Timed,
    UntilResolved,
    WhenMarked,
    Where,
    WithOwner,
    WithParent,
    only,
    unless,
)

__all__ = [
    "CREDENTIAL",
    "At",
    "Contradiction",
    "Dataset",
    "DaysAfter",
    "Edge",
    "EdgeKind",
    "Export",
    "Field",
    "IntoBin",
    "Inventory",
    "Machinery",
    "OnAccountDeletion",
    "Protection",
    "Retention",
    "Store",
    "Stored",
    "Timed",
    "Unerasable",
    "UntilResolved",
    "WhenMarked",
    "Where",
    "WithOwner",
    "WithParent",
    "only",
    "unless",
]
