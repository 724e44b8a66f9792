"""What is written once the scores are known: entry points, scores, the page, and the manifest over all."""

import hashlib
from collections.abc import Mapping, Sequence

from specstep.domain.documents.package import Package
from specstep.domain.documents.requirements import Fate, RequirementKind
from specstep.domain.rendering.documents.requirements import json_file
from specstep.domain.rendering.markdown import Page, link, text
from specstep.domain.rendering.page import render_index
from specstep.domain.rendering.places import QUESTIONS
from specstep.domain.rendering.values import Diagram, RenderedFile
from specstep.domain.rubric.values import Scores

OFFLINE = "offline"
QUESTIONS_SHOWN = 5


def finish(
    package: Package,
    files: Sequence[RenderedFile],
    diagrams: Sequence[Diagram],
    pictures: Mapping[str, bytes],
    scores: Scores,
) -> tuple[RenderedFile, ...]:
    """All files of the package, sorted by path."""
    added = [
        json_file("evidence/scores.json", scores_json(scores)),
        _scores(scores),
        _readme(package, files, scores),
        _agents(package, files),
        _llms(package, files),
    ]
    everything = [*files, *added]
    everything.append(render_index(package, everything, diagrams, pictures, scores))
    everything.append(manifest(package, everything))
    return tuple(sorted(everything, key=lambda file: file.path))


def scores_json(scores: Scores) -> dict[str, object]:
    """Every criterion with its score and the places where it fails."""
    return {
        "gatePassed": scores.gate_passed,
        "average": round(scores.average, 4),
        "criteria": [
            {
                "id": result.number,
                "name": result.name,
                "source": result.source,
                "score": None if result.score is None else round(result.score, 4),
                "gate": result.gate,
                "passed": result.passed,
                "findings": [{"where": finding.where, "what": finding.what} for finding in result.findings],
                "notChecked": result.not_checked,
            }
            for result in scores.criteria
        ],
    }


def manifest(package: Package, files: Sequence[RenderedFile]) -> RenderedFile:
    """Every other file with its hash, and where the package comes from."""
    provenance = package.provenance
    return json_file(
        "MANIFEST.json",
        {
            "files": [
                {"path": file.path, "sha256": hashlib.sha256(file.content).hexdigest(), "bytes": len(file.content)}
                for file in sorted(files, key=lambda file: file.path)
            ],
            "provider": provenance.provider,
            "models": list(provenance.models),
            "tokens": {"input": provenance.input_tokens, "output": provenance.output_tokens},
            "costUsd": provenance.cost_usd,
            "profile": provenance.profile,
            "specstepVersion": provenance.specstep_version,
            "generatedFrom": {"interview": package.dossier.interview_id},
        },
    )


def _scores(scores: Scores) -> RenderedFile:
    page = Page("Scores")
    page.paragraph(
        f"The gate {'passed' if scores.gate_passed else 'failed'}. Average of the criteria that apply: "
        f"{100 * scores.average:.0f} of 100."
    )
    page.table(
        ("no", "criterion", "gate", "score", "result"),
        (
            (
                str(result.number),
                text(result.name),
                "gate" if result.gate else "",
                "–" if result.score is None else f"{100 * result.score:.0f}",
                text(f"not checked: {result.not_checked}")
                if result.score is None
                else ("passed" if result.passed else "failed"),
            )
            for result in scores.criteria
        ),
    )
    for result in scores.criteria:
        if result.findings:
            page.heading(2, f"Criterion {result.number} {result.name}")
            page.bullets(f"{text(finding.where)}: {text(finding.what)}" for finding in result.findings)
    return RenderedFile.text("evidence/scores.md", page.render())


def left_out(package: Package, files: Sequence[RenderedFile]) -> list[tuple[str, str]]:
    """Files of a full package that this one does without, and why."""
    present = {file.path for file in files}
    found = []
    if "api/openapi.yaml" not in present:
        why = package.api.not_applicable_because or "nothing was said that asks for an interface for programs."
        found.append(("api/openapi.yaml", why))
    if "architecture/data-model.md" not in present:
        found.append(("architecture/data-model.md", "nothing was said about data that is kept."))
    if "docs/04-user-stories.md" not in present:
        found.append(("docs/04-user-stories.md", "nobody was named who wants to do something with it."))
    if "delivery/risks.md" not in present:
        found.append(("delivery/risks.md", "no risk can be seen in what was said."))
    if "security/threat-model.md" not in present:
        found.append(("security/threat-model.md", "there is no data flow to threaten yet."))
    return found


def _drafted_by(package: Package) -> str:
    provenance = package.provenance
    if provenance.provider == OFFLINE:
        return (
            "This package was drafted without a language model, by rules alone: it rewrites what was said, proposes only "
            "what follows from it, and turns every gap into an open question."
        )
    return f"This package was written by agents on {provenance.provider} ({', '.join(provenance.models)})."


def _readme(package: Package, files: Sequence[RenderedFile], scores: Scores) -> RenderedFile:
    requirements = package.requirements
    page = Page(package.vision.title)
    page.paragraph(package.vision.summary)
    page.paragraph(_drafted_by(package))
    counts = {kind: sum(item.kind is kind for item in requirements.items) for kind in RequirementKind}
    used = sum(fate.fate is Fate.USED for fate in package.fates)
    scenarios = sum(len(feature.scenarios) for feature in package.acceptance.features)
    page.bullets(
        [
            f"{counts[RequirementKind.FUNCTIONAL]} functional requirements, {counts[RequirementKind.QUALITY]} quality "
            f"requirements, {counts[RequirementKind.CONSTRAINT]} constraints, {scenarios} scenarios",
            f"{len(package.fates)} facts taken from what was said, {used} of them used; the fate of each stands in "
            f"{link('the ledger', 'trace/ledger.json')}",
            f"the gate {'passed' if scores.gate_passed else 'failed'}; see {link('the scores', 'evidence/scores.md')}",
        ]
    )
    page.heading(2, "How to read it")
    page.markup(
        f"Open {link('index.html', 'index.html')} in a browser: everything on one page, with search. Or, as files:"
    )
    present = {file.path for file in files}
    guide = [
        ("docs/01-vision.md", "why, for whom, and where it ends"),
        ("docs/02-prd.md", "what is to be built, on one page"),
        ("docs/03-requirements.md", "each obligation with its source"),
        ("docs/04-user-stories.md", "the same as stories"),
        ("docs/glossary.md", "one name per thing"),
        ("architecture/README.md", "how it could be built (arc42)"),
        ("security/threat-model.md", "what could be done to it"),
        ("quality/test-plan.md", "how to test it"),
        ("delivery/roadmap.md", "in which order to build it"),
        ("evidence/transcript.md", "what was said"),
        (QUESTIONS, "what nobody has said yet"),
    ]
    page.table(("file", "what"), ((link(path, path), text(what)) for path, what in guide if path in present))
    page.heading(2, "What is still open")
    page.bullets(
        f"{link(question.id, f'{QUESTIONS}#{question.id.lower()}')} {text(question.text)}"
        for question in requirements.open_questions[:QUESTIONS_SHOWN]
    )
    more = len(requirements.open_questions) - QUESTIONS_SHOWN
    if more > 0:
        page.markup(f"And {more} more, in {link('the list', QUESTIONS)}.")
    if not requirements.open_questions:
        page.paragraph("No question is open.")
    missing = left_out(package, files)
    if missing:
        page.heading(2, "What was left out")
        page.bullets(f"{text(path)}: {text(why)}" for path, why in missing)
    return RenderedFile.text("README.md", page.render())


def _agents(package: Package, files: Sequence[RenderedFile]) -> RenderedFile:
    present = {file.path for file in files}
    page = Page("Instructions for coding agents")
    page.paragraph(f"You build {package.vision.title}. {package.vision.summary}")
    page.bullets(
        [
            f"Obligations: {link('docs/requirements.json', 'docs/requirements.json')}. Build nothing that no requirement "
            "or task asks for.",
            f"Order of work: {link('delivery/tasks.md', 'delivery/tasks.md')}, from the first milestone on. A task is done "
            "when its criteria hold.",
            f"Acceptance: every scenario in {link('acceptance', 'acceptance/')} passes; keep the requirement tags."
            if package.acceptance.features
            else "",
            f"Names: use those of {link('docs/glossary.md', 'docs/glossary.md')} in code and interface.",
            f"Architecture: {link('architecture/README.md', 'architecture/README.md')}; records with status “proposed” may be "
            "questioned, “accepted” ones not.",
            f"Interface: {link('api/openapi.yaml', 'api/openapi.yaml')}." if "api/openapi.yaml" in present else "",
            f"Ask before you assume: {link('open questions', QUESTIONS)}.",
        ]
    )
    return RenderedFile.text("AGENTS.md", page.render())


def _llms(package: Package, files: Sequence[RenderedFile]) -> RenderedFile:
    present = {file.path for file in files}
    rows = [
        ("docs/requirements.json", "requirements with sources and scenarios"),
        ("docs/01-vision.md", "why and for whom"),
        ("architecture/README.md", "architecture"),
        ("api/openapi.yaml", "interface"),
        ("delivery/tasks.md", "tasks"),
        ("trace/rtm.json", "traceability"),
        (QUESTIONS, "open questions"),
    ]
    lines = [f"# {text(package.vision.title)}", "", f"> {text(package.vision.summary)}", "", "## Files", ""]
    lines += [f"- {link(path, path)}: {what}" for path, what in rows if path in present]
    return RenderedFile.text("llms.txt", "\n".join(lines))
