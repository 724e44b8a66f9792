"""Carrying out the steps around marked rows."""

from collections.abc import Iterable

from sqlalchemy.sql.elements import ColumnElement

from specstep.policies.plans.steps import Anonymize, Delete, DeleteFiles, Follow, Tombstone, Unlink
from specstep.policies.sql.removing import Removing


def follow_all(removing: Removing, follows: Iterable[Follow]) -> None:
    """Mark whatever can be reached, until nothing more is found.

    A step is repeated only when rows were marked since that it starts from: without circles, none is.
    """
    waiting = dict.fromkeys(follows)
    steps = tuple(waiting)
    while waiting:
        step = next(iter(waiting))
        del waiting[step]
        if removing.follow(step):
            waiting.update(dict.fromkeys(each for each in steps if each.edge.to == step.dataset))


def carry_out(
    removing: Removing, step: Anonymize | Unlink | Tombstone | Delete, along: ColumnElement[bool] | None = None
) -> None:
    """Do one step to its end; what it did is tallied with it, in the same transaction.

    Args:
        removing: what goes, and where.
        step: what is done.
        along: by what an index finds the rows that are deleted, if there is one.

    Raises:
        Blocked: a row that survives refers to one that is to go.
    """
    match step:
        case Tombstone():
            removing.tombstone(step)
        case Anonymize():
            removing.anonymize(step)
        case Unlink():
            removing.unlink(step)
        case Delete():
            removing.delete(step.dataset, along)


def marked_files(steps: Iterable[object]) -> tuple[str, ...]:
    """The datasets of files that the steps delete."""
    return tuple(step.files for step in steps if isinstance(step, DeleteFiles))
