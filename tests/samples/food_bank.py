"""A finished package as a value: a volunteer shift planner for a food bank, written by hand."""

from tests.samples.food_bank_delivery import CHOICES, DELIVERY, REVIEWS, STORIES, TESTING
from tests.samples.food_bank_design import API, ARCHITECTURE, DECISIONS
from tests.samples.food_bank_interview import FACTS, HANDBOOK, TURNS
from tests.samples.food_bank_needs import ACCEPTANCE, FATES, GLOSSARY, REQUIREMENTS, VISION
from tests.samples.food_bank_threats import THREATS

from specstep.domain.documents.package import Package, Provenance
from specstep.domain.documents.statements import Dossier
from specstep.domain.ids import InterviewId


def package() -> Package:
    """The whole package: every document filled, every id resolved, every fact with its fate."""
    return Package(
        dossier=Dossier(
            interview_id=InterviewId("0198f000-0000-7000-8000-000000000001"),
            title="Food bank shift planner",
            language="en",
            turns=TURNS,
            references=(HANDBOOK,),
            facts=FACTS,
            redactions=0,
            skipped_topics=(),
        ),
        vision=VISION,
        glossary=GLOSSARY,
        requirements=REQUIREMENTS,
        stories=STORIES,
        acceptance=ACCEPTANCE,
        architecture=ARCHITECTURE,
        decisions=DECISIONS,
        api=API,
        threats=THREATS,
        testing=TESTING,
        delivery=DELIVERY,
        provenance=Provenance(
            provider="offline",
            models=(),
            input_tokens=0,
            output_tokens=0,
            cost_usd="0",
            profile="Fast",
            specstep_version="0.1.0",
        ),
        fates=FATES,
        reviews=REVIEWS,
        choices=CHOICES,
    )
