"""Carrying out the steps around marked rows."""

from collections.abc import Callable, Iterable

from specstep.policies.plans.steps import Anonymize, Delete, DeleteFiles, Follow, Tombstone, Unlink
from specstep.policies.sql.removing import Removing

Bounded = Callable[[Callable[[], int]], int]
"""Repeats a bounded piece of work until it finds nothing more, and says how much it found in all."""


def follow_all(removing: Removing, follows: Iterable[Follow], bounded: Bounded) -> None:
    """Mark whatever can be reached, until nothing more is found."""
    steps = tuple(follows)
    found = bool(steps)
    while found:
        found = False
        for step in steps:
            found = bounded(lambda step=step: removing.follow(step)) > 0 or found  # type: ignore[misc]


def carry_out(removing: Removing, step: Anonymize | Unlink | Tombstone | Delete, bounded: Bounded) -> int:
    """Do one step to its end; what it did is tallied with it, in the same transaction.

    Raises:
        Blocked: a row that survives refers to one that is to go.
    """
    if isinstance(step, Tombstone):
        return bounded(lambda: removing.tombstone(step))
    if isinstance(step, Delete):
        return bounded(lambda: _delete(removing, step.dataset))
    return bounded(lambda: _empty(removing, step))


def marked_files(steps: Iterable[object]) -> tuple[str, ...]:
    """The datasets of files that the steps delete."""
    return tuple(step.files for step in steps if isinstance(step, DeleteFiles))


def _delete(removing: Removing, dataset: str) -> int:
    unmarked, gone = removing.delete(dataset)
    removing.tally(dataset, "deleted", gone)
    return unmarked


def _empty(removing: Removing, step: Anonymize | Unlink) -> int:
    number = removing.anonymize(step) if isinstance(step, Anonymize) else removing.unlink(step)
    removing.tally(step.dataset, "anonymized" if isinstance(step, Anonymize) else "unlinked", number)
    return number
