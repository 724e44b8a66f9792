"""Which rows a rule asks for, as the database answers."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from specstep.policies.model import DaysAfter, IntoBin, only, unless
from specstep.policies.plans import SweepRule
from specstep.policies.sql import Schema
from specstep.policies.sql.due import is_due

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAY, STEP = timedelta(days=1), timedelta(microseconds=1)
METADATA = sa.MetaData()


class InUtc(sa.types.TypeDecorator[datetime]):
    """Takes times with a zone, and keeps them in UTC without one."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: object) -> datetime | None:
        assert value is None or value.tzinfo is UTC
        return None if value is None else value.replace(tzinfo=None)


SHOP = sa.Table(
    "shop",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("at", sa.DateTime),
    sa.Column("wrapped", InUtc),
    sa.Column("kind", sa.Text),
    sa.Column("deleted_at", sa.DateTime),
)
SCHEMA = Schema.of(METADATA)
EDGE = (NOW - 30 * DAY).replace(tzinfo=None)
ROWS: dict[str, dict[str, Any]] = {
    "due": {"at": EDGE, "kind": "a"},
    "long ago": {"at": EDGE - DAY, "kind": "b"},
    "of no kind": {"at": EDGE - DAY, "kind": None},
    "in the bin": {"at": EDGE - DAY, "kind": "c", "deleted_at": EDGE},
    "early": {"at": EDGE + STEP, "kind": "a"},
    "without a time": {"at": None, "kind": "a"},
}


@pytest.fixture
def connection() -> Iterator[sa.Connection]:
    """A shop with these rows."""
    engine = sa.create_engine("sqlite://")
    METADATA.create_all(engine)
    with engine.connect() as opened:
        for name, row in ROWS.items():
            at = row["at"] and row["at"].replace(tzinfo=UTC)
            opened.execute(sa.insert(SHOP).values(id=name, wrapped=at, **row))
        yield opened
    engine.dispose()


PAST = {"due", "long ago", "of no kind", "in the bin"}


@pytest.mark.parametrize(
    ("rule", "horizon", "asked"),
    [
        (DaysAfter(column="at", days=30), None, PAST),
        (DaysAfter(column="wrapped", days=30), None, PAST),
        (DaysAfter(column="at", days=30, where=only("kind", "a", "b")), None, {"due", "long ago"}),
        (DaysAfter(column="at", days=30, where=unless("kind", "a", "b")), None, {"of no kind", "in the bin"}),
        (DaysAfter(column="at", days=30), NOW - 30 * DAY, PAST - {"due"}),
        (DaysAfter(column="at", days=30), NOW - 30 * DAY + STEP, PAST),
        (DaysAfter(column="at", days=30), NOW - 31 * DAY, set()),
        (IntoBin(column="at"), None, {*PAST, "early"} - {"in the bin"}),
    ],
)
def test_a_rule_asks_for_exactly_these_rows(
    connection: sa.Connection, rule: Any, horizon: datetime | None, asked: set[str]
) -> None:
    sweep = SweepRule(name="shop.at", dataset="shop", rule=rule)
    found = connection.execute(sa.select(SHOP.c.id).where(is_due(SCHEMA, sweep, NOW, horizon)))
    assert set(found.scalars()) == asked
