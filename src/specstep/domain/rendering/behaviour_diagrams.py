"""How parts work together, and the states that things go through."""

from specstep.domain.documents.architecture import ElementKind
from specstep.domain.documents.package import Package
from specstep.domain.rendering.mermaid import identifier, label, quoted
from specstep.domain.rendering.slugs import slug
from specstep.domain.rendering.values import Diagram, DiagramKind


def sequence_diagrams(package: Package) -> list[Diagram | None]:
    """One sequence diagram for each runtime view."""
    by_id = package.architecture.by_id()
    found: list[Diagram | None] = []
    for view in package.architecture.runtime:
        messages = [message for message in view.messages if message.source in by_id and message.target in by_id]
        if not messages:
            continue
        taking_part = list(dict.fromkeys(end for message in messages for end in (message.source, message.target)))
        lines = ["sequenceDiagram"]
        for id in taking_part:
            word = "actor" if by_id[id].kind is ElementKind.PERSON else "participant"
            lines.append(f"  {word} {identifier(id)} as {label(by_id[id].name)}")
        for message in messages:
            arrow = "-->>" if message.answer else "->>"
            lines.append(
                f"  {identifier(message.source)}{arrow}{identifier(message.target)}: {label(message.text) or '…'}"
            )
        found.append(
            Diagram(
                path=f"architecture/diagrams/{slug(view.slug or view.title)}.svg",
                kind=DiagramKind.SEQUENCE,
                title=view.title,
                alt=f"{view.title}: {len(messages)} messages between "
                + ", ".join(by_id[id].name for id in taking_part)
                + ".",
                source="\n".join(lines),
                names=tuple(by_id[id].name for id in taking_part),
            )
        )
    return found


def state_diagrams(package: Package) -> list[Diagram | None]:
    """The life cycle of each entity that has one."""
    found: list[Diagram | None] = []
    for entity in package.architecture.entities:
        if len(entity.states) < 2:
            continue
        ids = [f"s{number}" for number, _ in enumerate(entity.states)]
        lines = ["stateDiagram-v2"]
        lines += [f"  state {quoted(state)} as {id}" for id, state in zip(ids, entity.states, strict=True)]
        lines.append(f"  [*] --> {ids[0]}")
        # Only the order is known: each later state is reached from the first, never from a guess in between.
        lines += [f"  {ids[0]} --> {id}" for id in ids[1:]]
        found.append(
            Diagram(
                path=f"architecture/diagrams/states-{slug(entity.name)}.svg",
                kind=DiagramKind.STATE,
                title=f"States of {entity.name}",
                alt=f"{entity.name} begins as {entity.states[0]} and can become "
                + ", ".join(entity.states[1:])
                + ".",
                source="\n".join(lines),
                names=tuple(entity.states),
            )
        )
    return found
