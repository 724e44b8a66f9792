"""Keys as text, as lists and as ranges."""

import pytest
import sqlalchemy as sa

from specstep.policies.sql.keys import are_wide, between

ROWS = [(0, "a"), (0, "b"), (1, "a"), (2, "a")]
TABLE = sa.Table(
    "table",
    sa.MetaData(),
    sa.Column("a", sa.Integer, primary_key=True),
    sa.Column("b", sa.Text, primary_key=True),
)


@pytest.mark.parametrize(
    ("key", "wide"),
    [(("a", "", "", ""), False), (("a", "b", "", ""), True), (("", "", "", "d"), True), (("", "", "", ""), False)],
)
def test_a_key_is_wide_with_a_second_column(key: tuple[str, str, str, str], wide: bool) -> None:
    assert are_wide([key]) is wide
    assert are_wide([("x", "", "", ""), key]) is wide


def test_no_key_is_wide() -> None:
    assert are_wide([]) is False


@pytest.mark.parametrize("after", [None, *ROWS])
@pytest.mark.parametrize("until", [None, *ROWS])
def test_a_range_begins_after_one_key_and_ends_with_another(
    after: tuple[int, str] | None, until: tuple[int, str] | None
) -> None:
    wanted = [each for each in ROWS if (after is None or each > after) and (until is None or each <= until)]
    engine = sa.create_engine("sqlite://")
    TABLE.metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(sa.insert(TABLE), [{"a": a, "b": b} for a, b in ROWS])
        query = sa.select(TABLE).where(between(tuple(TABLE.c), after, until)).order_by(*TABLE.c)
        assert [tuple(each) for each in connection.execute(query)] == wanted
    engine.dispose()
