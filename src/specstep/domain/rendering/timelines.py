"""The roadmap as a Gantt chart, where people named dates."""

from datetime import date

from specstep.domain.documents.delivery import DeliveryPlan
from specstep.domain.phrases import Phrases, phrases_in
from specstep.domain.rendering.diagram_parts import accessible, listing
from specstep.domain.rendering.escaping import folded, mermaid
from specstep.domain.rendering.values import Diagram, DiagramKind


def roadmap(plan: DeliveryPlan, say: Phrases = phrases_in("en")) -> Diagram | None:
    """The dated milestones; a chart without named dates would invent them, so there is none."""
    dated = [(milestone, day) for milestone in plan.milestones if (day := _day(milestone.date)) is not None]
    if not dated:
        return None
    names = tuple(milestone.title for milestone, _ in dated)
    title = say("Roadmap")
    alt = say("The milestones with a date: {names}.", names=listing(names, say=say))
    lines = ["gantt", f"    title {title}", *accessible(title, alt), "    dateFormat YYYY-MM-DD"]
    for number, (milestone, day) in enumerate(dated, start=1):
        # Colons end a task's name, and entity codes are not decoded in one.
        name = "".join(
            char for char in folded(f"{milestone.id} {milestone.title}") if char.isalnum() or char in " ,.-"
        )
        lines += [
            f"    section {mermaid(milestone.id)}",
            f"    {name} :milestone, m{number}, {day.isoformat()}, 0d",
        ]
    return Diagram(
        path="delivery/diagrams/roadmap.svg",
        kind=DiagramKind.GANTT,
        title=title,
        alt=alt,
        source="\n".join(lines) + "\n",
        names=names,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
