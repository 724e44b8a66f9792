"""Clocks, zones, rights and schemas that are not as they should be: a right result or a clear finding, on both databases."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from tests.samples.albums import ALBUMS, EVENTS, INVENTORY, METADATA, PEOPLE, PHOTOS, SCHEMA
from tests.samples.policy_worlds import Beside

from specstep.policies.errors import Blocked
from specstep.policies.plans import plan_erasure, plan_sweep
from specstep.policies.sql import Erasing, Outcome, RuleReport, erase, sweep
from specstep.policies.testing import open_engine

KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))
BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)  # an hour that comes twice
DAY = timedelta(days=1)
ANN = "ann"


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The tables, without rows."""
    url = f"sqlite:///{tmp_path / 'albums.db'}"
    if request.param == "postgresql":
        url = str(request.getfixturevalue("postgresql_url")).replace("postgresql://", "postgresql+psycopg://")
    engine = open_engine(url)
    METADATA.create_all(engine)
    with engine.begin() as connection:
        connection.execute(sa.insert(PEOPLE).values(id=ANN, name="Ann"))
    yield url
    engine.dispose()


def put(url: str, **albums: datetime | None) -> None:
    engine = open_engine(url)
    with engine.begin() as connection:
        for number, at in enumerate(albums.values()):
            # SQLite keeps no zone: what is written there is UTC, as everywhere.
            stored = at if at is None or engine.dialect.name == "postgresql" else at.astimezone(UTC)
            connection.execute(sa.insert(ALBUMS).values(id=number, owner=ANN, at=stored))
    engine.dispose()


def swept(url: str, now: datetime, zone: str = "UTC") -> dict[str, RuleReport]:
    engine = open_engine(url)
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            with connection.begin():
                connection.execute(sa.text(f"SET TIME ZONE '{zone}'"))
        report = sweep(connection, SCHEMA, plan_sweep(INVENTORY), now, run="s", files=Beside(), chunk=2)
    engine.dispose()
    return {each.rule: each for each in report.rules}


def left(url: str) -> set[int]:
    engine = open_engine(url)
    with engine.connect() as connection:
        found = set(connection.execute(sa.select(ALBUMS.c.id)).scalars())
    engine.dispose()
    return found


def erasing(connection: sa.Connection) -> Erasing:
    plan = plan_erasure(INVENTORY)
    return Erasing(connection=connection, schema=SCHEMA, plan=plan, account=ANN, run="run-ann", chunk=2)


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Kiritimati"])
@pytest.mark.parametrize("fold", [0, 1])
def test_RET_2_an_hour_that_comes_twice_is_told_apart_whatever_zone_the_session_has(
    url: str, zone: str, fold: int
) -> None:
    now = NIGHT.replace(fold=fold)
    due = now.astimezone(UTC) - 30 * DAY
    put(url, due=due, a_step_later=due + timedelta(microseconds=1), an_hour_later=due + timedelta(hours=1))
    swept(url, now, zone)
    assert left(url) == {1, 2}


def test_RET_2_rows_without_a_time_or_from_the_future_stay(url: str) -> None:
    now = NIGHT.astimezone(UTC)
    put(url, never=None, tomorrow=now + DAY, far=datetime(9999, 12, 31, tzinfo=UTC), old=now - 31 * DAY)
    assert swept(url, now)["albums.at"].rows == 1
    assert left(url) == {0, 1, 2}


def test_RET_2_a_clock_that_jumps_back_takes_nothing_early_and_forward_again_all(url: str) -> None:
    now = NIGHT.astimezone(UTC)
    put(url, old=now - 31 * DAY, new=now - 29 * DAY)
    swept(url, now - 400 * DAY)
    assert left(url) == {0, 1}
    swept(url, now)
    assert left(url) == {1}
    swept(url, now - DAY)
    assert left(url) == {1}


def test_RIG_3_a_database_that_is_behind_fails_the_rules_it_concerns_and_no_erasure_says_done(url: str) -> None:
    now = NIGHT.astimezone(UTC)
    put(url, old=now - 31 * DAY)
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.execute(sa.insert(EVENTS).values(id=1, at=now - 91 * DAY, who=None, whom=None, detail=""))
        PHOTOS.drop(connection)
    reports = swept(url, now)
    assert (reports["albums.at"].outcome, reports["events.at"].outcome) == (Outcome.FAILED, Outcome.RAN)
    assert "photos" in reports["albums.at"].why
    with engine.connect() as connection:
        with pytest.raises(sa.exc.DBAPIError, match="photos"):
            erase(erasing(connection), Beside())
        assert not erasing(connection).verify().complete
    engine.dispose()
    assert left(url) == {0}


def test_RIG_3_a_table_that_only_the_database_knows_blocks_and_is_reported(url: str) -> None:
    now = NIGHT.astimezone(UTC)
    put(url, held=now - 31 * DAY, free=now - 31 * DAY)
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE later (album integer NOT NULL REFERENCES albums (id))"))
        connection.execute(sa.text("INSERT INTO later VALUES (0)"))
    report = swept(url, now)["albums.at"]
    assert (report.rows, report.blocked, left(url)) == (1, 1, {0})
    assert "a row that survives refers to one that is to go" in report.why
    with engine.connect() as connection:
        with pytest.raises(Blocked, match="albums: a row that survives"):
            erase(erasing(connection), Beside())
        assert not erasing(connection).verify().complete
    engine.dispose()


@pytest.mark.postgresql
def test_RIG_3_without_the_right_to_a_table_nothing_is_said_to_be_done(postgresql_url: str) -> None:
    url = postgresql_url.replace("postgresql://", "postgresql+psycopg://")
    now = NIGHT.astimezone(UTC)
    owner = open_engine(url)
    METADATA.create_all(owner)
    with owner.begin() as connection:
        connection.execute(sa.insert(PEOPLE).values(id=ANN, name="Ann"))
        connection.execute(sa.insert(ALBUMS).values(id=0, owner=ANN, at=now - 31 * DAY))
        connection.execute(sa.text("CREATE ROLE sweeper_of_albums LOGIN"))
        connection.execute(sa.text("GRANT ALL ON ALL TABLES IN SCHEMA public TO sweeper_of_albums"))
        connection.execute(sa.text("REVOKE ALL ON photos FROM sweeper_of_albums"))
    limited = sa.make_url(url).set(username="sweeper_of_albums").render_as_string(hide_password=False)
    engine = open_engine(limited)
    try:
        reports = swept(limited, now)
        assert (reports["albums.at"].outcome, reports["events.at"].outcome) == (Outcome.FAILED, Outcome.RAN)
        assert "permission denied for table photos" in reports["albums.at"].why
        with engine.connect() as connection:
            with pytest.raises(sa.exc.DBAPIError, match="permission denied for table photos"):
                erase(erasing(connection), Beside())
            assert not erasing(connection).verify().complete
        assert left(url) == {0}
    finally:
        engine.dispose()
        with owner.begin() as connection:
            connection.execute(sa.text("DROP OWNED BY sweeper_of_albums"))
            connection.execute(sa.text("DROP ROLE sweeper_of_albums"))
        owner.dispose()
