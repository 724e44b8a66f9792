"""security/threat-model.md."""

import re
from collections.abc import Sequence

from specstep.domain.documents.package import Package
from specstep.domain.documents.threats import FlowElement, FlowKind, Stride, Threat
from specstep.domain.rendering.documents.figures import show
from specstep.domain.rendering.markdown import Page, link, text
from specstep.domain.rendering.places import Links, links_from
from specstep.domain.rendering.values import Diagram, DiagramKind, RenderedFile

PATH = "security/threat-model.md"
COVERED = re.compile(r"(?P<id>TH-\d+)\b")
"""A reason that begins with another threat: it is told there."""
KINDS = {
    FlowKind.EXTERNAL_ENTITY: "outside",
    FlowKind.PROCESS: "process",
    FlowKind.STORE: "store",
    FlowKind.FLOW: "data flow",
}


def render(package: Package, diagrams: Sequence[Diagram]) -> list[RenderedFile]:
    """Data flows and STRIDE per element; nothing where there is no data flow."""
    threats = package.threats
    if not threats.elements:
        return []
    links = links_from(PATH, package)
    say = links.say
    page = Page(say("Threat model"))
    page.paragraph(
        say(
            "What could be done to this system, element by element (STRIDE), and what stands against it. Each element has "
            "the kinds of threats that can apply to it; one that does not apply here says why."
        )
    )
    if threats.assets:
        page.heading(2, say("What is worth protecting"))
        page.bullets(map(links.text, threats.assets))
    page.heading(2, say("Data flows"))
    for diagram in diagrams:
        if diagram.kind is DiagramKind.DATA_FLOW:
            show(page, diagram, links)
    _flows(page, threats.elements, links)
    _by_element(page, package, links)
    return [RenderedFile.text(PATH, page.render())]


def _flows(page: Page, elements: Sequence[FlowElement], links: Links) -> None:
    names = {element.id: element.name for element in elements}
    page.table(
        (links.say("From"), links.say("To"), links.say("Data")),
        (
            (text(names.get(e.source or "", "")), text(names.get(e.target or "", "")), text(", ".join(e.data)))
            for e in elements
            if e.kind is FlowKind.FLOW
        ),
    )


def _by_element(page: Page, package: Package, links: Links) -> None:
    threatened = [
        (element, [threat for threat in package.threats.threats if threat.element == element.id])
        for element in package.threats.elements
    ]
    say = links.say
    details = Page(say("Threats by element"))  # its headings give the overview their anchors
    details.blocks.clear()
    details.seen |= page.seen
    page.heading(2, say("Overview"))
    overview = []
    quiet: list[tuple[str, list[str]]] = []
    for element, threats in threatened:
        if threats and all(threat.not_applicable_because for threat in threats):
            quiet.append((f"**{text(element.name)}**", _excuses(threats, links)))
            overview.append((text(element.name), say(KINDS[element.kind]), *_cells(threats, links)))
        elif threats:
            anchor = details.heading(3, element.name)
            details.bullets(_threat(threat, links) for threat in threats if not threat.not_applicable_because)
            excused = [threat for threat in threats if threat.not_applicable_because]
            details.bullets(_excuses(excused, links))
            overview.append((link(element.name, f"#{anchor}"), say(KINDS[element.kind]), *_cells(threats, links)))
    page.paragraph(
        say("The heaviest threat of each kind: likelihood / impact; “no” where the kind does not apply here.")
    )
    page.table((say("Element"), say("Kind"), *(say(kind.value) for kind in Stride)), overview)
    page.heading(2, say("Threats by element"))
    page.blocks += details.blocks
    if quiet:
        page.heading(3, say("Nothing new applies to"))
        page.bullets(quiet)


def _cells(threats: Sequence[Threat], links: Links) -> list[str]:
    cells = []
    for kind in Stride:
        found = [threat for threat in threats if threat.stride is kind]
        open_ones = [threat for threat in found if not threat.not_applicable_because]
        heaviest = max(open_ones, key=_weight, default=None)
        say = links.say
        weight = f"{say(heaviest.likelihood)} / {say(heaviest.impact)}" if heaviest else ""
        shown = weight or (say("no") if found else "")
        cells.append(text(shown))
    return cells


def _weight(threat: Threat) -> int:
    levels = {"low": 1, "medium": 2, "high": 3}
    return levels.get(threat.likelihood, 0) * levels.get(threat.impact, 0)


def _threat(threat: Threat, links: Links) -> tuple[str, list[str]]:
    against = " ".join(filter(None, (links.text(threat.mitigation), links.ids(threat.mitigations))))
    say = links.say
    weight = f"{text(say(threat.likelihood))} / {text(say(threat.impact))}"
    return (
        f"**{text(threat.id)} {say(threat.stride.value)}** ({weight}): {links.text(threat.text)}",
        [say("Against it: {what}", what=against) if against else say("Nothing stands against it yet.")],
    )


def _excuses(threats: Sequence[Threat], links: Links) -> list[str]:
    """What does not apply here, each reason once."""
    reasons: dict[str, list[Threat]] = {}
    for threat in threats:
        told = COVERED.match(threat.not_applicable_because)
        reasons.setdefault("" if told else threat.not_applicable_because, []).append(threat)
    lines = []
    for why, same in reasons.items():
        if why:
            lines.append(
                links.say("Does not apply: {kinds}: {why}", kinds=_kinds(same, links), why=links.text(why))
            )
        else:
            lines.append("; ".join(_as_elsewhere(threat, links) for threat in same))
    return lines


def _kinds(threats: Sequence[Threat], links: Links) -> str:
    return ", ".join(f"{text(links.say(threat.stride.value))} ({text(threat.id)})" for threat in threats)


def _as_elsewhere(threat: Threat, links: Links) -> str:
    found = COVERED.match(threat.not_applicable_because)
    told = links.text(found["id"]) if found else ""
    return links.say(
        "{kind} ({id}) as {other}", kind=links.say(threat.stride.value), id=text(threat.id), other=told
    )
