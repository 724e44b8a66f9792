"""How many of one thing belong to how many of another, as far as quantities and words say it."""

import re

from specstep.domain.documents.architecture import Entity, Relationship
from specstep.domain.drafting.architecture.attributes import Said
from specstep.domain.drafting.architecture.entities import CAPACITY
from specstep.domain.drafting.architecture.lifecycles import RESULTS
from specstep.domain.drafting.shape.values import Shape
from specstep.domain.drafting.shape.words import key, names, third_person

CLAUSE = re.compile(r"\b(?:unless|until|before|when|if|so that|because|that|which|who)\b")
LOOKING = frozenset(
    {"see", "view", "list", "search", "find", "read", "export", "look", "check", "print", "filter", "know"}
)
"""Verbs that leave nothing behind, and so no relationship."""


def draft_relationships(
    entities: tuple[Entity, ...], shape: Shape, said: tuple[Said, ...]
) -> tuple[Relationship, ...]:
    """The relationships between entities that some sentence joins; each pair once, direct ones through the thing
    that joins them left out."""
    found: dict[frozenset[str], Relationship] = {}
    by_key = {key(entity.name): entity for entity in entities}
    joined = _joins(entities, shape, by_key, found)
    for place, one in enumerate(entities):
        for other in entities[place + 1 :]:
            pair = frozenset({one.name, other.name})
            if pair in found or pair in joined:
                continue
            together = [
                sentence
                for sentence in said
                if names(sentence.text, one.name) and names(sentence.text, other.name)
            ]
            if not together:
                continue
            relationship = _from_words(one.name, other.name, together) or _from_action(one.name, other.name, shape)
            if relationship is not None:
                found[pair] = relationship
    return tuple(found.values())


def _joins(
    entities: tuple[Entity, ...],
    shape: Shape,
    by_key: dict[str, Entity],
    found: dict[frozenset[str], Relationship],
) -> set[frozenset[str]]:
    """Tie each joining thing (a booking) to who acts and what is acted on; returns the pairs that it joins."""
    pairs: set[frozenset[str]] = set()
    for obligation in shape.obligations.values():
        result = by_key.get(key(RESULTS.get(obligation.verb, "")))
        actor = by_key.get(key(obligation.actor or ""))
        if result is None:
            continue
        targets = [item for item in entities if item not in (result, actor) and names(obligation.rest, item.name)]
        if actor is not None and actor != result:
            found.setdefault(
                frozenset({actor.name, result.name}),
                Relationship(
                    first=actor.name, second=result.name, first_many="1", second_many="0..*", label="makes"
                ),
            )
        for target in targets[:1]:
            found.setdefault(
                frozenset({target.name, result.name}),
                Relationship(
                    first=target.name, second=result.name, first_many="1", second_many="0..*", label="has"
                ),
            )
            if actor is not None:
                pairs.add(frozenset({actor.name, target.name}))
    return pairs


def _from_words(one: str, other: str, together: list[Said]) -> Relationship | None:
    """Cardinalities that a sentence states: "at most 12 volunteers per shift", "each plot has one tenant"."""
    for sentence in together:
        match = CAPACITY.search(sentence.text)
        if match:
            holder, many = match["one"] or match["one2"], match["many"] or match["many2"]
            for first, second in ((one, other), (other, one)):
                if key(holder) == key(first).split()[-1] and names(many, second):
                    return Relationship(
                        first=first, second=second, first_many="1", second_many="0..*", label="has"
                    )
        for first, second in ((one, other), (other, one)):
            stated = re.search(
                rf"\b(?:each|every|an?|one)\s+{re.escape(first.lower())}\s+(?:has|have|belongs to|holds?|"
                r"contains?|consists of|"
                r"includes?|is (?:assigned|linked|tied) to|needs?)\s+(?P<how>exactly one|one|an?|several|"
                r"many|one or more|at least one|"
                rf"multiple|any number of|the|\d+|two|three)?\s*{re.escape(second.lower())}",
                sentence.text.lower(),
            )
            if stated:
                how = stated["how"] or "many"
                single = how in {"exactly one", "one", "a", "an", "the"}
                belongs = "belongs to" in stated[0] or "assigned to" in stated[0]
                return Relationship(
                    first=first,
                    second=second,
                    first_many="0..*" if belongs else "1",
                    second_many="1" if single else ("1..*" if how in {"one or more", "at least one"} else "0..*"),
                    label="belongs to" if belongs else "has",
                )
    return None


def _from_action(one: str, other: str, shape: Shape) -> Relationship | None:
    """A relationship that an action makes: who creates, reports or assigns what."""
    for obligation in shape.obligations.values():
        if obligation.negated or obligation.verb in LOOKING:
            continue
        actor = obligation.actor or ""
        for first, second in ((one, other), (other, one)):
            if key(actor) == key(first) and names(CLAUSE.split(obligation.rest)[0], second):
                return Relationship(
                    first=first,
                    second=second,
                    first_many="0..1",
                    second_many="0..*",
                    label=third_person(obligation.verb),
                )
            held = re.search(
                rf"\b{re.escape(second.lower())}(?:e?s)?\s+(?:of|for|to|in|on|at|per)\s+(?:an?|the|each|"
                r"every|one|this|that|their)?\s*"
                rf"{re.escape(first.lower())}",
                obligation.action.lower(),
            )
            if held:
                return Relationship(first=first, second=second, first_many="1", second_many="0..*", label="has")
    return None
