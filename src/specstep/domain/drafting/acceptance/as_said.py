"""Scenarios for what is kept in the person's own words: nothing is read into it."""

import re

from specstep.domain.documents.acceptance import Scenario
from specstep.domain.documents.requirements import Requirement
from specstep.domain.language.conditions import leading_condition, trailing_conditions
from specstep.domain.language.predicates import find_predicate
from specstep.domain.language.words import tokens

AS_SAID = re.compile(r"^(?:act as stated|bring this about): “(?P<said>[^”]+)”$")
_MOMENTS = frozenset({"when", "whenever", "as soon as", "each time", "every time", "if", "in case"})


def as_said(
    requirement: Requirement, said: str, circumstances: tuple[tuple[str, ...], tuple[str, ...]]
) -> tuple[Scenario, ...]:
    """One scenario that asks for what was stated, at the moment that the statement itself names if it names one.

    Args:
        requirement: the requirement that quotes.
        said: the words that it quotes.
        circumstances: what the requirement itself gives as circumstances and as events.
    """
    given, events = circumstances
    moment, then = ("", said) if events else _moment(said)
    when = events or ((moment,) if moment else ("somebody tries what these words ask for",))
    return (
        Scenario(
            name=requirement.title,
            requirements=(requirement.id,),
            given=given or ("the system is in operation",),
            when=when,
            then=(f"this is seen: “{then}”",),
        ),
    )


def _moment(said: str) -> tuple[str, str]:
    """The condition in a statement and the rest of it, both as they stand; no condition where it is none of time."""
    leading = leading_condition(said)
    if leading and leading[0].conjunction.lower() in _MOMENTS:
        return leading[0].text, said[leading[1] :].strip()
    found = find_predicate(tokens(said))
    if found is None:
        return "", said
    trailing, end = trailing_conditions(said, found.end)
    if len(trailing) == 1 and trailing[0].conjunction.lower() in _MOMENTS:
        return trailing[0].text, said[:end].strip(" ,")
    return "", said
