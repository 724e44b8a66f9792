"""From the agents' answers to the package as a value."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import cast

from specstep.application.generations.model_calls import DRAFTED_AT_BUDGET, usage_of
from specstep.application.generations.writing import Drafts
from specstep.domain.documents.choices import Rewrite
from specstep.domain.documents.ledger import compose_fates
from specstep.domain.documents.package import DocumentKey, Package, Provenance
from specstep.domain.documents.reviews import Choice
from specstep.domain.documents.statements import Dossier
from specstep.domain.generations.values import ProfileName
from specstep.domain.interviews.contradictions import find_contradictions
from specstep.domain.interviews.vagueness import find_vagueness
from specstep.domain.interviews.values import FactStatus
from specstep.domain.tasks.inputs import Briefing
from specstep.ports.persistence import ModelAnswer
from specstep.ports.workflows import Json
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
            dossier.language,
        ),
        choices=tuple(choices),
    )


def stopped_at_budget(answers: Sequence[ModelAnswer]) -> bool:
    """Whether part of the package had to be drafted without the model because the budget was used up."""
    return any(answer.model == DRAFTED_AT_BUDGET for answer in answers)


def rewrite_of(round: int, verdict: Mapping[str, Json], written: Sequence[DocumentKey]) -> Rewrite:
    """What a repair round did, for the decision log.

    Args:
        verdict: what the check before it recorded.
        written: the documents that were written anew.
    """
    failed = cast("list[tuple[Json, Json, Json]]", verdict["failed"])
    return Rewrite(
        round=round,
        failed=tuple((int(str(number)), str(name), int(str(places))) for number, name, places in failed),
        documents=tuple(key.value for key in written),
    )
