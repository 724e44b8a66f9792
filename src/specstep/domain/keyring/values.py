"""Keys of the ring, and the places that sealed values belong to."""

import json
import uuid
from datetime import datetime
from enum import StrEnum

import attrs

from specstep.domain.ids import KeyId

KEY_BYTES = 32


@attrs.frozen(kw_only=True)
class KeyRecord:
    """A key of the ring as it is stored: `wrapped` by the master key that `master` names.

    It seals from `activates_at` until `expires_at`, unless it was retired (opens, but seals no more) or revoked
    (opens only for those who insist) before.
    """

    id: KeyId
    created_at: datetime
    activates_at: datetime
    expires_at: datetime
    retired_at: datetime | None = None
    revoked_at: datetime | None = None
    master: str
    wrapped: bytes


class KeyState(StrEnum):
    """What a key is good for at some time."""

    PENDING = "pending"
    ACTIVE = "active"
    STANDBY = "standby"
    EXPIRED = "expired"
    RETIRED = "retired"
    REVOKED = "revoked"
    LOST = "lost"


@attrs.frozen(kw_only=True)
class Place:
    """Where a sealed value belongs: what it is for, whose it is, which row holds it.

    Args:
        purpose: the column, as "dataset.field".
        owner: the account's id.
        row: the row's key, as `row_name` gives it.
    """

    purpose: str = attrs.field(validator=attrs.validators.min_len(1))
    owner: str = attrs.field(validator=attrs.validators.min_len(1))
    row: str = attrs.field(validator=attrs.validators.min_len(1))

    @property
    def octets(self) -> bytes:
        """The place as bytes, different for different places."""
        parts = (self.purpose.encode(), self.owner.encode(), self.row.encode())
        # INVARIANT: each part says its length first, or moving a letter across a border would change nothing.
        return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def row_name(*key: str | int) -> str:
    """A row's key as one text: itself where it is one text, else a list in JSON."""
    if len(key) == 1 and isinstance(key[0], str):
        return key[0]
    return json.dumps(key, ensure_ascii=False, separators=(",", ":"))


def key_octets(id: KeyId) -> bytes:
    """A key's id in sixteen bytes."""
    return uuid.UUID(id).bytes
