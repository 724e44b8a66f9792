"""Criteria 18 and 19: nothing invented, nothing lost."""

import re
from collections import Counter
from collections.abc import Iterable

from specstep.domain.documents.package import Package
from specstep.domain.documents.requirements import Fate
from specstep.domain.documents.statements import Statement
from specstep.domain.interviews.values import Source, SourceKind
from specstep.domain.rubric.identifiers import known_ids
from specstep.domain.rubric.subject import Outcome, Subject, finding, outcome
from specstep.domain.rubric.values import Finding

ID = re.compile(r"^(?:FR|QR|CR|ADR|US|TH|TC|T|R|M|Q)-?\d+$")


def folded(text: str) -> str:
    """A text with each run of white space as one space."""
    return " ".join(text.split())


def quoted_sources(subject: Subject) -> Outcome:
    """18: each requirement has a source, and each quote stands verbatim where it is said to stand."""
    package = subject.package
    said = {turn.ref: folded(turn.content) for turn in package.dossier.turns}
    # A recommended answer that was taken stands in the question.
    said |= {
        turn.ref: f"{folded(turn.content)} {folded(turn.question.recommended)}"
        for turn in package.dossier.turns
        if turn.question is not None
    }
    said |= {document.ref: folded(document.text) for document in package.dossier.references}
    findings: list[Finding] = []
    checked = 0
    for where, sources in _sourced(package):
        checked += 1
        if not sources:
            findings.append(finding(where, "has no source"))
        findings += [finding(where, wrong) for source in sources if (wrong := _wrong(source, said))]
    return outcome(checked, findings)


def _sourced(package: Package) -> Iterable[tuple[str, tuple[Source, ...]]]:
    for item in package.requirements.items:
        yield item.id, item.sources
    vision = package.vision
    statements: list[Statement | None] = [
        *vision.problem, *vision.goals, *vision.in_scope, *vision.non_goals, *vision.later, *vision.context,
        *(actor.statement for actor in vision.actors), *(measure.statement for measure in vision.measures),
    ]  # fmt: skip
    for statement in statements:
        if statement is not None:
            yield "docs/01-vision.md", statement.sources
    for statement in package.architecture.assumptions:
        yield "architecture/", statement.sources
    for term in package.glossary.terms:
        if term.sources:
            yield "docs/glossary.md", term.sources
    for decision in package.decisions.items:
        if decision.sources:
            yield decision.id, decision.sources


def _wrong(source: Source, said: dict[str, str]) -> str:
    if source.kind is SourceKind.ASSUMPTION:
        return ""
    text = said.get(source.ref.split(":")[0])
    if text is None:
        return f"quotes {source.ref}, which does not exist"
    if folded(source.quote or "") not in text:
        return f'quotes "{folded(source.quote or "")}", which {source.ref} does not say'
    return ""


def one_fate(subject: Subject) -> Outcome:
    """19: each fact has one fate, and each fate holds."""
    package = subject.package
    facts = [fact.id for fact in package.dossier.facts]
    fates = Counter(fate.fact for fate in package.fates)
    findings = [
        finding("trace/ledger.json", f"{fact} has {fates[fact]} fates instead of one")
        for fact in facts
        if fates[fact] != 1
    ]
    findings += [finding("trace/ledger.json", f"{fact} is not a fact") for fact in fates if fact not in facts]
    known = known_ids(package)
    for fate in package.fates:
        if fate.fate is Fate.USED and not fate.where:
            findings.append(finding("trace/ledger.json", f"{fate.fact} is used, but nowhere"))
        if fate.fate is not Fate.USED and not fate.why.strip():
            findings.append(finding("trace/ledger.json", f"{fate.fact} is {fate.fate.value} without a reason"))
        findings += [
            finding("trace/ledger.json", f"{fate.fact} points to {place}, which does not exist")
            for place in fate.where
            if not _exists(place, known, subject)
        ]
    return outcome(len(facts), findings, nothing="no fact was taken")


def _exists(place: str, known: set[str], subject: Subject) -> bool:
    if ID.match(place):
        return place in known
    path, _, heading = place.partition("#")
    if path not in subject.files:
        return False
    anchors = subject.anchors.get(path)
    return not heading or anchors is None or heading.lower().replace(" ", "-") in anchors
