import pytest
from tests.samples.talks import PlainModel, opened_interviews

from specstep.application.references import DOCUMENTS_AT_MOST
from specstep.domain.accounts import LOCAL_OWNER as ME
from specstep.domain.errors import Conflict, NotFound, ProviderFailed, UnreadableDocument
from specstep.domain.ids import ReferenceId
from specstep.domain.interviews.facts import standing
from specstep.domain.interviews.values import FactStatus, SourceKind


async def test_facts_come_from_a_document_too_and_name_it() -> None:
    interviews = await opened_interviews()
    state = await interviews.start(ME)
    state = await interviews.add_reference(ME, state.interview.id, "old spec.md", b"Names are kept for 2 years.")
    (fact,) = state.new_facts
    assert fact.source.kind is SourceKind.REFERENCE
    assert fact.source.ref.startswith("R1")
    assert state.interview.references[0].name == "old spec.md"
    assert state.question is not None


async def test_documents_can_come_with_the_brief_and_are_read_with_it() -> None:
    model = PlainModel()
    interviews = await opened_interviews(model)
    state = await interviews.start(ME, "Cooks can see allergies.", documents=[("a.md", "Names are kept.")])
    assert model.calls == 2
    assert len(standing(state.interview.facts)) == 2


async def test_the_same_document_twice_is_attached_once() -> None:
    interviews = await opened_interviews()
    id = (await interviews.start(ME)).interview.id
    for name in ("a.md", "b.md"):
        state = await interviews.add_reference(ME, id, name, b"Names are kept.")
    assert len(state.interview.references) == 1


async def test_a_removed_document_takes_its_facts_along_and_its_number_is_not_used_again() -> None:
    interviews = await opened_interviews()
    id = (await interviews.start(ME)).interview.id
    state = await interviews.add_reference(ME, id, "a.md", b"Names are kept.")
    document = state.interview.references[0].id
    state = await interviews.remove_reference(ME, id, document)
    assert state.interview.references == ()
    assert [fact.status for fact in state.interview.facts] == [FactStatus.REJECTED]
    state = await interviews.add_reference(ME, id, "b.md", b"Phone numbers are kept.")
    assert state.interview.references[0].number == 2
    with pytest.raises(NotFound):
        await interviews.remove_reference(ME, id, ReferenceId("none"))


async def test_a_document_that_is_not_text_is_refused_and_leaves_nothing() -> None:
    interviews = await opened_interviews()
    before = await interviews.start(ME)
    with pytest.raises(UnreadableDocument, match=r"scan\.pdf"):
        await interviews.add_reference(ME, before.interview.id, "scan.pdf", b"%PDF-1.4")
    assert await interviews.get(ME, before.interview.id) == before


async def test_a_document_survives_a_model_that_fails() -> None:
    interviews = await opened_interviews(PlainModel(fails_at={1}))
    id = (await interviews.start(ME)).interview.id
    with pytest.raises(ProviderFailed):
        await interviews.add_reference(ME, id, "a.md", b"Names are kept.")
    state = await interviews.carry_on(ME, id)
    assert [fact.text for fact in state.interview.facts] == ["Names are kept."]


async def test_there_is_an_end_to_the_documents() -> None:
    interviews = await opened_interviews()
    documents = [(f"{number}.md", f"Name number {number} is kept.") for number in range(DOCUMENTS_AT_MOST)]
    state = await interviews.start(ME, documents=documents)
    with pytest.raises(Conflict):
        await interviews.add_reference(ME, state.interview.id, "more.md", b"More names are kept.")
