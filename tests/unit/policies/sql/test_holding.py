"""Who holds a row back is named, whatever key the holding table has."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from specstep.policies.sql import Schema
from specstep.policies.sql.holders import holders
from specstep.policies.sql.removing import Removing

METADATA = sa.MetaData()
PEOPLE = sa.Table("people", METADATA, sa.Column("id", sa.Text, primary_key=True))
PLACES = sa.Table("places", METADATA, sa.Column("code", sa.Text, primary_key=True))


def keyed(width: int) -> sa.Table:
    """A table whose key has so many columns, the last of which refers to people."""
    columns = [sa.Column(f"k{number}", sa.Text, primary_key=True) for number in range(1, width)]
    owner = sa.Column("owner", sa.ForeignKey("people.id"), primary_key=width > 0)
    return sa.Table(f"of{width}", METADATA, *columns, owner, sa.Column("place", sa.ForeignKey("places.code")))


TABLES = {width: keyed(width) for width in (0, 1, 4, 5)}
SCHEMA = Schema.of(METADATA)


@pytest.fixture
def connection() -> Iterator[sa.Connection]:
    """Ann and Bob."""
    engine = sa.create_engine("sqlite://")
    METADATA.create_all(engine)
    with engine.connect() as opened:
        with opened.begin():
            opened.execute(sa.insert(PEOPLE), [{"id": "ann"}, {"id": "bob"}])
            opened.execute(sa.insert(PLACES).values(code="ann"))
        yield opened
    engine.dispose()


def held(connection: sa.Connection, who: str) -> str:
    return holders(connection, SCHEMA, "people", [(who, "", "", "")], "run")


@pytest.mark.parametrize("width", TABLES)
def test_a_row_that_survives_is_named_by_its_table_and_one_that_is_marked_is_not(
    connection: sa.Connection, width: int
) -> None:
    table = TABLES[width]
    with connection.begin():
        values = {column.name: "x" for column in table.primary_key if column.name != "owner"}
        connection.execute(sa.insert(table).values(**values, owner="ann", place="ann"))
    unknown = held(connection, "bob")
    assert unknown == "a row that survives refers to one that is to go"
    assert held(connection, "ann").startswith(f"rows of {table.name} survive and refer to ones that are to go")
    if 0 < width <= 4:  # others can't be marked
        work = Removing(connection=connection, schema=SCHEMA, run="run", files_run="files", chunk=9)
        with connection.begin():
            work.mark_keys(table.name, [("x",) * (width - 1) + ("ann",) + ("",) * (4 - width)])
        assert held(connection, "ann") == unknown
