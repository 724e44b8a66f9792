"""A clause is taken apart without losing a word of its substance."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specstep.domain.language.clauses import parse_clause

ROWS = [
    ("Volunteers can sign up for a shift.", "Volunteers", "actor", "can", "sign up", "for a shift", []),
    ("The app must work offline.", "The app", "system", "must", "work", "offline", []),
    ("At 22:00 the system closes the orders.", "the system", "system", "is", "close", "the orders at 22:00", []),
    ("It must not store card numbers.", "It", "unknown", "must-not", "store", "card numbers", []),
    ("Volunteers who cancel late must call Joan.", "Volunteers who cancel late", "actor", "must", "call", "Joan", []),
    ("Photos are stored on the device.", "Photos", "thing", "is", "store", "on the device", []),
    ("Customers should be able to cancel.", "Customers", "actor", "should", "cancel", "", []),
    ("We'd like to have reminders by SMS.", "We", "actor", "want", "have", "reminders by SMS", []),
    ("The system orders flour when the stock is low.", "The system", "system", "is", "order", "flour",
     [("event", "when", "the stock is low")]),
    ("If the payment fails, the order is cancelled after 30 minutes.", "the order", "thing", "is", "cancel",
     "after 30 minutes", [("unwanted", "If", "the payment fails")]),
    ("While the device is offline, the inspector can take photos.", "the inspector", "actor", "can", "take", "photos",
     [("state", "While", "the device is offline")]),
    ("For sites with a gate, the guard opens it.", "the guard", "unknown", "is", "open", "it",
     [("optional", "For", "sites with a gate")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "subject", "role", "modality", "verb", "rest", "conditions"), ROWS, ids=[r[0] for r in ROWS]
)
def test_a_clause_has_its_parts(
    text: str, subject: str, role: str, modality: str, verb: str, rest: str, conditions: list[tuple[str, str, str]]
) -> None:
    clause = parse_clause(text)
    assert (clause.subject, clause.modality.value, clause.verb, clause.rest) == (subject, modality, verb, rest)
    assert role == "unknown" or clause.subject_role.value == role
    assert [(one.kind.value, one.conjunction, one.text) for one in clause.conditions] == conditions


WORDS = st.lists(st.sampled_from("the system volunteers must can not 24 hours when if , sends orders Joan EUR 5 and is who fails".split()),
                 max_size=14).map(" ".join)  # fmt: skip


@given(WORDS)
def test_no_number_and_no_name_is_lost(text: str) -> None:
    clause = parse_clause(text)
    kept = " ".join(
        [
            clause.subject or "",
            clause.verb.title(),
            clause.rest,
            *(condition.text for condition in clause.conditions),
        ]
    )
    assert all(word.lower() in kept.lower() for word in re.findall(r"\d+|Joan|EUR", text))


@given(st.text(max_size=200))
def test_any_text_is_taken_apart(text: str) -> None:
    assert parse_clause(text).verb is not None
