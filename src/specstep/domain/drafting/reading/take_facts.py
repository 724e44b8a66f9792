"""From turns and reference documents to facts: one statement each, with its source."""

import re

from specstep.domain.drafting.english.agents import agents_in
from specstep.domain.drafting.reading.layout import passages
from specstep.domain.drafting.reading.naming import system_term, title_of
from specstep.domain.drafting.reading.passages import Passage, Shape
from specstep.domain.drafting.reading.projects import OF_ANOTHER, set_aside
from specstep.domain.drafting.reading.statements import statements
from specstep.domain.drafting.reading.superseding import settle
from specstep.domain.drafting.reading.threads import Statement, Thread
from specstep.domain.ids import FactId
from specstep.domain.interviews.values import Fact, FactKind, Source, SourceKind, Speaker
from specstep.domain.language.detection import UNDETERMINED, language_of
from specstep.domain.tasks.inputs import TakeFacts, TakenFacts


def take_facts(task: TakeFacts) -> TakenFacts:
    """Read the person's turns and the references, and take every statement out of them, in order.

    Nothing is invented: each fact quotes its source verbatim (white space folded). What is beside the point is kept
    as an aside, so that nothing gets lost either. The interviewer's turns are not read; they only complete answers.
    """
    texts = [turn.content for turn in task.turns if turn.speaker is Speaker.PERSON]
    texts += [reference.text for reference in task.references]
    whole = "\n\n".join(texts)
    language = _language(whole, task.language, short=task.answering is not None)
    system = _system(task, whole)
    thread = Thread(
        language=language,
        system=system,
        known=task.known,
        people=agents_in(whole) if language in {"en", UNDETERMINED} else frozenset(),
        wanting=_is_specification(whole) or _wanted_before(task.known),
    )
    found: list[Statement] = []
    titles: list[str] = []
    asked: str | None = None
    last_person = max((i for i, turn in enumerate(task.turns) if turn.speaker is Speaker.PERSON), default=-1)
    for index, turn in enumerate(task.turns):
        if turn.speaker is not Speaker.PERSON:
            asked = turn.content
            thread.question = turn.question
            continue
        if index == last_person and task.answering is not None:
            asked, thread.question = task.answering.text, task.answering
        pieces = passages(turn.content)
        titles += _titles(pieces, turn.content)
        found += statements(turn.content, pieces, SourceKind.TURN, turn.ref, thread, asked=asked)
        asked, thread.question = None, None
    for reference in task.references:
        pieces = passages(reference.text)
        found += statements(
            reference.text, pieces, SourceKind.REFERENCE, reference.ref, thread.for_reference(), asked=None
        )
    settled, replaced = settle(tuple(found), task.known)
    first = 1 + max((_number(fact.id) for fact in task.known), default=0)
    ids = [FactId(f"F-{first + index:03d}") for index in range(len(settled))]
    facts = set_aside(tuple(_fact(statement, ids, index) for index, statement in enumerate(settled)))
    if texts and (other := next((fact for fact in facts if fact.text.startswith(OF_ANOTHER)), None)):
        cut = texts[0].find((other.source.quote or "")[:_ENOUGH])
        texts[0] = texts[0][:cut] if cut > 0 else texts[0]
    return TakenFacts(
        title=title_of(tuple(titles), texts[0] if texts else "")
        if task.answering is None or not task.known
        else None,
        language=language,
        facts=facts,
        superseded=tuple((old, ids[new]) for old, new in replaced),
    )


_ENOUGH = 40
"""Characters of a quote by which its place is found."""
_PERSONAL = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us|you|your)\b|\?")
_SEVERAL = 6


def _is_specification(text: str) -> bool:
    """Whether a text of several sentences tells of nobody's own: what it states is then what shall be."""
    return text.count(". ") + text.count(".\n") >= _SEVERAL and _PERSONAL.search(text) is None


def _fact(statement: Statement, ids: list[FactId], index: int) -> Fact:
    return Fact(
        id=ids[index],
        text=statement.text,
        kind=statement.kind,
        topic=statement.topic,
        source=Source(kind=statement.source_kind, ref=statement.ref, quote=statement.quote),
        status=statement.status,
        superseded_by=ids[statement.replaced_by] if statement.replaced_by is not None else None,
        speaker=statement.speaker,
        priority=statement.priority,
    )


def _number(fact_id: str) -> int:
    match = re.search(r"(\d+)$", fact_id)
    return int(match.group(1)) if match else 0


def _language(text: str, told: str, *, short: bool) -> str:
    if told not in {"", UNDETERMINED} and short:
        return told
    seen = language_of(text)
    if seen == UNDETERMINED or (told not in {"", UNDETERMINED} and len(text.split()) < 6):
        return told or UNDETERMINED
    return seen


def _wanted_before(known: tuple[Fact, ...]) -> bool:
    """Whether the talk has come to what is wanted in an earlier contribution."""
    wanted = {FactKind.GOAL, FactKind.NEED, FactKind.RULE, FactKind.QUALITY}
    return any(fact.kind in wanted and fact.source.kind is not SourceKind.ASSUMPTION for fact in known)


def _system(task: TakeFacts, text: str) -> str:
    known = " ".join(fact.text for fact in task.known)
    return system_term(f"{known}\n{text}")


_NAMED = re.compile(r"(?:title|subject|betreff|objet|asunto|name|project)\s*:\s*(.+)", re.IGNORECASE)
_FIRST_HEADING = re.compile(r"^#\s+(.+)$", re.MULTILINE)
_UNDERLINED = re.compile(r"\s*(\S[^\n]{2,70})\n=+\s*$", re.MULTILINE)
_NO_TITLE = re.compile(r"[-*\[>(|\d#]|(?:from|to|date|cc|subject)\s*:", re.IGNORECASE)


def _titles(pieces: tuple[Passage, ...], source: str) -> list[str]:
    """What may serve as a title, best first: named as one, a heading, a first line that is no sentence."""
    entries = (_NAMED.match(piece.text) for piece in pieces if piece.shape is Shape.ENTRY)
    found = [match.group(1).strip("\"'") for match in entries if match]
    heading = _FIRST_HEADING.search(source[:20_000]) or _UNDERLINED.match(source[:400])
    if heading:
        found.append(heading.group(1))
    else:
        found += [piece.headings[0] for piece in pieces[:1] if piece.headings]
    first = next((line.strip() for line in source[:2000].splitlines() if line.strip()), "")
    sentence = len(first) >= 60 or first[-1:] in {".", "!", "?", ",", ";"} or ":" in first
    if not sentence and len(first.split()) >= 2 and not _NO_TITLE.match(first):
        found.append(first)
    return found
