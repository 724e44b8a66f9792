"""The data model as an entity-relationship diagram."""

from specstep.domain.documents.package import Package
from specstep.domain.rendering.mermaid import identifier, label, quoted
from specstep.domain.rendering.values import Diagram, DiagramKind

LEFT = {"1": "||", "0..1": "|o", "0..*": "}o", "1..*": "}|"}
RIGHT = {"1": "||", "0..1": "o|", "0..*": "o{", "1..*": "|{"}


def data_model_diagram(package: Package) -> Diagram | None:
    """Entities with their attributes and relationships; None where nothing is kept."""
    entities = package.architecture.entities
    if not entities:
        return None
    ids = {entity.name: identifier(entity.name, "e") for entity in entities}
    lines = ["erDiagram"]
    for relationship in package.architecture.relationships:
        if relationship.first in ids and relationship.second in ids:
            left = LEFT.get(relationship.first_many, "}o")
            right = RIGHT.get(relationship.second_many, "o{")
            lines.append(
                f"  {ids[relationship.first]} {left}--{right} {ids[relationship.second]} : {quoted(relationship.label)}"
            )
    for entity in entities:
        lines.append(f'  {ids[entity.name]}["{label(entity.name)}"] {{')
        for attribute in entity.attributes:
            key = " PK" if attribute.key else ""
            note = ' "personal"' if attribute.personal else ""
            lines.append(
                f"    {identifier(attribute.type, 't')[2:] or 'text'} {_plain(attribute.name)}{key}{note}"
            )
        lines.append("  }")
    return Diagram(
        path="architecture/diagrams/data-model.svg",
        kind=DiagramKind.ENTITY_RELATIONSHIP,
        title="Data model",
        alt="What data is kept about, and how it hangs together: " + ", ".join(ids) + ".",
        source="\n".join(lines),
        names=tuple(ids),
    )


def _plain(name: str) -> str:
    word = identifier(name, "a")[2:]
    return word if word and word[0].isalpha() else f"a_{word}"
