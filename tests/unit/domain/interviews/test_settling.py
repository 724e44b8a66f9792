import attrs
from tests.samples.talks import fact, facts_of

from specstep.domain.drafting.questions import opening_question
from specstep.domain.ids import FactId
from specstep.domain.interviews.assumptions import assume
from specstep.domain.interviews.settling import settle
from specstep.domain.interviews.values import FactKind, Question, QuestionIntent, SourceKind

Q = FactKind.QUALITY


def question(
    intent: QuestionIntent, *about: str, topic: str = "quality", recommended: str = "It is so."
) -> Question:
    ids = tuple(FactId(id) for id in about)
    return attrs.evolve(
        opening_question("en"),
        id=f"{topic}.x",
        topic=topic,
        intent=intent,
        about=ids,
        recommended=recommended,
        recommended_because="It is usual.",
    )


def test_an_exact_answer_replaces_the_vague_statement_that_it_says_wholly() -> None:
    known = facts_of(("The search must be fast.", Q, "quality"))
    ask = question(QuestionIntent.VAGUE, "F-001")
    assert settle(ask, known, (fact("The search answers within 2 seconds.", Q, "quality", 2),)) == (
        ("F-001", "F-002"),
    )


def test_an_answer_that_says_less_or_stays_vague_replaces_nothing() -> None:
    known = facts_of(("The search on the map must be fast.", Q, "quality"))
    ask = question(QuestionIntent.VAGUE, "F-001")
    assert settle(ask, known, (fact("Within 2 seconds.", Q, "quality", 2),)) == ()
    assert settle(ask, known, (fact("The search on the map must be quick.", Q, "quality", 2),)) == ()


def test_a_statement_that_is_vague_in_two_ways_survives_the_first_answer() -> None:
    known = facts_of(("It must be reliable and secure.", Q, "quality"))
    ask = question(QuestionIntent.VAGUE, "F-001")
    assert settle(ask, known, (fact("It is available 99.5 percent of each month.", Q, "quality", 2),)) == ()


def test_other_questions_replace_nothing() -> None:
    known = facts_of("Only coordinators can delete a shift.")
    new = (fact("Volunteers can delete a shift.", number=2),)
    assert settle(None, known, new) == ()
    assert settle(question(QuestionIntent.MISSING, "F-001"), known, new) == ()


def test_an_assumption_is_of_the_kind_that_was_asked_for() -> None:
    (retention,) = assume(question(QuestionIntent.MISSING, topic="non-goals"), ())
    assert retention.kind is FactKind.NON_GOAL
    assert retention.source.kind is SourceKind.ASSUMPTION
    assert retention.source.why == "It is usual."
    known = facts_of(("It must be fast.", Q, "quality"))
    (exact,) = assume(question(QuestionIntent.VAGUE, "F-001"), known)
    assert (exact.kind, exact.id) == (Q, "F-002")
    assert assume(question(QuestionIntent.CONFIRMATION), known) == ()
