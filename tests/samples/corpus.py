"""Briefs of very different shape, and the whole package that the offline drafter makes of each."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import attrs

from specstep.adapters.secret_scanners.patterns import PatternSecretScanner
from specstep.application.generations.ahead import Remembered
from specstep.application.generations.assembly import assemble, briefing_of, provenance_of
from specstep.application.generations.writing import Drafts, writing_task
from specstep.domain.documents.package import DEPENDS_ON, DocumentKey, Package
from specstep.domain.documents.statements import Dossier
from specstep.domain.drafting.drafter import draft
from specstep.domain.generations.values import ProfileName
from specstep.domain.ids import InterviewId, TurnId
from specstep.domain.interviews.values import FactStatus, Phase, Speaker, Turn
from specstep.domain.rendering.diagrams import package_diagrams
from specstep.domain.rendering.documents import render_documents
from specstep.domain.rendering.package_files import finish
from specstep.domain.rubric.repair import findings_by_document
from specstep.domain.rubric.score import score_package
from specstep.domain.rubric.values import Scores
from specstep.domain.tasks.inputs import TakeFacts

BRIEFS = Path(__file__).parent / "briefs"
NAMES = tuple(sorted(path.stem for path in BRIEFS.iterdir()))


@attrs.frozen(kw_only=True)
class Made:
    """A package with its scores and its files by path."""

    package: Package
    scores: Scores
    files: Mapping[str, str]

    @property
    def words(self) -> int:
        """How much there is to read, the evidence left out."""
        return sum(
            len(text.split())
            for path, text in self.files.items()
            if path.endswith(".md") and not path.startswith("evidence/")
        )


def brief(name: str) -> str:
    """The text of a brief."""
    return next(path for path in BRIEFS.iterdir() if path.stem == name).read_text(encoding="utf-8")


@lru_cache
def made(name: str) -> Made:
    """What the drafter makes of a brief, with one round of repair, as a generation does."""
    turn = Turn(
        id=TurnId("T1"),
        number=1,
        speaker=Speaker.PERSON,
        content=brief(name),
        phase=Phase.VISION,
        at=datetime(2026, 11, 23, tzinfo=UTC),
    )
    taken = draft(TakeFacts(language="und", turns=(turn,)))
    gone = {old for old, _ in taken.superseded}  # type: ignore[attr-defined]
    facts = tuple(
        attrs.evolve(fact, status=FactStatus.SUPERSEDED) if fact.id in gone else fact
        for fact in taken.facts  # type: ignore[attr-defined]
    )
    dossier = Dossier(
        interview_id=InterviewId("I1"),
        title=taken.title or "Untitled",  # type: ignore[attr-defined]
        language=taken.language,  # type: ignore[attr-defined]
        turns=(turn,),
        references=(),
        facts=facts,
    )
    drafts: dict[DocumentKey, object] = {}
    _write(dossier, drafts, {})
    first = _assessed(dossier, drafts)
    findings = findings_by_document(first.scores)
    if findings:
        _write(dossier, drafts, findings)
        return _assessed(dossier, drafts)
    return first


def _write(dossier: Dossier, drafts: dict[DocumentKey, object], findings: Mapping[DocumentKey, tuple]) -> None:  # type: ignore[type-arg]
    written: set[DocumentKey] = set()
    while len(written) < len(DocumentKey):
        for key in DocumentKey:
            if key not in written and all(source in written for source in DEPENDS_ON[key]):
                task = writing_task(
                    key,
                    briefing_of(dossier),
                    Drafts(drafts),
                    previous=drafts.get(key),
                    findings=tuple(findings.get(key, ())),
                )
                drafts[key] = draft(task.inputs)
                written.add(key)


def _assessed(dossier: Dossier, drafts: dict[DocumentKey, object]) -> Made:
    provenance = provenance_of((), provider="offline", profile=ProfileName.FAST)
    package = assemble(dossier, Drafts(drafts), provenance, ())
    diagrams = package_diagrams(package)
    pictures = {diagram.path: b"<svg/>" for diagram in diagrams}
    files = render_documents(package, diagrams, pictures)
    read = Remembered().tokens
    contents = {file.path: file.content for file in files}
    scores = score_package(package, diagrams, contents, find_secrets=PatternSecretScanner().scan, read=read)
    finished = finish(package, files, diagrams, pictures, scores, read=read)
    return Made(
        package=package, scores=scores, files={file.path: file.content.decode("utf-8") for file in finished}
    )
