"""The transcript with its quotes marked."""

from datetime import UTC, datetime

import attrs
from hypothesis import given
from hypothesis import strategies as st
from tests.samples.food_bank import package

from specstep.domain.documents.package import Package
from specstep.domain.ids import FactId, TurnId
from specstep.domain.interviews.values import Fact, FactKind, Phase, Source, SourceKind, Speaker, Turn
from specstep.domain.rendering.page.places import Anchors
from specstep.domain.rendering.page.quotes import mark_quotes


def _talk(text: str, quotes: list[str]) -> Package:
    turn = Turn(
        id=TurnId("t"),
        number=1,
        speaker=Speaker.PERSON,
        phase=Phase.VISION,
        content=text,
        at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    facts = tuple(
        Fact(
            id=FactId(f"F-{number:03d}"),
            text=quote,
            kind=FactKind.NEED,
            topic="other",
            source=Source(kind=SourceKind.TURN, ref="T1", quote=quote),
        )
        for number, quote in enumerate(quotes)
    )
    subject = package()
    return attrs.evolve(subject, dossier=attrs.evolve(subject.dossier, turns=(turn,), references=(), facts=facts))


@given(
    st.text(alphabet="ab \n.", min_size=1), st.lists(st.tuples(st.integers(0, 30), st.integers(1, 30)), max_size=8)
)
def test_cutting_loses_nothing_and_every_quote_has_its_place(text: str, cuts: list[tuple[int, int]]) -> None:
    quotes = [quote for start, length in cuts if (quote := text[start : start + length]).strip()]
    marked = mark_quotes(_talk(text, quotes), Anchors())
    segments = marked.passages["T1"].segments
    assert "".join(segment.text for segment in segments) == text
    for quote in quotes:
        anchor = marked.anchors["T1", quote]
        within = "".join(segment.text for segment in segments if anchor in segment.within)
        assert within.split() == quote.split()
        assert sum(anchor in segment.starts for segment in segments) == 1


def test_white_space_is_folded() -> None:
    marked = mark_quotes(_talk("It must\n  be fast.", ["must be fast."]), Anchors())
    assert ("T1", "must be fast.") in marked.anchors


def test_words_that_nobody_said_are_not_marked() -> None:
    marked = mark_quotes(_talk("It must be fast.", ["It must be slow."]), Anchors())
    assert marked.anchors == {}
