"""The sample holds together, so that what is tested on it is tested on a right package."""

import pytest
from tests.samples.food_bank import package

from specstep.domain.documents.threats import STRIDE_PER_ELEMENT
from specstep.domain.interviews.values import SourceKind

P = package()


def _folded(text: str) -> str:
    return " ".join(text.split())


def test_every_quote_stands_verbatim_in_its_source() -> None:
    texts = {turn.ref: turn.content for turn in P.dossier.turns}
    texts |= {reference.ref: reference.text for reference in P.dossier.references}
    sources = [source for item in P.requirements.items for source in item.sources]
    sources += [fact.source for fact in P.dossier.facts]
    sources += [source for decision in P.decisions.items for source in decision.sources]
    assert all(
        source.kind is SourceKind.ASSUMPTION
        or _folded(source.quote or "") in _folded(texts[source.ref.split(":")[0]])
        for source in sources
    )


def test_every_requirement_has_design_test_and_task() -> None:
    places = P.acceptance.places()
    for item in P.requirements.items:
        assert any(item.id in element.requirements for element in P.architecture.elements)
        assert item.id in places
        assert any(item.id in case.requirements for case in P.testing.cases)
        assert any(item.id in task.requirements for task in P.delivery.tasks)


def test_every_fact_has_exactly_one_fate() -> None:
    assert [fate.fact for fate in P.fates] == [fact.id for fact in P.dossier.facts]


@pytest.mark.parametrize("element", P.threats.elements, ids=lambda element: element.id)
def test_every_flow_element_has_its_stride_rows(element) -> None:
    found = tuple(threat.stride for threat in P.threats.threats if threat.element == element.id)
    assert found == STRIDE_PER_ELEMENT[element.kind]


def test_every_named_id_exists() -> None:
    known = {item.id for item in P.requirements.items} | {task.id for task in P.delivery.tasks}
    named = [ref for task in P.delivery.tasks for ref in (*task.requirements, *task.depends_on)]
    named += [ref for threat in P.threats.threats for ref in threat.mitigations]
    named += [ref for decision in P.decisions.items for ref in decision.drivers]
    named += [ref for operation in P.api.operations for ref in operation.requirements]
    assert set(named) <= known
