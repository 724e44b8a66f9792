"""Rows on their way out, a few at a time: found by whatever refers to them, and held back by what survives."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import attrs
import pytest
import sqlalchemy as sa
from tests.samples.policy_worlds import sqlite_engine

from specstep.policies.errors import Blocked
from specstep.policies.model import Edge, EdgeKind
from specstep.policies.plans.steps import Anonymize, Delete, Follow, Mark, Tombstone, Unlink
from specstep.policies.sql import Schema
from specstep.policies.sql.holders import holders
from specstep.policies.sql.referring import _by_cursor, referring
from specstep.policies.sql.removing import Removing, at_once
from specstep.policies.sql.steps import carry_out, follow_all

METADATA = sa.MetaData()
PEOPLE = sa.Table(
    "people", METADATA, sa.Column("id", sa.Text, primary_key=True), sa.Column("nick", sa.Text, unique=True)
)
PAIRS = sa.Table(
    "pairs",
    METADATA,
    sa.Column("of", sa.ForeignKey("people.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("file", sa.Text),
    sa.Column("above", sa.Integer),
    sqlite_with_rowid=False,
)
NICKS = sa.Table(
    "nicks",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("nick", sa.ForeignKey("people.nick")),
    sa.Column("note", sa.Text),
)
SCHEMA = Schema.of(METADATA)
OF = Edge(kind=EdgeKind.OWNS, columns=("of",), to="people")
NICK = Edge(kind=EdgeKind.MENTIONS, columns=("nick",), to="people", to_columns=("nick",))


@pytest.fixture
def laid() -> Iterator[sa.Connection]:
    """Ann with seven pairs and three nicks, Bob with one of each."""
    engine = sqlite_engine()
    METADATA.create_all(engine)
    with engine.connect() as opened:
        with opened.begin():
            opened.execute(sa.insert(PEOPLE), [{"id": "ann", "nick": "a"}, {"id": "bob", "nick": "b"}])
            pairs = [
                {"of": "ann", "number": n, "file": f"f{n}" if n % 2 else None, "above": None} for n in range(7)
            ]
            opened.execute(sa.insert(PAIRS), [*pairs, {"of": "bob", "number": 1, "file": "g", "above": 1}])
            opened.execute(sa.insert(NICKS), [{"id": n, "nick": "a", "note": "of Ann"} for n in range(3)])
            opened.execute(sa.insert(NICKS), [{"id": 9, "nick": "b", "note": "of Bob"}])
        yield opened
    engine.dispose()


@pytest.fixture
def connection(laid: sa.Connection) -> Iterator[sa.Connection]:
    """The same, within a transaction."""
    with laid.begin():
        yield laid


def removing(connection: sa.Connection, chunk: int) -> Removing:
    return Removing(connection=connection, schema=SCHEMA, run="run", files_run="files", chunk=chunk)


def rows(connection: sa.Connection, query: sa.Select[Any]) -> list[Any]:
    return [each[0] if len(each) == 1 else tuple(each) for each in connection.execute(query)]


CHUNKS = pytest.mark.parametrize("chunk", [1, 2, 3, 7, 8, 100])


@CHUNKS
def test_each_row_that_refers_to_a_marked_one_is_marked_once(connection: sa.Connection, chunk: int) -> None:
    work = removing(connection, chunk)
    assert work.mark(Mark(dataset="people", column="id"), "ann") == 1
    assert work.mark(Mark(dataset="people", column="id"), "ann") == 0
    assert work.follow(Follow(dataset="pairs", edge=OF)) == 7
    assert work.follow(Follow(dataset="pairs", edge=OF)) == 0
    assert work.follow(Follow(dataset="nicks", edge=NICK)) == 3
    assert work.marked() == {"people": 1, "pairs": 7, "nicks": 3}
    pages = list(work.pages("pairs"))
    assert [key[:2] for page in pages for key in page] == [("ann", str(n)) for n in range(7)]
    assert {len(page) for page in pages[:-1]} <= {chunk}
    assert 0 < len(pages[-1]) <= chunk


@CHUNKS
def test_rows_of_several_marked_ones_are_found_whatever_is_asked_for_at_once(
    connection: sa.Connection, chunk: int
) -> None:
    work = removing(connection, chunk)
    assert work.mark_keys("people", [("ann", "", "", ""), ("bob", "", "", "")]) == 2
    assert work.follow(Follow(dataset="pairs", edge=OF)) == 8
    assert work.follow(Follow(dataset="nicks", edge=NICK, unowned_only=("note",))) == 0
    connection.execute(sa.update(NICKS).where(NICKS.c.id == 9).values(note=None))
    assert work.follow(Follow(dataset="nicks", edge=NICK, unowned_only=("note",))) == 1


@CHUNKS
def test_rows_go_with_their_marks_and_are_counted(connection: sa.Connection, chunk: int) -> None:
    work = removing(connection, chunk)
    work.mark(Mark(dataset="people", column="nick"), "a")
    follow_all(work, [Follow(dataset="pairs", edge=OF)])
    forget = Anonymize(dataset="nicks", edge=NICK, values=(("nick", None), ("note", "-")))
    assert work.anonymize(forget) == 3
    assert work.tombstone(Tombstone(files="files", edge=_file())) == 3
    assert (work.delete("pairs"), work.delete("people")) == (7, 1)
    assert rows(connection, sa.select(PEOPLE.c.id)) == ["bob"]
    assert rows(connection, sa.select(PAIRS.c.of)) == ["bob"]
    assert rows(connection, sa.select(NICKS.c.nick, NICKS.c.note)) == [(None, "-")] * 3 + [("b", "of Bob")]
    assert work.marked() == {"files": 3}
    files = work.files("files")
    assert [key[0] for key in files] == ["f1", "f3", "f5"][:chunk]
    assert work.files("files", files[-1])[:1] == [("f3", "", "", ""), ("f5", "", "", "")][chunk - 1 : chunk]
    assert work.take_tallies() == (("nicks", "anonymized", 3), ("pairs", "deleted", 7), ("people", "deleted", 1))
    assert work.take_tallies() == ()
    work.unmark_files("files", [("f1", "", "", ""), ("f5", "", "", "")])
    assert [key[0] for key in work.files("files")] == ["f3"]


def _file() -> Edge:
    return Edge(kind=EdgeKind.INSIDE, columns=("key",), to="pairs", to_columns=("file",))


def test_a_reference_is_emptied_in_rows_that_stay_and_on_a_circle_in_all(connection: sa.Connection) -> None:
    above = Edge(
        kind=EdgeKind.INSIDE, columns=("of", "above"), to="pairs", to_columns=("of", "number"), nullable=("above",)
    )
    work = removing(connection, 2)
    work.mark_keys("pairs", [("bob", "1", "", "")])
    assert work.unlink(Unlink(dataset="pairs", edge=above)) == 0
    assert work.unlink(Unlink(dataset="pairs", edge=above, cut=True)) == 1
    assert rows(connection, sa.select(PAIRS.c.above).where(PAIRS.c.of == "bob")) == [None]
    assert work.take_tallies() == (("pairs", "unlinked", 1),)


def test_what_still_refers_to_a_row_is_named_unless_it_goes_too(laid: sa.Connection) -> None:
    work = removing(laid, 10)
    with laid.begin():
        work.mark(Mark(dataset="people", column="id"), "ann")
    with pytest.raises(Blocked) as caught, laid.begin():
        work.delete("people")
    keys = caught.value.keys
    assert keys == (("ann", "", "", ""),)
    assert "rows of nicks, pairs survive" in holders(laid, SCHEMA, "people", keys, "run").replace(
        "pairs, nicks", "nicks, pairs"
    )
    assert "rows of pairs survive" in holders(laid, SCHEMA, "people", keys, "run", {"nicks"})
    with laid.begin():
        work.mark_keys("nicks", [(str(n), "", "", "") for n in range(3)])
        work.follow(Follow(dataset="pairs", edge=OF))
    unknown = "a row that survives refers to one that is to go"
    assert holders(laid, SCHEMA, "people", keys, "run") == unknown
    assert holders(laid, SCHEMA, "people", keys, "another run") != unknown
    assert holders(laid, SCHEMA, "people", [("bob", "", "", "")], "run") != unknown
    with laid.begin():
        work.unmark("pairs")
        assert work.marked() == {"people": 1, "nicks": 3}


def test_no_more_is_asked_than_was_marked_since(connection: sa.Connection) -> None:
    asked: list[str] = []

    class Counting(Removing):
        def follow(self, step: Follow) -> int:
            asked.append(step.dataset)
            return super().follow(step)

    work = Counting(connection=connection, schema=SCHEMA, run="run", files_run="files", chunk=10)
    work.mark(Mark(dataset="people", column="id"), "ann")
    follow_all(work, [Follow(dataset="nicks", edge=NICK), Follow(dataset="pairs", edge=OF)])
    assert asked == ["nicks", "pairs"]


ABOVE = Edge(
    kind=EdgeKind.INSIDE, columns=("of", "above"), to="pairs", to_columns=("of", "number"), nullable=("above",)
)


def test_whatever_is_found_is_followed_from_there_in_whatever_order_the_steps_come(
    connection: sa.Connection,
) -> None:
    connection.execute(sa.update(PAIRS).where(PAIRS.c.number < 6).values(above=PAIRS.c.number + 1))
    work = removing(connection, 100)
    work.mark_keys("pairs", [("ann", "6", "", "")])
    follow_all(work, [Follow(dataset="pairs", edge=ABOVE)])
    assert work.marked() == {"pairs": 7}


def test_what_is_found_late_is_followed_by_the_steps_before(connection: sa.Connection) -> None:
    connection.execute(sa.update(PAIRS).where(PAIRS.c.of == "bob").values(above=None))
    connection.execute(sa.insert(PAIRS), [{"of": "bob", "number": number, "above": 1} for number in (5, 6)])
    step = Follow(dataset="pairs", edge=attrs.evolve(ABOVE, columns=("above",), to_columns=("number",)))
    work = removing(connection, 100)
    work.mark(Mark(dataset="people", column="id"), "ann")
    follow_all(work, [step, Follow(dataset="pairs", edge=OF)])
    assert work.marked() == {
        "people": 1,
        "pairs": 9,
    }  # seven of Ann's, and two of Bob's that lie above one of them


def test_each_step_is_carried_out(connection: sa.Connection) -> None:
    work = removing(connection, 3)
    work.mark(Mark(dataset="people", column="id"), "ann")
    work.follow(Follow(dataset="pairs", edge=OF))
    connection.execute(sa.update(PAIRS).where(PAIRS.c.of == "ann").values(above=1))
    for step in (
        Anonymize(dataset="nicks", edge=NICK, values=(("nick", None),)),
        Unlink(dataset="pairs", edge=ABOVE, cut=True),
        Tombstone(files="files", edge=_file()),
        Delete(dataset="pairs"),
    ):
        carry_out(work, step)
    assert work.take_tallies() == (
        ("nicks", "anonymized", 3),
        ("pairs", "deleted", 7),
        ("pairs", "unlinked", 7),
    )
    assert work.marked() == {"people": 1, "files": 3}


def test_a_reference_is_emptied_in_the_rows_that_stay_beside_others_that_go(connection: sa.Connection) -> None:
    connection.execute(sa.update(PAIRS).where(PAIRS.c.number.in_((2, 3))).values(above=1))
    work = removing(connection, 100)
    work.mark_keys("pairs", [("ann", "1", "", ""), ("ann", "2", "", "")])
    assert work.unlink(Unlink(dataset="pairs", edge=ABOVE)) == 1
    left = sa.select(PAIRS.c.number).where(PAIRS.c.of == "ann", PAIRS.c.above == 1)
    assert rows(connection, left) == [2]


def test_what_a_run_has_done_is_told_in_order(connection: sa.Connection) -> None:
    work = removing(connection, 100)
    for name, act in (("b", "y"), ("b", "x"), ("a", "z")):
        work.tally(name, act, 2)
    assert work.take_tallies() == (("a", "z", 2), ("b", "x", 2), ("b", "y", 2))


@attrs.define
class Pages:
    """Takes pages of keys, and counts the units of work in which they come."""

    taken: list[int] = attrs.Factory(list)
    units: int = 0

    def take(self, keys: Sequence[tuple[str, ...]]) -> int:
        self.taken.append(len(keys))
        return len(keys)

    def unit(self, work: Callable[[], Any]) -> Any:
        self.units += 1
        return at_once(work)

    def of(self, connection: sa.Connection, page: int, *people: str) -> int:
        keys = [(each, "", "", "") for each in people]
        tests = [PAIRS.c.number >= 0]
        return referring(connection, SCHEMA, "pairs", OF, keys, tests, page, self.take, self.unit)


@pytest.mark.parametrize(
    ("page", "people", "taken", "units"),
    [
        (8, ("ann", "bob"), [8], 1),  # all at once
        (7, ("ann",), [7], 1),
        (7, ("ann", "bob"), [7, 1], 3),  # one after the other
        (3, ("bob", "ann"), [1, 3, 3, 1], 7),  # and whoever has many, by ranges between which others can write
        (3, ("carl",), [0], 1),
    ],
)
def test_rows_that_refer_to_some_come_at_once_or_by_the_page(
    connection: sa.Connection, page: int, people: tuple[str, ...], taken: list[int], units: int
) -> None:
    pages = Pages()
    assert pages.of(connection, page, *people) == sum(taken)
    assert (pages.taken, pages.units) == (taken, units)


def test_only_rows_that_pass_are_taken_by_ranges_too(connection: sa.Connection) -> None:
    pages = Pages()
    connection.execute(sa.insert(PAIRS), [{"of": "ann", "number": -n} for n in range(1, 9)])
    assert pages.of(connection, 3, "ann") == 7


def test_a_cursor_hands_over_a_page_at_a_time(connection: sa.Connection) -> None:
    pages = Pages()
    assert _by_cursor(connection, sa.select(*PAIRS.primary_key.columns), 3, pages.take) == 8
    assert pages.taken == [3, 3, 2]


@pytest.mark.parametrize(("first", "units"), [(2, 5), (100, 3)])
def test_rows_go_by_pages_that_grow_while_they_go_quickly(
    connection: sa.Connection, monkeypatch: pytest.MonkeyPatch, first: int, units: int
) -> None:
    monkeypatch.setattr("specstep.policies.sql.pace.FIRST", first)
    pages = Pages()
    work = attrs.evolve(removing(connection, 100), unit=pages.unit)
    work.mark_keys("pairs", [("ann", str(number), "", "") for number in range(7)])
    assert work.delete("pairs") == 7
    assert pages.units == units  # to read a page and to delete it, and to see that there is none any more


def test_where_no_entries_linger_an_index_is_no_way_to_delete(connection: sa.Connection) -> None:
    pages = Pages()
    work = attrs.evolve(removing(connection, 3), unit=pages.unit)
    work.mark_keys("pairs", [("ann", str(number), "", "") for number in range(7)])
    assert work.delete("pairs", along=PAIRS.c.of == "ann") == 7
    assert pages.units == 2 * 3 + 1
