"""The architecture as a whole."""

import attrs

from specstep.domain.documents.architecture import Architecture, Element
from specstep.domain.documents.statements import Statement
from specstep.domain.drafting.architecture.allocation import allocate, with_requirements
from specstep.domain.drafting.architecture.deployment import draft_deployment
from specstep.domain.drafting.architecture.drivers import draft_drivers
from specstep.domain.drafting.architecture.entities import draft_entities, sentences
from specstep.domain.drafting.architecture.parts import Parts, draft_parts, human_actors
from specstep.domain.drafting.architecture.relations import draft_relations
from specstep.domain.drafting.architecture.relationships import draft_relationships
from specstep.domain.drafting.architecture.runtime import draft_runtime
from specstep.domain.drafting.architecture.sections import draft_sections
from specstep.domain.drafting.foreign import phrases_of
from specstep.domain.drafting.foreign.designing import design
from specstep.domain.drafting.shape.reading import read_shape
from specstep.domain.drafting.shape.values import Client, Concern, Shape
from specstep.domain.drafting.shape.words import article, listing
from specstep.domain.interviews.values import Source, SourceKind
from specstep.domain.tasks.inputs import WriteArchitecture


def draft_architecture(task: WriteArchitecture) -> Architecture:
    """Propose the smallest architecture that the statements call for; every requirement gets a place in it."""
    if say := phrases_of(task.briefing.language):
        return design(task, say)
    actors = tuple(actor.name for actor in task.vision.actors)
    shape = read_shape(task.briefing, task.requirements, actors, task.vision.system_name)
    people = tuple((name, aliases) for name, aliases, _ in human_actors(task.vision, shape))
    facts = task.briefing.facts
    entities = draft_entities(shape, facts, task.glossary, people)
    relationships = draft_relationships(entities, shape, sentences(shape, facts))
    parts = draft_parts(shape, task.vision, entities)
    allocation = allocate(shape, parts)
    views = draft_runtime(shape, parts, entities, allocation)
    nodes = draft_deployment(shape, parts)
    drivers = draft_drivers(shape, parts, allocation)
    return Architecture(
        summary=_summary(shape, parts),
        drivers=drivers,
        elements=_described(with_requirements(parts.all, allocation), parts),
        relations=draft_relations(shape, parts, entities),
        entities=entities,
        relationships=relationships,
        runtime=views,
        deployment=nodes,
        sections=draft_sections(
            task.briefing, task.vision, task.requirements, shape, parts, entities, views, nodes, drivers
        ),
        assumptions=_assumptions(parts),
    )


def _described(elements: tuple[Element, ...], parts: Parts) -> tuple[Element, ...]:
    """The background jobs' description names what they do, once that is known."""
    return tuple(
        attrs.evolve(
            item, description=f"Does what falls due without anybody asking: {', '.join(item.requirements)}"
        )
        if parts.worker is not None and item.id == parts.worker.id and item.requirements
        else item
        for item in elements
    )


def _summary(shape: Shape, parts: Parts) -> str:
    own = [
        element.name
        for element in (parts.client, parts.server, parts.worker, parts.gateway, parts.store)
        if element
    ]
    outside = [element.name for _, element in parts.externals]
    met = f" It meets {listing(outside)}." if outside else " It depends on no other system."
    proposed = [element.name for element in parts.all if element.proposed and element.parent == parts.system.id]
    mark = (
        (
            f" {listing(proposed)} {'is' if len(proposed) == 1 else 'are'} proposed: nobody asked for "
            f"{'it' if len(proposed) == 1 else 'them'} by name."
        )
        if proposed
        else ""
    )
    kind = "a job that runs by itself" if shape.has(Concern.PIPELINE) else "a service for other programs"
    form = kind if shape.client is Client.NONE else article(shape.client.value)
    return f"{parts.system.name} is built as {form}: {listing(own, 'one part')}.{met}{mark}"


def _assumptions(parts: Parts) -> tuple[Statement, ...]:
    """What the design takes for granted without anybody having said it."""
    found: list[Statement] = []

    def assume(text: str, why: str) -> None:
        ref = f"A-ARCH-{len(found) + 1}"
        found.append(Statement(text=text, sources=(Source(kind=SourceKind.ASSUMPTION, ref=ref, why=why),)))

    if parts.client is not None and parts.client.proposed:
        assume(
            f"People reach it through {parts.client.name}.",
            "No statement names a kind of client; this one needs the least from them.",
        )
    if parts.store is not None and parts.store.proposed:
        assume(f"{parts.store.name} uses {parts.store.technology}.", "No statement names a way to store data.")
    for external, element in parts.externals:
        if external.proposed:
            assume(
                f"{element.name} is a service that exists already.",
                (
                    f"{listing(external.requirements[:4], 'What was asked')} cannot be met without one, and "
                    "nobody named it."
                ),
            )
    return tuple(found)
