"""Marks: set, read by the page in the order of their keys, struck and counted."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from specstep.policies.sql.keys import (
    Texts,
    among,
    are_wide,
    given,
    given_of_marks,
    row,
    these_marks,
    unnested_marks,
)
from specstep.policies.sql.schema import KEY_COLUMNS


def page_of_marks(
    connection: sa.Connection, marks: sa.Table, run: str, dataset: str, after: Texts | None, size: int
) -> list[Texts]:
    """Some keys of a run's marks of a dataset, beyond one if one is named."""
    values: dict[str, Any] = {"of_run": run, "of_dataset": dataset, "size": size}
    if after is not None:
        values |= {f"after_{name}": text for name, text in zip(KEY_COLUMNS, after, strict=True)}
    return [tuple(each) for each in connection.execute(_page(marks, first=after is None), values)]


def count_marks(connection: sa.Connection, marks: sa.Table, runs: Sequence[str]) -> dict[str, int]:
    """How many marks there are of each dataset under these runs."""
    query = sa.select(marks.c.dataset, sa.func.count()).where(marks.c.run.in_(set(runs))).group_by(marks.c.dataset)
    return {str(name): int(number) for name, number in connection.execute(query)}


def set_marks(connection: sa.Connection, marks: sa.Table, run: str, dataset: str, keys: Sequence[Texts]) -> int:
    """Mark these rows, and say how many were not marked before."""
    if not keys:
        return 0
    if connection.dialect.name != "postgresql":
        rows = [{"run": run, "dataset": dataset} | dict(zip(KEY_COLUMNS, key, strict=True)) for key in keys]
        return connection.execute(_adding(marks, None), rows).rowcount
    width = max(1, *(place + 1 for key in keys for place, part in enumerate(key) if part))
    values = {"of_run": run, "of_dataset": dataset}
    values |= {f"keys_{place}": [key[place] for key in keys] for place in range(width)}  # type: ignore[misc]
    # Without the option SQLAlchemy says -1 of an INSERT on PostgreSQL.
    adding = _adding(marks, width)
    return connection.execute(adding, values, execution_options={"preserve_rowcount": True}).rowcount


def strike_marks(
    connection: sa.Connection,
    marks: sa.Table,
    run: str,
    dataset: str,
    keys: Sequence[Texts],
    *,
    told: bool = False,
) -> list[Texts]:
    """Take the marks off these rows, and say which had one, if that is to be `told`."""
    wide, dialect = are_wide(keys), connection.dialect.name
    values = {"of_run": run, "of_dataset": dataset} | given_of_marks(keys, dialect, wide=wide)
    struck = connection.execute(_striking(marks, dialect, wide=wide, told=told), values)
    return [tuple(each) for each in struck] if told else []


def delete_rows(connection: sa.Connection, key: Sequence[sa.Column[Any]], keys: Sequence[Texts]) -> int:
    """Delete rows by their primary key, and say how many there were."""
    dialect = connection.dialect.name
    return connection.execute(_deleting(tuple(key), dialect), given(key, keys, dialect)).rowcount


# Made once: a statement made anew for each page would be a circle of objects for the collector, and as many of them
# would lie about at a time as it lets lie about.


@lru_cache(maxsize=16)
def _page(marks: sa.Table, *, first: bool) -> sa.Select[Any]:
    names = [marks.c[name] for name in KEY_COLUMNS]
    mine = [marks.c.run == sa.bindparam("of_run"), marks.c.dataset == sa.bindparam("of_dataset")]
    if not first:
        mine.append(row(names) > row([sa.bindparam(f"after_{each.name}", type_=sa.Text) for each in names]))
    return sa.select(*names).where(*mine).order_by(*names).limit(sa.bindparam("size", type_=sa.Integer))


@lru_cache(maxsize=16)
def _adding(marks: sa.Table, width: int | None) -> Any:
    """On PostgreSQL lists of so many columns of keys, elsewhere row by row."""
    # One of them is imported already, by the connection; both together take longer than all the rest.
    if width is not None:
        from sqlalchemy.dialects.postgresql import insert

        return (
            insert(marks)
            .on_conflict_do_nothing()
            .from_select(["run", "dataset", *KEY_COLUMNS], unnested_marks(width))
        )
    from sqlalchemy.dialects.sqlite import insert as insert_on_sqlite

    return insert_on_sqlite(marks).on_conflict_do_nothing()


@lru_cache(maxsize=16)
def _striking(marks: sa.Table, dialect: str, *, wide: bool, told: bool) -> Any:
    mine = [marks.c.run == sa.bindparam("of_run"), marks.c.dataset == sa.bindparam("of_dataset")]
    names = [marks.c[name] for name in KEY_COLUMNS]
    striking = sa.delete(marks).where(*mine, these_marks(marks, dialect, wide=wide))
    return striking.returning(*names) if told else striking


@lru_cache(maxsize=64)
def _deleting(key: tuple[sa.Column[Any], ...], dialect: str) -> Any:
    return sa.delete(key[0].table).where(among(key, None, dialect))
