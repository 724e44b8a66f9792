"""All that is held of an account, page by page, over the policy engine."""

import json
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from itertools import groupby, islice

import attrs
import sqlalchemy as sa

from specstep.adapters.persistence.policies.running import PolicyDatabase
from specstep.adapters.persistence.tables import blob_intents
from specstep.domain.errors import Misconfigured
from specstep.domain.ids import AccountId, BlobKey
from specstep.policies.model import Inventory, Store
from specstep.policies.plans import plan_export
from specstep.policies.sql import export_rows
from specstep.ports.exports import ExportFile, ExportPage

PAGE = 50  # rows hold whole documents

Document = tuple[str, Mapping[str, object]]


class SqlAccountData:
    """The inventory's export. The files of an account are those that its own records name."""

    def __init__(self, policies: PolicyDatabase) -> None:
        self._policies = policies
        self._files = tuple(
            each for each in policies.inventory.of(Store.BLOBS) if not all(field.withheld for field in each.fields)
        )
        plan = plan_export(policies.inventory)
        inside = {each.name for each in self._files}
        without = (_reason(policies.inventory, *each) for each in plan.without if each[0] not in inside)
        self._plan = attrs.evolve(plan, without=tuple(without))
        self.datasets = tuple(table.dataset for table in plan.tables)

    async def pages(self, account: AccountId, *, run: str) -> AsyncGenerator[ExportPage, None]:
        """Read in threads, a page at a time; the marks are off once this is closed."""
        guarded = self._policies.guarded
        connection = await guarded(self._policies.engine.connect)
        rows = export_rows(connection, self._policies.schema, self._plan, account, run=run, page=PAGE)
        try:
            while some := await guarded(lambda: list(islice(rows, PAGE))):
                for dataset, documents in groupby(some, key=lambda each: each[0]):
                    yield ExportPage(dataset=dataset, lines=[_line(document) for _, document in documents])
        finally:
            await guarded(lambda: _close(rows, connection))

    async def files(self, account: AccountId) -> AsyncIterator[ExportFile]:
        """By the columns that name files; what is only announced in the journal is none yet, or no more.

        Files of which nothing is exported (earlier exports) are left out.
        """
        for dataset in self._files:
            for edge in dataset.edges:
                if edge.to != blob_intents.name:
                    async for key in self._keys(account, edge.to, edge.to_columns[0]):
                        yield ExportFile(dataset=dataset.name, key=key)

    def readme(self, numbers: Mapping[str, int]) -> str:
        """The format, from the inventory."""
        return self._plan.readme(numbers)

    async def _keys(self, account: AccountId, holder: str, name: str) -> AsyncIterator[BlobKey]:
        owner = self._policies.inventory.dataset(holder).owner
        if owner is None:
            raise Misconfigured(setting="inventory", what=f"{holder} names files, and says not whose they are.")
        column = self._policies.schema.column(holder, name)
        mine = self._policies.schema.column(holder, owner.columns[0]) == account
        after = ""
        while some := await self._policies.run(
            lambda connection, after=after: _texts(connection, column, sa.and_(mine, column > after))  # type: ignore[misc]
        ):
            for key in some:
                yield BlobKey(key)
            after = some[-1]


def _reason(inventory: Inventory, dataset: str, why: str) -> tuple[str, str]:
    """Why a dataset isn't in the export: in the inventory's words, where each of its fields says so."""
    said = [field.because for field in inventory.dataset(dataset).fields]
    return dataset, " ".join(dict.fromkeys(said)) if all(said) else why


def _texts(connection: sa.Connection, column: sa.Column[str], test: sa.ColumnElement[bool]) -> list[str]:
    with connection.begin():
        return list(connection.execute(sa.select(column).where(test).order_by(column).limit(PAGE)).scalars())


def _close(rows: Iterator[Document], connection: sa.Connection) -> None:
    close = getattr(rows, "close", None)
    if close is not None:
        close()
    connection.close()


def _line(document: Mapping[str, object]) -> str:
    return json.dumps(document, ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    """A value that JSON has no form for, as the README of an export describes it."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no form in an export")
