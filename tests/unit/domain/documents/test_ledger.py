"""Each fact has one fate, and it says where or why."""

import attrs
from tests.unit.domain.drafting.briefings import SHIFTS, Drafted, briefing, drafted

from specstep.domain.documents.architecture import Architecture
from specstep.domain.documents.decisions import Decisions
from specstep.domain.documents.delivery import DeliveryPlan
from specstep.domain.documents.ledger import compose_fates
from specstep.domain.documents.requirements import FactFate, Fate
from specstep.domain.interviews.values import Fact, FactStatus

NO_DESIGN = Architecture(
    summary="",
    drivers=(),
    elements=(),
    relations=(),
    entities=(),
    relationships=(),
    runtime=(),
    deployment=(),
    sections=(),
)


def _fates(draft: Drafted, facts: tuple[Fact, ...] | None = None) -> dict[str, FactFate]:
    said = draft.briefing.facts if facts is None else facts
    fates = compose_fates(
        said,
        draft.vision,
        draft.requirements,
        NO_DESIGN,
        Decisions(items=()),
        DeliveryPlan(milestones=(), tasks=(), risks=()),
    )
    return {fate.fact: fate for fate in fates}


def _by_text(draft: Drafted, start: str) -> FactFate:
    fact = next(fact for fact in draft.briefing.facts if fact.text.startswith(start))
    return _fates(draft)[fact.id]


def test_every_fact_of_a_brief_has_one_fate() -> None:
    draft = drafted(briefing(*SHIFTS))
    assert list(_fates(draft)) == [fact.id for fact in draft.briefing.facts]


def test_what_was_wanted_now_is_used_in_requirements() -> None:
    fate = _by_text(drafted(briefing(*SHIFTS)), "Coordinators publish")
    assert fate.fate is Fate.USED
    assert fate.where == ("FR-001",)


def test_a_non_goal_is_used_as_the_edge_of_the_scope() -> None:
    fate = _by_text(drafted(briefing(*SHIFTS)), "No payroll")
    assert fate.fate is Fate.USED
    assert fate.where == ("docs/01-vision.md#non-goals",)


def test_what_is_for_later_is_deferred_with_its_place() -> None:
    fate = _by_text(drafted(briefing(*SHIFTS)), "Later we want")
    assert fate.fate is Fate.DEFERRED
    assert fate.where == ("docs/01-vision.md#later",)


def test_small_talk_is_rejected_with_a_reason() -> None:
    fate = _by_text(drafted(briefing(*SHIFTS)), "Thanks")
    assert fate.fate is Fate.REJECTED
    assert "small talk" in fate.why


def test_a_vague_wish_waits_among_the_open_questions() -> None:
    draft = drafted(briefing(*SHIFTS))
    fate = _by_text(draft, "The app should be easy")
    assert fate.fate is Fate.DEFERRED
    place = fate.where[0].partition("#")[2].upper()
    question = next(question for question in draft.requirements.open_questions if question.id == place)
    assert "easy" in question.text


def test_a_replaced_statement_names_what_replaced_it() -> None:
    draft = drafted(briefing(*SHIFTS))
    old = attrs.evolve(draft.briefing.facts[0], status=FactStatus.SUPERSEDED, superseded_by="F-004")
    fate = _fates(draft, (old, *draft.briefing.facts[1:]))[old.id]
    assert fate.fate is Fate.REJECTED
    assert fate.why == "replaced by F-004"
