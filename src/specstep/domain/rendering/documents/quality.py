"""quality/test-plan.md."""

from collections.abc import Sequence

from specstep.domain.documents.package import Package
from specstep.domain.rendering.markdown import Page, link, text
from specstep.domain.rendering.places import requirement_link
from specstep.domain.rendering.values import Diagram, RenderedFile

PATH = "quality/test-plan.md"


def render(package: Package, diagrams: Sequence[Diagram]) -> list[RenderedFile]:
    """Approach, data, environments, cases by level, and when testing is done."""
    del diagrams
    plan, by_id = package.testing, package.requirements.by_id()
    page = Page("Test plan")
    page.paragraph(plan.approach)
    for title, items in (
        ("Test data", plan.test_data),
        ("Environments", plan.environments),
        ("Done when", plan.exit_criteria),
    ):
        if items:
            page.heading(2, title)
            page.bullets(text(item) for item in items)
    for level in dict.fromkeys(case.level for case in plan.cases):
        page.heading(2, f"{level.capitalize()} tests")
        page.table(
            ("id", "test", "requirements", "procedure", "expected", "scenarios"),
            (
                (
                    text(case.id),
                    text(case.title),
                    ", ".join(requirement_link(by_id[id], PATH) for id in case.requirements if id in by_id),
                    text(case.procedure),
                    text(case.expected),
                    ", ".join(
                        link(place.partition(":")[2], f"../{place.partition(':')[0]}") for place in case.scenarios
                    ),
                )
                for case in plan.cases
                if case.level == level
            ),
        )
    return [RenderedFile.text(PATH, page.render())]
