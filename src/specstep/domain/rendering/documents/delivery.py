"""delivery/: roadmap, tasks, risks."""

from collections.abc import Sequence

from specstep.domain.documents.package import Package
from specstep.domain.rendering.markdown import Page, link, text
from specstep.domain.rendering.places import TASKS, requirement_link
from specstep.domain.rendering.values import Diagram, RenderedFile

ROADMAP = "delivery/roadmap.md"
RISKS = "delivery/risks.md"


def render(package: Package, diagrams: Sequence[Diagram]) -> list[RenderedFile]:
    """In which order, by which work, and what may get in the way."""
    del diagrams
    files = [_roadmap(package), _tasks(package)]
    return files + ([_risks(package)] if package.delivery.risks else [])


def _roadmap(package: Package) -> RenderedFile:
    plan, by_id = package.delivery, package.requirements.by_id()
    page = Page("Roadmap")
    for milestone in plan.milestones:
        page.heading(2, f"{milestone.id} {milestone.title}")
        page.paragraph(milestone.outcome)
        tasks = [task for task in plan.tasks if task.milestone == milestone.id]
        lines = [f"Date: {text(milestone.date)}"] if milestone.date else []
        served = [requirement_link(by_id[id], ROADMAP) for id in milestone.requirements if id in by_id]
        if served:
            lines.append("Delivers " + ", ".join(served))
        if tasks:
            lines.append("Tasks " + ", ".join(link(task.id, f"tasks.md#{task.id.lower()}") for task in tasks))
        page.bullets(lines)
    if not plan.milestones:
        page.paragraph("There is nothing to plan yet.")
    return RenderedFile.text(ROADMAP, page.render())


def _tasks(package: Package) -> RenderedFile:
    plan, by_id = package.delivery, package.requirements.by_id()
    elements = package.architecture.by_id()
    page = Page("Tasks")
    page.table(
        ("id", "task", "milestone", "size", "after"),
        (
            (
                link(task.id, f"#{task.id.lower()}"),
                text(task.title),
                text(task.milestone),
                text(task.size),
                ", ".join(link(id, f"#{id.lower()}") for id in task.depends_on),
            )
            for task in plan.tasks
        ),
    )
    for task in plan.tasks:
        page.heading(2, task.id)
        page.markup(f"**{text(task.title)}**")
        page.paragraph(task.description)
        lines = []
        served = [requirement_link(by_id[id], TASKS) for id in task.requirements if id in by_id]
        if served:
            lines.append("For " + ", ".join(served))
        touched = [elements[id].name for id in task.elements if id in elements]
        if touched:
            lines.append(f"In {text(', '.join(touched))}")
        lines += [f"Done when {text(criterion)}" for criterion in task.done_when]
        page.bullets(lines)
    if not plan.tasks:
        page.paragraph("There is nothing to do yet.")
    return RenderedFile.text(TASKS, page.render())


def _risks(package: Package) -> RenderedFile:
    page = Page("Risks")
    page.table(
        ("id", "risk", "likelihood / impact", "seen by", "response", "about"),
        (
            (
                text(risk.id),
                text(risk.text),
                text(f"{risk.likelihood} / {risk.impact}"),
                text(risk.trigger),
                text(risk.response),
                text(", ".join(risk.refs)),
            )
            for risk in package.delivery.risks
        ),
    )
    return RenderedFile.text(RISKS, page.render())
