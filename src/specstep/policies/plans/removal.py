"""What has to happen around a set of rows so that they can go: shared by the sweep and the erasure."""

from collections.abc import Iterable

from specstep.policies.graph import Reference
from specstep.policies.model.datasets import Dataset
from specstep.policies.model.edges import Edge
from specstep.policies.model.inventories import Inventory
from specstep.policies.model.kinds import EdgeKind, Store
from specstep.policies.plans.steps import Anonymize, Delete, DeleteFiles, Follow, RowStep, Tombstone, Unlink


def removal(inventory: Inventory, root: str, follows: Iterable[Follow]) -> tuple[RowStep, ...]:
    """The steps once the root is marked: follow, anonymize, unlink, mark files, delete children first, files last.

    Args:
        inventory: what there is.
        root: where rows are marked from the start. They go after all that leads to them, so that what slipped in is
            found out.
        follows: how other rows are reached, in any order.
    """
    order = inventory.order
    following = list(follows)
    going = {root} | {follow.dataset for follow in following}
    tables = inventory.of(Store.APPLICATION)
    into = [(each, edge) for each in tables for edge in each.edges if edge.to in going]
    rank = {name: place for place, name in enumerate(reversed(order.names))}
    return (
        *sorted(following, key=lambda follow: (rank[follow.edge.to], rank[follow.dataset])),
        *(
            Anonymize(dataset=each.name, edge=edge, values=_values(each, edge), cut=_is_cut(inventory, each, edge))
            for each, edge in into
            if edge.kind is EdgeKind.MENTIONS
        ),
        *(
            Unlink(dataset=each.name, edge=edge, cut=_is_cut(inventory, each, edge))
            for each, edge in into
            if edge.kind is not EdgeKind.MENTIONS and edge.optional
        ),
        *(
            Tombstone(files=files.name, edge=edge)
            for files in inventory.of(Store.BLOBS)
            for edge in files.edges
            if edge.to in going
        ),
        *(Delete(dataset=name) for name in _root_late(inventory, root) if name in going),
        *(
            DeleteFiles(files=files.name)
            for files in inventory.of(Store.BLOBS)
            if any(edge.to in going for edge in files.edges)
        ),
    )


def _root_late(inventory: Inventory, root: str) -> tuple[str, ...]:
    """All datasets, children first, the root last but for those that its rows can't be without."""
    after = {root}
    while (
        more := {
            edge.to
            for each in inventory.datasets
            for edge in each.edges
            if each.name in after and not _is_cut(inventory, each, edge)
        }
        - after
    ):
        after |= more
    names = inventory.order.names
    return (
        *(name for name in names if name not in after),
        *(name for name in names if name in after),
    )


def _values(dataset: Dataset, edge: Edge) -> tuple[tuple[str, str | int | None], ...]:
    return tuple((field.name, field.anonymized) for field in dataset.cleared_by(edge))


def _is_cut(inventory: Inventory, dataset: Dataset, edge: Edge) -> bool:
    return Reference(child=dataset.name, parent=edge.to, optional=edge.optional) in inventory.order.cut
