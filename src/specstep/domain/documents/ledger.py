"""The ledger: nothing that a person said gets lost; each fact has exactly one fate."""

import re

import attrs

from specstep.domain.documents.architecture import Architecture
from specstep.domain.documents.decisions import Decisions
from specstep.domain.documents.delivery import DeliveryPlan
from specstep.domain.documents.requirements import FactFate, Fate, Requirements
from specstep.domain.documents.statements import Statement
from specstep.domain.documents.vision import Vision
from specstep.domain.ids import FactId
from specstep.domain.interviews.values import Fact, FactKind, FactStatus
from specstep.domain.phrases import Phrases, phrases_in
from specstep.domain.rendering.slugs import anchor

VISION = "docs/01-vision.md"
QUESTIONS = "evidence/assumptions-and-open-questions.md"


def compose_fates(
    dossier_facts: tuple[Fact, ...],
    vision: Vision,
    requirements: Requirements,
    architecture: Architecture,
    decisions: Decisions,
    delivery: DeliveryPlan,
    language: str = "en",
) -> tuple[FactFate, ...]:
    """One fate per fact of the dossier, in its order, told in the language of the package.

    Whatever became a requirement is used there; what tells of the project is used in the vision; a question waits
    among the open questions. What nothing took up is deferred, and says so: the ledger never hides a loss.
    """
    places = _vision_places(vision)
    settled = {fate.fact: fate for fate in requirements.fates}
    decided = _decisions(dossier_facts, decisions)
    planned = _planned(dossier_facts, architecture, delivery)
    say = phrases_in(language)
    fates = (_fate(fact, requirements, settled, places, decided, planned) for fact in dossier_facts)
    return tuple(fates) if language == "en" else tuple(_told(fate, say) for fate in fates)


HEADINGS = {
    "problem": "Problem",
    "goals": "Goals",
    "actors": "Actors",
    "scope": "Scope",
    "non-goals": "Non-goals",
    "later": "Later",
    "context": "Context",
}
"""The vision's headings by their English anchors."""


def _told(fate: FactFate, say: Phrases) -> FactFate:
    """The fate with its places under the headings of the package's language."""

    def place(where: str) -> str:
        path, mark, heading = where.partition("#")
        if path == VISION and heading in HEADINGS:
            return f"{path}#{anchor(say(HEADINGS[heading]))}"
        return f"{path}#{anchor(say('Data model'))}" if mark and heading == "data-model" else where

    other = re.fullmatch(r"replaced by (F-\d+)", fate.why)
    why = say("replaced by {other}", other=other[1]) if other else say(fate.why)
    return attrs.evolve(fate, where=tuple(map(place, fate.where)), why=why)


def _fate(
    fact: Fact,
    requirements: Requirements,
    settled: dict[FactId, FactFate],
    places: dict[FactId, tuple[str, ...]],
    decided: dict[FactId, tuple[str, ...]],
    planned: dict[FactId, tuple[str, ...]],
) -> FactFate:
    if fact.status is FactStatus.SUPERSEDED:
        return FactFate(
            fact=fact.id, fate=Fate.REJECTED, why=f"replaced by {fact.superseded_by or 'a later statement'}"
        )
    if fact.status is FactStatus.REJECTED:
        return FactFate(fact=fact.id, fate=Fate.REJECTED, why="the person took it back")
    if fact.kind is FactKind.ASIDE:
        return FactFate(fact=fact.id, fate=Fate.REJECTED, why=_aside(fact))
    used = tuple(item.id for item in requirements.items if fact.id in item.facts)
    if used:
        return FactFate(fact=fact.id, fate=Fate.USED, where=used + decided.get(fact.id, ()))
    if fact.kind is FactKind.LATER:
        return FactFate(fact=fact.id, fate=Fate.DEFERRED, where=(f"{VISION}#later",), why="wanted later, not now")
    asked = _asked(fact, requirements)
    if fact.id in settled and settled[fact.id].fate is not Fate.USED:
        return settled[fact.id]
    if fact.kind is FactKind.QUESTION and asked is not None:
        return asked
    where = places.get(fact.id, ()) + decided.get(fact.id, ()) + planned.get(fact.id, ())
    if where:
        return FactFate(fact=fact.id, fate=Fate.USED, where=tuple(dict.fromkeys(where)))
    if asked is not None:
        return asked
    return FactFate(
        fact=fact.id,
        fate=Fate.DEFERRED,
        why="no document took it up; it waits for the next version of the package",
    )


def _aside(fact: Fact) -> str:
    imperative = any(
        word in fact.text.lower()
        for word in (
            "ignore",
            "instruction",
            "prompt",
            "you are",
            "write ",
            "output",
            "respond",
            "generate",
            "pretend",
        )
    )
    return (
        "an instruction to the machine, not a statement about the project"
        if imperative
        else "small talk, not a statement about the project"
    )


def _asked(fact: Fact, requirements: Requirements) -> FactFate | None:
    for question in requirements.open_questions:
        if fact.id in question.facts:
            return FactFate(
                fact=fact.id, fate=Fate.DEFERRED, where=(f"{QUESTIONS}#{question.id.lower()}",), why=question.why
            )
    return None


def _vision_places(vision: Vision) -> dict[FactId, tuple[str, ...]]:
    found: dict[FactId, tuple[str, ...]] = {}

    def note(statements: tuple[Statement | None, ...], heading: str) -> None:
        for statement in statements:
            for fact in statement.facts if statement is not None else ():
                found[fact] = (*found.get(fact, ()), f"{VISION}#{heading}")

    note(vision.problem, "problem")
    note(vision.goals, "goals")
    note(tuple(actor.statement for actor in vision.actors), "actors")
    note(vision.in_scope, "scope")
    note(vision.non_goals, "non-goals")
    note(vision.later, "later")
    note(vision.context, "context")
    return found


def _decisions(facts: tuple[Fact, ...], decisions: Decisions) -> dict[FactId, tuple[str, ...]]:
    found: dict[FactId, tuple[str, ...]] = {}
    for fact in facts:
        ids = tuple(decision.id for decision in decisions.items if fact.source in decision.sources)
        if ids:
            found[fact.id] = ids
    return found


def _planned(
    facts: tuple[Fact, ...], architecture: Architecture, delivery: DeliveryPlan
) -> dict[FactId, tuple[str, ...]]:
    """Facts that entities, assumptions or risks name by id."""
    found: dict[FactId, tuple[str, ...]] = {}
    for fact in facts:
        where: list[str] = []
        if any(
            fact.id in attribute.sources for entity in architecture.entities for attribute in entity.attributes
        ):
            where.append("architecture/data-model.md#data-model")
        where.extend(risk.id for risk in delivery.risks if fact.id in risk.refs)
        if where:
            found[fact.id] = tuple(where)
    return found
