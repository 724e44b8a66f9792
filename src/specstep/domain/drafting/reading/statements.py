"""Passages read into statements: split, completed, and told what part they play."""

import re

import attrs

from specstep.domain.drafting.reading.answers import completed, is_short
from specstep.domain.drafting.reading.asides import (
    is_greeting,
    is_reply_head,
    is_sign_off,
    is_small_talk,
    is_to_machine,
)
from specstep.domain.drafting.reading.completing import complete, without_filler
from specstep.domain.drafting.reading.corrections import corrected, correction_cue
from specstep.domain.drafting.reading.judging import judged
from specstep.domain.drafting.reading.list_fragments import Surroundings
from specstep.domain.drafting.reading.passages import Passage, Shape
from specstep.domain.drafting.reading.promises import promised
from specstep.domain.drafting.reading.pronouns import resolved_within, with_owner
from specstep.domain.drafting.reading.run_ons import spoken_spans
from specstep.domain.drafting.reading.sections import Section, innermost, section_of
from specstep.domain.drafting.reading.shorthand import spelled_out
from specstep.domain.drafting.reading.splitting import Part, split_statement
from specstep.domain.drafting.reading.telling import told_on
from specstep.domain.drafting.reading.threads import Statement, Thread
from specstep.domain.drafting.reading.user_stories import from_outside
from specstep.domain.interviews.values import FactKind, SourceKind
from specstep.domain.language.nouns import is_actor
from specstep.domain.language.predicates import find_predicate
from specstep.domain.language.sentences import sentence_spans
from specstep.domain.language.words import fold, tokens

_K = FactKind


_LONGEST = 800
"""Characters of a sentence that is still analysed."""


def statements(
    source: str, pieces: tuple[Passage, ...], kind: SourceKind, ref: str, thread: Thread, *, asked: str | None
) -> list[Statement]:
    """Every statement of a source, in order.

    Args:
        source: the text that the quotes are taken from.
        pieces: its passages.
        kind: turn or reference; the refs of a reference name the line.
        ref: "T1" or "R1".
        thread: what the talk is at; it is carried on.
        asked: the question that the source answers, if any.
    """
    found: list[Statement] = []
    signed_off: int | None = None
    first = True
    for piece in pieces:
        place = f"{ref}:{piece.line}" if kind is SourceKind.REFERENCE else ref
        base = Statement(text=piece.text, said=piece.text, kind=_K.ASIDE, topic="other", source_kind=kind, ref=place,
                         quote=piece.quote(source, 0, len(piece.text)), speaker=piece.speaker)  # fmt: skip
        if not base.quote:
            continue
        if signed_off is not None and piece.depth == signed_off and _is_signature(piece):
            found.append(attrs.evolve(base, text=fold(piece.text)))
            continue
        if piece.shape is Shape.PARAGRAPH and piece.speaker is None and is_sign_off(piece.text) and not first:
            signed_off = piece.depth
            found.append(attrs.evolve(base, text=fold(piece.text)))
            continue
        if first and not found and _is_title(piece):
            found.append(attrs.evolve(base, text=fold(piece.text), kind=_K.CONTEXT))
            continue
        made = _whole(piece, base, thread)
        if made is not None:
            found += made
            continue
        question = asked if first else _waiting_question(found, piece)
        if question and not first and not piece.text.split(". ")[0].rstrip().endswith("?"):
            found[-1] = attrs.evolve(found[-1], kind=_K.ASIDE, topic="other")  # answered by the next speaker
        found += _sentences(source, piece, base, thread, question, found)
        first = False
    return found


def _is_title(piece: Passage) -> bool:
    """Whether the first line of a text only names it: "Transcript - discovery call, 14 May"."""
    text = piece.text.strip()
    dashed = re.search(r"\s[-–—]\s", text)
    return (
        piece.shape is Shape.PARAGRAPH and piece.speaker is None and len(text) < _LONGEST_TITLE and "\n" not in text
        and text[-1:] not in {".", "!", "?", ",", ";"} and bool(dashed) and find_predicate(tokens(text)) is None
    )  # fmt: skip


_LONGEST_TITLE = 90
_WISHING = re.compile(
    r"\b(?:what|all) (?:i|we)\b.*\b(?:like|want|need|after|looking for|hoping for)\b|^here(?:['’]s| is| are) what\b|\b(?:reqs|requirements)\b[^.]{0,20}:",
    re.IGNORECASE,
)
"""The opening of what is wanted: "What I'd like: …"."""


_WISHED_BELOW = re.compile(
    r"\b(?:what|things) (?:i|we)(?:['’]d| would)? (?:like|want|need)\b|\b(?:wish ?list|requirements)\b",
    re.IGNORECASE,
)
"""A heading below which plain statements tell what is wanted."""


def _is_signature(piece: Passage) -> bool:
    return (
        piece.shape is Shape.PARAGRAPH and len(piece.text) < 120 and not re.match(r"p\.?\s?s\b", piece.text, re.IGNORECASE)
        and not piece.text.rstrip().endswith((".", "?", "!"))
    )  # fmt: skip


def _whole(piece: Passage, base: Statement, thread: Thread) -> list[Statement] | None:
    """Passages that are no running text; None for those that are."""
    if piece.shape is Shape.CODE:
        return [attrs.evolve(base, text=f"Given as an example: {fold(piece.text)}", kind=_K.CONTEXT)]
    if piece.shape is Shape.HEADING:
        bare = re.sub(
            r"^\d+(?:\.\d+)*[.)]?\s+|\b(?:phase|version|step|part|v)\s?\d+\b",
            "",
            piece.headings[-1] if piece.headings else piece.text,
            flags=re.IGNORECASE,
        )
        if not re.search(r"\d", bare):
            return []
        return [attrs.evolve(base, text=fold(piece.text).strip("#* "), kind=_K.CONTEXT)]
    if piece.shape is Shape.ASIDE or is_reply_head(piece.text):
        return [attrs.evolve(base, text=fold(piece.text))]
    if piece.shape is Shape.ENTRY:
        said = complete(piece.text, Surroundings(system=thread.system))
        whole = attrs.evolve(base, text=fold(piece.text))
        limit = re.match(r"(?:budget|deadline|launch|go[- ]live|due|team)\b", piece.text, re.IGNORECASE)
        return [judged(attrs.evolve(base, text=said), thread, None, listed=True) if limit else whole]
    if piece.shape is Shape.ROW:
        text = complete(piece.rendered or piece.text, Surroundings(system=thread.system))
        section = innermost(piece.headings)
        return [
            judged(attrs.evolve(base, text=text, said=text), thread, section, listed=True, priority=piece.priority)
        ]
    return None


def _waiting_question(found: list[Statement], piece: Passage) -> str | None:
    if not found or piece.speaker is None:
        return None
    last = found[-1]
    return last.said if last.speaker != piece.speaker and last.said.rstrip().endswith("?") else None


def _sentences(
    source: str, piece: Passage, base: Statement, thread: Thread, question: str | None, before: list[Statement]
) -> list[Statement]:
    made: list[Statement] = []
    section = innermost(piece.headings)
    spans = list(spoken_spans(piece.text) if thread.language in {"en", "und"} else sentence_spans(piece.text))
    if len(spans) > 1 and is_greeting(piece.text[spans[0][0] : spans[0][1]]):
        question = None
    for number, (start, end) in enumerate(spans):
        said = piece.text[start:end]
        whole = attrs.evolve(base, quote=piece.quote(source, start, end), said=fold(said))
        if not whole.quote:
            continue
        if not any(letter.isalnum() for letter in said):
            made.append(attrs.evolve(whole, text=fold(said)))
            continue
        start, said = _after_greeting(source, piece, start, said, made, whole)
        whole = attrs.evolve(whole, quote=piece.quote(source, start, end), said=fold(said))
        if number == 0 and question and is_small_talk(question) and is_short(said):
            made.append(attrs.evolve(whole, text=fold(said)))
            continue
        if number == 0 and question and (answer := _answer(said, question, thread)):
            if before and before[-1].said == question:
                before[-1] = attrs.evolve(before[-1], kind=_K.ASIDE, topic="other")
            topic = thread.question.topic if thread.question else None
            made.append(
                judged(attrs.evolve(whole, text=answer), thread, section, listed=True, topic=topic, answered=True)
            )
            continue
        stem = piece.stem if number == 0 else None
        made += _parts(source, piece, whole, start, said, stem, section, thread)
    return made


def _after_greeting(
    source: str, piece: Passage, start: int, said: str, made: list[Statement], whole: Statement
) -> tuple[int, str]:
    """Take "Hi Anna," off the front of a sentence."""
    match = re.match(
        r"(?:hi|hello|hey|dear|hallo|hola|bonjour|ciao)\s[^,.!?]{1,40}[,!]\s+(?=\S)", said, re.IGNORECASE
    )
    if not match:
        return start, said
    quote = piece.quote(source, start, start + len(match.group().rstrip()))
    made.append(attrs.evolve(whole, text=fold(match.group()), said=fold(match.group()), quote=quote))
    return start + match.end(), said[match.end() :]


def _answer(said: str, question: str, thread: Thread) -> str | None:
    if thread.language not in {"en", "und"} or not is_short(corrected(said)):
        return None
    said = re.sub(r"^(?:(?:uh+|um+|er+|hm+|well|oh)\b[,.…]*\s+)+(?=\S)", "", said, flags=re.IGNORECASE)
    topic = thread.question.topic if thread.question else None
    recommended = thread.question.recommended if thread.question else None
    return completed(question, corrected(said), topic=topic, recommended=recommended)


def _parts(
    source: str,
    piece: Passage,
    whole: Statement,
    start: int,
    said: str,
    stem: str | None,
    section: Section | None,
    thread: Thread,
    *,
    verbatim: bool = True,
) -> list[Statement]:
    if len(said) > _LONGEST:
        # Nobody writes such a sentence; it is kept as it is, so that hostile input stays cheap.
        return [attrs.evolve(whole, text=fold(said), kind=_K.ASIDE if is_to_machine(said) else _K.CONTEXT)]
    if thread.language not in {"en", "und"}:
        text = fold(f"{stem.splitlines()[-1]} {said}") if stem else fold(said)
        return [
            judged(
                attrs.evolve(whole, text=text),
                thread,
                section,
                listed=piece.shape is Shape.ITEM,
                priority=piece.priority,
            )
        ]
    told = from_outside(said) if verbatim else None
    asking = piece.speaker is None or not whole.said.endswith("?")
    written = (told,) if told else spelled_out(said, thread.plural, asking=asking) if verbatim else (said,)
    if written != (said,):
        return [
            made
            for one in written
            for made in _parts(source, piece, whole, start, one, stem, section, thread, verbatim=False)
        ]
    if is_to_machine(said) or is_small_talk(without_filler(said)):
        return [attrs.evolve(whole, text=complete(said, Surroundings(system=thread.system)))]
    right = corrected(said)
    bare = without_filler(right)
    shift = len(right) - len(bare)
    titled = any(_WISHED_BELOW.search(heading) for heading in piece.headings)
    thread.wanting = thread.wanting or titled or _WISHING.search(right[:shift] or right[:40]) is not None
    exact = verbatim and right == said
    listed = piece.shape is Shape.ITEM
    cue = correction_cue(bare)
    around = Surroundings(
        system=thread.system, group=thread.group, counted=thread.counted, stem=stem, section=section, label=_people(piece.headings), singular=thread.singular,
        plural=thread.plural,
        person=thread.meant_in(bare), alone=thread.alone,
    )  # fmt: skip
    if stem and (own := section_of(stem.splitlines()[-1].strip(" :"))):
        section = own
        around = attrs.evolve(around, section=own)
    if label := re.match(r"(?P<label>[\w' -]{3,30}?)\s*:\s+(?=\S)", bare):
        section = section_of(label["label"]) or section
    ready = bare
    if stem or listed:
        ready = complete(bare, around, item=listed)
        parts: tuple[Part, ...] = split_statement(ready) if cue is None else (Part(ready, 0, len(ready)),)
        exact = False
    else:
        parts = split_statement(bare) if cue is None else (Part(bare, 0, len(bare)),)
    made: list[Statement] = []
    for part in parts:
        around = attrs.evolve(
            around,
            group=thread.group,
            counted=thread.counted,
            singular=thread.singular,
            plural=thread.plural,
            person=thread.meant_in(part.text),
            stem=None,
        )
        text = thread.timed(complete(part.text, around, item=listed and ready is bare))
        person = thread.meant_in(text)
        text = with_owner(resolved_within(text, object=thread.object, person=person), person)
        quote = piece.quote(source, start + shift + part.start, start + shift + part.end) if exact else whole.quote
        one = attrs.evolve(whole, text=text, quote=quote or whole.quote)
        one = judged(one, thread, section, listed=listed, priority=piece.priority)
        made.append(
            attrs.evolve(one, kind=_K.CONTEXT, topic="existing") if made and told_on(made[0], one) else one
        )
    wanted = made[0] if len(made) == 1 and made[0].kind in {_K.GOAL, _K.NEED} else None
    if wanted is not None:
        for promise in promised(wanted.text, thread.system):
            for part in split_statement(promise):
                text = complete(part.text, attrs.evolve(around, stem=None))
                said_so = judged(attrs.evolve(whole, text=text), thread, section, listed=True)
                made.append(
                    said_so
                    if said_so.kind not in {_K.GOAL, _K.CONTEXT}
                    else attrs.evolve(said_so, kind=_K.NEED, topic="capabilities")
                )
    return made


def _people(headings: tuple[str, ...]) -> str | None:
    """The innermost heading, where it names people: what follows is theirs to do."""
    if not headings:
        return None
    said = re.sub(r"\s*\([^)]*\)$", "", headings[-1]).strip(" :")
    return said if is_actor(said) and len(said.split()) <= 3 and section_of(said) is None else None
