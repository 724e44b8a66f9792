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
    say = links.say
    page = Page(say("Test plan"))
    page.line(links.text(plan.approach))
    for title, items in (
        ("Test data", plan.test_data),
        ("Environments", plan.environments),
        ("Done when", plan.exit_criteria),
    ):
        if items:
            page.heading(2, say(title))
            page.bullets(links.text(item) for item in items)
    for level in dict.fromkeys(case.level for case in plan.cases):
        page.heading(2, say(f"{level.capitalize()} tests"))
        for case in plan.cases:
            if case.level != level:
                continue
            page.heading(3, case_heading(case))
            page.bullets(
                [
                    say("Checks {ids}", ids=links.ids(case.requirements)) if case.requirements else "",
                    say("Do: {what}", what=links.text(case.procedure)),
                    say("Expect: {what}", what=links.text(case.expected)),
                    *(say("Scenario: {name}", name=links.scenario(place)) for place in case.scenarios),
                ]
            )
    return [RenderedFile.text(TESTS, page.render())]
