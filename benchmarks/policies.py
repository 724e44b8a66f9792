"""The policies: coverage of a large schema, sweeps and an erasure among many rows, an export in constant memory.

In full they sweep a million of two and erase 100,000 rows among ten million on PostgreSQL, and a fifth of it on SQLite.
"""

import resource
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from benchmarks.policy_shop import CUT, NOW, Scale, fill, fill_events, shop, tables
from benchmarks.rows import Part, Row
from benchmarks.servers import running_postgresql
from specstep.policies.plans import plan_erasure, plan_export, plan_sweep
from specstep.policies.sql import Erasing, Schema, erase, export_rows, sweep
from specstep.policies.testing import Files, open_engine
from specstep.policies.testing.acts import Outside

FULL = {
    "SQLite": Scale(events=400_000, owned=20_000, others=10),
    "PostgreSQL": Scale(events=2_000_000, owned=100_000, others=99),
}
BATCH = 5_000  # keys: about what stays under 20 ms by hand, too


LONGEST_MS, SHARE, GROWTH = 20, 0.6, 1.1
STATEMENTS = f"99.9 % of statements within {LONGEST_MS} ms"


HOW = "What is done by hand is as durable as what the engine does."
NOTES = """\
An erasure counts, and writes a mark for each row before the first of them goes, and deletes it with its row, so that it
can be killed anywhere and never says that it is done before it is: that is what it takes longer than by hand. One plain
DELETE moreover locks all its rows to the end. On PostgreSQL it deletes along the
index that finds the account's rows, a few hundred at a time, so that no later statement passes over the entries of all
that was deleted. Sizes follow the times that statements took: on a busy machine they are smaller."""


def measure(*, full: bool = False) -> Part:
    """The policy engine's figures."""
    rows = [coverage()]
    scales = FULL if full else dict.fromkeys(FULL, Scale())
    with tempfile.TemporaryDirectory() as folder:
        rows += on(open_engine(f"sqlite:///{folder}/bench.db"), scales["SQLite"], "SQLite")
    with running_postgresql() as url:
        engine = sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
        rows += on(engine, scales["PostgreSQL"], "PostgreSQL")
    return Part(title="The policy engine", how=HOW, rows=rows, notes=NOTES)


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


def coverage() -> Row:
    """An inventory and a schema of 200 tables with 3,000 columns: imported, declared and compared."""
    runs = [child(COVERAGE) for _ in range(5)]
    wall_s, cpu_s = sorted(wall for wall, _ in runs)[2], sorted(cpu for _, cpu in runs)[2]
    imported_s = sorted(child("import sqlalchemy")[1] for _ in range(5))[2]
    return Row(
        what="coverage of 200 tables with 3,000 columns, whole process, imports included",
        measured=f"{cpu_s:.2f} s of processor time, {wall_s:.2f} s by the clock",
        goals={"1 s by the clock": wall_s <= 1, "1 s of processor time": cpu_s <= 1},
        against=f"`import sqlalchemy` alone: {imported_s:.2f} s of processor time",
    )


def child(program: str) -> tuple[float, float]:
    """How long a Python process takes, by the clock and in processor time."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    wall_s, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall_s, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def on(engine: sa.Engine, scale: Scale, name: str) -> list[Row]:
    """The figures of one kind of database."""
    schema = Schema.of(tables())
    schema.metadata.create_all(engine)
    rows = [sweeping(engine, schema, scale, name)]
    fill(engine, schema, scale)
    rows += [exporting(engine, schema, scale, name), erasing(engine, schema, scale, name)]
    engine.dispose()
    return rows


def sweeping(engine: sa.Engine, schema: Schema, scale: Scale, name: str) -> Row:
    """The sweep, between two runs of the same by hand, in batches; then in one statement."""
    expired = scale.events // 2

    def anew(work: Callable[[], int], watched: list[tuple[float, str]]) -> float:
        fill_events(engine, scale.events)
        with longest(engine) as statements:
            before = time.perf_counter()
            gone = work()
            took_s = time.perf_counter() - before
        watched += statements
        if gone != expired:
            raise RuntimeError(f"{gone} rows went instead of {expired}")
        return took_s

    def engines() -> int:
        with engine.connect() as connection:
            return sweep(connection, schema, plan_sweep(shop()), NOW, run="bench", files=Files()).rules[0].rows

    statements: list[tuple[float, str]] = []
    first_s = anew(lambda: by_hand(engine), [])
    wall_s = anew(engines, statements)
    raw_s = (first_s + anew(lambda: by_hand(engine), [])) / 2
    single_s = anew(lambda: at_once(engine), [])
    lengths, short = told_of(statements)
    return Row(
        what=f"sweep of {expired:,} expired rows among {scale.events:,}, {name}",
        measured=f"{expired / wall_s:,.0f} rows/s, {raw_s / wall_s:.2f} of it; {lengths}",
        goals={f"{SHARE} of it": raw_s / wall_s >= SHARE, STATEMENTS: short},
        against=f"by hand in batches of {BATCH:,} keys: {expired / raw_s:,.0f} rows/s; "
        f"one DELETE: {expired / single_s:,.0f}",
    )


def told_of(statements: list[tuple[float, str]]) -> tuple[str, bool]:
    """How long statements took, in words, and whether all but one in a thousand were short enough."""
    times = sorted(1000 * seconds for seconds, _ in statements)
    most, nearly_all = (times[int((len(times) - 1) * share)] for share in (0.99, 0.999))
    told = f"of {len(times):,} statements 99 % within {most:.0f} ms, 99.9 % within {nearly_all:.0f} ms"
    return f"{told}, the longest {times[-1]:.0f} ms", nearly_all <= LONGEST_MS


def by_hand(engine: sa.Engine) -> int:
    """What one would write who knows the database: ranges of keys, no wait for the disk but at the end."""
    mark = mark_of(engine)
    cut: Any = CUT if engine.dialect.name == "postgresql" else CUT.strftime("%Y-%m-%d %H:%M:%S.%f")
    gone, after = 0, -1
    with engine.connect() as connection:
        while True:
            with unhurried(connection):
                found = connection.exec_driver_sql(
                    f"SELECT id FROM events WHERE id > {mark} ORDER BY id LIMIT 1 OFFSET {BATCH - 1}", (after,)
                ).first()
                until = found[0] if found else 2**31 - 1
                gone += connection.exec_driver_sql(
                    f"DELETE FROM events WHERE id > {mark} AND id <= {mark} AND at <= {mark}", (after, until, cut)
                ).rowcount
            if found is None:
                break
            after = until
        wait_for_disk(connection)
    return gone


def erased_by_hand(engine: sa.Engine, account: int) -> int:
    """An account's things in batches along its index, with no word of how far it is; no wait but at the end."""
    mark, gone = mark_of(engine), 0
    some = f"SELECT id FROM things WHERE account_id = {mark} LIMIT {BATCH}"
    with engine.connect() as connection:
        while True:
            with unhurried(connection):
                number = connection.exec_driver_sql(
                    f"DELETE FROM things WHERE id IN ({some})", (account,)
                ).rowcount
            gone += number
            if number < BATCH:
                break
        wait_for_disk(connection)
    return gone


def mark_of(engine: sa.Engine) -> str:
    """How the driver writes a parameter."""
    return "?" if engine.dialect.name == "sqlite" else "%s"


@contextmanager
def unhurried(connection: sa.Connection) -> Iterator[None]:
    """A transaction that doesn't wait for the disk."""
    with connection.begin():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
        yield


def wait_for_disk(connection: sa.Connection) -> None:
    """A transaction that waits until it and all before it are on the disk."""
    with connection.begin():
        connection.exec_driver_sql("CREATE TABLE done (at integer)")
        connection.exec_driver_sql("DROP TABLE done")


def at_once(engine: sa.Engine) -> int:
    """One statement, however long it keeps everybody waiting."""
    cut = "TIMESTAMPTZ '" + CUT.isoformat(sep=" ") + "'"
    if engine.dialect.name == "sqlite":
        cut = CUT.strftime("'%Y-%m-%d %H:%M:%S.%f'")
    with engine.begin() as connection:
        return connection.exec_driver_sql(f"DELETE FROM events WHERE at <= {cut}").rowcount


def exporting(engine: sa.Engine, schema: Schema, scale: Scale, name: str) -> Row:
    """The export of the account; its peak of memory, against that after a tenth of its rows, in a run of its own."""
    plan = plan_export(shop())
    with engine.connect() as connection:
        before = time.perf_counter()
        count = sum(1 for _ in export_rows(connection, schema, plan, 1, run="bench-export"))
        wall_s = time.perf_counter() - before
        early = 0
        tracemalloc.start()
        for number, _ in enumerate(export_rows(connection, schema, plan, 1, run="bench-export")):
            if number == scale.owned // 10:
                early = tracemalloc.get_traced_memory()[1]
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    if count != scale.owned + 1:
        raise RuntimeError(f"{count} rows in the export")
    return Row(
        what=f"export of {count:,} rows among {scale.things:,}, {name}",
        measured=f"peak memory {peak / 1e6:.2f} MB; {count / wall_s:,.0f} rows/s",
        goals={f"constant: at most {GROWTH} of the peak after a tenth": peak <= GROWTH * early},
        against=f"after a tenth of it: {early / 1e6:.2f} MB",
    )


def erasing(engine: sa.Engine, schema: Schema, scale: Scale, name: str) -> Row:
    """The erasure of the account; afterwards, by hand and by one DELETE, of others that have as much."""
    with engine.connect() as connection, longest(engine) as statements:
        before = time.perf_counter()
        it = Erasing(connection=connection, schema=schema, plan=plan_erasure(shop()), account=1, run="bench")
        report = erase(it, Outside(Files()))
        wall_s = time.perf_counter() - before
    gone = {name: number for name, _, number in report.counts}["things"]
    before = time.perf_counter()
    gone_by_hand = erased_by_hand(engine, 2)
    raw_s = time.perf_counter() - before
    if {gone, gone_by_hand} != {scale.owned}:
        raise RuntimeError(f"{gone} and {gone_by_hand} rows went instead of {scale.owned}: {report}")
    with engine.begin() as connection:
        before = time.perf_counter()
        connection.exec_driver_sql("DELETE FROM things WHERE account_id = 3")
        single_s = time.perf_counter() - before
    lengths, short = told_of(statements)
    return Row(
        what=f"erasure of {scale.owned:,} rows among {scale.things:,}, {name}",
        measured=f"{wall_s:.2f} s, {wall_s / raw_s:.1f} times as long; {lengths}",
        goals={STATEMENTS: short},
        against=f"by hand in batches of {BATCH:,}: {raw_s:.2f} s; one DELETE: {single_s:.3f} s",
    )


@contextmanager
def longest(engine: sa.Engine) -> Iterator[list[tuple[float, str]]]:
    """The seconds that each statement took, and how it begins."""
    times: list[tuple[float, str]] = []
    began = 0.0

    def begin(*_: object) -> None:
        nonlocal began
        began = time.perf_counter()

    def end(_: object, __: object, statement: str, *___: object) -> None:
        times.append((time.perf_counter() - began, statement[:40]))

    sa.event.listen(engine, "before_cursor_execute", begin)
    sa.event.listen(engine, "after_cursor_execute", end)
    try:
        yield times
    finally:
        sa.event.remove(engine, "before_cursor_execute", begin)
        sa.event.remove(engine, "after_cursor_execute", end)
