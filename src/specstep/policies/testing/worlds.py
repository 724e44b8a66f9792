"""Random worlds: an inventory, the schema that it describes, and rows that keep the schema's references.

The inventories are right by construction, and reach the cases that are hard: references to oneself, circles that a
nullable column opens, several paths to one owner, keys of several columns, rows that are nobody's.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import attrs
import sqlalchemy as sa
from hypothesis import strategies as st

from specstep.policies.model import (
    At,
    Dataset,
    DaysAfter,
    Edge,
    EdgeKind,
    Field,
    IntoBin,
    Inventory,
    OnAccountDeletion,
    Retention,
    Store,
    Stored,
    WhenMarked,
    WithOwner,
    WithParent,
    only,
    unless,
)

NOW = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)  # the night in which clocks in Europe go forward
ACCOUNTS = "accounts"
KEYS: tuple[tuple[tuple[str, Any], ...], ...] = (
    (("id", sa.Integer),),
    (("id", sa.Text),),
    (("part", sa.Integer), ("id", sa.Text)),
)
Rows = dict[str, list[dict[str, Any]]]


def _short(inventory: Inventory) -> str:
    return "; ".join(
        f"{each.name}: {[(edge.kind.value, *edge.columns, edge.to, *edge.nullable) for edge in each.edges]} "
        f"{list(each.retention)}"
        for each in inventory.datasets
    )


@attrs.frozen(kw_only=True)
class World:
    """An inventory with its schema and rows."""

    inventory: Inventory = attrs.field(repr=_short)
    metadata: sa.MetaData = attrs.field(repr=False)
    rows: Rows


@attrs.define
class _Table:
    """A table in the making."""

    name: str
    key: tuple[tuple[str, Any], ...]
    edges: list[Edge]
    stored: Stored = Stored.TIME
    files: bool = False


@st.composite
def worlds(draw: st.DrawFn, tables: int = 4, rows: int = 5) -> World:
    """A world with at most so many tables beside the accounts, and so many rows in each."""
    names = [f"t{number}" for number in range(draw(st.integers(1, tables)))]
    made = [_Table(name=ACCOUNTS, key=(("id", sa.Text),), edges=[])]
    made += [
        _Table(
            name=name,
            key=draw(st.sampled_from(KEYS)),
            edges=[],
            stored=draw(st.sampled_from(Stored)),
            files=draw(st.booleans()),
        )
        for name in names
    ]
    for place, table in enumerate(made):
        _draw_edges(draw, table, made, place)
    inventory = _inventory(draw, made)
    metadata = _metadata(made)
    return World(inventory=inventory, metadata=metadata, rows=_draw_rows(draw, made, metadata, rows))


def _draw_edges(draw: st.DrawFn, table: _Table, made: list[_Table], place: int) -> None:
    if place and draw(st.integers(0, 3)):
        owned = [each for each in made[:place] if each.name in _owned(made)]
        target = made[0] if draw(st.integers(0, 4)) else draw(st.sampled_from(owned))
        table.edges.append(_edge(EdgeKind.OWNS, "owner", target, nullable=draw(st.booleans())))
    for number in range(draw(st.integers(0, 2))):
        target = draw(st.sampled_from(made[1:]))
        earlier = place > 0 and made.index(target) < place
        nullable = not earlier or draw(st.booleans())
        table.edges.append(_edge(EdgeKind.INSIDE, f"inside{number}", target, nullable=nullable))
    for number in range(draw(st.integers(0, 2))):
        table.edges.append(
            _edge(EdgeKind.MENTIONS, f"mention{number}", draw(st.sampled_from(made)), nullable=True)
        )


def _edge(kind: EdgeKind, prefix: str, target: _Table, *, nullable: bool) -> Edge:
    columns = tuple(f"{prefix}_{name}" for name, _ in target.key)
    return Edge(
        kind=kind,
        columns=columns,
        to=target.name,
        to_columns=tuple(name for name, _ in target.key),
        nullable=columns if nullable else (),
    )


def _leading(made: list[_Table]) -> set[str]:
    """The tables from which accounts can be reached, by whatever edges."""
    found = {ACCOUNTS}
    for _ in made:
        found |= {table.name for table in made if any(edge.to in found for edge in table.edges)}
    return found


def _owned(made: list[_Table], *, surely: bool = False) -> set[str]:
    """The tables that lead to accounts; or those each row of which surely does."""
    found = {ACCOUNTS}
    for _ in made:
        found |= {
            table.name
            for table in made
            if any(
                edge.kind is not EdgeKind.MENTIONS and edge.to in found and not (surely and edge.optional)
                for edge in table.edges
            )
        }
    return found


def _inventory(draw: st.DrawFn, made: list[_Table]) -> Inventory:
    owned, sure, leading = _owned(made), _owned(made, surely=True), _leading(made)
    datasets: list[Dataset] = []
    names: list[str] = []
    for table in made:
        retention = _draw_retention(
            draw,
            table,
            owned=table.name in owned,
            sure=table.name in sure or table.name not in owned,
            before=names,
        )
        mentions = [edge for edge in table.edges if edge.kind is EdgeKind.MENTIONS]
        survives = table.name not in owned and bool(mentions)
        reaches = table.name in owned or any(edge.to in leading for edge in mentions)
        forgotten = {column for edge in mentions for column in edge.columns} | ({"note"} if mentions else set())
        datasets.append(
            Dataset(
                name=table.name,
                store=Store.APPLICATION,
                about="Rows.",
                fields=tuple(_field(name, forgotten, survives) for name in _columns(table)),
                retention=retention,
                clauses=("C-1",),
                edges=tuple(table.edges),
                unowned="" if reaches else "Nobody's.",
            )
        )
        names += [f"{table.name}.{rule.column}" for rule in datasets[-1].timed]
    files = [
        Edge(kind=EdgeKind.INSIDE, columns=("key",), to=t.name, to_columns=("file",)) for t in made if t.files
    ]
    if files:
        reached = any(edge.to in owned for edge in files)
        key = Field(name="key", category="system.operations", purposes=("essential.service",), clauses=("C-1",))
        datasets.append(
            Dataset(
                name="files",
                store=Store.BLOBS,
                about="Files.",
                fields=(key,),
                retention=(WithParent(),),
                clauses=("C-1",),
                edges=tuple(files),
                unowned="" if reached else "Nobody's.",
            )
        )
    return Inventory(datasets=tuple(datasets), duties=("count",))


def _field(name: str, forgotten: set[str], survives: bool) -> Field:
    fate = OnAccountDeletion.KEEP if survives else OnAccountDeletion.DELETE
    if name in forgotten:
        fate = OnAccountDeletion.ANONYMIZE
    return Field(
        name=name,
        category="system.operations",
        purposes=("essential.service",),
        clauses=("C-1",),
        on_account_deletion=fate,
        anonymized="" if name == "note" and name in forgotten else None,
    )


def _draw_retention(
    draw: st.DrawFn, table: _Table, *, owned: bool, sure: bool, before: list[str]
) -> tuple[Retention, ...]:
    rules: list[Retention] = [WithOwner()] if owned else []
    inside = [edge for edge in table.edges if edge.kind is not EdgeKind.MENTIONS]
    if table.name != ACCOUNTS:
        if any(not edge.optional for edge in inside):
            rules.append(WithParent())
        rules += [
            WithParent(of=edge.to)
            for edge in inside
            if edge.optional and edge.to != ACCOUNTS and (not sure or draw(st.booleans()))
        ]
        where = draw(st.sampled_from((None, only("kind", "a"), unless("kind", "a", "b"))))
        cause = draw(st.sampled_from(("", "", "count", *before)))
        if draw(st.booleans()):
            days = draw(st.sampled_from((0, 1, 30)))
            rules.append(DaysAfter(column="at", days=days, stored=table.stored, where=where, after_rule=cause))
        if draw(st.booleans()):
            rules.append(WhenMarked(column="deleted_at", days=30))
            if draw(st.booleans()):
                rules.append(IntoBin(column="expires_at"))
        elif draw(st.booleans()):
            rules.append(At(column="expires_at", where=where))
    return tuple(rules) or (DaysAfter(column="at", days=90, stored=table.stored),)


def _columns(table: _Table) -> list[str]:
    spare = ["at", "expires_at", "deleted_at", "kind", "note", "file"]
    return [name for name, _ in table.key] + [name for edge in table.edges for name in edge.columns] + spare


def _metadata(made: list[_Table]) -> sa.MetaData:
    metadata = sa.MetaData()
    keys = {table.name: dict(table.key) for table in made}
    for table in made:
        sa.Table(
            table.name,
            metadata,
            *(sa.Column(name, kind, primary_key=True, autoincrement=False) for name, kind in table.key),
            *(
                sa.Column(column, keys[edge.to][there], nullable=edge.optional)
                for edge in table.edges
                for column, there in zip(edge.columns, edge.to_columns, strict=True)
            ),
            sa.Column("at", sa.DateTime(timezone=True) if table.stored is Stored.TIME else sa.BigInteger),
            sa.Column("expires_at", sa.DateTime(timezone=False)),
            sa.Column("deleted_at", sa.DateTime(timezone=True)),
            sa.Column("kind", sa.Text),
            sa.Column("note", sa.Text, nullable=False),
            sa.Column("file", sa.Text),
            *(
                sa.ForeignKeyConstraint(
                    edge.columns,
                    [f"{edge.to}.{name}" for name in edge.to_columns],
                    name=f"fk_{table.name}_{number}",
                )
                for number, edge in enumerate(table.edges)
            ),
        )
    return metadata


def _draw_rows(draw: st.DrawFn, made: list[_Table], metadata: sa.MetaData, most: int) -> Rows:
    rows: Rows = {}
    for table in made:
        least = min(2, most) if table.name == ACCOUNTS else 0
        rows[table.name] = [_draw_row(draw, table, number) for number in range(draw(st.integers(least, most)))]
    for table in made:
        kept = []
        for row in rows[table.name]:
            whole = True
            for edge in table.edges:
                if (edge.optional and not draw(st.booleans())) or not rows[edge.to]:
                    values: dict[str, Any] = dict.fromkeys(edge.columns)
                    whole = whole and edge.optional
                else:
                    target = draw(st.sampled_from(rows[edge.to]))
                    values = {
                        here: target[there] for here, there in zip(edge.columns, edge.to_columns, strict=True)
                    }
                row.update(values)
            kept += [row] if whole else []
        # What can't be empty refers to an earlier table, whose rows are settled by now.
        rows[table.name] = kept
    _drop_dangling(made, rows)
    return {name: rows[name] for name in metadata.tables}


def _drop_dangling(made: list[_Table], rows: Rows) -> None:
    """Empty references to rows that were left out."""
    keys = {table.name: {tuple(row[name] for name, _ in table.key) for row in rows[table.name]} for table in made}
    for table in made:
        for row in rows[table.name]:
            for edge in table.edges:
                if edge.optional and tuple(row[name] for name in edge.columns) not in keys[edge.to]:
                    row.update(dict.fromkeys(edge.columns))


def _draw_row(draw: st.DrawFn, table: _Table, number: int) -> dict[str, Any]:
    at = draw(_times())
    if at is not None and table.stored is not Stored.TIME:
        unit = timedelta(seconds=1) if table.stored is Stored.EPOCH_S else timedelta(milliseconds=1)
        at = (at - datetime(1970, 1, 1, tzinfo=UTC)) // unit
    return {
        **{name: number if kind is sa.Integer else f"k'{number}" for name, kind in table.key},
        "at": at,
        "expires_at": draw(_times()),
        "deleted_at": draw(_times()),
        "kind": draw(st.sampled_from((None, "a", "b", "c"))),
        "note": draw(st.sampled_from(("", "a note"))),
        "file": f"{table.name}/{number}" if table.files and draw(st.booleans()) else None,
    }


def _times() -> st.SearchStrategy[Any]:
    """Times at, just before and just after the moments at which rules say yes; null, future and far ones."""
    steps = st.sampled_from((0, 1, 30, 31, -1, 400)).map(lambda days: NOW - timedelta(days=days))
    near = st.sampled_from(
        (timedelta(0), timedelta(microseconds=1), timedelta(microseconds=-1), timedelta(hours=1))
    )
    far = st.sampled_from((None, datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)))
    return st.one_of(st.builds(lambda day, step: day + step, steps, near), far)
