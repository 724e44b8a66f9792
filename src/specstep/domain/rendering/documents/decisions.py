"""adr/: one MADR file per decision."""

from collections.abc import Sequence

from specstep.domain.documents.decisions import Decision
from specstep.domain.documents.package import Package
from specstep.domain.phrases import phrases_in
from specstep.domain.rendering.markdown import Page, text
from specstep.domain.rendering.places import Links, decision_path, targets
from specstep.domain.rendering.values import Diagram, RenderedFile


def render(package: Package, diagrams: Sequence[Diagram]) -> list[RenderedFile]:
    """The records in MADR's order of headings."""
    del diagrams
    places = targets(package)
    return [_record(decision, package, places) for decision in package.decisions.items]


def _record(decision: Decision, package: Package, places: dict[str, str]) -> RenderedFile:
    path, by_id = decision_path(decision), package.requirements.by_id()
    say = phrases_in(package.dossier.language)
    links = Links({id: place for id, place in places.items() if id != decision.id}, path, say)
    page = Page(f"{decision.id} {decision.title}")
    page.line(say("Status: {status}", status=text(say(decision.status))))
    page.heading(2, say("Context and Problem Statement"))
    page.line(links.text(decision.context))
    page.bullets(links.source(source) for source in decision.sources)
    drivers = [f"{links.id(id)} {text(by_id[id].text)}" for id in decision.drivers if id in by_id]
    if drivers:
        page.heading(2, say("Decision Drivers"))
        page.bullets(drivers)
    page.heading(2, say("Considered Options"))
    page.bullets(text(option.name) for option in decision.options)
    page.heading(2, say("Decision Outcome"))
    page.line(
        say(
            "Chosen: {option}. {reason}",
            option=f"**{text(decision.chosen)}**",
            reason=links.text(decision.because),
        )
    )
    consequences = [say("Good: {what}", what=links.text(each)) for each in decision.good]
    consequences += [say("Bad: {what}", what=links.text(each)) for each in decision.bad]
    if consequences:
        page.heading(3, say("Consequences"))
        page.bullets(consequences)
    told = {*decision.good, *decision.bad}
    weighed = [
        option
        for option in decision.options
        if (option.pros or option.cons)
        and not (option.name == decision.chosen and told >= {*option.pros, *option.cons})
    ]
    if weighed:
        page.heading(2, say("Pros and Cons of the Options"))
    for option in weighed:
        page.heading(3, option.name)
        page.bullets(
            [
                *(say("For: {what}", what=links.text(each)) for each in option.pros),
                *(say("Against: {what}", what=links.text(each)) for each in option.cons),
            ]
        )
    if decision.revisit_when:
        page.heading(2, say("Revisit When"))
        page.line(links.text(decision.revisit_when))
    return RenderedFile.text(path, page.render())
