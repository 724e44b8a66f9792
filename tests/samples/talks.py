"""What interviews need around them: a clock, entropy, a scanner, and a model that answers without a provider."""

import itertools
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import attrs

from specstep.adapters.persistence.memory import MemoryDatabase
from specstep.application.interviews import Interviews
from specstep.domain.accounts import LOCAL_OWNER, Account
from specstep.domain.drafting.questions import ask_question
from specstep.domain.errors import ProviderFailed
from specstep.domain.generations.values import Usage
from specstep.domain.ids import FactId
from specstep.domain.interviews.facts import next_fact_id
from specstep.domain.interviews.values import Fact, FactKind, Source, SourceKind
from specstep.domain.tasks.inputs import AskQuestion, TakeFacts, TakenFacts
from specstep.domain.tasks.values import AgentTask, Completion
from specstep.ports.secret_scanners import SecretSpan

Output = TypeVar("Output")
START = datetime(2026, 1, 5, 9, tzinfo=UTC)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
_KINDS = (
    (FactKind.ASIDE, "other", r"^(?:hi|hello|thanks|thank you|yes|no|nothing is missing|ok)\b[^,]{0,20}$"),
    (FactKind.QUESTION, "other", r"\?$|don't know|no idea|weiß ich nicht"),
    (FactKind.NON_GOAL, "non-goals", r"not part of|out of scope|first version has no|will not have|nicht dazu|n'est pas prévu"),
    (FactKind.LATER, "non-goals", r"\blater\b|some day|später"),
    (FactKind.DATA, "data", r"\b(?:kept|stored?|records?|speicher\w*|gespeichert)\b"),
    (FactKind.CONTEXT, "existing", r"^(?:today|currently|heute|aujourd'hui)\b|spreadsheet|tabelle"),
    (FactKind.LIMIT, "money", r"budget|\d ?(?:eur|euros?|usd|€)|cost"),
    (FactKind.LIMIT, "team-time", r"deadline|fixed date|months\b|developers"),
    (FactKind.LIMIT, "load", r"\d+ (?:users|people|volunteers|merchants|personen|mitglieder)"),
    (FactKind.QUALITY, "quality", r"fast|quick|seconds|available|schnell|sekunden|reliable"),
    (FactKind.DECISION, "decisions", r"django|postgres\w*|mysql|aws|python|hosted"),
    (FactKind.DECISION, "deployment", r"\bruns on\b|server|läuft auf"),
    (FactKind.DECISION, "interfaces", r"browser|phones?\b|telefon"),
    (FactKind.RULE, "rules", r"\b(?:only|must not|must never|never|cannot|nobody|nur|darf nicht)\b"),
    (FactKind.GOAL, "purpose", r"\b(?:goal|so that|problem|ziel)\b"),
    (FactKind.ACTOR, "users", r"only one who uses|uses it\b|for myself|just me"),
    (FactKind.NEED, "capabilities", r"."),
)  # fmt: skip


def fact(
    text: str, kind: FactKind = FactKind.NEED, topic: str = "capabilities", number: int = 1, **more: object
) -> Fact:
    """A fact that the first turn gave."""
    source = Source(kind=SourceKind.TURN, ref="T1", quote=text)
    return attrs.evolve(
        Fact(id=FactId(f"F-{number:03d}"), text=text, kind=kind, topic=topic, source=source), **more
    )


def facts_of(*texts: str | tuple[str, FactKind, str]) -> tuple[Fact, ...]:
    """Facts numbered from 1; a bare text is classified as the plain reader does it."""
    found = []
    for number, item in enumerate(texts, 1):
        text, kind, topic = item if isinstance(item, tuple) else (item, *classify(item))
        found.append(fact(text, kind, topic, number))
    return tuple(found)


def classify(text: str) -> tuple[FactKind, str]:
    """Kind and topic by the first row of keywords that fits."""
    return next((kind, topic) for kind, topic, words in _KINDS if re.search(words, text, re.IGNORECASE))


def take_facts(task: TakeFacts) -> TakenFacts:
    """Sentence by sentence, by keywords: far simpler than the product's reader, but of the same shape."""
    found: list[Fact] = []
    passages = [(SourceKind.TURN, turn.ref, turn.content) for turn in task.turns]
    passages += [(SourceKind.REFERENCE, f"{document.ref}:1", document.text) for document in task.references]
    for where, ref, content in passages:
        for match in _SENTENCE.finditer(content):
            text = match[0].strip()
            if not any(character.isalnum() for character in text):
                continue
            kind, topic = classify(text)
            source = Source(kind=where, ref=ref, quote=text)
            found.append(
                Fact(id=next_fact_id((*task.known, *found)), text=text, kind=kind, topic=topic, source=source)
            )
    whole = " ".join(content for _, _, content in passages)
    language = "de" if re.search(r"\b(?:ich|und|die|wir|können)\b", whole, re.IGNORECASE) else "en"
    return TakenFacts(title=" ".join(whole.split()[:4]) or None, language=language, facts=tuple(found))


@attrs.define
class PlainModel:
    """Answers both of the interviewer's tasks; fails at the calls named in `fails_at` (counted from 1)."""

    fails_at: set[int] = attrs.field(factory=set)
    calls: int = 0
    seen: list[object] = attrs.field(factory=list)
    before: Callable[[], object] | None = None
    provider: str = "offline"
    recipient: str = "none"

    async def complete(self, task: AgentTask[Output]) -> Completion[Output]:
        self.calls += 1
        self.seen.append(task.inputs)
        if self.before is not None:
            await self.before()  # type: ignore[misc]
        if self.calls in self.fails_at:
            raise ProviderFailed(service="The model", reason="it broke off.")
        answer: object
        if isinstance(task.inputs, TakeFacts):
            answer = take_facts(task.inputs)
        elif isinstance(task.inputs, AskQuestion):
            answer = ask_question(task.inputs)
        else:
            raise TypeError(task.name)
        assert isinstance(answer, task.output)
        return Completion(output=answer, model="plain", usage=Usage(calls=1))


class PasswordScanner:
    """Takes what follows "password:" for a secret."""

    def scan(self, text: str) -> tuple[SecretSpan, ...]:
        found = re.finditer(r"(?<=password: )\S+", text)
        return tuple(SecretSpan(start=match.start(), end=match.end(), kind="password") for match in found)


class TickingClock:
    """Each look at it is a second later."""

    def __init__(self) -> None:
        self._ticks = itertools.count()

    def now(self) -> datetime:
        return START + timedelta(seconds=next(self._ticks))


class CountedBytes:
    """Bytes that never repeat."""

    def __init__(self) -> None:
        self._count = itertools.count(1)

    def take(self, size_bytes: int) -> bytes:
        return next(self._count).to_bytes(size_bytes, "big")


async def opened_interviews(model: PlainModel | None = None, database: MemoryDatabase | None = None) -> Interviews:
    """The use cases on a database in memory in which the local owner exists."""
    if database is None:
        database = MemoryDatabase()
        async with database.unit() as unit:
            await unit.accounts.add(Account(id=LOCAL_OWNER, display_name="Owner", created_at=START))
    return Interviews(database, model or PlainModel(), PasswordScanner(), TickingClock(), CountedBytes())
