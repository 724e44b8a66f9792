"""What the templates are given, and the table of contents."""

from collections.abc import Iterable, Mapping, Sequence

import attrs

from specstep.domain.documents.acceptance import Scenario
from specstep.domain.documents.package import Package
from specstep.domain.documents.requirements import FactFate
from specstep.domain.interviews.values import Source
from specstep.domain.rendering.page.images import Image
from specstep.domain.rendering.page.markdown import Document
from specstep.domain.rendering.page.places import Places
from specstep.domain.rendering.page.quotes import Quotes
from specstep.domain.rendering.page.trace import TraceRow
from specstep.domain.rendering.values import Diagram
from specstep.domain.rubric.values import CriterionResult, Scores


@attrs.frozen(kw_only=True)
class Contents:
    """Everything that is shown, with the small questions that templates ask."""

    package: Package
    scores: Scores
    places: Places
    quotes: Quotes
    rows: tuple[TraceRow, ...]
    folders: Mapping[str, Sequence[Document]]
    diagrams: tuple[Diagram, ...]
    images: Mapping[str, Image]
    shown: Mapping[str, str]
    files: tuple[tuple[str, int], ...]

    def quote_href(self, source: Source) -> str:
        """Where the quote stands: the marked passage, otherwise the turn or document; "" when neither is known."""
        exact = self.quotes.anchors.get((source.ref, source.quote or ""))
        if exact:
            return f"#{exact}"
        link = self.places.link(source.ref.partition(":")[0])
        return link.href if link else ""

    def fates(self) -> Mapping[str, FactFate]:
        """The fate of each fact by its id."""
        return {fate.fact: fate for fate in self.package.fates}

    def scenarios(self, requirement: str) -> Sequence[tuple[str, Scenario]]:
        """The place and the value of each scenario that tests the requirement."""
        return [
            (f"acceptance/{feature.slug}.feature:{scenario.name}", scenario)
            for feature in self.package.acceptance.features
            for scenario in feature.scenarios
            if requirement in scenario.requirements
        ]

    def row(self, requirement: str) -> TraceRow:
        """The requirement's row of the matrix."""
        return next(row for row in self.rows if row.requirement.id == requirement)

    def areas(self) -> Sequence[str]:
        """What the requirements are about, in order of first appearance."""
        return list(dict.fromkeys(item.group for item in self.package.requirements.items))

    def failed(self) -> Sequence[CriterionResult]:
        """The criteria that found something."""
        return [result for result in self.scores.criteria if not result.passed]

    def assumptions(self) -> Sequence[Source]:
        """What was assumed, each once, in order of first appearance."""
        found = [fact.source for fact in self.package.dossier.facts]
        found += [source for item in self.package.requirements.items for source in item.sources]
        return list({source.ref: source for source in found if source.quote is None}.values())


@attrs.frozen(kw_only=True)
class Entry:
    """One line of the navigation."""

    anchor: str
    title: str
    count: int | None = None


@attrs.frozen(kw_only=True)
class Group:
    """Lines of the navigation under one heading."""

    title: str
    entries: tuple[Entry, ...]


def navigation(contents: Contents) -> tuple[Group, ...]:
    """The tree at the left: what there is in this package, and how much of it."""
    package = contents.package
    scenarios = sum(len(feature.scenarios) for feature in package.acceptance.features)
    groups = [
        _group("What", [("requirements", "Requirements", len(package.requirements.items)),
                        ("stories", "User stories", len(package.stories.items)),
                        ("scenarios", "Acceptance scenarios", scenarios),
                        ("glossary", "Glossary", len(package.glossary.terms))]),
        _group("How", [("diagrams", "Diagrams", len(contents.diagrams)),
                       ("elements", "Building blocks", len(package.architecture.elements)),
                       ("decisions", "Decisions", len(package.decisions.items)),
                       ("api", "API", len(package.api.operations)),
                       ("threats", "Threats", len(package.threats.threats)),
                       ("tests", "Tests", len(package.testing.cases))]),
        _group("When", [("roadmap", "Roadmap and tasks", len(package.delivery.tasks)),
                        ("risks", "Risks", len(package.delivery.risks))]),
        _group("Why to trust it", [("traceability", "Traceability", None),
                                   ("ledger", "Ledger of facts", len(package.dossier.facts)),
                                   ("scores", "Scores", len(contents.scores.criteria)),
                                   ("reviews", "Reviews", len(package.reviews)),
                                   ("log", "Decision log", len(package.choices)),
                                   ("transcript", "Transcript", len(package.dossier.turns))]),
    ]  # fmt: skip
    for folder, documents in contents.folders.items():
        lines = [Entry(anchor=document.anchor, title=document.title) for document in documents]
        groups.append(Group(title=f"{folder}/" if folder else "Documents", entries=tuple(lines)))
    groups.append(_group("Files", [("files", "All files", len(contents.files))]))
    return tuple(groups)


def _group(title: str, entries: Iterable[tuple[str, str, int | None]]) -> Group:
    return Group(
        title=title,
        entries=tuple(Entry(anchor=anchor, title=text, count=count) for anchor, text, count in entries),
    )
