"""Rows on their way out, a few at a time: found by whatever refers to them, and held back by what survives."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from tests.samples.policy_worlds import sqlite_engine

from specstep.policies.errors import Blocked
from specstep.policies.model import Edge, EdgeKind
from specstep.policies.plans.steps import Anonymize, Follow, Mark, Tombstone, Unlink
from specstep.policies.sql import Schema
from specstep.policies.sql.holders import holders
from specstep.policies.sql.removing import Removing
from specstep.policies.sql.steps import follow_all

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
