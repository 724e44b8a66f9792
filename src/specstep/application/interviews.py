"""Interviews: talk, take facts, ask; what a person said is stored before any model sees it."""

from collections.abc import Sequence

import attrs

from specstep.application import answering, corrections, references
from specstep.application.conversations import TITLE_AT_MOST, Conversation
from specstep.domain.audit import Action
from specstep.domain.documents.statements import Dossier
from specstep.domain.drafting.questions import opening_question
from specstep.domain.errors import BadInput, Conflict
from specstep.domain.ids import AccountId, FactId, InterviewId, ReferenceId, TurnId
from specstep.domain.interviews.documents import check_answer, check_text
from specstep.domain.interviews.sayings import DECIDE, SKIPPED, saying
from specstep.domain.interviews.state import (
    UNTITLED,
    InterviewState,
    answered_by,
    open_question,
    skipped_topics,
    state_of,
    unread_references,
    unread_turns,
)
from specstep.domain.interviews.values import (
    AnswerKind,
    Interview,
    InterviewStatus,
    Phase,
    Question,
    Speaker,
)
from specstep.domain.redaction import redactions_in
from specstep.ports.clocks import Clock, Entropy
from specstep.ports.language_models import LanguageModel
from specstep.ports.persistence import Database
from specstep.ports.secret_scanners import SecretScanner

QUOTED_AT_MOST = 60


class Interviews:
    """The use cases of the interview; every entry point calls these.

    Each act stores what the person gave in a transaction of its own, then asks the model, then stores what came
    of it in another. When a provider fails, `carry_on` does the rest later, and nothing has to be said again.
    """

    def __init__(
        self, database: Database, model: LanguageModel, secrets: SecretScanner, clock: Clock, entropy: Entropy
    ) -> None:
        self._talk = Conversation(database, model, secrets, clock, entropy)

    def new_id(self) -> InterviewId:
        """An id for an interview that is about to start, so that it is known whatever happens to the start."""
        return InterviewId(self._talk.new_id())

    async def start(
        self,
        account: AccountId,
        brief: str | None = None,
        title: str | None = None,
        language: str | None = None,
        documents: Sequence[tuple[str, str]] = (),
        id: InterviewId | None = None,
    ) -> InterviewState:
        """Begin an interview; a brief becomes turn 1, so that only its gaps are asked about.

        Without a brief, the opening question is turn 1; it is the same for everybody and needs no model.

        Args:
            documents: name and text of each reference document that comes with the brief.
            id: from `new_id`; starting the same one again carries it on.

        Raises:
            UnreadableDocument: the brief or a document is empty or not text.
            ProviderFailed: the interview is stored; `carry_on` reads it later.
        """
        talk = self._talk
        now = talk.clock.now()
        if id is not None and await self._exists(account, id):
            return await self.carry_on(account, id)
        clean_title, found = talk.clean(" ".join((title or UNTITLED).split()))
        interview = Interview(
            id=id or self.new_id(),
            account_id=account,
            title=clean_title[:TITLE_AT_MOST] or UNTITLED,
            language=language or "und",
            status=InterviewStatus.OPEN,
            phase=Phase.VISION,
            created_at=now,
            updated_at=now,
        )
        if brief is not None:
            check_text("brief", brief)
            content, secrets = talk.clean(brief)
            found += secrets
            turn = talk.turn(interview, Speaker.PERSON, content)
        else:
            question = opening_question(interview.language)
            turn = talk.turn(interview, Speaker.INTERVIEWER, question.text, question=question)
        attached = []
        for number, (name, text) in enumerate(documents, 1):
            document, secrets = references.reference(talk, name, text, number)
            attached.append(document)
            found += secrets
        interview = attrs.evolve(interview, turns=(turn,), references=tuple(attached))
        async with talk.database.unit() as unit:
            await unit.interviews.add(interview)
            await talk.record(unit, Action.INTERVIEW_STARTED, interview, now)
        if brief is None and not documents:
            return state_of(interview, redactions=found)
        return await talk.read_and_ask(interview, redactions=found)

    async def answer(
        self, account: AccountId, id: InterviewId, content: str, *, to: str | None = None
    ) -> InterviewState:
        """Take what the person said; it answers the open question, if there is one, or settles it ("skip").

        Who asks back is told, and whose reply cannot be an answer is asked once more; the question stays open then.

        Args:
            to: the id of the question meant. Answering it again with the same words changes nothing.

        Raises:
            Conflict: somebody else answered at the same time, or `to` is no longer the open question.
            ProviderFailed: the answer is stored; the same call again, or `carry_on`, goes on from there.
        """
        check_answer(content)
        clean, found = self._talk.clean(content.strip())
        interview = await self._talk.load(account, id)
        question = open_question(interview.turns)
        waiting = unread_turns(interview)
        if waiting and waiting[-1] == interview.turns[-1] and waiting[-1].content == clean:
            return await self._talk.read_and_ask(interview, redactions=found)  # the same again, after a failure
        if to is not None and (question is None or question.id != to):
            if _answered_so(interview, to, clean):
                return state_of(interview, redactions=found)
            raise Conflict(what="That question is no longer open.", way_out="Load the interview again.")
        if question is None:
            return await self._talk.say(interview, clean, None, redactions=found)
        return await answering.answer(self._talk, interview, question, clean, found)

    async def accept_recommended(self, account: AccountId, id: InterviewId) -> InterviewState:
        """Take the recommended answer: an assumption that the person agreed to.

        Raises:
            Conflict: no question is open, or nothing is recommended for it.
        """
        interview, question = await self._asked(account, id)
        return await answering.assume_answer(
            self._talk, interview, question, answering.recommended(question), AnswerKind.RECOMMENDED
        )

    async def you_decide(self, account: AccountId, id: InterviewId) -> InterviewState:
        """Leave the decision to us: the recommended answer becomes an assumption that says why it was made.

        Raises:
            Conflict: no question is open, or nothing is recommended for it.
        """
        interview, question = await self._asked(account, id)
        return await answering.assume_answer(
            self._talk, interview, question, saying(DECIDE, interview.language), AnswerKind.YOU_DECIDE
        )

    async def skip(self, account: AccountId, id: InterviewId) -> InterviewState:
        """Pass over the open question; its topic is not asked about again.

        Raises:
            Conflict: no question is open.
        """
        interview, _ = await self._asked(account, id)
        return await self._talk.say(interview, saying(SKIPPED, interview.language), AnswerKind.SKIPPED)

    async def carry_on(self, account: AccountId, id: InterviewId) -> InterviewState:
        """Read what was not read yet and ask the next question; does nothing where one is open already."""
        interview = await self._talk.load(account, id)
        waiting = unread_turns(interview) or unread_references(interview)
        if not waiting and interview.turns[-1].speaker is Speaker.INTERVIEWER:
            return state_of(interview)
        if interview.status is InterviewStatus.COMPLETE:
            return state_of(interview)
        return await self._talk.read_and_ask(interview)

    async def correct_turn(
        self, account: AccountId, id: InterviewId, turn: TurnId, content: str
    ) -> InterviewState:
        """Put another text in place of what the person said, and take its facts anew (COL-3).

        Raises:
            NotFound: the interview has no such turn.
            Conflict: it is the interviewer's turn, or the interview changed meanwhile.
            ProviderFailed: the new text is stored; correcting it again reads it again.
        """
        return await corrections.correct_turn(self._talk, account, id, turn, content)

    async def correct_fact(self, account: AccountId, id: InterviewId, fact: FactId, text: str) -> InterviewState:
        """Replace a fact by the person's own wording of it, which becomes a turn and thereby its source.

        Raises:
            NotFound: no such fact stands.
        """
        return await corrections.correct_fact(self._talk, account, id, fact, text)

    async def reject_fact(self, account: AccountId, id: InterviewId, fact: FactId) -> InterviewState:
        """Take a fact out; what was said stays in the transcript. Rejecting it again changes nothing.

        Raises:
            NotFound: there is no such fact.
        """
        return await corrections.reject_fact(self._talk, account, id, fact)

    async def add_reference(self, account: AccountId, id: InterviewId, name: str, data: bytes) -> InterviewState:
        """Attach a text document and take its facts (COL-4).

        Raises:
            UnreadableDocument: empty, too large, or not text.
            Conflict: no more documents fit in.
            ProviderFailed: the document is stored; `carry_on` reads it later.
        """
        return await references.add_reference(self._talk, account, id, name, data)

    async def remove_reference(
        self, account: AccountId, id: InterviewId, reference: ReferenceId
    ) -> InterviewState:
        """Take a document out again, and with it the facts that rest on it.

        Raises:
            NotFound: the interview has no such document.
        """
        return await references.remove_reference(self._talk, account, id, reference)

    async def finish(self, account: AccountId, id: InterviewId) -> InterviewState:
        """Say that enough was said; works at any time, and once more changes nothing.

        Raises:
            ProviderFailed: something said last could not be read; the interview stays open.
        """
        interview = await self._talk.load(account, id)
        taken = state_of(interview)
        if taken.unread:
            taken = await self._talk.read_and_ask(interview, ask=False)
            interview = taken.interview
        if interview.status is InterviewStatus.COMPLETE:
            return taken
        now = self._talk.clock.now()
        done = attrs.evolve(interview, status=InterviewStatus.COMPLETE, phase=Phase.REVIEW, updated_at=now)
        async with self._talk.database.unit() as unit:
            await self._talk.unchanged(unit, interview)
            await unit.interviews.update(done)
            await self._talk.record(unit, Action.INTERVIEW_COMPLETED, done, now)
        return state_of(done, new_facts=taken.new_facts)

    async def rename(self, account: AccountId, id: InterviewId, title: str) -> InterviewState:
        """Give the interview another title, one line without secrets.

        Raises:
            BadInput: nothing is left of it.
        """
        interview = await self._talk.load(account, id)
        clean, found = self._talk.clean(" ".join(title.split()))
        if not clean:
            raise BadInput(where="title", what="is empty.")
        renamed = attrs.evolve(interview, title=clean[:TITLE_AT_MOST], updated_at=self._talk.clock.now())
        async with self._talk.database.unit() as unit:
            await self._talk.unchanged(unit, interview)
            await unit.interviews.update(renamed)
        return state_of(renamed, redactions=found)

    async def get(self, account: AccountId, id: InterviewId) -> InterviewState:
        """The interview as it stands.

        Raises:
            NotFound: none of this account's.
        """
        return state_of(await self._talk.load(account, id))

    async def list(
        self, account: AccountId, *, limit: int = 50, before: InterviewId | None = None
    ) -> Sequence[Interview]:
        """The account's interviews, newest first, without what hangs on them."""
        async with self._talk.database.reading() as unit:
            return await unit.interviews.list(account, limit=limit, before=before)

    async def dossier(self, account: AccountId, id: InterviewId) -> Dossier:
        """The snapshot for a generation: what was said and taken until now (COL-3).

        Raises:
            Conflict: something that was said has not been read yet.
        """
        interview = await self._talk.load(account, id)
        if unread_turns(interview):
            what = "Something that was said has not been read yet."
            raise Conflict(what=what, way_out="Carry the interview on first.")
        said = [turn.content for turn in interview.turns if turn.speaker is Speaker.PERSON]
        texts = [*said, *(document.text for document in interview.references)]
        return Dossier(
            interview_id=interview.id,
            title=interview.title,
            language=interview.language,
            turns=interview.turns,
            references=interview.references,
            facts=interview.facts,
            redactions=sum(redactions_in(text) for text in texts),
            skipped_topics=skipped_topics(interview.turns),
        )

    async def _exists(self, account: AccountId, id: InterviewId) -> bool:
        async with self._talk.database.reading() as unit:
            return await unit.interviews.get(account, id) is not None

    async def _asked(self, account: AccountId, id: InterviewId) -> tuple[Interview, Question]:
        interview = await self._talk.load(account, id)
        question = open_question(interview.turns)
        if question is None:
            raise Conflict(what="No question is open.", way_out="Say something, or finish the interview.")
        return interview, question


def _answered_so(interview: Interview, question: str, content: str) -> bool:
    for turn in interview.turns:
        answered = answered_by(interview.turns, turn)
        if answered is not None and answered.id == question and turn.content == content:
            return True
    return False
