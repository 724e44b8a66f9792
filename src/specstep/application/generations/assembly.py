"""Everything pure between the agents' answers and the files: package, pictures, scores, archive."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import attrs

from specstep.application.generations.model_calls import DRAFTED_AT_BUDGET, usage_of
from specstep.application.generations.writing import Drafts
from specstep.domain.documents.ledger import compose_fates
from specstep.domain.documents.package import Package, Provenance
from specstep.domain.documents.reviews import Choice
from specstep.domain.documents.statements import Dossier
from specstep.domain.generations.values import ProfileName
from specstep.domain.interviews.contradictions import find_contradictions
from specstep.domain.interviews.vagueness import find_vagueness
from specstep.domain.interviews.values import FactStatus
from specstep.domain.rendering.archive import archive
from specstep.domain.rendering.diagrams import package_diagrams
from specstep.domain.rendering.documents import render_documents
from specstep.domain.rendering.package_files import finish
from specstep.domain.rendering.slugs import slug
from specstep.domain.rendering.values import Diagram, RenderedFile
from specstep.domain.rubric.score import score_package
from specstep.domain.rubric.values import Scores
from specstep.domain.tasks.inputs import Briefing
from specstep.ports.diagrams import DiagramRenderer
from specstep.ports.persistence import ModelAnswer
from specstep.ports.secret_scanners import SecretScanner
from specstep.version import __version__

STANDING = frozenset({FactStatus.TAKEN, FactStatus.CORRECTED})


def briefing_of(dossier: Dossier) -> Briefing:
    """What the writers are told: the facts that stand, and what is unsettled among them."""
    standing = tuple(fact for fact in dossier.facts if fact.status in STANDING)
    return Briefing(
        title=dossier.title,
        language=dossier.language,
        facts=standing,
        contradictions=find_contradictions(standing),
        vagueness=find_vagueness(standing),
        skipped=dossier.skipped_topics,
    )


def provenance_of(answers: Sequence[ModelAnswer], *, provider: str, profile: ProfileName) -> Provenance:
    """Which models answered, and what that cost."""
    usage = usage_of(answers)
    return Provenance(
        provider=provider,
        models=tuple(sorted({answer.model for answer in answers})),
        input_tokens=usage.input_tokens,
        output_tokens=usage.output_tokens,
        cost_usd=format(usage.cost_usd.normalize() if usage.cost_usd else Decimal(0), "f"),
        profile=profile.value,
        specstep_version=__version__,
    )


def assemble(dossier: Dossier, drafts: Drafts, provenance: Provenance, choices: Sequence[Choice]) -> Package:
    """The package as a value, with the one fate of each fact."""
    return Package(
        dossier=dossier,
        vision=drafts.vision,
        glossary=drafts.glossary,
        requirements=drafts.requirements,
        stories=drafts.stories,
        acceptance=drafts.acceptance,
        architecture=drafts.architecture,
        decisions=drafts.decisions,
        api=drafts.api,
        threats=drafts.threats,
        testing=drafts.testing,
        delivery=drafts.delivery,
        provenance=provenance,
        fates=compose_fates(
            dossier.facts,
            drafts.vision,
            drafts.requirements,
            drafts.architecture,
            drafts.decisions,
            drafts.delivery,
        ),
        choices=tuple(choices),
    )


def stopped_at_budget(answers: Sequence[ModelAnswer]) -> bool:
    """Whether part of the package had to be drafted without the model because the budget was used up."""
    return any(answer.model == DRAFTED_AT_BUDGET for answer in answers)


@attrs.frozen(kw_only=True)
class Assessed:
    """A package with its pictures, its documents as files, and what the rubric says."""

    package: Package
    diagrams: tuple[Diagram, ...]
    pictures: Mapping[str, bytes]
    files: tuple[RenderedFile, ...]
    scores: Scores


@attrs.frozen(kw_only=True)
class Workshop:
    """Draws, renders and scores packages. Slow enough to be run beside the event loop, not in it."""

    diagrams: DiagramRenderer
    scanner: SecretScanner

    def assess(self, package: Package) -> Assessed:
        """Render the documents and apply the rubric to them."""
        diagrams = package_diagrams(package)
        pictures = {diagram.path: self.diagrams.render(diagram.source) for diagram in diagrams}
        files = render_documents(package, diagrams, pictures)
        scores = score_package(
            package,
            diagrams,
            {file.path: file.content for file in files},
            find_secrets=self.scanner.scan,
        )
        return Assessed(package=package, diagrams=diagrams, pictures=pictures, files=files, scores=scores)

    def pack(self, assessed: Assessed) -> bytes:
        """All files of the package, evidence and manifest included, as one reproducible archive."""
        files = finish(assessed.package, assessed.files, assessed.diagrams, assessed.pictures, assessed.scores)
        return archive(files, slug(assessed.package.vision.title))
