"""quality/test-plan.md."""

from collections.abc import Sequence

from specstep.domain.documents.package import Package
from specstep.domain.rendering.markdown import Page
from specstep.domain.rendering.places import TESTS, case_heading, links_from
from specstep.domain.rendering.values import Diagram, RenderedFile


def render(package: Package, diagrams: Sequence[Diagram]) -> list[RenderedFile]:
    """Approach, data, environments, cases by level, and when testing is done."""
    del diagrams
    plan, links = package.testing, links_from(TESTS, package)
    page = Page("Test plan")
    page.line(links.text(plan.approach))
    for title, items in (
        ("Test data", plan.test_data),
        ("Environments", plan.environments),
        ("Done when", plan.exit_criteria),
    ):
        if items:
            page.heading(2, title)
            page.bullets(links.text(item) for item in items)
    for level in dict.fromkeys(case.level for case in plan.cases):
        page.heading(2, f"{level.capitalize()} tests")
        for case in plan.cases:
            if case.level != level:
                continue
            page.heading(3, case_heading(case))
            page.bullets(
                [
                    f"Checks {links.ids(case.requirements)}" if case.requirements else "",
                    f"Do: {links.text(case.procedure)}",
                    f"Expect: {links.text(case.expected)}",
                    *(f"Scenario: {links.scenario(place)}" for place in case.scenarios),
                ]
            )
    return [RenderedFile.text(TESTS, page.render())]
