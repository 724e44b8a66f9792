"""adr/: one MADR file per decision."""

from collections.abc import Sequence

from specstep.domain.documents.decisions import Decision
from specstep.domain.documents.package import Package
from specstep.domain.documents.requirements import Requirement
from specstep.domain.rendering.markdown import Page, source_line, text
from specstep.domain.rendering.places import decision_path, requirement_link
from specstep.domain.rendering.values import Diagram, RenderedFile


def render(package: Package, diagrams: Sequence[Diagram]) -> list[RenderedFile]:
    """The records in MADR's order of headings."""
    del diagrams
    by_id = package.requirements.by_id()
    return [_record(decision, by_id) for decision in package.decisions.items]


def _record(decision: Decision, by_id: dict[str, Requirement]) -> RenderedFile:
    path = decision_path(decision)
    page = Page(f"{decision.id} {decision.title}")
    page.markup(f"Status: {text(decision.status)}")
    page.heading(2, "Context and Problem Statement")
    page.paragraph(decision.context)
    page.bullets(source_line(source) for source in decision.sources)
    page.heading(2, "Decision Drivers")
    page.bullets(
        f"{requirement_link(by_id[id], path)} {text(by_id[id].text)}" for id in decision.drivers if id in by_id
    )
    page.heading(2, "Considered Options")
    page.bullets(text(option.name) for option in decision.options)
    page.heading(2, "Decision Outcome")
    page.markup(f"Chosen: **{text(decision.chosen)}**. {text(decision.because)}")
    page.heading(3, "Consequences")
    page.bullets(
        [*(f"Good: {text(each)}" for each in decision.good), *(f"Bad: {text(each)}" for each in decision.bad)]
    )
    page.heading(2, "Pros and Cons of the Options")
    for option in decision.options:
        page.heading(3, option.name)
        page.bullets(
            [*(f"For: {text(each)}" for each in option.pros), *(f"Against: {text(each)}" for each in option.cons)]
        )
    if decision.revisit_when:
        page.heading(2, "Revisit When")
        page.paragraph(decision.revisit_when)
    return RenderedFile.text(path, page.render())
