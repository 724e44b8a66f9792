"""A unit of work is done again where the database gave way to somebody else's, and only there."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from specstep.policies.sql.units import TRIES, first_line, gave_way, in_transaction, is_locked


class Refusal(Exception):
    """What a driver says."""

    def __init__(self, *, sqlstate: str | None = None, sqlite_errorcode: int | None = None) -> None:
        if sqlstate is not None:
            self.sqlstate = sqlstate
        if sqlite_errorcode is not None:
            self.sqlite_errorcode = sqlite_errorcode


def refused(*, sqlstate: str | None = None, code: int | None = None) -> sa.exc.DBAPIError:
    return sa.exc.DBAPIError("statement", {}, Refusal(sqlstate=sqlstate, sqlite_errorcode=code))


@pytest.mark.parametrize(
    ("error", "again"),
    [
        ({"sqlstate": "40P01"}, True),  # deadlock
        ({"sqlstate": "40001"}, True),  # not serializable
        ({"sqlstate": "55P03"}, False),  # held by somebody else: waiting again would not help
        ({"sqlstate": "23503"}, False),
        ({"code": 5}, True),  # SQLITE_BUSY
        ({"code": 6}, True),  # SQLITE_LOCKED
        ({"code": 5 | 1 << 8}, True),  # SQLITE_BUSY_RECOVERY
        ({"code": 4}, False),
        ({"code": 7}, False),
        ({"code": 19}, False),
        ({}, False),
    ],
)
def test_only_what_another_transaction_caused_is_tried_again(error: dict[str, object], again: bool) -> None:
    assert gave_way(refused(**error)) == again  # type: ignore[arg-type]
    assert is_locked(refused(**error)) == (error.get("sqlstate") == "55P03")  # type: ignore[arg-type]


def failing(times: int, error: sa.exc.DBAPIError) -> tuple[list[int], Callable[[], str]]:
    tries: list[int] = []

    def work() -> str:
        tries.append(1)
        if len(tries) <= times:
            raise error
        return "done"

    return tries, work


def test_work_that_gave_way_is_done_again_and_not_for_ever() -> None:
    engine = sa.create_engine("sqlite://")
    with engine.connect() as connection:
        tries, work = failing(TRIES - 1, refused(code=5))
        assert (in_transaction(connection, work), len(tries)) == ("done", TRIES)
        tries, work = failing(TRIES, refused(code=5))
        with pytest.raises(sa.exc.DBAPIError):
            in_transaction(connection, work)
        assert len(tries) == TRIES
        tries, work = failing(1, refused(code=19))
        with pytest.raises(sa.exc.DBAPIError):
            in_transaction(connection, work)
        assert len(tries) == 1
        assert not connection.in_transaction()
    engine.dispose()
    assert TRIES > 1


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (sa.exc.DBAPIError("SELECT secret", {}, Exception("no such table\nLINE 1: SELECT")), "no such table"),
        (sa.exc.DBAPIError("SELECT secret", {}, Exception("")), ""),
        (sa.exc.InvalidRequestError("can't begin\nagain"), "can't begin"),
        (ValueError("no\ngood"), "no"),
        (ValueError(), ""),
    ],
)
def test_of_what_a_database_says_one_line_is_told_without_the_statement(error: Exception, line: str) -> None:
    assert first_line(error) == line
