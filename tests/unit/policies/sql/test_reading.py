"""A schema is read alike from metadata and from a database, with lengths, indexes and what the database does by itself."""

import sqlite3
import sys
from pathlib import Path

import attrs
import pytest
import sqlalchemy as sa

from specstep.policies import CannotOpen, looking_at, reflect, schema_of
from specstep.policies.schema import Kind, Reference, Table
from specstep.policies.sql import Schema, forget_traces
from specstep.policies.sql.connecting import bounded
from specstep.policies.sql.reflection import kind_of

METADATA = sa.MetaData()
PEOPLE = sa.Table(
    "people",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("mail", sa.String(80), nullable=False, unique=True),
    sa.Column("colour", sa.Enum("red", "blue", name="colour")),
)
VISITS = sa.Table(
    "visits",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("person", sa.Text, sa.ForeignKey("people.id", ondelete="cascade")),
    sa.Column("mail", sa.String(80)),
    sa.Column("at", sa.DateTime),
    sa.ForeignKeyConstraint(["mail"], ["people.mail"]),
    sa.Index("by_time", "at", "person"),
    sa.UniqueConstraint("person", "at"),
)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database with these tables."""
    url = f"sqlite:///{tmp_path / 'shop.db'}"
    engine = sa.create_engine(url)
    METADATA.create_all(engine)
    engine.dispose()
    return url


def table(tables: tuple[Table, ...], name: str) -> Table:
    return next(each for each in tables if each.name == name)


def test_metadata_says_what_a_table_is() -> None:
    people, visits = schema_of(METADATA).tables
    assert [(each.name, each.kind, each.nullable, each.length) for each in people.columns] == [
        ("id", Kind.TEXT, False, None),
        ("mail", Kind.TEXT, False, 80),
        ("colour", Kind.TEXT, True, None),
    ]
    assert (people.references, people.indexes, people.readable) == ((), (("id",), ("mail",)), True)
    assert visits.references == (
        Reference(columns=("mail",), to="people", to_columns=("mail",)),
        Reference(columns=("person",), to="people", to_columns=("id",), on_delete="CASCADE"),
    )
    assert visits.indexes == (("at", "person"), ("number",), ("person", "at"))


def test_a_database_says_the_same(url: str) -> None:
    with looking_at(url) as connection:
        found = reflect(connection).tables
    for name in ("people", "visits"):
        here, there = table(found, name), table(schema_of(METADATA).tables, name)
        assert (here.references, here.indexes) == (there.references, there.indexes)
        bare = [attrs.evolve(each, length=None) for each in there.columns]
        assert [attrs.evolve(each, length=None) for each in here.columns] == bare
        assert here.readable


def test_an_index_over_something_else_than_columns_serves_none() -> None:
    metadata = sa.MetaData()
    shop = sa.Table("shop", metadata, sa.Column("name", sa.Text))
    sa.Index("lower_name", sa.func.lower(shop.c.name))
    assert schema_of(metadata).tables[0].indexes == (("",),)


class Wrapped(sa.types.TypeDecorator[str]):
    """A text in the clothes of a program."""

    impl = sa.Uuid
    cache_ok = True


@pytest.mark.parametrize(
    ("type_", "kind"),
    [
        (sa.Interval(), Kind.OTHER),  # which some databases keep as a time
        (Wrapped(), Kind.OTHER),
        (sa.JSON(), Kind.JSON),
        (sa.Boolean(), Kind.BOOLEAN),
        (sa.DateTime(), Kind.TIME),
        (sa.Date(), Kind.DATE),
        (sa.BigInteger(), Kind.INTEGER),
        (sa.Float(), Kind.NUMBER),
        (sa.LargeBinary(), Kind.BYTES),
        (sa.Enum("a", "b"), Kind.TEXT),
        (sa.types.NullType(), Kind.OTHER),
    ],
    ids=str,
)
def test_a_type_is_of_the_kind_that_the_database_holds(type_: sa.types.TypeEngine[object], kind: Kind) -> None:
    assert kind_of(type_) is kind


def test_a_reference_without_columns_means_the_key_of_the_other_table(tmp_path: Path) -> None:
    raw = sqlite3.connect(tmp_path / "short.db")
    raw.execute("CREATE TABLE a (id INTEGER PRIMARY KEY)")
    raw.execute("CREATE TABLE b (of INTEGER REFERENCES a)")
    raw.close()
    with looking_at(f"sqlite:///{tmp_path / 'short.db'}") as connection:
        (reference,) = table(reflect(connection).tables, "b").references
    assert reference == Reference(columns=("of",), to="a", to_columns=("id",))


def test_a_database_is_opened_for_reading_alone_and_closed_again(url: str) -> None:
    with looking_at(url) as connection:
        assert connection.execute(sa.text("PRAGMA query_only")).scalar_one() == 1
        with pytest.raises(sa.exc.OperationalError, match="readonly"):
            connection.execute(sa.text("DROP TABLE visits"))
    assert connection.closed


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("what?", "This is no address of a database; sqlite:///path or postgresql://… is."),
        ("mysql://user:hunter2@localhost/none", "mysql is no kind of database that can be looked at; SQLite and"),
        ("sqlite://", r"There is no file \(none named\)\."),
        ("sqlite:////nowhere/at/all.db", r"There is no file /nowhere/at/all\.db\."),
        (
            "postgresql://user:hunter2@localhost:1/none",
            r"postgresql://user:\*\*\*@localhost:1/none can't be opened: ",
        ),
        ("postgres://user:hunter2@localhost:1/none", r"postgres://user:\*\*\*@localhost:1/none can't be opened: "),
    ],
)
def test_what_cannot_be_opened_is_told(url: str, says: str) -> None:
    with pytest.raises(CannotOpen, match=f"^{says}"), looking_at(url):
        pass


def test_a_driver_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with (
        pytest.raises(CannotOpen, match="PostgreSQL needs the driver psycopg"),
        looking_at("postgresql://here/none"),
    ):
        pass


ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT {}) SELECT count(*) FROM n"


def test_a_look_is_cut_short_when_it_takes_too_long_and_the_next_one_is_not(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("specstep.policies.sql.connecting.SQLITE_STEPS", 30_000)
    monkeypatch.setattr("specstep.policies.sql.connecting.SQLITE_CALL_EVERY", 10_000)
    with looking_at(url) as connection:
        for _ in range(2):
            with pytest.raises(sa.exc.OperationalError, match="interrupted"), bounded(connection):
                connection.execute(sa.text(ENDLESS.format(100_000)))
            with bounded(connection):
                assert connection.execute(sa.text(ENDLESS.format(1_000))).scalar_one() == 1_000
        assert connection.execute(sa.text(ENDLESS.format(100_000))).scalar_one() == 100_000


def test_the_log_of_a_database_holds_nothing_of_deleted_rows_once_its_traces_are_forgotten(tmp_path: Path) -> None:
    schema = Schema.of(METADATA)
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'shop.db'}")
    log = tmp_path / "shop.db-wal"
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        connection.commit()
        METADATA.create_all(connection)
        connection.execute(sa.insert(PEOPLE).values(id="ann", mail="ann@example.org"))
        connection.commit()
        assert log.stat().st_size > 0
        forget_traces(connection, schema, ("people",))
        assert log.stat().st_size == 0
    engine.dispose()
