"""Criteria 15, 27, 28 and 30: the files themselves."""

import posixpath
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from gherkin.errors import CompositeParserException, ParserException
from gherkin.parser import Parser

from specstep.domain.phrases.gherkin import BY_LANGUAGE, ENGLISH
from specstep.domain.rubric.headings import links
from specstep.domain.rubric.openapi import wrong_in
from specstep.domain.rubric.subject import Outcome, Subject, finding, outcome
from specstep.domain.rubric.values import Finding

API = "api/openapi.yaml"
PLACEHOLDER = re.compile(r"<[^<>]+>")
TEXT = (".md", ".feature", ".yaml", ".json", ".csv", ".txt", ".html", ".mmd", ".svg")
ADDED_LATER = frozenset(
    {"MANIFEST.json", "index.html", "evidence/scores.json", "evidence/scores.md", "evidence/validation.md"}
)
"""What is written after the score is known; links may lead there."""

WORDS_BASE = {"low": 6000, "medium": 9000, "high": 14000}
WORDS_PER_REQUIREMENT = {"low": 450, "medium": 550, "high": 700}
FEWEST_PER_REQUIREMENT = 25
ENTRY_POINTS = ("AGENTS.md", "llms.txt")
ENTRY_POINT_WORDS = 700
"""Our own figures, from packages written by hand; no standard has any. Long entry points make coding agents worse,
so theirs do not grow with the stakes."""
OUTLINES = frozenset(known.outline for known in (ENGLISH, *BY_LANGUAGE.values())) | {"Scenario Template"}


def scenarios(subject: Subject) -> Outcome:
    """15: each feature file parses, and each scenario has Given, When and Then, and is in its file."""
    findings: list[Finding] = []
    checked = 0
    files = subject.texts(".feature")
    for feature in subject.package.acceptance.features:
        path = f"acceptance/{feature.slug}.feature"
        checked += 1 + len(feature.scenarios)
        if path not in files:
            findings.append(finding(path, "is missing"))
            continue
        found = dict(_scenarios(files[path], path, findings))
        findings += [
            finding(f"{path}#{scenario.name}", "is not in its file as a scenario")
            for scenario in feature.scenarios
            if _squash(scenario.name) not in found
        ]
    expected = {f"acceptance/{feature.slug}.feature" for feature in subject.package.acceptance.features}
    for path in files.keys() - expected:
        checked += 1
        list(_scenarios(files[path], path, findings))
    return outcome(checked, findings, nothing="there are no scenarios")


def _squash(name: str) -> str:
    return " ".join(name.split())


def _scenarios(text: str, path: str, findings: list[Finding]) -> Iterator[tuple[str, None]]:
    try:
        document: Any = Parser().parse(text)
    except (CompositeParserException, ParserException) as error:
        findings.append(finding(path, f"is not Gherkin: {str(error).splitlines()[-1].strip()}"))
        return
    children = (document.get("feature") or {}).get("children", [])
    children = [*children, *(inner for child in children for inner in child.get("rule", {}).get("children", []))]
    background = [step for child in children for step in child.get("background", {}).get("steps", [])]
    here = [child["scenario"] for child in children if "scenario" in child]
    if not here:
        findings.append(finding(path, "holds no scenario"))
    for scenario in here:
        place = f"{path}#{scenario['name']}"
        steps = [*background, *scenario["steps"]]
        kinds = {step["keywordType"] for step in steps}
        for kind, keyword in (("Context", "Given"), ("Action", "When"), ("Outcome", "Then")):
            if kind not in kinds:
                findings.append(finding(place, f"has no {keyword}"))
        if any(not step["text"].strip() for step in steps):
            findings.append(finding(place, "has a step without words"))
        rows = [row for table in scenario.get("examples", []) for row in table.get("tableBody", [])]
        outline = any(PLACEHOLDER.search(step["text"]) for step in steps) and scenario["keyword"] in OUTLINES
        if outline and not rows:
            findings.append(finding(place, "is an outline without examples"))
        yield _squash(scenario["name"]), None


def interface(subject: Subject) -> Outcome:
    """27: the OpenAPI file is valid, and each operation serves a requirement; or it says why there is none."""
    api = subject.package.api
    if not api.operations:
        findings = []
        if not api.not_applicable_because.strip():
            findings.append(finding(API, "there is no interface, and nothing says why"))
        if API in subject.files:
            findings.append(finding(API, "is there, though the system has no interface"))
        return outcome(0, findings, nothing=f"not applicable: {api.not_applicable_because}")
    known = {item.id for item in subject.requirements}
    findings = [
        finding(f"{API}#{operation.id}", "serves no requirement")
        for operation in api.operations
        if not any(id in known for id in operation.requirements)
    ]
    if API not in subject.files:
        findings.append(finding(API, "is missing"))
    else:
        findings += _invalid(subject.texts(API)[API], {operation.id for operation in api.operations})
    return outcome(len(api.operations) + 1, findings)


def _invalid(text: str, operations: set[str]) -> list[Finding]:
    import yaml  # few systems have an interface for programs

    try:
        document = yaml.safe_load(text)
    except yaml.YAMLError as error:
        return [finding(API, f"is not YAML: {str(error).splitlines()[0]}")]
    findings = [finding(API, wrong) for wrong in wrong_in(document)]
    if findings:
        return findings
    written = {
        method.get("operationId")
        for path in document.get("paths", {}).values()
        for method in path.values()
        if isinstance(method, dict)
    }
    return [finding(API, f"does not hold the operation {id}") for id in sorted(operations - written)]


def links_and_secrets(subject: Subject) -> Outcome:
    """28: each internal link leads somewhere, and no file holds a secret."""
    findings: list[Finding] = []
    checked = 0
    for path, text in subject.texts(".md").items():
        for link in links(text, subject.read):
            checked += 1
            if wrong := _wrong(link, path, subject):
                findings.append(finding(path, f"links to {link}, {wrong}"))
    for path, text in subject.texts(*TEXT).items():
        checked += 1
        if number := len(subject.find_secrets(text)):
            findings.append(finding(path, f"holds {number} secret{'s' if number > 1 else ''}"))
    return outcome(checked, findings, nothing="there are no files")


def _wrong(link: str, path: str, subject: Subject) -> str:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return ""
    target = path
    if parts.path:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
    if target in ADDED_LATER:
        return ""
    folder = parts.path.endswith("/") and any(other.startswith(f"{target}/") for other in subject.files)
    if target not in subject.files and not folder:
        return "which does not exist"
    anchors = subject.anchors.get(target)
    if parts.fragment and anchors is not None and unquote(parts.fragment) not in anchors:
        return "which has no such heading"
    return ""


def length(subject: Subject) -> Outcome:
    """30: as long as the stakes ask for: enough for each requirement, and no more than somebody reads."""
    stakes = subject.package.vision.stakes
    number = len(subject.requirements)
    documents = {path: len(text.split()) for path, text in subject.texts(".md").items()}
    words = sum(n for path, n in documents.items() if not path.startswith(("evidence/", "trace/")))
    findings = []
    if stakes not in WORDS_BASE:
        findings.append(finding("docs/01-vision.md", f'"{stakes}" stakes: neither low, medium nor high'))
    else:
        most = WORDS_BASE[stakes] + WORDS_PER_REQUIREMENT[stakes] * number
        if words > most:
            findings.append(finding("README.md", f"{words} words for {stakes} stakes; {most} are enough"))
    if words < FEWEST_PER_REQUIREMENT * number:
        findings.append(finding("README.md", f"{words} words say too little for {number} requirements"))
    for path, text in subject.texts(*ENTRY_POINTS).items():
        if len(text.split()) > ENTRY_POINT_WORDS:
            findings.append(
                finding(path, f"{len(text.split())} words; an entry point has {ENTRY_POINT_WORDS} at most")
            )
    return outcome(1 + len(ENTRY_POINTS), findings)
