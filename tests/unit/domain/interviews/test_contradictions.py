from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.samples.talks import facts_of

from specstep.domain.interviews.contradictions import clash, find_contradictions
from specstep.domain.interviews.facts import telling
from specstep.domain.interviews.values import FactKind

N, D, C, L = FactKind.NEED, FactKind.DECISION, FactKind.CONTEXT, FactKind.LATER


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("A shift has at most 20 volunteers.", "A shift has at most 30 volunteers."),
        ("The budget is at most 5000 EUR.", "We can spend at most 8000 EUR."),
        ("Only coordinators can delete a shift.", "Volunteers can delete a shift."),
        (
            "Members book one of our 14 boats for at most two hours.",
            "Members book a boat for at most three hours.",
        ),
        (
            "Members book a boat for a slot, at most two hours, no more than 7 days ahead.",
            "Members can book a boat for at most 3 hours.",
        ),
        ("Nobody but the librarian may see who borrowed what.", "Teachers can see who borrowed what."),
        ("Nur Trainer dürfen Kurse absagen.", "Mitglieder dürfen Kurse absagen."),
        ("Guests can book a table online.", "Guests cannot book a table online."),
        ("Members must never see other members' addresses.", "Members must see other members' addresses."),
        ("It must run without a server.", "It needs a central server."),
        ("There are no user accounts.", "Volunteers must sign in with a password."),
        ("It is only for me.", "Several users work with it."),
        (("We use PostgreSQL.", D, "decisions"), ("The data lies in MongoDB.", D, "decisions")),
        ("The launch is in March.", "The deadline to go live is in June."),
    ],
)
def test_statements_that_cannot_both_hold_are_found_in_either_order(first: object, second: object) -> None:
    for pair in ((first, second), (second, first)):
        found = find_contradictions(facts_of(*pair))  # type: ignore[arg-type]
        assert [(each.first, each.second) for each in found] == [("F-001", "F-002")]
        assert found[0].why


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Admins may upload files of at most 50 MB.", "Members may upload files of at most 20 MB."),
        (
            "Volunteers can cancel a shift.",
            "Volunteers cannot cancel a shift less than 24 hours before it starts.",
        ),
        ("Only coordinators can delete a shift.", "Coordinators can delete a shift."),
        ("Only coordinators can delete a shift.", "Volunteers can cancel a shift."),
        ("Only coordinators can delete a shift.", "Volunteers cannot delete a shift."),
        ("Customers can change an order until 5 p.m.", "After that only the shop can change an order."),
        ("A shift lasts at least 2 hours.", "A shift lasts at most 6 hours."),
        ("Search results appear within 2 seconds.", "A backup is restored within 4 hours."),
        ("It never overwrites a file.", "It renames a file by its date."),
        ("It must work offline.", "It is a web application."),
        ("We have 120 volunteers.", "There are 4 coordinators."),
        (
            "Members book a boat for at most two hours, no more than 7 days ahead.",
            "Members book a boat 3 days before the race.",
        ),
        ("Nobody but the librarian may see who borrowed what.", "The librarian can see who borrowed what."),
        (("We use PostgreSQL.", D, "decisions"), ("Today the data lies in MySQL.", C, "existing")),
        (("The market is in May.", C, "existing"), ("The launch is in March.", FactKind.LIMIT, "team-time")),
        (("Members pay online.", N, "money"), ("Members pay by invoice.", L, "money")),
    ],
)
def test_statements_that_only_look_alike_are_left_alone(first: object, second: object) -> None:
    assert find_contradictions(facts_of(first, second)) == ()  # type: ignore[arg-type]
    assert find_contradictions(facts_of(second, first)) == ()  # type: ignore[arg-type]


SENTENCES = st.text(alphabet="abc de no not only can must 123 €%.", max_size=40)


@given(st.lists(SENTENCES.filter(lambda text: bool(text.strip())), max_size=6))
def test_nothing_contradicts_itself_and_each_pair_is_named_once_in_order(texts: list[str]) -> None:
    found = find_contradictions(facts_of(*texts))
    pairs = [(each.first, each.second) for each in found]
    assert len(pairs) == len(set(pairs))
    assert all(first < second for first, second in pairs)


@given(SENTENCES.filter(lambda text: bool(text.strip())))
def test_saying_the_same_twice_is_no_contradiction(text: str) -> None:
    assert find_contradictions(facts_of(text, text)) == ()


FACTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["Only admins can delete a shift.", "Members can delete a shift.", "Members cannot delete a shift.",
             "A member can book at most 3 shifts.", "A member can book at most 5 shifts.", "It must run without a server.",
             "It needs a central server.", "We use PostgreSQL.", "We use MySQL.", "The budget is 300 euros.",
             "We can spend 900 euros.", "It shall have no payments.", "Payments are made by card.", "Launch is in March.",
             "It must be live in May.", "Only members can delete a shift on Sundays."]
        ),
        st.sampled_from(list(FactKind)),
        st.just("rules"),
    ),
    max_size=12,
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(FACTS)
def test_comparing_only_what_could_meet_finds_all_that_comparing_every_pair_finds(
    said: list[tuple[str, FactKind, str]],
) -> None:
    facts = facts_of(*said)
    told = [each for each in telling(facts) if each.kind is not FactKind.LATER]
    every = [(a.id, b.id, why) for a, b in combinations(told, 2) if (why := clash(a, b))]
    assert [(each.first, each.second, each.why) for each in find_contradictions(facts)] == every
