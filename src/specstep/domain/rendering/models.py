"""The data model as an entity-relationship diagram, and the life of each entity as a state diagram."""

from itertools import pairwise

from specstep.domain.documents.architecture import Architecture, Entity
from specstep.domain.phrases import Phrases, phrases_in
from specstep.domain.rendering.diagram_parts import accessible, listing, safe_ids
from specstep.domain.rendering.escaping import folded, identifier, mermaid
from specstep.domain.rendering.slugs import slug
from specstep.domain.rendering.values import Diagram, DiagramKind

_LEFT = {"1": "||", "0..1": "|o", "0..*": "}o", "1..*": "}|"}
_RIGHT = {"1": "||", "0..1": "o|", "0..*": "o{", "1..*": "|{"}


def data_model(architecture: Architecture, say: Phrases = phrases_in("en")) -> Diagram | None:
    """The entities with their attributes and relationships."""
    if not architecture.entities:
        return None
    names = tuple(dict.fromkeys(entity.name for entity in architecture.entities))
    ids = {name: f"e{number}" for number, name in enumerate(names, start=1)}
    title = say("Data model")
    alt = say("The things that data are kept about: {names}.", names=listing(names, say=say))
    lines, drawn = ["erDiagram", *accessible(title, alt)], set[str]()
    for entity in architecture.entities:
        if entity.name not in drawn:
            drawn.add(entity.name)
            lines += _entity(entity, ids[entity.name], say)
    for relationship in architecture.relationships:
        if relationship.first in ids and relationship.second in ids:
            left = _LEFT.get(relationship.first_many, "||")
            right = _RIGHT.get(relationship.second_many, "o{")
            ends = f"{ids[relationship.first]} {left}--{right} {ids[relationship.second]}"
            lines.append(f'    {ends} : "{mermaid(relationship.label)}"')
    return Diagram(
        path="architecture/diagrams/data-model.svg",
        kind=DiagramKind.ENTITY_RELATIONSHIP,
        title=title,
        alt=alt,
        source="\n".join(lines) + "\n",
        names=names,
    )


def _entity(entity: Entity, id: str, say: Phrases) -> list[str]:
    lines = [f'    {id}["{mermaid(entity.name)}"] {{']
    for number, attribute in enumerate(entity.attributes, start=1):
        name = identifier(attribute.name, f"a{number}")
        remarks = [] if name.replace("_", " ").lower() == folded(attribute.name).lower() else [attribute.name]
        remarks += [say("personal")] if attribute.personal else []
        # A quotation mark would end the remark; Mermaid decodes no entity codes here.
        remark = "".join(char for char in folded(", ".join(remarks)) if char.isalnum() or char in " ,.-")
        parts = [identifier(attribute.type, "text").lower(), name, "PK" if attribute.key else ""]
        lines.append(
            "        " + " ".join(part for part in (*parts, f'"{remark}"' if remark.strip() else "") if part)
        )
    return [*lines, "    }"] if entity.attributes else [lines[0].removesuffix(" {")]


def states(entity: Entity, say: Phrases = phrases_in("en")) -> Diagram | None:
    """The states that an entity passes through, in order."""
    if not entity.states:
        return None
    ids = safe_ids((f"state {number}" for number, _ in enumerate(entity.states)), "s")
    name = folded(entity.name)
    title = say("States of {name}", name=name)
    alt = say("The states of {name}, in order: {states}.", name=name, states=listing(entity.states, say=say))
    lines = ["stateDiagram-v2", *accessible(title, alt)]
    lines += [f'    state "{mermaid(name)}" as {id}' for name, id in zip(entity.states, ids.values(), strict=True)]
    chain = ["[*]", *ids.values(), "[*]"]
    lines += [f"    {first} --> {second}" for first, second in pairwise(chain)]
    return Diagram(
        path=f"architecture/diagrams/states-{slug(entity.name, fallback='entity')}.svg",
        kind=DiagramKind.STATE,
        title=title,
        alt=alt,
        source="\n".join(lines) + "\n",
        names=(entity.name, *entity.states),
    )
