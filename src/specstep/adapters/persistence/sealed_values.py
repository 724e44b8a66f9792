"""The sealed values of a database: the inventory says which columns those are."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import attrs
import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from specstep.adapters.persistence.engines import Engines
from specstep.adapters.persistence.failures import translate
from specstep.domain.keyring.values import Place, row_name
from specstep.policies.model import EdgeKind, Inventory, Protection, Store
from specstep.ports.keyring import Key, Resealed, SealedValue


@attrs.frozen(kw_only=True)
class _Column:
    table: sa.Table
    value: sa.Column[bytes]
    owner: sa.Column[str]
    key: tuple[sa.Column[Any], ...]


class SqlSealedValues:
    """Every column of the application's tables that is ciphertext in a dataset with an owner.

    What is ciphertext and nobody's (the ring's own keys) is wrapped by the master key, and not meant here.

    Raises:
        ValueError: a dataset whose rows are somebody's by way of another one holds ciphertext; what is sealed must
            say in its own row whose it is.
    """

    def __init__(self, engines: Engines, inventory: Inventory, metadata: sa.MetaData) -> None:
        self._engines = engines
        self._columns = dict(sorted(_columns(inventory, metadata).items()))

    @property
    def purposes(self) -> Sequence[str]:
        """The columns, by name."""
        return tuple(self._columns)

    async def page(self, purpose: str, *, after: Key | None, limit: int) -> Sequence[SealedValue]:
        """Some of a column, in the order of the primary key."""
        column = self._columns[purpose]
        beyond = sa.true() if after is None else sa.tuple_(*column.key) > sa.tuple_(*map(sa.literal, after))
        statement = (
            sa.select(column.owner, column.value, *column.key)
            .where(column.value.is_not(None), beyond)
            .order_by(*column.key)
            .limit(limit)
        )
        async with _connected(self._engines.reader) as connection:
            rows = (await connection.execute(statement)).all()
        return [
            SealedValue(
                key=tuple(key),
                place=Place(purpose=purpose, owner=owner, row=row_name(*key)),
                sealed=bytes(sealed),
            )
            for owner, sealed, *key in rows
        ]

    async def replace(self, purpose: str, values: Sequence[Resealed]) -> int:
        """Those that nobody changed meanwhile, in one transaction."""
        column = self._columns[purpose]
        replaced = 0
        async with _connected(self._engines.writer) as connection:
            for each in values:
                mine = [part == value for part, value in zip(column.key, each.value.key, strict=True)]
                old = column.value == each.value.sealed
                statement = sa.update(column.table).where(*mine, old).values({column.value.name: each.sealed})
                replaced += (await connection.execute(statement)).rowcount
        return replaced


@asynccontextmanager
async def _connected(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A connection in a transaction of its own, with the driver's errors in our words."""
    try:
        async with engine.begin() as connection:
            yield connection
    except (SQLAlchemyError, OSError) as error:
        raise translate(error) from error


def _columns(inventory: Inventory, metadata: sa.MetaData) -> dict[str, _Column]:
    found = {}
    for dataset in inventory.of(Store.APPLICATION):
        if dataset.unowned:
            continue
        for field in dataset.fields:
            if field.protection is not Protection.CIPHERTEXT:
                continue
            owners = [edge for edge in dataset.edges_of(EdgeKind.OWNS) if len(edge.columns) == 1]
            if not owners:
                raise ValueError(f"{dataset.name}.{field.name} is sealed, and its row doesn't say whose it is")
            table = metadata.tables[dataset.name]
            found[f"{dataset.name}.{field.name}"] = _Column(
                table=table,
                value=table.c[field.name],
                owner=table.c[owners[0].columns[0]],
                key=tuple(table.primary_key.columns),
            )
    return found
