"""What is written once the scores are known: entry points, scores, the page, and the manifest over all."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

from specstep.domain.documents.package import Package
from specstep.domain.documents.requirements import Fate, RequirementKind
from specstep.domain.rendering.documents.requirements import counted, json_file
from specstep.domain.rendering.escaping import block
from specstep.domain.rendering.markdown import Page, link, text
from specstep.domain.rendering.page import render_index
from specstep.domain.rendering.places import QUESTIONS, RISKS, TASKS, links_from
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
        f"{_of_hundred(scores.average)} of 100."
    )
    page.table(
        ("No", "Criterion", "Gate", "Score", "Result"),
        (
            (
                str(result.number),
                text(result.name),
                "gate" if result.gate else "",
                "" if result.score is None else _of_hundred(result.score),
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


def _of_hundred(share: float) -> str:
    """A share in whole hundredths, rounded down: 100 means that nothing at all was found."""
    return str(int(100 * share + 1e-9))


def left_out(package: Package, files: Sequence[RenderedFile]) -> list[tuple[str, str]]:
    """Files of a full package that this one does without, and why."""
    present = {file.path for file in files}
    folders = {path.partition("/")[0] for path in present}
    reasons = [
        (
            "api/openapi.yaml",
            package.api.not_applicable_because or "nothing said asks for an interface for programs",
        ),
        ("architecture/data-model.md", "nothing was said about data that is kept"),
        ("docs/04-user-stories.md", "nobody was named who wants to do something with it"),
        ("delivery/risks.md", "no risk can be seen in what was said"),
        ("security/threat-model.md", "there is no data flow to threaten yet"),
    ]
    found = [(path, why.strip().rstrip(".") + ".") for path, why in reasons if path not in present]
    if "acceptance" not in folders:
        found.append(("acceptance/", "there is no requirement to give an example of."))
    if "adr" not in folders:
        found.append(("adr/", "nothing had to be decided yet."))
    return found


def _drafted_by(package: Package) -> str:
    provenance = package.provenance
    if provenance.provider == OFFLINE:
        return (
            "This package was drafted without a language model, by rules alone: it rewrites what was said, proposes only "
            "what follows from it, and turns every gap into an open question."
        )
    models = f" ({', '.join(provenance.models)})" if provenance.models else ""
    return f"This package was written by agents on {provenance.provider}{models}, and checked by rules."


GUIDE = (
    ("docs/01-vision.md", "why, for whom, and where it ends", "everybody"),
    ("docs/02-prd.md", "what is to be built, in short", "everybody"),
    ("docs/03-requirements.md", "each obligation with its sources, tests and tasks", "builders, testers"),
    ("docs/04-user-stories.md", "the same as stories", "product people"),
    ("docs/glossary.md", "one name per thing", "everybody"),
    ("acceptance/", "examples of each requirement, ready to be run", "builders, testers"),
    ("architecture/README.md", "how it could be built (arc42)", "builders"),
    ("adr/", "what was decided, and what else was weighed", "builders"),
    ("api/openapi.yaml", "the interface for programs", "builders"),
    ("security/threat-model.md", "what could be done to it, and what stands against it", "builders, security"),
    ("quality/test-plan.md", "how to test it", "testers"),
    ("delivery/roadmap.md", "in which order to build it", "whoever plans"),
    (TASKS, "the work, task by task", "builders"),
    (RISKS, "what may get in the way", "whoever plans"),
    (QUESTIONS, "what was assumed, and what nobody has said yet", "whoever ordered it"),
    ("evidence/sources.md", "what was said, fact by fact, and what became of it", "whoever ordered it"),
)


def _readme(package: Package, files: Sequence[RenderedFile], scores: Scores) -> RenderedFile:
    page = Page(package.vision.title)
    page.paragraph(package.vision.summary)
    page.paragraph(_drafted_by(package))
    language = package.dossier.language
    if language not in ("en", "und"):
        page.paragraph(
            f"The project's own words are in the language in which they were said ({language}); headings and fixed texts "
            "are in English."
        )
    _in_short(page, package, scores)
    page.heading(2, "How to read it")
    page.line(
        f"Open {link('index.html', 'index.html')} in a browser: everything on one page, with search. Or, as files:"
    )
    present = {file.path for file in files} | {f"{file.path.partition('/')[0]}/" for file in files}
    page.table(
        ("File", "What it tells", "For"),
        ((link(path, path), text(what), text(whom)) for path, what, whom in GUIDE if path in present),
    )
    page.heading(2, "What is still open")
    questions, links = package.requirements.open_questions, links_from("README.md", package)
    page.bullets(f"{links.id(each.id)} {text(each.text)}" for each in questions[:QUESTIONS_SHOWN])
    more = len(questions) - QUESTIONS_SHOWN
    if more > 0:
        page.line(f"And {more} more, in {link('the list', QUESTIONS)}.")
    if not questions:
        page.paragraph("No question is open.")
    missing = left_out(package, files)
    if missing:
        page.heading(2, "What was left out")
        page.bullets(f"{text(path)}: {text(why)}" for path, why in missing)
    return RenderedFile.text("README.md", page.render())


def _in_short(page: Page, package: Package, scores: Scores) -> None:
    items = package.requirements.items
    nouns = {
        RequirementKind.FUNCTIONAL: "functional requirement",
        RequirementKind.QUALITY: "quality requirement",
        RequirementKind.CONSTRAINT: "constraint",
    }
    counts = [(sum(item.kind is kind for item in items), noun) for kind, noun in nouns.items()]
    counts.append((sum(len(feature.scenarios) for feature in package.acceptance.features), "scenario"))
    counts += [(len(package.decisions.items), "decision record"), (len(package.delivery.tasks), "task")]
    fates = Counter(fate.fate for fate in package.fates)
    apart = ", ".join(f"{fates[fate]} {fate.value}" for fate in Fate if fates[fate])
    page.bullets(
        [
            ", ".join(counted(number, noun) for number, noun in counts if number),
            f"{counted(len(package.fates), 'fact')} taken from what was said ({apart}); what became of each stands in "
            f"{link('the extracts', 'evidence/sources.md')}, for programs in {link('the ledger', 'trace/ledger.json')}"
            if package.fates
            else "",
            f"The gate {'passed' if scores.gate_passed else 'failed'}; see {link('the scores', 'evidence/scores.md')}",
        ]
    )


def _agents(package: Package, files: Sequence[RenderedFile]) -> RenderedFile:
    present = {file.path for file in files}
    page = Page("Instructions for coding agents")
    page.paragraph(f"You build {package.vision.title}. {package.vision.summary}")

    def to(path: str) -> str:
        return link(path, path)

    page.bullets(
        [
            f"Obligations: {to('docs/requirements.json')}. Build nothing that no requirement or task asks for.",
            f"Order of work: {to(TASKS)}, from the first milestone on. A task is done when its criteria hold.",
            f"Acceptance: every scenario in {to('acceptance/')} passes; keep the requirement tags."
            if package.acceptance.features
            else "",
            f"Names: use those of {to('docs/glossary.md')} in code and interface.",
            f"Architecture: {to('architecture/README.md')}. Decision records that are “proposed” may be questioned, "
            "“accepted” ones may not.",
            f"Interface: {to('api/openapi.yaml')}." if "api/openapi.yaml" in present else "",
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
        (TASKS, "tasks"),
        ("trace/rtm.json", "traceability"),
        (QUESTIONS, "open questions"),
    ]
    page = Page(package.vision.title)
    if package.vision.summary.strip():
        page.body(f"> {block(text(package.vision.summary))}")
    page.heading(2, "Files")
    page.bullets(f"{link(path, path)}: {what}" for path, what in rows if path in present)
    return RenderedFile.text("llms.txt", page.render())
