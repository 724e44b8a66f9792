"""Compound sentences taken apart into single statements, where that does not change what they say."""

import re

import attrs

from specstep.domain.drafting.reading.joints import INDIVISIBLE, JOINTS, SUBORDINATE, separable, with_those
from specstep.domain.drafting.reading.verb_lists import expected_form, is_verb_here, shared_object
from specstep.domain.language.conditions import leading_condition, trailing_conditions
from specstep.domain.language.lexicon import SYSTEM_NOUNS
from specstep.domain.language.nouns import is_actor
from specstep.domain.language.predicates import find_predicate
from specstep.domain.language.values import Condition, Modality
from specstep.domain.language.verb_groups import Predicate
from specstep.domain.language.words import tokens


@attrs.frozen
class Part:
    """One statement out of a sentence, and the span of the sentence that carries it."""

    text: str
    start: int
    end: int


_VERB_JOINTS = re.compile(r",\s+(?:(?:and|or)\s+)?(?:then\s+|also\s+)?|\s+(?:and|or)\s+(?:then\s+|also\s+)?")
_PURPOSE = re.compile(r",? (?:so that|in order to|because|so (?:we|i|they|people|nobody|the)\b)", re.IGNORECASE)
_SYSTEM = re.compile(rf"(?:the|this|our) (?:{'|'.join(sorted(SYSTEM_NOUNS))})\b", re.IGNORECASE)
_MODAL_JOINT = re.compile(
    r"(?:,? (?:and|but) |, )(?P<when>(?:after|before|within|for|at) [^,]{1,20}? )?(?=(?:must|can|should|may|will|shall|cannot|has to|have to|needs to)\b)",
    re.IGNORECASE,
)
_ALSO_HAS = re.compile(
    r",? and (?=(?:has|have|gets?|receives?) (?:an?|the|\d|one|two|three|up to|at (?:most|least))\b)",
    re.IGNORECASE,
)
"""Where something that is done to somebody is followed by what they have: "is asked once and has 14 days"."""
_MAX_PARTS = 12


def split_statement(text: str) -> tuple[Part, ...]:
    """Take a sentence apart at conjunctions of clauses and of verbs; a shared condition is repeated in each part."""
    end = len(text.rstrip(" .!;,"))
    if len(text) > 700 or text.rstrip().endswith("?"):
        return (Part(text, 0, len(text)),)
    leading = leading_condition(text[:end])
    begin = leading[1] if leading else 0
    masked = _masked(text)
    event = leading is not None and find_predicate(tokens(leading[0].text)) is not None
    spans = _clause_spans(text, masked, begin, end, conditional=event)
    parts: list[Part] = []
    prefix, origin = text[:begin], 0
    for index, (start, stop) in enumerate(spans):
        own = leading_condition(text[start:stop]) if index else None
        if own:
            # What follows stands under its own condition, not under the one in front of the sentence.
            prefix, origin = with_those(text[start : start + own[1]], text[slice(*spans[index - 1])]), start
            start += own[1]
        for said, first, last in _verb_phrases(text, masked, start, stop):
            parted = prefix and parts and not prefix.rstrip().endswith((",", "then"))
            before = f"{prefix.rstrip()}, " if parted else prefix
            parts.append(Part(before + said, origin if prefix else first, last))
    if len(parts) <= 1 or len(parts) > _MAX_PARTS:
        return (Part(text, 0, len(text)),)
    return tuple(parts)


def _masked(text: str) -> str:
    """The text with everything in brackets and quotation marks made unreadable, in the same length."""
    return re.sub(
        r"\([^()]*\)|\"[^\"]*\"|“[^”]*”|`[^`]*`|\[[^\[\]]*\]", lambda match: "x" * len(match.group()), text
    )


def _clause_spans(text: str, masked: str, begin: int, end: int, *, conditional: bool) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start = begin
    guarded = begin
    for match in JOINTS.finditer(masked, begin, end):
        left, right = text[max(start, guarded) : match.start()], text[match.end() : end]
        if match.start() <= max(start, guarded) or not separable(
            match.group(), left, right, conditional=conditional
        ):
            continue
        spans.append((start, match.start()))
        start = match.end()
        own = leading_condition(text[start:end])
        guarded = start + own[1] if own else start  # the comma behind its condition parts nothing
    spans.append((start, end))
    return spans


def _verb_phrases(text: str, masked: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """The statements of one clause with their spans: one for each coordinated verb."""
    whole = [(text[start:end], start, end)]
    clause = text[start:end]
    inner = leading_condition(clause)
    offset = inner[1] if inner else 0
    predicate = find_predicate(tokens(clause[offset:]))
    if predicate is None or (
        predicate.negated and not _second_modal(clause, masked[start:end], offset + predicate.end, passive=False)
    ):
        return whole
    purpose = _PURPOSE.search(clause, offset + predicate.end)
    if INDIVISIBLE.search(clause[: purpose.start()] if purpose else clause):
        return whole
    if re.match(r"\s*(?:no|nobody|none|neither|only|not)\b", clause[offset:], re.IGNORECASE):
        return whole
    verb_start, verb_end = offset + predicate.verb_start, offset + predicate.end
    if (
        predicate.verb in _CAUSING
        and clause[verb_start:verb_end] == predicate.verb
        and (caused := _TO_DO.match(clause[verb_end:]))
    ):
        verb_start, verb_end = verb_end + caused.start("do"), verb_end + caused.end("do")
    if joint := _second_modal(clause, masked[start:end], verb_end, passive=predicate.passive):
        subject = clause[: offset + predicate.start]
        return [
            *_verb_phrases(text, masked, start, start + joint[0]),
            (f"{subject}{clause[joint[1] :]}{joint[2]}", start, end),
        ]
    conditions, stop = trailing_conditions(clause, verb_end)
    if purpose and purpose.start() < stop:
        conditions, stop = (), purpose.start()
    cuts = _cuts(clause, masked[start:end], predicate, verb_end, stop)
    if not cuts:
        return whole
    front = clause[:verb_start]
    tail = clause[stop:] if conditions else ""
    bounds = [verb_start, *(after for _, after in cuts)]
    ends = [*(before for before, _ in cuts), stop]
    phrases = [clause[a:b] for a, b in zip(bounds, ends, strict=True)]
    shared = shared_object(phrases)
    last_only = bool(conditions) and _binds_the_last(conditions[0], phrases)
    if (
        conditions
        and not last_only
        and not (all(shared[:-1]) or (_shares(conditions[0]) and _SYSTEM.match(clause[offset:])))
    ):
        return whole
    said: list[tuple[str, int, int]] = []
    for index, phrase in enumerate(phrases):
        last = end if tail or shared[index] else start + ends[index]
        ending = (
            clause[stop:]
            if (not conditions or last_only) and index == len(phrases) - 1
            else ""
            if last_only
            else tail
        )
        if ending:
            last = end
        if last_only and index == len(phrases) - 1:
            front = _DATED_FRONT.sub("", front)  # it has a time of its own
        said.append((f"{front}{phrase}{shared[index]}{ending}", start, last))
    return said


_CAUSING = frozenset("allow enable permit require help".split())
_TO_DO = re.compile(r"\s+(?:(?:an?|the|each|every|our|all) )?(?:[\w-]+ ){1,3}?to (?P<do>[a-z]+)\b")
"""Who is allowed to do what: further verbs are theirs."""
_DATED_FRONT = re.compile(r"^(?:before|after|while|upon|on)\s+[^,]{3,40},\s+", re.IGNORECASE)


def _second_modal(clause: str, masked: str, verb_end: int, *, passive: bool) -> tuple[int, int, str] | None:
    """Where "… and must …" begins a second obligation of the same subject."""
    match = _MODAL_JOINT.search(masked, verb_end) or (_ALSO_HAS.search(masked, verb_end) if passive else None)
    if match is None:
        return None
    inner = SUBORDINATE.search(clause, verb_end, match.start())
    asked = inner and inner.group().lower() in {"what", "who", "which"} and match.group().startswith(",")
    of_its_own = asked or ("when" in match.re.groupindex and match["when"] and match.group().startswith(","))
    if (
        inner
        and not of_its_own
        and not (inner.group().lower() in {"who", "what"} and match.group().split()[-1] == "can")
    ):
        return None
    when = f" {match['when'].strip()}" if "when" in match.re.groupindex and match["when"] else ""
    return match.start(), match.end(), when


def _binds_the_last(condition: Condition, phrases: list[str]) -> bool:
    """Whether a condition at the end can only be meant for the last verb: "pay when they pick up", or where it
    speaks of what an earlier verb deals with ("counts words per chapter and warns when a chapter …")."""
    spoken_of = re.match(r"(?:they|he|she|I|we)\b", condition.text) is not None
    if not _shares(condition):
        return spoken_of and condition.conjunction.lower() in {"as soon as", "once"}
    if spoken_of:
        return True
    subject = tokens(condition.text)[1:2] if re.match(r"(?:an?|one|no)\b", condition.text) else ()
    return any(
        word.lower == spoken.lower for spoken in subject for phrase in phrases[:-1] for word in tokens(phrase)
    )


def _shares(condition: Condition) -> bool:
    """Whether a condition at the end of a sentence can be meant for all of its verbs."""
    return condition.conjunction.lower() in {"when", "whenever", "if", "unless", "while"}


def _cuts(clause: str, masked: str, predicate: Predicate, verb_end: int, stop: int) -> list[tuple[int, int]]:
    """Pairs (where a verb phrase ends, where the next one begins)."""
    found: list[tuple[int, int, bool]] = []
    own = (
        clause[:verb_end].rsplit(" ", 1)[-1].strip(",.")
        if " " not in predicate.verb
        else clause[:verb_end].split(" ")[-2]
    )
    form = expected_form(own, predicate)
    for match in _VERB_JOINTS.finditer(masked, verb_end, stop):
        if SUBORDINATE.search(clause, verb_end, match.start()):
            break
        if is_verb_here(clause, match.end(), form):
            chosen = re.search(r"\bor\b", match.group())
            if chosen and not _free(clause, predicate):
                return []
            found.append((match.start(), match.end(), bool(chosen) or "and" in match.group()))
    # A comma alone joins verbs only where an "and" closes the list.
    if found and not any(closing for _, _, closing in found) and predicate.modality in _OBLIGED:
        # "should fill in the form, upload the photo": a hurried hand left the "and" out
        found = [(a, b, _OBJECT.match(clause, b) is not None) for a, b, _ in found]
    last = max((index for index, (_, _, closing) in enumerate(found) if closing), default=-1)
    return [(before, after) for before, after, _ in found[: last + 1]]


_OBLIGED = frozenset({Modality.MUST, Modality.SHOULD})
_OBJECT = re.compile(r"[a-z]+ (?:the|an?|their|his|her|it|them|all|each)\b")


def _free(clause: str, predicate: Predicate) -> bool:
    """Whether "or" leaves somebody a choice, so that each verb stands for something that they can do."""
    return predicate.modality is Modality.IS and is_actor(clause[: predicate.start].strip())
