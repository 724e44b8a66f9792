"""What must be left is worked out on copies, with every table that was given."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.samples.bookshop import bookshop

from specstep.policies.testing import erased, swept

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def tables() -> dict[str, list[dict[str, Any]]]:
    return {
        "customers": [{"id": "ann", "name": "Ann", "favourite_id": None}],
        "reviews": [{"id": 1, "at": NOW - timedelta(days=365), "writer_id": "ann", "signature": "A."}],
        "machines": [{"id": 1}],
    }


def test_a_sweep_is_worked_out_with_tables_that_nobody_described_and_changes_none_of_the_rows_given() -> None:
    given = tables()
    assert swept(bookshop(), given, NOW, {}) == {**tables(), "reviews": []}
    assert given == tables()


def test_an_erasure_is_worked_out_on_copies_of_the_rows() -> None:
    given = tables()
    left = erased(bookshop(), given, "ann")
    assert left == {
        "customers": [],
        "reviews": [{**tables()["reviews"][0], "writer_id": None, "signature": None}],
        "machines": [{"id": 1}],
    }
    assert given == tables()
