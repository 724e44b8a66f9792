"""The policies: coverage of a large schema, sweeps and an erasure among many rows, an export in constant memory.

Run it by itself with `python -m benchmarks.policies [--full]`; `--full` is a million of two.
"""

import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import attrs
import sqlalchemy as sa

from benchmarks.servers import running_postgresql
from specstep.policies.model import Dataset, DaysAfter, Edge, EdgeKind, Field, Inventory, Store, WithOwner
from specstep.policies.plans import plan_erasure, plan_export, plan_sweep
from specstep.policies.sql import Erasing, Schema, erase, export_rows, sweep
from specstep.policies.testing import Files, open_engine
from specstep.policies.testing.acts import Outside

Rows = list[tuple[str, str, str, str]]
NOW = datetime(2026, 6, 1, tzinfo=UTC)
CUT = NOW - timedelta(days=90)


@attrs.frozen(kw_only=True)
class Scale:
    """How many rows; half of the events are past their time, and a tenth of `owned` are one account's."""

    events: int = 100_000
    owned: int = 100_000
    others: int = 10
    """How many times as many rows others have."""

    @classmethod
    def full(cls) -> "Scale":
        """A million of two; one account's 100,000 among ten million."""
        return cls(events=2_000_000, owned=100_000, others=100)


def measure(scale: Scale | None = None) -> Rows:
    """Rows (what, figure, goal, against) for the table."""
    size = scale or Scale(events=40_000, owned=5_000)
    rows = [coverage()]
    with tempfile.TemporaryDirectory() as folder:
        rows += on(open_engine(f"sqlite:///{folder}/bench.db"), size, "SQLite")
    with running_postgresql() as url:
        rows += on(sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://")), size, "PostgreSQL")
    return rows


COVERAGE = """
import time
start = time.perf_counter()
import sqlalchemy as sa
from specstep.policies.coverage import cover
from specstep.policies.model import Dataset, Field, Inventory, Store, WithOwner
from specstep.policies.model import Edge, EdgeKind
from specstep.policies.sql.reflection import schema_of
names = ["id", "account_id", *(f"c{n}" for n in range(13))]
def field(name):
    return Field(name=name, category="system.operations", purposes=("essential.service",), clauses=("RET-2",))
owner = Edge(kind=EdgeKind.OWNS, columns=("account_id",), to="accounts")
def dataset(name):
    edges = () if name == "accounts" else (owner,)
    return Dataset(name=name, store=Store.APPLICATION, about="Rows.", fields=tuple(map(field, names)),
                   edges=edges, retention=(WithOwner(),), clauses=("RET-2",))
tables = ["accounts", *(f"t{n}" for n in range(199))]
metadata = sa.MetaData()
for name in tables:
    key = [] if name == "accounts" else [sa.ForeignKey("accounts.id")]
    sa.Table(name, metadata, sa.Column("id", sa.Text, primary_key=True), sa.Column("account_id", sa.Text, *key),
             *(sa.Column(each, sa.Text) for each in names[2:]))
report = cover(Inventory(datasets=tuple(map(dataset, tables))), schema_of(metadata))
assert not report.findings, report.findings[:3]
print(time.perf_counter() - start)
"""


def coverage() -> tuple[str, str, str, str]:
    """An inventory and a schema of 200 tables with 3,000 columns: imported, declared and compared."""
    runs = []
    for _ in range(3):
        before = time.perf_counter()
        subprocess.run([sys.executable, "-c", COVERAGE], check=True, capture_output=True)
        runs.append(time.perf_counter() - before)
    before = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import sqlalchemy"], check=True)
    imported_s = time.perf_counter() - before
    return (
        "coverage of 200 tables with 3,000 columns, whole process",
        f"{sorted(runs)[1]:.2f} s",
        "1 s",
        f"`import sqlalchemy` alone: {imported_s:.2f} s",
    )


def field(name: str) -> Field:
    """A field that says the least."""
    return Field(name=name, category="system.operations", purposes=("essential.service",), clauses=("RET-2",))


def shop() -> Inventory:
    """Accounts, what is theirs, and events that go after 90 days."""
    names = ("id", "account_id", "note")
    return Inventory(
        datasets=(
            Dataset(
                name="accounts",
                store=Store.APPLICATION,
                about="Accounts.",
                fields=(field("id"),),
                retention=(WithOwner(),),
                clauses=("RET-2",),
            ),
            Dataset(
                name="things",
                store=Store.APPLICATION,
                about="What accounts have.",
                fields=tuple(field(name) for name in names),
                edges=(Edge(kind=EdgeKind.OWNS, columns=("account_id",), to="accounts"),),
                retention=(WithOwner(),),
                clauses=("RET-2",),
            ),
            Dataset(
                name="events",
                store=Store.APPLICATION,
                about="What happened.",
                fields=(field("id"), field("at"), field("note")),
                retention=(DaysAfter(column="at", days=90),),
                clauses=("RET-2",),
                unowned="Nobody's.",
            ),
        ),
    )


def tables() -> sa.MetaData:
    """The tables of the shop."""
    metadata = sa.MetaData()
    sa.Table("accounts", metadata, sa.Column("id", sa.Integer, primary_key=True))
    sa.Table(
        "things",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("account_id", sa.Integer, sa.ForeignKey("accounts.id"), nullable=False, index=True),
        sa.Column("note", sa.Text, nullable=False),
    )
    sa.Table(
        "events",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, index=True),
        sa.Column("note", sa.Text, nullable=False),
    )
    return metadata


def fill(engine: sa.Engine, schema: Schema, scale: Scale) -> None:
    """Rows: every second event is past its time, and account 1 has `owned` things among the others'."""
    with engine.begin() as connection:
        connection.execute(sa.insert(schema.table("accounts")), [{"id": each} for each in range(scale.others + 2)])
        fill_events(connection, schema, scale)
        pieces(connection, schema.table("things"), scale.owned * (scale.others + 1), _thing(scale))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE" if engine.dialect.name == "sqlite" else "VACUUM ANALYZE")


def fill_events(connection: sa.Connection, schema: Schema, scale: Scale) -> None:
    """Events, every second past its time."""
    shift = timedelta(days=1)
    pieces(
        connection,
        schema.table("events"),
        scale.events,
        lambda each: {"id": each, "at": CUT + (shift if each % 2 else -shift), "note": f"event {each}"},
    )


def _thing(scale: Scale) -> Callable[[int], dict[str, object]]:
    return lambda each: {"id": each, "account_id": 1 + each % (scale.others + 1), "note": f"thing {each}"}


def pieces(
    connection: sa.Connection, table: sa.Table, count: int, row: Callable[[int], dict[str, object]]
) -> None:
    """Insert many rows, some thousand at a time."""
    if connection.dialect.name == "postgresql":
        names = ", ".join(table.c.keys())
        raw = connection.connection.cursor()
        with raw.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:  # type: ignore[attr-defined]
            for each in range(count):
                copy.write_row(tuple(row(each).values()))
        return
    for start in range(0, count, 10_000):
        connection.execute(sa.insert(table), [row(each) for each in range(start, min(count, start + 10_000))])


def on(engine: sa.Engine, scale: Scale, name: str) -> Rows:
    """The figures of one kind of database."""
    schema = Schema.of(tables())
    schema.metadata.create_all(engine)
    fill(engine, schema, scale)
    rows = [sweeping(engine, schema, scale, name), exporting(engine, schema, scale, name)]
    rows.append(erasing(engine, schema, scale, name))
    engine.dispose()
    return rows


def sweeping(engine: sa.Engine, schema: Schema, scale: Scale, name: str) -> tuple[str, str, str, str]:
    """The sweep, and one plain DELETE of the same rows in the same table."""
    expired = scale.events // 2
    table = schema.table("events")
    with engine.begin() as connection:
        at = connection.execute(sa.select(sa.func.count()).where(table.c.at <= CUT)).scalar_one()
        before = time.perf_counter()
        connection.execute(sa.delete(table).where(table.c.at <= CUT))
    raw_s = time.perf_counter() - before
    if at != expired:
        raise RuntimeError(f"{at} rows instead of {expired}")
    with engine.begin() as connection:
        connection.execute(sa.delete(table))
        fill_events(connection, schema, scale)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE" if engine.dialect.name == "sqlite" else "VACUUM ANALYZE events")
    with engine.connect() as connection, longest(engine) as statement:
        before = time.perf_counter()
        report = sweep(connection, schema, plan_sweep(shop()), NOW, run="bench", files=Files())
        wall_s = time.perf_counter() - before
    if report.rules[0].rows != expired:
        raise RuntimeError(f"{report.rules[0].rows} rows went instead of {expired}")
    return (
        f"sweep of {expired:,} expired rows among {scale.events:,}, {name}",
        f"{expired / wall_s:,.0f} rows/s, {raw_s / wall_s:.2f} of it; longest statement {1000 * max(statement):.0f} ms",
        "0.6, 20 ms",
        f"one DELETE: {expired / raw_s:,.0f} rows/s",
    )


def exporting(engine: sa.Engine, schema: Schema, scale: Scale, name: str) -> tuple[str, str, str, str]:
    """The export of the account; memory against that of a tenth of its rows."""
    plan = plan_export(shop())
    with engine.connect() as connection:
        rows = export_rows(connection, schema, plan, 1, run="bench-export")
        tracemalloc.start()
        count = 0
        early = 0
        before = time.perf_counter()
        for _ in rows:
            count += 1
            if count == scale.owned // 10:
                early = tracemalloc.get_traced_memory()[1]
        wall_s = time.perf_counter() - before
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    if count != scale.owned + 1:
        raise RuntimeError(f"{count} rows in the export")
    return (
        f"export of {count:,} rows, peak memory, {name}",
        f"{peak / 1e6:.1f} MB",
        "constant",
        f"after a tenth of it: {early / 1e6:.1f} MB; {count / wall_s:,.0f} rows/s, traced",
    )


def erasing(engine: sa.Engine, schema: Schema, scale: Scale, name: str) -> tuple[str, str, str, str]:
    """The erasure of the account; afterwards, one DELETE of another that has as much."""
    table = schema.table("things")
    with engine.connect() as connection, longest(engine) as statement:
        before = time.perf_counter()
        it = Erasing(connection=connection, schema=schema, plan=plan_erasure(shop()), account=1, run="bench")
        report = erase(it, Outside(Files()))
        wall_s = time.perf_counter() - before
    if {name: number for name, _, number in report.counts}["things"] != scale.owned:
        raise RuntimeError(str(report.counts))
    with engine.begin() as connection:
        before = time.perf_counter()
        connection.execute(sa.delete(table).where(table.c.account_id == 2))
        raw_s = time.perf_counter() - before
    return (
        f"erasure of {scale.owned:,} rows among {scale.owned * (scale.others + 1):,}, {name}",
        f"{wall_s:.2f} s; longest statement {1000 * max(statement):.0f} ms",
        "",
        f"one DELETE of another's: {raw_s:.2f} s",
    )


@contextmanager
def longest(engine: sa.Engine) -> Iterator[list[float]]:
    """The seconds that each statement took."""
    times: list[float] = [0.0]
    began = 0.0

    def begin(*_: object) -> None:
        nonlocal began
        began = time.perf_counter()

    def end(*_: object) -> None:
        times.append(time.perf_counter() - began)

    sa.event.listen(engine, "before_cursor_execute", begin)
    sa.event.listen(engine, "after_cursor_execute", end)
    try:
        yield times
    finally:
        sa.event.remove(engine, "before_cursor_execute", begin)
        sa.event.remove(engine, "after_cursor_execute", end)


def main(arguments: list[str]) -> None:
    """Print the figures."""
    for row in measure(Scale.full() if "--full" in arguments else None):
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main(sys.argv[1:])
