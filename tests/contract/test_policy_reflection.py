"""The shape of a database is the same whether it is read from the metadata or from the database itself."""

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from tests.contract.policy_databases import INVENTORY, METADATA, shop_url, written

from specstep.adapters.persistence.tables import metadata
from specstep.policies import compare_schemas, cover, looking_at, reflect, schema_of
from specstep.policies.inventory import INVENTORY as OWN
from specstep.policies.schema import Kind
from specstep.policies.sql.reflection import kind_of

__all__ = ["shop_url"]


def test_the_database_says_what_the_metadata_says(shop_url: str) -> None:
    with looking_at(shop_url) as connection:
        live = reflect(connection)
    declared = schema_of(METADATA)
    assert compare_schemas(declared, live) == ()
    kinds = {table.name: {column.name: column.kind for column in table.columns} for table in declared.tables}
    assert {table.name: {each.name: each.kind for each in table.columns} for table in live.tables} == kinds


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def test_our_own_migrated_database_is_covered(kind: str, request: pytest.FixtureRequest) -> None:
    url = request.getfixturevalue(f"{kind}_database_url")
    with looking_at(url) as connection:
        live = reflect(connection)
    assert cover(OWN, live).findings == ()
    assert compare_schemas(schema_of(metadata), live) == ()


def test_a_column_that_was_added_to_the_database_is_found(shop_url: str) -> None:
    with written(shop_url) as connection:
        connection.execute(sa.text("ALTER TABLE people ADD COLUMN shoe_size INTEGER"))
    with looking_at(shop_url) as connection:
        live = reflect(connection)
    found = {(finding.kind, finding.place) for finding in cover(INVENTORY, live).findings}
    assert ("uncovered", "people.shoe_size") in found
    assert [finding.kind for finding in compare_schemas(schema_of(METADATA), live)] == ["database-ahead"]


@pytest.mark.postgresql
def test_tables_of_one_name_in_two_namespaces_are_told_apart(postgresql_url: str) -> None:
    with written(postgresql_url) as connection:
        METADATA.create_all(connection)
        connection.execute(sa.text("CREATE SCHEMA engine"))
        connection.execute(sa.text("CREATE TABLE engine.people (id integer, letter integer)"))
        connection.execute(sa.text("CREATE TABLE engine.runs (id integer)"))
    with looking_at(postgresql_url) as connection:
        names = [table.name for table in reflect(connection).tables]
    assert names == ["engine.people", "letters", "people", "runs", "visits"]


def test_types_of_both_databases_are_told_apart() -> None:
    kinds = {
        sa.Text(): Kind.TEXT,
        sa.Enum("a", "b"): Kind.TEXT,
        postgresql.CITEXT(): Kind.TEXT,
        postgresql.BYTEA(): Kind.BYTES,
        sa.LargeBinary(): Kind.BYTES,
        sa.Boolean(): Kind.BOOLEAN,
        sa.BigInteger(): Kind.INTEGER,
        sa.Numeric(): Kind.NUMBER,
        sa.Float(): Kind.NUMBER,
        sa.DateTime(): Kind.TIME,
        postgresql.TIMESTAMP(timezone=True): Kind.TIME,
        sa.Date(): Kind.DATE,
        sa.Interval(): Kind.OTHER,
        postgresql.JSONB(): Kind.JSON,
        sa.Uuid(): Kind.OTHER,
        postgresql.INET(): Kind.OTHER,
        metadata.tables["accounts"].c.created_at.type: Kind.TIME,
    }
    assert {type(column).__name__: kind_of(column) for column in kinds} == {
        type(column).__name__: kind for column, kind in kinds.items()
    }


def test_tables_that_refer_to_one_another_in_a_circle_are_read_like_any_others() -> None:
    circular = sa.MetaData()
    for name, other in (("people", "orders"), ("orders", "people")):
        sa.Table(
            name,
            circular,
            sa.Column("id", sa.Text, primary_key=True),
            sa.Column("of", sa.ForeignKey(f"{other}.id")),
        )
    assert [table.name for table in schema_of(circular).tables] == ["orders", "people"]
