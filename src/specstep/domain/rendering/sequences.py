"""Runtime views as sequence diagrams."""

from specstep.domain.documents.architecture import Architecture, ElementKind, RuntimeView
from specstep.domain.phrases import Phrases, phrases_in
from specstep.domain.rendering.diagram_parts import accessible, listing, safe_ids
from specstep.domain.rendering.escaping import folded, mermaid
from specstep.domain.rendering.slugs import slug
from specstep.domain.rendering.values import Diagram, DiagramKind


def sequence(architecture: Architecture, view: RuntimeView, say: Phrases = phrases_in("en")) -> Diagram | None:
    """How the parts work together in one situation; messages of unknown elements are left out."""
    elements = architecture.by_id()
    messages = [message for message in view.messages if message.source in elements and message.target in elements]
    if not messages:
        return None
    taking_part = dict.fromkeys(id for message in messages for id in (message.source, message.target))
    ids = safe_ids(taking_part, "p")
    names = tuple(elements[id].name for id in taking_part)
    title = folded(view.title)
    alt = say("{title}: messages between {names}.", title=title, names=listing(names, say=say))
    lines = ["sequenceDiagram", *accessible(title, alt), "    autonumber"]
    for id in taking_part:
        word = "actor" if elements[id].kind is ElementKind.PERSON else "participant"
        lines.append(f"    {word} {ids[id]} as {mermaid(elements[id].name)}")
    for message in messages:
        arrow = "-->>" if message.answer else "->>"
        lines.append(f"    {ids[message.source]}{arrow}{ids[message.target]}: {mermaid(message.text, 44)}")
    return Diagram(
        path=f"architecture/diagrams/runtime-{slug(view.slug, fallback='view')}.svg",
        kind=DiagramKind.SEQUENCE,
        title=title,
        alt=alt,
        source="\n".join(lines) + "\n",
        names=names,
    )
