"""Who can repair what the rubric found."""

from collections import defaultdict

from specstep.domain.documents.package import DocumentKey
from specstep.domain.rubric.criteria import CRITERIA
from specstep.domain.rubric.values import Finding, Scores

BY_PREFIX: tuple[tuple[str, DocumentKey], ...] = (
    ("FR-", DocumentKey.REQUIREMENTS),
    ("QR-", DocumentKey.REQUIREMENTS),
    ("CR-", DocumentKey.REQUIREMENTS),
    ("Q-", DocumentKey.REQUIREMENTS),
    ("US-", DocumentKey.STORIES),
    ("ADR-", DocumentKey.DECISIONS),
    ("TH-", DocumentKey.THREATS),
    ("TC-", DocumentKey.TESTING),
    ("T-", DocumentKey.DELIVERY),
    ("R-", DocumentKey.DELIVERY),
    ("docs/01-vision", DocumentKey.VISION),
    ("docs/02-prd", DocumentKey.VISION),
    ("docs/03-requirements", DocumentKey.REQUIREMENTS),
    ("docs/requirements", DocumentKey.REQUIREMENTS),
    ("docs/04-user-stories", DocumentKey.STORIES),
    ("docs/glossary", DocumentKey.GLOSSARY),
    ("acceptance/", DocumentKey.ACCEPTANCE),
    ("architecture/", DocumentKey.ARCHITECTURE),
    ("adr/", DocumentKey.DECISIONS),
    ("api/", DocumentKey.API),
    ("security/", DocumentKey.THREATS),
    ("quality/", DocumentKey.TESTING),
    ("delivery/", DocumentKey.DELIVERY),
    ("trace/", DocumentKey.REQUIREMENTS),
    ("M", DocumentKey.DELIVERY),  # milestones; MANIFEST.json is nobody's to repair
)
RENDERED = ("MANIFEST.json", "README.md", "AGENTS.md", "llms.txt", "index.html", "evidence/")
"""No writer's document: what is wrong there comes from a renderer."""


def document_of(where: str) -> DocumentKey | None:
    """The document whose writer wrote that place; None where a renderer did."""
    if where.startswith(RENDERED):
        return None
    return next((document for prefix, document in BY_PREFIX if where.startswith(prefix)), None)


def findings_by_document(scores: Scores) -> dict[DocumentKey, tuple[Finding, ...]]:
    """What each writer is asked to repair; findings that no writer can repair are left out."""
    repairs = {criterion.number: criterion.repairs for criterion in CRITERIA}
    found: dict[DocumentKey, list[Finding]] = defaultdict(list)
    for result in scores.criteria:
        for finding in result.findings if not result.passed else ():
            document = repairs[result.number] or document_of(finding.where)
            if document is not None:
                found[document].append(finding)
    return {document: tuple(found[document]) for document in DocumentKey if document in found}
