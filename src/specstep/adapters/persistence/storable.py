"""What every database can keep, so that none of them refuses what another takes."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import attrs

from specstep.domain.errors import BadInput


def require_storable(value: object, where: str = "value") -> None:
    """Refuse texts and times that some database can't keep, naming the field.

    Raises:
        BadInput: a NUL character (PostgreSQL has no place for it), half a surrogate pair, a time not in UTC.
    """
    if isinstance(value, str):
        if "\x00" in value:
            raise BadInput(where=where, what="contains a NUL character.", way_out="Take it out.")
        try:
            value.encode()
        except UnicodeEncodeError as error:
            what = f"contains half a surrogate pair at character {error.start}, which is not Unicode text."
            raise BadInput(where=where, what=what) from error
    elif isinstance(value, datetime):
        if value.utcoffset() != timedelta(0):
            raise BadInput(where=where, what="is not a time in UTC.")
    elif attrs.has(kind := type(value)):
        for field in attrs.fields(kind):
            require_storable(getattr(value, field.name), f"{type(value).__name__}.{field.name}")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            require_storable(key, where)
            require_storable(item, where)
    elif isinstance(value, tuple | list | set | frozenset):
        for item in value:
            require_storable(item, where)
