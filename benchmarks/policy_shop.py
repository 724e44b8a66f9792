"""A shop of millions of rows: its inventory, its tables, and how they are filled quickly."""

from datetime import UTC, datetime, timedelta

import attrs
import sqlalchemy as sa

from specstep.policies.model import Dataset, DaysAfter, Edge, EdgeKind, Field, Inventory, Store, WithOwner
from specstep.policies.sql import Schema

NOW = datetime(2026, 6, 1, tzinfo=UTC)
CUT = NOW - timedelta(days=90)


@attrs.frozen(kw_only=True)
class Scale:
    """How many rows; half of the events are past their time, and account 1 has `owned` things of its own."""

    events: int = 40_000
    owned: int = 5_000
    others: int = 10
    """How many times as many rows others have."""

    @property
    def things(self) -> int:
        """All of them."""
        return self.owned * (self.others + 1)


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
    """All rows, as the figures for erasure and export want them."""
    accounts = [{"id": each} for each in range(scale.others + 2)]
    things = schema.table("things")
    with engine.begin() as connection:
        connection.execute(sa.insert(schema.table("accounts")), accounts)
        for index in things.indexes:
            index.drop(connection)  # made anew below, which is quicker
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(
                "SET LOCAL session_replication_role = replica"
            )  # they are right by construction
        connection.exec_driver_sql(
            f"INSERT INTO things SELECT n, 1 + {modulo(engine, 'n', scale.others + 1)}, 'thing ' || n FROM {numbers(engine, scale.things)}"
        )
        for index in things.indexes:
            index.create(connection)
    settle(engine, "things")


def fill_events(engine: sa.Engine, count: int) -> None:
    """Events alone, and anew: every second past its time, the times in no order."""
    # Neighbouring rows are days apart, so that no index finds them in the order in which they lie.
    days = modulo(engine, "(n * 53)", 89)
    shift = f"CASE WHEN {modulo(engine, 'n', 2)} = 0 THEN -1 - {days} ELSE 1 + {days} END"
    cut = CUT.isoformat(sep=" ")
    at = f"TIMESTAMPTZ '{cut}' + ({shift}) * INTERVAL '1 day' + {modulo(engine, 'n', 997)} * INTERVAL '1 second'"
    if engine.dialect.name == "sqlite":
        at = f"strftime('%Y-%m-%d %H:%M:%S', '{CUT:%Y-%m-%d}', ({shift}) || ' days', ({modulo(engine, 'n', 997)}) || ' seconds') || '.000000'"
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "TRUNCATE events" if engine.dialect.name == "postgresql" else "DELETE FROM events"
        )
        connection.exec_driver_sql(
            f"INSERT INTO events SELECT n, {at}, 'event ' || n FROM {numbers(engine, count)}"
        )
    settle(engine, "events")


def modulo(engine: sa.Engine, value: str, by: int) -> str:
    """The rest of a division, in a form that no driver takes for a placeholder."""
    return f"mod({value}, {by})" if engine.dialect.name == "postgresql" else f"({value} % {by})"


def numbers(engine: sa.Engine, count: int) -> str:
    """The numbers from zero on, to select from."""
    if engine.dialect.name == "postgresql":
        return f"generate_series(0, {count - 1}) AS n"
    return (
        f"(WITH RECURSIVE r(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM r WHERE n < {count - 1}) SELECT n FROM r)"
    )


def settle(engine: sa.Engine, table: str) -> None:
    """Let the database finish what it would finish by itself in time."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        cursor = connection.connection.cursor()  # beside SQLAlchemy, which would open a transaction
        orders = (f"VACUUM ANALYZE {table}", "CHECKPOINT")
        for each in (
            orders if engine.dialect.name == "postgresql" else ("ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)")
        ):
            cursor.execute(each)
        cursor.close()
