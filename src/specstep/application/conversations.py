"""How a turn is stored, read and answered by a question, in transactions that lose nothing."""

from collections.abc import Sequence
from datetime import datetime

import attrs

from specstep.application.agents import interviewer
from specstep.application.audit import audit_event
from specstep.domain.audit import Action
from specstep.domain.drafting import questions
from specstep.domain.errors import Conflict, NotFound
from specstep.domain.ids import ENTROPY_BYTES, AccountId, InterviewId, TurnId, uuid7
from specstep.domain.interviews.amending import amending
from specstep.domain.interviews.facts import folded
from specstep.domain.interviews.phases import current_phase, phase_of_question
from specstep.domain.interviews.sayings import ENOUGH, NOTED, saying
from specstep.domain.interviews.settling import settle
from specstep.domain.interviews.state import (
    UNTITLED,
    InterviewState,
    answered_by,
    asked_questions,
    open_question,
    reread,
    skipped_topics,
    state_of,
    unread_references,
    unread_turns,
)
from specstep.domain.interviews.taking import merged, on_topic, superseding, whole, with_fresh_ids
from specstep.domain.interviews.values import (
    AnswerKind,
    Fact,
    FactStatus,
    Interview,
    InterviewStatus,
    Question,
    QuestionIntent,
    ReferenceDocument,
    Speaker,
    Turn,
)
from specstep.domain.redaction import redact_all
from specstep.domain.tasks.inputs import AskQuestion, TakeFacts, TakenFacts
from specstep.ports.clocks import Clock, Entropy
from specstep.ports.language_models import LanguageModel
from specstep.ports.persistence import Database, UnitOfWork
from specstep.ports.secret_scanners import SecretScanner

TITLE_AT_MOST = 120


@attrs.frozen
class Conversation:
    """The steps that every act of an interview is made of."""

    database: Database
    model: LanguageModel
    secrets: SecretScanner
    clock: Clock
    entropy: Entropy

    def new_id(self) -> str:
        """A fresh identifier."""
        return uuid7(self.clock.now(), self.entropy.take(ENTROPY_BYTES))

    def clean(self, text: str) -> tuple[str, int]:
        """The text without its secrets, and how many there were (USE-5)."""
        redacted = redact_all(text, self.secrets.scan)
        return redacted.text, redacted.count

    async def load(self, account: AccountId, id: InterviewId) -> Interview:
        """The interview, unless it lies in the recycle bin.

        Raises:
            NotFound: none of this account's.
        """
        async with self.database.reading() as unit:
            interview = await unit.interviews.get(account, id)
        if interview is None or interview.deleted_at is not None:
            raise NotFound(kind="interview", id=id)
        return interview

    async def unchanged(self, unit: UnitOfWork, interview: Interview) -> None:
        """Make sure that nobody changed the interview since it was loaded.

        Raises:
            Conflict: somebody did.
        """
        stored = await unit.interviews.get(interview.account_id, interview.id)
        if stored is None or stored.deleted_at is not None:
            raise NotFound(kind="interview", id=interview.id)
        before, now = (
            (each.turns, frozenset(each.facts), each.references, each.status) for each in (interview, stored)
        )
        if before != now:
            what = "The interview was changed at the same time, somewhere else."
            raise Conflict(what=what, way_out="Nothing is lost; load it again and go on from there.")

    async def record(self, unit: UnitOfWork, action: Action, interview: Interview, at: datetime) -> None:
        """Write the audit event of an act, in its transaction (GEN-6)."""
        await unit.audit.add(audit_event(self.entropy, at, action, interview.account_id, interview.id))

    def turn(
        self,
        interview: Interview,
        speaker: Speaker,
        content: str,
        question: Question | None = None,
        answer: AnswerKind | None = None,
    ) -> Turn:
        """The next turn of the interview."""
        return Turn(
            id=TurnId(self.new_id()),
            number=len(interview.turns) + 1,
            speaker=speaker,
            phase=phase_of_question(question) if question else interview.phase,
            content=content,
            at=self.clock.now(),
            question=question,
            answer=answer,
        )

    async def say(
        self,
        interview: Interview,
        content: str,
        answer: AnswerKind | None,
        *,
        redactions: int = 0,
        facts: Sequence[Fact] = (),
        read: bool = True,
    ) -> InterviewState:
        """Store a turn of the person's, and only then read it and ask on. A finished interview opens again.

        With `read` off, nothing is taken from the turn beyond the `facts` that come with it.

        Raises:
            Conflict: the interview was changed at the same time; nothing was stored.
            ProviderFailed: the turn is stored.
        """
        turn = self.turn(interview, Speaker.PERSON, content, answer=answer)
        said = attrs.evolve(
            interview,
            turns=(*interview.turns, turn),
            facts=merged(interview.facts, facts),
            status=InterviewStatus.OPEN,
            updated_at=turn.at,
        )
        async with self.database.unit() as unit:
            await self.unchanged(unit, interview)
            await unit.interviews.add_turns(interview.account_id, interview.id, (turn,))
            await unit.interviews.put_facts(interview.account_id, interview.id, facts)
            await unit.interviews.update(said)
        return await self.read_and_ask(said, redactions=redactions, taken=tuple(facts), read=read)

    async def reply(
        self, interview: Interview, content: str, remark: str, *, redactions: int = 0
    ) -> InterviewState:
        """Store what was said beside the open question, and what is said to it; nothing is taken from either.

        Raises:
            Conflict: the interview was changed at the same time; nothing was stored.
        """
        turn = self.turn(interview, Speaker.PERSON, content)
        said = attrs.evolve(interview, turns=(*interview.turns, turn), updated_at=turn.at)
        spoken = self.turn(said, Speaker.INTERVIEWER, remark)
        said = attrs.evolve(said, turns=(*said.turns, spoken))
        async with self.database.unit() as unit:
            await self.unchanged(unit, interview)
            await unit.interviews.add_turns(interview.account_id, interview.id, (turn, spoken))
            await unit.interviews.update(said)
        return state_of(said, redactions=redactions)

    async def read_and_ask(
        self,
        interview: Interview,
        *,
        ask: bool = True,
        redactions: int = 0,
        taken: tuple[Fact, ...] = (),
        read: bool = True,
    ) -> InterviewState:
        """Take the facts from whatever was not read yet, choose the next question, and store both together.

        Raises:
            Conflict: the interview was changed meanwhile; whoever changed it reads these turns too.
            ProviderFailed: nothing was stored.
        """
        turns, references = unread_turns(interview), unread_references(interview)
        question = answered_by(interview.turns, turns[-1]) if turns else None
        heard, new = interview, ()  # type: tuple[Interview, tuple[Fact, ...]]
        if read and (turns or references):
            heard, new = await self._read(interview, turns, references, question)
        spoken, state = None, None
        if ask and open_question(heard.turns) is None:
            spoken, state = await self._ask(heard)
        elif heard.turns[-1].speaker is Speaker.PERSON and open_question(heard.turns) is not None:
            # Said beside the open question: it has been read, and the question goes on waiting.
            spoken = self.turn(heard, Speaker.INTERVIEWER, saying(NOTED, heard.language))
        return await self._store(interview, heard, new, spoken, redactions, taken, state)

    async def read_again(self, interview: Interview, turn: Turn, redactions: int) -> InterviewState:
        """Take the facts of a corrected turn anew, in place of its old ones.

        Raises:
            Conflict, ProviderFailed: the corrected text is stored, its old facts still stand.
        """
        old = tuple(fact for fact in interview.facts if fact.source.ref == turn.ref)
        question = answered_by(interview.turns, turn)
        found = await self._taken(interview, (turn,), (), question)
        changed = reread(old, found.facts)
        read = attrs.evolve(interview, facts=merged(interview.facts, changed))
        new = tuple(fact for fact in changed if fact.status is FactStatus.TAKEN)
        waits = open_question(read.turns) is None and read.status is InterviewStatus.OPEN
        spoken, state = await self._ask(read) if waits else (None, None)
        return await self._store(interview, read, new, spoken, redactions, (), state)

    async def _store(
        self,
        before: Interview,
        read: Interview,
        new: tuple[Fact, ...],
        spoken: Turn | None,
        redactions: int,
        taken: tuple[Fact, ...],
        state: InterviewState | None,
    ) -> InterviewState:
        known = set(before.facts)
        changed = [fact for fact in read.facts if fact not in known]
        after = read
        if spoken is not None:
            after = attrs.evolve(after, turns=(*after.turns, spoken), phase=spoken.phase)
        if changed or spoken is not None:
            after = attrs.evolve(after, updated_at=self.clock.now())
            async with self.database.unit() as unit:
                await self.unchanged(unit, before)
                await unit.interviews.put_facts(after.account_id, after.id, changed)
                if spoken is not None:
                    await unit.interviews.add_turns(after.account_id, after.id, (spoken,))
                await unit.interviews.update(after)
        return state_of(after, new_facts=(*taken, *new), redactions=redactions, before=state)

    async def _read(
        self,
        interview: Interview,
        turns: tuple[Turn, ...],
        references: tuple[ReferenceDocument, ...],
        question: Question | None,
    ) -> tuple[Interview, tuple[Fact, ...]]:
        found = await self._taken(interview, turns, references, question)
        replaced = dict((*found.superseded, *settle(question, interview.facts, found.facts)))
        facts = superseding(merged(interview.facts, found.facts), replaced)
        named = interview.title
        if named == UNTITLED:
            # A later answer names one thing among many; only what comes first may be what the project is called.
            first = not interview.facts or (question is not None and question.intent is QuestionIntent.OPENING)
            title = (found.title if first else None) or questions.working_title(facts)
            clean, secrets = self.clean(" ".join((title or "").split()))
            named = clean[:TITLE_AT_MOST] if clean and not secrets else named
        known = found.language if interview.language == "und" and found.language else interview.language
        new = tuple(fact for fact in facts if fact.id in {each.id for each in found.facts})
        return attrs.evolve(interview, facts=facts, title=named, language=known), new

    async def _taken(
        self,
        interview: Interview,
        turns: tuple[Turn, ...],
        references: tuple[ReferenceDocument, ...],
        question: Question | None,
    ) -> TakenFacts:
        task = TakeFacts(
            language=interview.language,
            turns=turns,
            references=references,
            known=interview.facts,
            answering=question,
        )
        output = (await self.model.complete(interviewer.take_facts(task))).output
        found = on_topic(whole(with_fresh_ids(output, interview.facts)), question)
        facts, put_right = amending(found.facts)
        pairs = tuple((old.id, new.id) for old, new in put_right)
        return attrs.evolve(found, facts=facts, superseded=(*found.superseded, *pairs))

    async def _ask(self, interview: Interview) -> tuple[Turn, InterviewState]:
        """The interviewer's next turn, and the state that it was chosen in."""
        state = state_of(interview)
        asked = asked_questions(interview.turns)
        task = AskQuestion(
            language=interview.language,
            phase=current_phase(state.coverage),
            facts=interview.facts,
            coverage=state.coverage,
            contradictions=state.contradictions,
            vagueness=state.vagueness,
            asked=asked,
            skipped=skipped_topics(interview.turns),
        )
        question = (await self.model.complete(interviewer.ask_question(task))).output.question
        if question is not None and (_is_repeated(question, asked) or len(asked) >= questions.ASKED_AT_MOST):
            # A model may forget the rules; ours never asks twice and always comes to an end.
            question = questions.ask_question(task).question
        text = question.text if question else saying(ENOUGH, interview.language)
        closing = attrs.evolve(interview, phase=phase_of_question(question))
        return self.turn(closing, Speaker.INTERVIEWER, text, question=question), state


def _is_repeated(question: Question, asked: tuple[Question, ...]) -> bool:
    return any(question.id == other.id or folded(question.text) == folded(other.text) for other in asked)
