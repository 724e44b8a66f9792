"""Readings of a frozen value that several documents need, made once for as long as the value lives."""

import weakref
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

Result = TypeVar("Result")
Reading = TypeVar("Reading", bound=Callable[..., Any])


def remembered(reading: Reading) -> Reading:
    """A pure function of frozen values, whose answer is kept until one of the values is gone.

    Values are told apart by identity, which costs nothing however large they are; nothing of a person's text outlives
    the task that it came with. The answer must not refer to the values themselves, or they would never be gone.
    """
    known: dict[tuple[int, ...], tuple[tuple[weakref.ref[Any], ...], Any]] = {}

    @wraps(reading)
    def read(*values: Any) -> Any:
        key = tuple(map(id, values))
        found = known.get(key)
        # An id may be given again before its first owner's entry is gone.
        if found is not None and all(ref() is value for ref, value in zip(found[0], values, strict=True)):
            return found[1]
        result = reading(*values)

        def forget(gone: weakref.ref[Any]) -> None:
            entry = known.get(key)
            if entry is not None and any(ref is gone for ref in entry[0]):
                known.pop(key, None)

        known[key] = (tuple(weakref.ref(value, forget) for value in values), result)
        return result

    return read  # type: ignore[return-value]
