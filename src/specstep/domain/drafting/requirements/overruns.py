"""Where one requirement sets a limit, and another one says what follows when somebody goes beyond it."""

import re

import attrs

from specstep.domain.documents.requirements import Requirement
from specstep.domain.drafting.english.nouns import singular
from specstep.domain.drafting.english.verbs import base_form
from specstep.domain.drafting.requirements.values import Gap

_FIGURE = r"(?P<number>\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\s+(?P<what>[a-z]+)(?P<before> before)?"
_LETS = re.compile(r"\bshall let (?:only )?(?P<done>.+)")
_LIMIT = re.compile(
    rf"\b(?:up to|until|at most|at least|no later than|not later than|no more than|not more than) {_FIGURE}"
)
_BEYOND = re.compile(rf"\b(?:later|less|more|fewer) than {_FIGURE}")
_CONDITION = re.compile(r"^(?:when|if) (?P<event>.+?), the .+? shall ", re.IGNORECASE)


@attrs.frozen(kw_only=True)
class Overrun:
    """A limit, and what follows beyond it."""

    limit: Requirement
    reaction: Requirement


def overruns(items: tuple[Requirement, ...]) -> tuple[Overrun, ...]:
    """Pairs of requirements of which one would refuse what the other reacts to.

    "The system shall let a volunteer cancel up to 24 hours before the shift starts" and "When a volunteer cancels
    later than 24 hours before the shift starts, the system shall …" are one: the same act, and the same figure.
    """
    found = []
    reactions = [(each, match["event"]) for each in items if (match := _CONDITION.match(each.text))]
    for limit in items:
        lets = _LETS.search(limit.text)
        bound = _LIMIT.search(lets["done"]) if lets else None
        if lets is None or bound is None:
            continue
        before = set(re.findall(r"[a-z]+", lets["done"][: bound.start()]))
        for reaction, event in reactions:
            beyond = _BEYOND.search(event)
            if beyond is not None and _same(bound, beyond) and _acts(event[: beyond.start()], before):
                found.append(Overrun(limit=limit, reaction=reaction))
    return tuple(found)


def overrun_gaps(items: tuple[Requirement, ...]) -> list[Gap]:
    """Whether what the limit excludes happens after all; without an answer the reaction would never be needed."""
    return [
        Gap(
            text=f"Is it refused or accepted when somebody goes beyond the limit of “{each.limit.title}”?",
            why=f"{each.limit.id} sets a limit, and {each.reaction.id} says what follows beyond it.",
            topic="rules",
            facts=tuple(dict.fromkeys((*each.limit.facts, *each.reaction.facts))),
            recommended=f"it is accepted, and {each.reaction.id} follows",
            meanwhile=f"it is accepted, and {each.reaction.id} follows",
        )
        for each in overruns(items)
    ]


def _same(one: re.Match[str], other: re.Match[str]) -> bool:
    return (
        one["number"].lower() == other["number"].lower()
        and singular(one["what"]) == singular(other["what"])
        and bool(one["before"]) == bool(other["before"])
    )


def _acts(event: str, words: set[str]) -> bool:
    """Whether the last verb of an event is one of these words: "a volunteer cancels" is of "a volunteer cancel"."""
    said = re.findall(r"[a-z]+", event)
    return any(base_form(word) in words for word in said[-1:])
