"""What comes in between while an account goes: late rows, other exports, an outside that fails."""

from collections.abc import Iterator, Sequence
from typing import Any

import attrs
import pytest
import sqlalchemy as sa
from tests.samples.albums import ALBUMS, INVENTORY, METADATA, PEOPLE, PHOTOS, SCHEMA, table
from tests.samples.albums import field as field_of
from tests.samples.policy_worlds import Beside

from specstep.policies.errors import Blocked, Unsettled
from specstep.policies.model import Edge, EdgeKind, Inventory, WithOwner, WithParent
from specstep.policies.plans import plan_erasure, plan_export
from specstep.policies.sql import (
    AccountFailed,
    Erasing,
    ErasureReport,
    Schema,
    erase,
    export_rows,
    preview_erasure,
)
from specstep.policies.sql.erasure import TRIES, erase_all


@pytest.fixture
def connection() -> Iterator[sa.Connection]:
    """Ann and Bob with an album each, in a database that enforces no reference; Ann's photos are in three files."""
    engine = sa.create_engine("sqlite://")
    METADATA.create_all(engine)
    with engine.connect() as opened:
        with opened.begin():
            opened.execute(sa.insert(PEOPLE), [{"id": "ann"}, {"id": "bob"}])
            opened.execute(sa.insert(ALBUMS), [{"id": 1, "owner": "ann"}, {"id": 2, "owner": "bob"}])
            opened.execute(
                sa.insert(PHOTOS), [{"id": n, "album": 1, "file": name} for n, name in enumerate("abc")]
            )
        yield opened
    engine.dispose()


def erasing(connection: sa.Connection, account: object = "ann", kind: type[Erasing] = Erasing, **more: Any) -> Any:
    given = {"connection": connection, "schema": SCHEMA, "plan": plan_erasure(INVENTORY), "account": account}
    return kind(**{**given, "run": f"run-{account}", **more})


def runs_with_marks(connection: sa.Connection) -> set[str]:
    with connection.begin():
        return set(connection.execute(sa.select(SCHEMA.books.marks.c.run)).scalars())


@attrs.frozen(kw_only=True)
class Disturbed(Erasing):
    """An erasure after whose first deletions some albums of the account come late."""

    late: list[int] = attrs.Factory(list)
    removals: list[int] = attrs.Factory(list)

    def remove(self) -> None:
        super().remove()
        self.removals.append(1)
        if self.late:
            with self.connection.begin():
                values = {"id": 100 + len(self.removals), "owner": self.account}
                self.connection.execute(sa.insert(ALBUMS).values(values))
            self.late.pop()


@pytest.mark.parametrize("late", range(TRIES))
def test_what_comes_late_is_marked_and_removed_too_and_no_more_than_that(
    connection: sa.Connection, late: int
) -> None:
    work = erasing(connection, kind=Disturbed, late=[1] * late)
    assert work.rows() == {"people": 1, "albums": 1, "photos": 3}
    assert len(work.removals) == late + 1
    with connection.begin():
        assert connection.execute(sa.select(ALBUMS.c.owner)).scalars().all() == ["bob"]


def test_what_comes_late_for_ever_is_left_to_the_next_try_and_counted(connection: sa.Connection) -> None:
    work = erasing(connection, kind=Disturbed, late=[1] * 9)
    with pytest.raises(Unsettled, match="still marked: 1 of albums"):
        erase(work, Beside())
    assert len(work.removals) == TRIES
    assert erase(erasing(connection), Beside()).complete


@attrs.frozen(kw_only=True)
class HeldBack(Erasing):
    """An erasure that a row of somebody else holds back for a while."""

    times: list[int]

    def remove(self) -> None:
        if self.times:
            self.times.pop()
            raise Blocked("albums", "a row that survives refers to one that is to go")
        super().remove()


@pytest.mark.parametrize("times", range(TRIES + 2))
def test_what_is_held_back_is_tried_again_and_not_for_ever(connection: sa.Connection, times: int) -> None:
    work = erasing(connection, kind=HeldBack, times=[1] * times)
    if times < TRIES:
        work.rows()
        assert work.verify().remaining == (("files", 3),)
    else:
        with pytest.raises(Blocked):
            work.rows()
        assert len(work.times) == times - TRIES


def test_late_rows_are_counted_up_to_the_size_of_a_page_and_told_in_the_order_of_their_names(
    connection: sa.Connection,
) -> None:
    metadata = sa.MetaData()
    people = sa.Table("people", metadata, sa.Column("id", sa.Text, primary_key=True))
    for name in ("visits", "albums"):
        columns = (sa.Column("id", sa.Integer, primary_key=True), sa.Column("owner", sa.Text))
        sa.Table(name, metadata, *columns)
    owner = Edge(kind=EdgeKind.OWNS, columns=("owner",), to="people")
    datasets = [
        table(name, (field_of("id"), field_of("owner")), edges=(owner,), retention=(WithOwner(),))
        for name in ("visits", "albums")
    ]
    inventory = Inventory(
        datasets=(table("people", (field_of("id"),), retention=(WithOwner(),)), *datasets), account="people"
    )
    schema = Schema.of(metadata)
    engine = sa.create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.connect() as opened:
        with opened.begin():
            for each in ("visits", "albums"):
                rows = [{"id": n, "owner": "ann"} for n in range(3)]
                opened.execute(sa.insert(metadata.tables[each]), rows)
            opened.execute(sa.insert(people).values(id="bob"))
        plan = plan_erasure(inventory)
        work = erasing(opened, schema=schema, plan=plan, chunk=2)
        assert work.verify().remaining == (("albums", 2), ("visits", 2))
        assert preview_erasure(work) == {"albums": 3, "visits": 3}
        bob = erasing(opened, "bob", schema=schema, plan=plan)
        bob.mark()
        assert bob.verify() == ErasureReport(
            run="run-bob", counts=(), remaining=(("people", 1),), account_there=True
        )
    engine.dispose()


def test_only_what_names_the_account_by_its_key_is_a_late_row_of_its(connection: sa.Connection) -> None:
    metadata = sa.MetaData()
    number, text = sa.Integer, sa.Text
    people = sa.Table("people", metadata, sa.Column("id", number, primary_key=True), sa.Column("code", number))
    albums = sa.Table("albums", metadata, sa.Column("id", number, primary_key=True), sa.Column("owner", number))
    cards = sa.Table("cards", metadata, sa.Column("id", number, primary_key=True), sa.Column("code", number))
    pages = sa.Table("pages", metadata, sa.Column("id", text, primary_key=True), sa.Column("album", number))

    def edge(kind: EdgeKind, column: str, to: str, there: str = "id") -> Edge:
        return Edge(kind=kind, columns=(column,), to=to, to_columns=(there,))

    inventory = Inventory(
        account="people",
        datasets=(
            table("people", (field_of("id"), field_of("code")), retention=(WithOwner(),)),
            table(
                "albums",
                (field_of("id"), field_of("owner")),
                edges=(edge(EdgeKind.OWNS, "owner", "people"),),
                retention=(WithOwner(),),
            ),
            table(
                "cards",
                (field_of("id"), field_of("code")),
                edges=(edge(EdgeKind.INSIDE, "code", "people", "code"),),
                retention=(WithParent(),),
            ),
            table(
                "pages",
                (field_of("id"), field_of("album")),
                edges=(edge(EdgeKind.INSIDE, "album", "albums"),),
                retention=(WithParent(),),
            ),
        ),
    )
    schema = Schema.of(metadata)
    engine = sa.create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.connect() as opened:
        with opened.begin():
            opened.execute(sa.insert(people), [{"id": 1, "code": 2}, {"id": 2, "code": 1}])
            opened.execute(sa.insert(albums), [{"id": 1, "owner": 2}])
            opened.execute(sa.insert(cards), [{"id": 7, "code": 1}, {"id": 8, "code": 2}])
            opened.execute(sa.insert(pages), [{"id": "p", "album": 1}])
        work = erasing(opened, 1, schema=schema, plan=plan_erasure(inventory))
        assert erase(work, Beside()).counts == (("cards", "deleted", 1), ("people", "deleted", 1))
        with opened.begin():
            assert opened.execute(sa.select(cards.c.id)).scalars().all() == [7]
    engine.dispose()


def test_marks_of_an_export_that_was_cut_off_go_with_its_account_and_those_of_others_stay(
    connection: sa.Connection,
) -> None:
    plan = plan_export(INVENTORY)
    cut_off = [export_rows(connection, SCHEMA, plan, who, run=f"export-{who}", page=1) for who in ("ann", "bob")]
    for each in cut_off:
        next(each)
    assert runs_with_marks(connection) == {"export-ann", "export-bob"}
    work = erasing(connection)
    work.rows()
    assert runs_with_marks(connection) == {"export-bob", "run-ann"}
    work.discard()
    assert runs_with_marks(connection) == {"export-bob"}


@attrs.define
class Stuck(Beside):
    """A store of files that keeps all of them."""

    def delete_files(self, dataset: str, keys: Sequence[tuple[str, ...]]) -> Sequence[tuple[str, ...]]:
        super().delete_files(dataset, keys)
        return keys


@pytest.mark.parametrize("chunk", [1, 2, 3])
def test_a_file_that_stays_is_met_once(connection: sa.Connection, chunk: int) -> None:
    with pytest.raises(Unsettled, match="still marked: 3 of files"):
        erase(erasing(connection, chunk=chunk), Stuck())
    found = [key[0] for _, keys in erasing(connection, chunk=chunk).all_files() for key in keys]
    assert found == ["a", "b", "c"]
    assert [len(keys) for _, keys in erasing(connection, chunk=2).all_files()] == [2, 1]


def test_an_account_that_came_back_is_not_done(connection: sa.Connection) -> None:
    class Reopened(Beside):
        def purge_runs(self, account: object, datasets: Sequence[str]) -> int:
            with connection.begin():
                connection.execute(sa.insert(PEOPLE).values(id=account))
            return 0

    with pytest.raises(Unsettled, match="still marked: 1 of people"):
        erase(erasing(connection), Reopened())


def test_whoever_fails_in_the_middle_of_a_transaction_stops_nobody_else(connection: sa.Connection) -> None:
    class Torn(Beside):
        def fence(self, account: object) -> None:
            if account == "ann":
                connection.begin()
                connection.execute(sa.delete(PEOPLE))
                raise ValueError("torn")

    found = erase_all([erasing(connection, who) for who in ("ann", "bob")], Torn())
    assert [type(each) for each in found] == [AccountFailed, ErasureReport]
    assert isinstance(found[0], AccountFailed)
    assert (found[0].run, str(found[0].error)) == ("run-ann", "torn")
    with connection.begin():
        assert connection.execute(sa.select(PEOPLE.c.id)).scalars().all() == ["ann"]


def test_rows_of_an_account_that_is_gone_are_counted_without_it(connection: sa.Connection) -> None:
    with connection.begin():
        connection.execute(sa.delete(PEOPLE).where(PEOPLE.c.id == "ann"))
    assert preview_erasure(erasing(connection)) == {"albums": 1, "photos": 3}


def test_a_report_takes_the_account_for_gone_unless_it_says_otherwise() -> None:
    assert ErasureReport(run="r", counts=()).complete


def test_what_has_another_owner_is_no_late_row_of_whoever_it_also_refers_to() -> None:
    metadata = sa.MetaData()
    sa.Table("people", metadata, sa.Column("id", sa.Text, primary_key=True))
    columns = (sa.Column(name, sa.Text) for name in ("owner", "giver"))
    gifts = sa.Table("gifts", metadata, sa.Column("id", sa.Integer, primary_key=True), *columns)
    cards = gifts.to_metadata(metadata, name="cards")
    for each in (gifts, cards):
        sa.Index(f"{each.name}_by_giver", each.c.giver)
    owner = Edge(kind=EdgeKind.OWNS, columns=("owner",), to="people", nullable=("owner",))
    giver = Edge(kind=EdgeKind.INSIDE, columns=("giver",), to="people", nullable=("giver",))
    inventory = Inventory(
        account="people",
        datasets=(
            table("people", (field_of("id"),), retention=(WithOwner(),)),
            *(
                table(
                    name,
                    (field_of("id"), field_of("owner"), field_of("giver")),
                    edges=(owner, giver),
                    retention=(WithOwner(),),
                )
                for name in ("gifts", "cards")
            ),
        ),
    )
    schema = Schema.of(metadata)
    engine = sa.create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.connect() as opened:
        work = erasing(opened, schema=schema, plan=plan_erasure(inventory))
        with opened.begin():
            opened.execute(sa.insert(gifts), [{"id": 1, "owner": "bob", "giver": "ann"}])
        assert work.verify().complete
        with opened.begin():
            opened.execute(sa.insert(gifts), [{"id": 2, "owner": None, "giver": "ann"}])
        assert work.verify().remaining == (("gifts", 1),)
        assert str(work._along("gifts")) == "gifts.giver = :giver_1 AND gifts.owner IS NULL"
        assert str(work._along("cards")) == "cards.giver = :giver_1 AND cards.owner IS NULL"
        assert work._along("people") is None
        with opened.begin():
            opened.execute(sa.insert(gifts), [{"id": 3, "owner": "ann", "giver": None}])
            opened.execute(sa.insert(gifts), [{"id": 4, "owner": "ann", "giver": None}])
        assert work.verify().remaining == (("gifts", 2),)
    engine.dispose()


def test_without_an_index_there_is_nothing_to_go_along(connection: sa.Connection) -> None:
    assert erasing(connection)._along("albums") is None
