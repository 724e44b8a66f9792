"""delivery/: roadmap, tasks, risks."""

import re
from collections.abc import Sequence

from specstep.domain.documents.delivery import Task
from specstep.domain.documents.package import Package
from specstep.domain.rendering.documents.figures import show
from specstep.domain.rendering.markdown import Page, text
from specstep.domain.rendering.places import RISKS, TASKS, Links, links_from
from specstep.domain.rendering.values import Diagram, DiagramKind, RenderedFile

ROADMAP = "delivery/roadmap.md"
PLACE = re.compile(r"acceptance/[\w-]+\.feature:.+")


def render(package: Package, diagrams: Sequence[Diagram]) -> list[RenderedFile]:
    """In which order, by which work, and what may get in the way."""
    files = [_roadmap(package, diagrams), _tasks(package)]
    return files + ([_risks(package)] if package.delivery.risks else [])


def _roadmap(package: Package, diagrams: Sequence[Diagram]) -> RenderedFile:
    plan, links = package.delivery, links_from(ROADMAP, package)
    say = links.say
    page = Page(say("Roadmap"))
    for diagram in diagrams:
        if diagram.kind is DiagramKind.GANTT:
            show(page, diagram, links)
    for milestone in plan.milestones:
        page.heading(2, f"{milestone.id} {milestone.title}")
        page.line(links.text(milestone.outcome))
        tasks = [task for task in plan.tasks if task.milestone == milestone.id]
        lines: list[str | tuple[str, list[str]]] = (
            [say("Date: {date}", date=text(milestone.date))] if milestone.date else []
        )
        if milestone.requirements:
            lines.append(say("Delivers {ids}", ids=links.ids(milestone.requirements)))
        if tasks:
            named = [f"{links.ids([task.id])} {text(task.title)}" for task in tasks]
            lines.append((say("Tasks:"), named))
        page.bullets(lines)
    if not plan.milestones:
        page.paragraph(say("There is nothing to plan yet."))
    return RenderedFile.text(ROADMAP, page.render())


def _tasks(package: Package) -> RenderedFile:
    plan, links = package.delivery, links_from(TASKS, package)
    places = {place for places in package.acceptance.places().values() for place in places}
    titles = {milestone.id: milestone.title for milestone in plan.milestones}
    say = links.say
    page = Page(say("Tasks"))
    page.table(
        ("ID", say("Task"), say("Milestone"), say("Size"), say("After")),
        (
            (
                links.ids([task.id]),
                text(task.title),
                text(task.milestone),
                text(task.size),
                links.ids(task.depends_on),
            )
            for task in plan.tasks
        ),
    )
    for task in plan.tasks:
        page.heading(2, task.id)
        page.lead(task.title)
        page.line(links.text(task.description))
        milestone = f"{task.milestone} {titles.get(task.milestone, '')}".strip()
        page.bullets(_about(task, milestone, package, links, places))
    if not plan.tasks:
        page.paragraph(say("There is nothing to do yet."))
    return RenderedFile.text(TASKS, page.render())


def _about(
    task: Task, milestone: str, package: Package, links: Links, places: set[str]
) -> list[str | tuple[str, list[str]]]:
    elements = package.architecture.by_id()
    say = links.say
    lines: list[str | tuple[str, list[str]]] = [
        say("Milestone {milestone}; size {size}", milestone=text(milestone), size=text(task.size))
    ]
    if task.requirements:
        lines.append(say("For {ids}", ids=links.ids(task.requirements)))
    touched = [elements[id].name for id in task.elements if id in elements]
    if touched:
        lines.append(say("In {parts}", parts=text(", ".join(touched))))
    if task.depends_on:
        lines.append(say("After {ids}", ids=links.ids(task.depends_on)))
    if task.done_when:
        lines.append((say("Done when:"), [_criterion(each, links, places) for each in task.done_when]))
    return lines


def _criterion(value: str, links: Links, places: set[str]) -> str:
    """What must hold; a scenario that it names is a link."""
    found = PLACE.search(value)
    if found is None or found[0] not in places:
        return links.text(value)
    return f"{links.text(value[: found.start()])} {links.scenario(found[0])}".strip()


def _risks(package: Package) -> RenderedFile:
    links = links_from(RISKS, package)
    say = links.say
    page = Page(say("Risks"))
    page.table(
        ("ID", say("Risk"), say("Likelihood"), say("Impact")),
        (
            (
                links.id(risk.id),
                text(risk.text),
                text(say(risk.likelihood)),
                text(say(risk.impact)),
            )
            for risk in package.delivery.risks
        ),
    )
    for risk in package.delivery.risks:
        page.heading(2, risk.id)
        page.lead(risk.text)
        lines = [
            say(
                "Likelihood {likelihood}, impact {impact}",
                likelihood=say(risk.likelihood),
                impact=say(risk.impact),
            )
        ]
        if risk.trigger:
            lines.append(say("Seen by: {what}", what=links.text(risk.trigger)))
        if risk.response:
            lines.append(say("Response: {what}", what=links.text(risk.response)))
        if risk.refs:
            lines.append(say("About {ids}", ids=links.ids(risk.refs)))
        page.bullets(lines)
    return RenderedFile.text(RISKS, page.render())
