import re

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.samples.talks import fact, facts_of

from specstep.domain.ids import FactId
from specstep.domain.interviews.facts import (
    content_words,
    folded,
    is_negative,
    mentions,
    next_assumption_ref,
    next_fact_id,
    standing,
    telling,
)
from specstep.domain.interviews.values import FactKind, FactStatus, Source, SourceKind


def test_only_facts_that_were_neither_corrected_rejected_nor_replaced_stand() -> None:
    facts = [attrs.evolve(fact("x", number=n), status=status) for n, status in enumerate(FactStatus, 1)]
    assert [each.status for each in standing(facts)] == [FactStatus.TAKEN]


def test_small_talk_and_questions_tell_nothing() -> None:
    facts = [fact("x", kind, number=n) for n, kind in enumerate(FactKind, 1)]
    assert {FactKind.ASIDE, FactKind.QUESTION}.isdisjoint(each.kind for each in telling(facts))


def test_ids_go_on_after_the_highest_whatever_became_of_it() -> None:
    facts = (attrs.evolve(fact("x", number=7), status=FactStatus.REJECTED), fact("y", number=2))
    assert next_fact_id(facts) == "F-008"
    assert next_fact_id(()) == "F-001"


def test_assumptions_are_counted_by_themselves() -> None:
    source = Source(kind=SourceKind.ASSUMPTION, ref="A4", why="so")
    assert next_assumption_ref((fact("x"), attrs.evolve(fact("y", number=2), source=source))) == "A5"
    assert next_assumption_ref(()) == "A1"


@pytest.mark.parametrize(
    ("text", "negative"),
    [
        ("It must not overwrite files.", True), ("Guests can't pay.", True), ("Niemals ohne Passwort.", True),
        ("Il ne faut pas payer.", True), ("Nunca se borra.", True), ("Guests can pay.", False), ("A note is kept.", False),
    ],
)  # fmt: skip
def test_denials_are_seen_in_each_language(text: str, negative: bool) -> None:
    assert is_negative(text) is negative


def test_what_is_denied_is_not_mentioned() -> None:
    payments = re.compile(r"\bpayments?", re.IGNORECASE)
    assert mentions("It takes payments.", payments)
    assert not mentions("There are no payments.", payments)
    assert mentions("No chat at all in the app, but payments.", payments)


def test_sentences_on_the_same_thing_share_their_words() -> None:
    assert content_words("Volunteers can cancel a shift.") == content_words("A volunteer cancels shifts")


@given(st.lists(st.text(max_size=20), max_size=8))
def test_a_new_id_is_never_taken(texts: list[str]) -> None:
    facts = tuple(fact(text or "x", number=number) for number, text in enumerate(texts, 1))
    assert next_fact_id(facts) not in {each.id for each in facts}


def test_case_white_space_and_final_stops_make_no_difference() -> None:
    assert folded("  Guests  can\npay. ") == folded("guests can pay")


def test_samples_are_numbered_from_one() -> None:
    assert [each.id for each in facts_of("a", "b")] == [FactId("F-001"), FactId("F-002")]
