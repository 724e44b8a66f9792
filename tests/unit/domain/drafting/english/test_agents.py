"""Who acts in a text is told from what they do."""

import pytest

from specstep.domain.drafting.english.agents import agents_in


@pytest.mark.parametrize(
    ("said", "agent"),
    [
        ("The council wants a report every quarter.", "council"),
        ("Depots can see their own stock.", "depot"),
        ("Ruth decides who sings.", "Ruth"),
        ("Every bellringer who has a key may enter.", "bellringer"),
    ],
)
def test_whoever_wants_decides_or_may_is_somebody(said: str, agent: str) -> None:
    assert agent in agents_in(said)


@pytest.mark.parametrize(
    "said",
    [
        "The report shows the totals.",
        "The app asks for a name.",
        "The regulation wants that.",
        "It can read files.",
    ],
)
def test_things_act_as_nobody(said: str) -> None:
    assert agents_in(said) == frozenset()
