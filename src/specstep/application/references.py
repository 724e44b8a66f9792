"""Reference documents: text that a person attaches to an interview (COL-4)."""

import attrs

from specstep.application.conversations import Conversation
from specstep.domain.errors import Conflict, NotFound
from specstep.domain.ids import AccountId, InterviewId, ReferenceId
from specstep.domain.interviews.documents import check_text, decode_document
from specstep.domain.interviews.state import InterviewState, state_of
from specstep.domain.interviews.values import FactStatus, ReferenceDocument, SourceKind

DOCUMENTS_AT_MOST = 50
NAME_AT_MOST = 200


def reference(talk: Conversation, name: str, text: str, number: int) -> tuple[ReferenceDocument, int]:
    """A document ready to be stored, and how many secrets were taken out of it.

    Raises:
        UnreadableDocument: it is empty or not text.
    """
    check_text(name, text)
    clean, in_text = talk.clean(text)
    shown, in_name = talk.clean(" ".join(name.split())[:NAME_AT_MOST])
    document = ReferenceDocument(
        id=ReferenceId(talk.new_id()),
        number=number,
        name=shown or f"Document {number}",
        text=clean,
        added_at=talk.clock.now(),
    )
    return document, in_text + in_name


async def add_reference(
    talk: Conversation, account: AccountId, id: InterviewId, name: str, data: bytes
) -> InterviewState:
    """See `Interviews.add_reference`. The same text attached again changes nothing."""
    text = decode_document(name, data)
    interview = await talk.load(account, id)
    if len(interview.references) >= DOCUMENTS_AT_MOST:
        what = f"An interview holds at most {DOCUMENTS_AT_MOST} documents."
        raise Conflict(what=what, way_out="Remove one, or put several into one file.")
    numbers = [_number(fact.source.ref) for fact in interview.facts if fact.source.kind is SourceKind.REFERENCE]
    numbers += [document.number for document in interview.references]
    document, found = reference(talk, name, text, max(numbers, default=0) + 1)
    if any(document.text == other.text for other in interview.references):
        return state_of(interview, redactions=found)
    attached = attrs.evolve(interview, references=(*interview.references, document), updated_at=document.added_at)
    async with talk.database.unit() as unit:
        await talk.unchanged(unit, interview)
        await unit.interviews.add_reference(account, id, document)
        await unit.interviews.update(attached)
    return await talk.read_and_ask(attached, redactions=found)


async def remove_reference(
    talk: Conversation, account: AccountId, id: InterviewId, document: ReferenceId
) -> InterviewState:
    """See `Interviews.remove_reference`."""
    interview = await talk.load(account, id)
    gone = next((each for each in interview.references if each.id == document), None)
    if gone is None:
        raise NotFound(kind="reference", id=document)
    rejected = [
        attrs.evolve(fact, status=FactStatus.REJECTED)
        for fact in interview.facts
        if fact.source.kind is SourceKind.REFERENCE
        and _number(fact.source.ref) == gone.number
        and fact.status is FactStatus.TAKEN
    ]
    async with talk.database.unit() as unit:
        await talk.unchanged(unit, interview)
        await unit.interviews.remove_reference(account, id, document)
        await unit.interviews.put_facts(account, id, rejected)
        await unit.interviews.update(attrs.evolve(interview, updated_at=talk.clock.now()))
    return state_of(await talk.load(account, id))


def _number(ref: str) -> int:
    return int(ref.split(":")[0].lstrip("R"))
