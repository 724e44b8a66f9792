"""What is written once the scores are known: entry points, scores, the page, and the manifest over all."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

from specstep.domain.documents.package import Package
from specstep.domain.documents.requirements import Fate, RequirementKind
from specstep.domain.phrases import LANGUAGES, Phrases, phrases_in
from specstep.domain.rendering.documents.requirements import json_file
from specstep.domain.rendering.escaping import block
from specstep.domain.rendering.markdown import Page, link, text
from specstep.domain.rendering.page import render_index
from specstep.domain.rendering.places import QUESTIONS, RISKS, TASKS, links_from
from specstep.domain.rendering.values import Diagram, RenderedFile
from specstep.domain.rubric.headings import Read, tokens
from specstep.domain.rubric.values import Scores

OFFLINE = "offline"
QUESTIONS_SHOWN = 5
REQUIREMENTS_JSON = "docs/requirements.json"


def finish(
    package: Package,
    files: Sequence[RenderedFile],
    diagrams: Sequence[Diagram],
    pictures: Mapping[str, bytes],
    scores: Scores,
    *,
    read: Read = tokens,
) -> tuple[RenderedFile, ...]:
    """All files of the package, sorted by path; `read` parses Markdown, and may remember what the rubric has read."""
    added = [
        json_file("evidence/scores.json", scores_json(scores)),
        _scores(scores, phrases_in(package.dossier.language)),
        _readme(package, files, scores),
        _agents(package, files),
        _llms(package, files),
    ]
    everything = [*files, *added]
    everything.append(render_index(package, everything, diagrams, pictures, scores, read=read))
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


def _scores(scores: Scores, say: Phrases) -> RenderedFile:
    page = Page(say("Scores"))
    average = _of_hundred(scores.average)
    page.paragraph(
        say("The gate passed.") if scores.gate_passed else say("The gate failed."),
    )
    page.paragraph(say("Average of the criteria that apply: {average} of 100.", average=average))
    page.table(
        (say("No"), say("Criterion"), say("Gate"), say("Score"), say("Result")),
        (
            (
                str(result.number),
                text(say(result.name)),
                say("gate") if result.gate else "",
                "" if result.score is None else _of_hundred(result.score),
                text(say("not checked: {why}", why=_reason(result.not_checked, say)))
                if result.score is None
                else say("passed" if result.passed else "failed"),
            )
            for result in scores.criteria
        ),
    )
    for result in scores.criteria:
        if result.findings:
            page.heading(2, say("Criterion {number} {name}", number=result.number, name=say(result.name)))
            page.bullets(f"{text(finding.where)}: {text(finding.what)}" for finding in result.findings)
    return RenderedFile.text("evidence/scores.md", page.render())


def _reason(not_checked: str, say: Phrases) -> str:
    """Why a criterion was not checked, without what only names the language again."""
    if say.language == "en":
        return not_checked
    head, mark, why = not_checked.partition("not applicable: ")
    if mark and not head:
        return say("not applicable: {why}", why=why)
    return say(not_checked.partition(";")[0])


def _of_hundred(share: float) -> str:
    """A share in whole hundredths, rounded down: 100 means that nothing at all was found."""
    return str(int(100 * share + 1e-9))


def left_out(package: Package, files: Sequence[RenderedFile]) -> list[tuple[str, str]]:
    """Files of a full package that this one does without, and why."""
    say = phrases_in(package.dossier.language)
    present = {file.path for file in files}
    folders = {path.partition("/")[0] for path in present}
    reasons = [
        (
            "api/openapi.yaml",
            package.api.not_applicable_because or say("nothing said asks for an interface for programs"),
        ),
        ("architecture/data-model.md", say("nothing was said about data that is kept")),
        ("docs/04-user-stories.md", say("nobody was named who wants to do something with it")),
        ("delivery/risks.md", say("no risk can be seen in what was said")),
        ("security/threat-model.md", say("there is no data flow to threaten yet")),
    ]
    found = [(path, why.strip().rstrip(".") + ".") for path, why in reasons if path not in present]
    if "acceptance" not in folders:
        found.append(("acceptance/", say("there is no requirement to give an example of.")))
    if "adr" not in folders:
        found.append(("adr/", say("nothing had to be decided yet.")))
    return found


def _drafted_by(package: Package, say: Phrases) -> str:
    provenance = package.provenance
    if provenance.provider == OFFLINE:
        return say(
            "This package was drafted without a language model, by rules alone: it rewrites what was said, proposes only "
            "what follows from it, and turns every gap into an open question."
        )
    models = f" ({', '.join(provenance.models)})" if provenance.models else ""
    return say(
        "This package was written by agents on {provider}, and checked by rules.",
        provider=provenance.provider + models,
    )


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
    say = phrases_in(package.dossier.language)
    page = Page(package.vision.title)
    page.paragraph(package.vision.summary)
    page.paragraph(_drafted_by(package, say))
    language = package.dossier.language
    if language not in LANGUAGES | {"und"}:
        page.paragraph(
            f"The project's own words are in the language in which they were said ({language}); headings and fixed texts "
            "are in English."
        )
    elif language not in ("en", "und"):
        page.paragraph(say("Ids, file names and what programs read are in English."))
    _in_short(page, package, scores, say)
    page.heading(2, say("How to read it"))
    page.line(
        say(
            "Open {page} in a browser: everything on one page, with search. Or, as files:",
            page=link("index.html", "index.html"),
        )
    )
    present = {file.path for file in files} | {f"{file.path.partition('/')[0]}/" for file in files}
    page.table(
        (say("File"), say("What it tells"), say("For")),
        ((link(path, path), text(say(what)), text(say(whom))) for path, what, whom in GUIDE if path in present),
    )
    page.heading(2, say("What is still open"))
    questions, links = package.requirements.open_questions, links_from("README.md", package)
    page.bullets(f"{links.id(each.id)} {text(each.text)}" for each in questions[:QUESTIONS_SHOWN])
    more = len(questions) - QUESTIONS_SHOWN
    if more > 0:
        page.line(say("And {count} more, in {list}.", count=more, list=link(say("the list"), QUESTIONS)))
    if not questions:
        page.paragraph(say("No question is open."))
    missing = left_out(package, files)
    if missing:
        page.heading(2, say("What was left out"))
        page.bullets(f"{text(path)}: {text(why)}" for path, why in missing)
    return RenderedFile.text("README.md", page.render())


COUNTED = {
    RequirementKind.FUNCTIONAL: ("functional requirement", "functional requirements"),
    RequirementKind.QUALITY: ("quality requirement", "quality requirements"),
    RequirementKind.CONSTRAINT: ("constraint", "constraints"),
}


def _in_short(page: Page, package: Package, scores: Scores, say: Phrases) -> None:
    items = package.requirements.items
    counts = [(sum(item.kind is kind for item in items), *nouns) for kind, nouns in COUNTED.items()]
    scenarios = sum(len(feature.scenarios) for feature in package.acceptance.features)
    counts += [
        (scenarios, "scenario", "scenarios"),
        (len(package.decisions.items), "decision record", "decision records"),
        (len(package.delivery.tasks), "task", "tasks"),
    ]
    fates = Counter(fate.fate for fate in package.fates)
    apart = ", ".join(f"{fates[fate]} {say(fate.value)}" for fate in Fate if fates[fate])
    facts = say.counted(len(package.fates), "fact", "facts")
    where, ledger = (
        link("evidence/sources.md", "evidence/sources.md"),
        link("trace/ledger.json", "trace/ledger.json"),
    )
    page.bullets(
        [
            ", ".join(say.counted(number, one, many) for number, one, many in counts if number),
            say(
                "{facts} taken from what was said ({apart}); what became of each stands in {where}, for programs in {ledger}",
                facts=facts,
                apart=apart,
                where=where,
                ledger=ledger,
            )
            if package.fates
            else "",
            (say("The gate passed.") if scores.gate_passed else say("The gate failed."))
            + " "
            + link(say("Scores"), "evidence/scores.md"),
        ]
    )


def _agents(package: Package, files: Sequence[RenderedFile]) -> RenderedFile:
    present = {file.path for file in files}
    say = phrases_in(package.dossier.language)
    page = Page(say("Instructions for coding agents"))
    page.paragraph(say("You build {title}.", title=package.vision.title) + " " + package.vision.summary)

    def to(path: str) -> str:
        return link(path, path)

    page.bullets(
        [
            say(
                "Obligations: {file}. Build nothing that no requirement or task asks for.",
                file=to(REQUIREMENTS_JSON),
            ),
            say(
                "Order of work: {file}, from the first milestone on. A task is done when its criteria hold.",
                file=to(TASKS),
            ),
            say(
                "Acceptance: every scenario in {folder} passes; keep the requirement tags.",
                folder=to("acceptance/"),
            )
            if package.acceptance.features
            else "",
            say("Names: use those of {file} in code and interface.", file=to("docs/glossary.md")),
            say(
                "Architecture: {file}. Decision records that are “proposed” may be questioned, “accepted” ones may not.",
                file=to("architecture/README.md"),
            ),
            say("Interface: {file}.", file=to("api/openapi.yaml")) if "api/openapi.yaml" in present else "",
            say("Ask before you assume: {list}.", list=link(say("Open questions"), QUESTIONS)),
        ]
    )
    return RenderedFile.text("AGENTS.md", page.render())


def _llms(package: Package, files: Sequence[RenderedFile]) -> RenderedFile:
    present = {file.path for file in files}
    say = phrases_in(package.dossier.language)
    page = Page(package.vision.title)
    if package.vision.summary.strip():
        page.body(f"> {block(text(package.vision.summary))}")
    page.heading(2, say("Files"))
    page.bullets(f"{link(path, path)}: {say(what)}" for path, what in LLMS if path in present)
    return RenderedFile.text("llms.txt", page.render())


LLMS = (
    ("docs/requirements.json", "requirements with sources and scenarios"),
    ("docs/01-vision.md", "why and for whom"),
    ("architecture/README.md", "architecture"),
    ("api/openapi.yaml", "interface"),
    (TASKS, "tasks"),
    ("trace/rtm.json", "traceability"),
    (QUESTIONS, "open questions"),
)
