"""A value is found wherever in a database it still is: in a row, or in bytes that nobody overwrote."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from specstep.policies.testing import Unproven, open_engine, placed
from specstep.policies.testing.places import Open, SqlitePlace

METADATA = sa.MetaData()
SHOP = sa.Table(
    "shop",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text),
    sa.Column("raw", sa.LargeBinary),
)
TEXT = "7a5e0001" * 40  # longer than what a freed page happens to be reused for


@pytest.fixture
def place(tmp_path: Path) -> Iterator[SqlitePlace]:
    """An empty shop."""
    (tmp_path / "place").mkdir()
    made = SqlitePlace(tmp_path / "place", METADATA, open_engine)
    yield made
    made.engine.dispose()


def careless(url: str) -> sa.Engine:
    """An engine that leaves the bytes of what it deletes where they are."""
    engine = sa.create_engine(url)
    sa.event.listen(engine, "connect", lambda raw, record: raw.execute("PRAGMA secure_delete=OFF"))
    return engine


def fill(place: SqlitePlace, times: int = 2) -> None:
    with place.engine.begin() as connection:
        for _ in range(times):
            connection.execute(sa.insert(SHOP).values(name=f"of {TEXT}", raw=b"\xff" + TEXT.encode()))


def test_a_text_in_rows_is_told_once_for_each_column(place: SqlitePlace) -> None:
    fill(place)
    assert place.traces(TEXT) == [f"shop.{name} still holds a value of theirs" for name in ("name", "raw")]
    assert place.traces("7a5e0002") == []


def test_bytes_that_are_overwritten_leave_no_trace_and_others_do(place: SqlitePlace, tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    plain = SqlitePlace(tmp_path / "plain", METADATA, careless)
    for each in (place, plain):
        fill(each)
        with each.engine.begin() as connection:
            connection.execute(sa.delete(SHOP))
    assert place.traces(TEXT) == []
    (found,) = plain.traces(TEXT)
    plain.engine.dispose()
    assert found == "bytes of proof.db still hold a value of theirs, in no row: is secure_delete on?"


def test_a_place_is_empty_again_once_it_is_reset(place: SqlitePlace) -> None:
    fill(place)
    (place.folder / "left over").write_text("by somebody")
    place.reset()
    with place.engine.connect() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(SHOP)).scalar_one() == 0
    assert place.traces(TEXT) == []
    assert not (place.folder / "left over").exists()


def test_the_log_beside_the_file_is_written_into_it(place: SqlitePlace) -> None:
    with place.engine.connect() as connection, connection.begin():
        connection.execute(sa.insert(SHOP).values(name=TEXT))
    place.settle()
    log = place.file.with_name("proof.db-wal")
    assert not log.exists() or log.stat().st_size == 0
    assert TEXT.encode() in place.file.read_bytes()


def test_an_engine_of_the_harness_keeps_references_and_overwrites_what_it_deletes(place: SqlitePlace) -> None:
    with place.engine.connect() as connection:
        asked = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in PRAGMAS}
    assert asked == PRAGMAS


PRAGMAS = {"foreign_keys": 1, "secure_delete": 1, "journal_mode": "wal", "busy_timeout": 30_000, "synchronous": 1}


def test_who_begins_on_it_writes_before_anybody_else(place: SqlitePlace) -> None:
    impatient = sa.create_engine(f"sqlite:///{place.file}", connect_args={"timeout": 0})
    with (
        place.engine.connect() as one,
        one.begin(),
        impatient.connect() as other,
        pytest.raises(sa.exc.OperationalError, match="locked"),
    ):
        other.exec_driver_sql("BEGIN IMMEDIATE")
    impatient.dispose()


def test_the_file_of_a_proof_is_gone_after_it() -> None:
    with placed("sqlite", METADATA, open_engine) as place:
        assert isinstance(place, SqlitePlace)
        assert place.file.exists()
    assert not place.folder.exists()


@pytest.mark.parametrize("make", [open_engine])
def test_a_database_of_another_kind_is_refused(make: Open) -> None:
    with pytest.raises(Unproven, match="mysql: say 'sqlite'"), placed("mysql://localhost/shop", METADATA, make):
        pass
