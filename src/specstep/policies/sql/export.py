"""The export of an account, carried out: page by page, so that its size is no matter of memory."""

import base64
import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from functools import partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from specstep.policies.plans.export import SOMEBODY_ELSE, ExportPlan, ExportTable
from specstep.policies.plans.steps import Follow
from specstep.policies.sql.keys import Texts, among, given
from specstep.policies.sql.removing import Removing
from specstep.policies.sql.rows import read_row
from specstep.policies.sql.schema import Schema
from specstep.policies.sql.steps import follow_all
from specstep.policies.sql.units import in_transaction

PAGE = 1_000

Document = Mapping[str, Any]


def export_rows(
    connection: sa.Connection, schema: Schema, plan: ExportPlan, account: object, *, run: str, page: int = PAGE
) -> Iterator[tuple[str, Document]]:
    """Every row of an account, with its dataset; what is withheld never leaves the database.

    The rows are found as an erasure finds them: by marks, which are taken off again at the end. The connection
    must have no transaction open; the `run` is a name of this export's own.
    """
    exporting = Removing(
        connection=connection,
        schema=schema,
        run=run,
        files_run=run,
        chunk=page,
        unit=lambda work: in_transaction(connection, work),
    )
    # Rows that only mention the account lead to nobody, so that they are followed once and no further.
    mentions = [Follow(dataset=table.dataset, edge=edge) for table in plan.tables for edge in table.mentions]
    try:
        exporting.mark(plan.mark, account)
        follow_all(exporting, plan.follows)
        for step in mentions:
            exporting.follow(step)
        yield from _reading(exporting, plan, account)
    finally:
        for table in plan.tables:
            exporting.unmark(table.dataset)


def _reading(exporting: Removing, plan: ExportPlan, account: object) -> Iterator[tuple[str, Document]]:
    """The marked rows, dataset by dataset."""
    for table in plan.tables:
        query = _query(exporting, table)
        for keys in exporting.pages(table.dataset):
            for row in in_transaction(exporting.connection, partial(_rows, exporting, table, query, keys)):
                yield table.dataset, _document(table, row, account)


def write_export(
    connection: sa.Connection, schema: Schema, plan: ExportPlan, account: object, folder: Path, *, run: str
) -> dict[str, int]:
    """Write an export into a folder, a file of JSON lines for each dataset and a README; the numbers of rows."""
    folder.mkdir(parents=True, exist_ok=True)
    numbers = {table.dataset: 0 for table in plan.tables}
    for name in numbers:
        (folder / f"{name}.jsonl").write_text("", encoding="utf-8")
    for name, rows in groupby(export_rows(connection, schema, plan, account, run=run), key=itemgetter(0)):
        with (folder / f"{name}.jsonl").open("w", encoding="utf-8") as handle:
            for _, document in rows:
                handle.write(json.dumps(document, ensure_ascii=False, default=_plain) + "\n")
                numbers[name] += 1
    (folder / "README.md").write_text(plan.readme(numbers), encoding="utf-8")
    return numbers


def _query(exporting: Removing, table: ExportTable) -> sa.Select[Any]:
    """The rows with the keys given, in the order of their keys; what is withheld is not asked for."""
    schema = exporting.schema
    key = schema.key(table.dataset)
    shown: list[sa.ColumnElement[Any]] = [
        schema.column(table.dataset, name) for name, withheld in table.columns if withheld is None
    ]
    return (
        sa.select(*(shown or [sa.literal_column("1", sa.Integer)]))
        .select_from(schema.table(table.dataset))
        .where(among(key, None, exporting.connection.dialect.name))
        .order_by(*key)
    )


def _rows(
    exporting: Removing, table: ExportTable, query: sa.Select[Any], keys: list[Texts]
) -> list[dict[str, Any]]:
    """A page of rows."""
    values = given(exporting.schema.key(table.dataset), keys, exporting.connection.dialect.name)
    return [read_row(dict(each)) for each in exporting.connection.execute(query, values).mappings()]


def _document(table: ExportTable, row: Mapping[str, Any], account: object) -> dict[str, Any]:
    """A row as it is printed: somebody else's key in it is none of the account's data."""
    named = {column for edge in table.mentions for column in edge.columns}
    others = {column for column in named if row.get(column) not in (None, account)}
    return {
        name: SOMEBODY_ELSE if name in others else row[name] if withheld is None else withheld
        for name, withheld in table.columns
    }


def _plain(value: object) -> object:
    """A value that JSON has no form for."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode("ascii")
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal | UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no form in an export")
