"""The keys of the ring, and sealed values, in memory."""

from collections.abc import Mapping, Sequence

import attrs

from specstep.adapters.persistence.memory_state import Part
from specstep.domain.errors import NotFound
from specstep.domain.ids import KeyId
from specstep.domain.keyring.values import KeyRecord
from specstep.ports.keyring import Key, Resealed, SealedValue


class MemoryKeyRecords(Part):
    async def add(self, record: KeyRecord) -> None:
        state = self.write(record)
        if record.id in state.keys:
            raise self.conflict(f"There is an encryption key {record.id} already.")
        state.keys[record.id] = record

    async def get(self, id: KeyId) -> KeyRecord | None:
        return self.state.keys.get(id)

    async def list(self) -> Sequence[KeyRecord]:
        return sorted(self.state.keys.values(), key=lambda each: (each.created_at, each.id))

    async def update(self, record: KeyRecord) -> None:
        state = self.write(record)
        stored = state.keys.get(record.id)
        if stored is None:
            raise NotFound(kind="encryption key", id=record.id)
        state.keys[record.id] = attrs.evolve(
            stored,
            retired_at=record.retired_at,
            revoked_at=record.revoked_at,
            master=record.master,
            wrapped=record.wrapped,
        )


class MemorySealedValues:
    """Sealed values by column."""

    def __init__(self, values: Mapping[str, Sequence[SealedValue]]) -> None:
        self._columns = {purpose: {each.key: each for each in found} for purpose, found in values.items()}

    @property
    def purposes(self) -> Sequence[str]:
        """The columns."""
        return sorted(self._columns)

    async def page(self, purpose: str, *, after: Key | None, limit: int) -> Sequence[SealedValue]:
        """Some of a column."""
        found = sorted(self._columns[purpose].items(), key=lambda item: item[0])
        return [value for key, value in found if after is None or key > after][:limit]

    async def replace(self, purpose: str, values: Sequence[Resealed]) -> int:
        """Those that nobody changed meanwhile."""
        column = self._columns[purpose]
        current = [each for each in values if each.value == column.get(each.value.key)]
        column |= {each.value.key: attrs.evolve(each.value, sealed=each.sealed) for each in current}
        return len(current)
