"""What is left too long, gone too early or changed otherwise than promised is found, and named by row and column."""

from typing import Any

import sqlalchemy as sa
from tests.samples.bookshop import bookshop, bookshop_tables

from specstep.policies.testing.acts import Files
from specstep.policies.testing.judging import differences, left_files, not_between

METADATA = bookshop_tables()


def reviews(*rows: tuple[int, str | None]) -> dict[str, list[dict[str, Any]]]:
    return {"reviews": [{"id": key, "at": 0, "writer_id": None, "signature": name} for key, name in rows]}


BEFORE = reviews((1, "Ann"), (2, "Bob"), (3, "Eve"))
EXPECTED = reviews((1, None), (2, "Bob"))


def test_nothing_differs_when_all_is_as_it_must_be() -> None:
    assert differences(METADATA, BEFORE, EXPECTED, EXPECTED) == []


def test_a_row_too_many_and_a_row_too_few_are_named_by_their_keys() -> None:
    assert differences(METADATA, BEFORE, EXPECTED, reviews((1, None), (3, "Eve"))) == [
        "reviews 2 is gone and should be there",
        "reviews 3 is still there and should be gone",
    ]


def test_a_value_that_stayed_and_one_that_was_touched_are_told_apart() -> None:
    assert differences(METADATA, BEFORE, EXPECTED, reviews((1, "Ann"), (2, "Rob"))) == [
        "reviews 1: signature should be None now",
        "reviews 2: signature was changed and should be as it was",
    ]


def test_a_row_that_nobody_expects_and_was_never_there_is_found() -> None:
    assert differences(METADATA, BEFORE, EXPECTED, reviews((1, None), (2, "Bob"), (4, "Eve"))) == [
        "reviews 4 is still there and should be gone"
    ]


def test_a_row_without_a_key_is_known_by_all_of_it() -> None:
    bare = sa.MetaData()
    sa.Table("reviews", bare, *(sa.Column(name, sa.Text) for name in ("id", "signature")))
    assert differences(bare, EXPECTED, EXPECTED, reviews((1, None), (2, "Rob"))) == [
        "reviews 2, Bob is gone and should be there",
        "reviews 2, Rob is still there and should be gone",
    ]


def test_halfway_every_row_may_be_as_it_was_or_as_it_must_become() -> None:
    for name, third in ((None, [(3, "Eve")]), ("Ann", []), (None, []), ("Ann", [(3, "Eve")])):
        rows = reviews((1, name), (2, "Bob"), *third)  # type: ignore[arg-type]
        assert not_between(METADATA, BEFORE, EXPECTED, rows) == []


def test_halfway_nothing_else_may_be_gone_or_changed() -> None:
    assert not_between(METADATA, BEFORE, EXPECTED, reviews((1, "Bob"))) == [
        "reviews 2 is gone and should be there",
        "reviews 1: signature is neither what it was nor what it should become",
    ]
    assert not_between(METADATA, BEFORE, EXPECTED, reviews((1, "Ann"), (2, "Bob"), (3, "Odd"))) == []


def test_files_go_with_their_records_and_stay_with_them() -> None:
    def orders(*files: str | None) -> dict[str, list[dict[str, Any]]]:
        return {"orders": [{"id": str(place), "invoice": name} for place, name in enumerate(files)]}

    def left(*kept: str) -> list[str]:
        files = Files({("invoices", (name,)) for name in kept})
        return left_files(bookshop(), orders("a", "b", None), orders("b"), files)

    assert left("b") == []
    assert left("a", "b") == ["the file ('a',) of invoices is still there, and its record is gone"]
    assert left() == ["the file ('b',) of invoices is gone, and its record is still there"]
    assert left("b", "z") == []
