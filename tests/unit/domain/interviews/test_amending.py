"""Short replies that put a figure right or choose a side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples.talks import facts_of

from specstep.domain.interviews.amending import amended, amending, chosen, holds_both
from specstep.domain.interviews.values import FactKind, Question, QuestionIntent

TWO = facts_of("Children can have at most 3 books.", "Children can have at most 5 books.")
ASKED = Question(
    id="contradiction.F-001.F-002",
    topic="rules",
    intent=QuestionIntent.CONTRADICTION,
    text="You said three, and also five. Which of the two holds?",
    why="Both cannot be built.",
    recommended=TWO[1].text,
    recommended_because="It is what you said last.",
    about=("F-001", "F-002"),
)


@pytest.mark.parametrize(
    ("reply", "holds"),
    [("the first one", 0), ("The former.", 0), ("3", 0), ("three books", 0), ("second", 1), ("the last one", 1), ("5 books", 1),
     ("das erste", 0), ("la segunda", 1), ("Children can have at most 3 books", 0)],
)  # fmt: skip
def test_a_short_reply_to_a_contradiction_chooses_a_side(reply: str, holds: int) -> None:
    choice = chosen(reply, ASKED, TWO)
    assert choice is not None
    assert (choice.holds, choice.gone, choice.text) == (TWO[holds], (TWO[1 - holds],), None)


def test_a_third_figure_takes_the_place_of_both() -> None:
    choice = chosen("no, 4", ASKED, TWO)
    assert choice is not None
    assert (choice.gone, choice.text) == (TWO, "Children can have at most 4 books.")


def test_whoever_says_more_or_is_asked_something_else_chooses_nothing() -> None:
    assert chosen("Older children may have 5 books, the others only 3 of them at a time.", ASKED, TWO) is None
    assert chosen("the first one", ASKED, TWO[:1]) is None
    assert holds_both("Both.")
    assert not holds_both("Both parents must sign.")


@pytest.mark.parametrize(
    ("reply", "text"),
    [("no, make that 4", "A member can book 4 courts."), ("sorry, I meant 6 courts", "A member can book 6 courts."),
     ("Nein, 7.", "A member can book 7 courts."), ("plutôt 5", "A member can book 5 courts.")],
)  # fmt: skip
def test_a_correction_changes_the_figure_of_the_last_statement_that_has_one(reply: str, text: str) -> None:
    facts = facts_of("A member can book 3 courts.", "Guests pay in cash.")
    found = amended(reply, facts)
    assert found == (facts[0], text)


@pytest.mark.parametrize(
    "reply", ["4", "no", "no, members book 2 courts and guests 1", "no, 3", "no, 2 hours", "nobody pays 3"]
)
def test_what_corrects_no_figure_is_left_alone(reply: str) -> None:
    assert amended(reply, facts_of("A member can book 3 courts.")) is None


def test_an_answer_that_puts_itself_right_keeps_the_later_figure() -> None:
    said = (
        ("Absagen geht bis 24 Stunden vorher.", FactKind.RULE, "rules"),
        ("Nein, bis 12 Stunden.", FactKind.CONTEXT, "other"),
    )
    facts, pairs = amending(facts_of(*said))
    assert [fact.text for fact in facts] == [
        "Absagen geht bis 24 Stunden vorher.",
        "Absagen geht bis 12 Stunden vorher.",
    ]
    assert [(old.id, new.id) for old, new in pairs] == [("F-001", "F-002")]
    assert facts[1].kind is FactKind.RULE
    assert facts[1].source.quote == "Nein, bis 12 Stunden."


@given(st.text(alphabet="no, 34makethtwo.€%", max_size=25))
def test_nothing_that_is_typed_breaks_a_correction(reply: str) -> None:
    found = amended(reply, TWO)
    assert found is None or found[1] != found[0].text
    chosen(reply, ASKED, TWO)
