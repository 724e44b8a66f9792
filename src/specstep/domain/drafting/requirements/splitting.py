"""Take a statement with several obligations apart into statements with one each."""

import re

import attrs

from specstep.domain.drafting.english.nouns import DETERMINERS, FUNCTION_WORDS, head_of, is_plural, singular
from specstep.domain.drafting.english.people import is_person
from specstep.domain.drafting.english.verbs import base_form, is_base, is_participle, is_verb
from specstep.domain.drafting.requirements.clauses import Known, take_apart
from specstep.domain.drafting.requirements.limits_of_acts import apart
from specstep.domain.language.lexicon import PARTICLES, PREPOSITIONS
from specstep.domain.language.nouns import is_noun_too
from specstep.domain.language.sentences import sentence_spans
from specstep.domain.language.values import Clause

SEAM = re.compile(r",?\s+(?:and then|and also|and|then|or|but)\s+|;\s+|,\s+")


def sentences(text: str) -> list[str]:
    """A fact's sentences; most facts are one."""
    folded = " ".join(text.split())
    whole = [folded[start:end] for start, end in sentence_spans(folded)]
    return [part for said in whole for part in re.split(r"(?<=;)\s+(?=[A-Z0-9])", said) if part.strip(" .!?;")]


def obligations(clause: Clause) -> tuple[Clause, ...]:
    """The clause once per verb that it coordinates ("create, edit and delete shifts" are three)."""
    if clause.subject == "there" or re.search(r"\bbetween\s+(?!\w+s\s+and\b)(?:\S+ ){1,4}?and\b", clause.rest):
        return (clause,)
    if clause.passive:
        return _passives(clause)
    parts = _verb_parts(clause.verb, clause.rest)
    if len(parts) < 2:
        return (clause,)
    return tuple(attrs.evolve(clause, verb=verb, rest=rest, passive=False) for verb, rest in parts)


def _passives(clause: Clause) -> tuple[Clause, ...]:
    """The clause once per participle ("made every night and kept for 30 days")."""
    for match in re.finditer(r"(?:^|,?\s+)and\s+(?:also\s+|then\s+)?(?P<verb>\w+)\b", clause.rest):
        if is_participle(match["verb"]):
            first = attrs.evolve(clause, rest=clause.rest[: match.start()])
            second = attrs.evolve(clause, verb=base_form(match["verb"]), rest=clause.rest[match.end() :].strip())
            return (first, *_passives(second))
    return (clause,)


def _verb_parts(verb: str, rest: str) -> list[tuple[str, str]]:
    pieces: list[str] = []
    position = 0
    if re.match(r"(?:whether|how|what|which|who|where|if)\b", rest):
        return []  # what is asked or decided holds its verbs together
    opening = re.match(r"^(?P<verb>\w+)(?:,| and\b| or\b)(?: and| or)? (?P<next>\w+)", rest)
    listed = (
        opening is not None
        and is_noun_too(opening["verb"])
        and (
            rest[opening.end() :].split(" ")[:1] != [""]
            or not re.match(r"\s+(?:the|an?|each|their|its)\b", rest[opening.end() :])
        )
    )
    if opening and is_base(opening["verb"]) and is_base(opening["next"]) and not listed:
        pieces.append("")  # "create, edit and delete": the first verb shares the last one's object
    cuts: list[re.Match[str]] = []
    for match in SEAM.finditer(rest):
        begun = cuts[-1].end() if cuts else position
        if match.start() < begun:
            continue
        if _opens_verb_phrase(rest[match.end() :], rest[begun : match.start()], rest[: match.start()]):
            cuts.append(match)
    closing = max((index for index, cut in enumerate(cuts) if cut.group().strip(" ") != ","), default=-1)
    for match in cuts[: closing + 1]:  # a comma alone joins verbs only where an "and" closes the list
        pieces.append(rest[position : match.start()])
        position = match.end()
    pieces.append(rest[position:])
    if len(pieces) < 2:
        return []
    parts: list[tuple[str, str]] = []
    current = verb
    for index, piece in enumerate(pieces):
        if index:
            words = piece.split()
            adverbs = []
            while words and words[0].lower() in {"also", "then", "automatically", "later"}:
                adverbs.append(words.pop(0))
            current, piece = words[0].lower(), " ".join(words[1:])
        parts.append((current, piece.strip(" ,")))
    shared = parts[-1][1]
    first_object = parts[0][1]
    told: list[tuple[str, str]] = []
    for name, objects in parts:
        text = objects
        if not text or re.fullmatch(r"(?:up|in|out|off|on)", text):
            text = f"{text} {shared}".strip()
        told.append((name, _named(text, first_object or shared)))
    return told


def _named(text: str, thing: str) -> str:
    """The object by name where a later verb says only "it" or "them"."""
    noun = re.sub(r"^(?:up for|for|up|in|out|to|at|on)\s+", "", thing)
    noun = re.split(
        r"\s+(?:to|from|for|at|in|on|by|with|before|after|within|until|per|when|if|as|up|that|who|which)\b|,", noun
    )[0]
    if not noun or is_person(noun):
        return text
    the = re.sub(rf"^(?:{'|'.join(DETERMINERS)})\s+", "", noun)
    head = (
        noun if is_plural(the) and noun.startswith("the ") else the if is_plural(the) else f"the {singular(the)}"
    )
    return re.sub(r"^(?:them|it)\b|\b(?:them|it)$", head, text)


def _opens_verb_phrase(after: str, piece: str, before: str) -> bool:
    words = after.split()
    while words and words[0].lower() in {"also", "then", "automatically", "later"}:
        words = words[1:]
    if not words:
        return False
    first = words[0].strip(",;").lower()
    if first in PARTICLES and len(words) > 1 and words[1].lower() in PARTICLES | PREPOSITIONS:
        return False  # "sign keys out and back in"
    if not is_base(first) or (first in {"let", "like", "set"} and len(words) < 2):
        return False
    following = words[1].lower().strip(",") if len(words) > 1 else ""
    if words[0].endswith(","):  # "create, edit, and delete shifts"
        return not piece or len(piece.split()) <= 1
    if following in DETERMINERS or following in {
        "it",
        "them",
        "him",
        "her",
        "me",
        "us",
        "themselves",
        "up",
        "out",
        "in",
        "off",
        "from",
    }:
        return True
    if following in {"and", "or"}:
        return not before or is_verb(before.split()[-1])
    if not following:
        return False
    if not before:
        return True
    noun_like = first in AMBIGUOUS
    return not noun_like and following not in FUNCTION_WORDS - {
        "to",
        "for",
        "at",
        "with",
        "on",
        "by",
        "when",
        "how",
        "who",
        "what",
    }


AMBIGUOUS = frozenset(
    "order report request book schedule access change test review list log plan note phone mail email number name"
    " place date time comment update use work start end stop search display print sign queue issue cover cost charge"
    " block check contact transfer trade visit vote walk call answer offer need count account document file rate price"
    " stock supply return purchase payment refund rent share show sort support track train travel view wait watch"
    " post pay mark match map filter form flag design deal cover copy control claim catalogue buy budget broadcast"
    " balance backup back audit".split()
)
"""Verbs that stand after "and" more often as nouns."""


def taken_apart(text: str, known: Known) -> tuple[Clause, ...]:
    """All obligations of one statement."""
    whole = (part for said in _clauses(text, known) for part in obligations(take_apart(said, known)))
    return tuple(one for part in whole for one in apart(part))


JOINT = re.compile(
    r",?\s+(?:and|but)\s+(?=(?:the|their|an?|each|his|her|our|my|they|only|no|[A-Za-z][\w-]+s|[A-Z]\w+)\b)"
)
SUBORDINATE = re.compile(
    r"\b(?:when|if|while|unless|before|after|until|that|who|which|where|whether|how|what|once)\b", re.IGNORECASE
)


def _clauses(text: str, known: Known) -> list[str]:
    """The main clauses that "and" or "but" joins, each with a subject and a verb of its own."""
    begins = (
        text.find(",")
        if re.match(r"(?:when|if|while|once|as soon as|where|after|during)\b", text, re.IGNORECASE)
        else 0
    )
    for match in JOINT.finditer(text):
        if match.start() < begins or SUBORDINATE.search(text[max(begins, 0) : match.start()]):
            continue
        left, right = text[: match.start()], text[match.end() :]
        first, second = take_apart(left, known), take_apart(right, known)
        if "there" in {first.subject, second.subject} or not first.subject or not second.subject:
            continue
        if len(second.subject.split()) > MOST_SUBJECT_WORDS or re.search(r",|\band\b", second.subject):
            continue
        if right.startswith("they ") and first.subject:
            right = f"{first.subject} {right.removeprefix('they ')}"
        elif (
            not re.match(r"(?:only|no)\b", right)
            and re.match(r"their\b", right)
            and first.subject_role.value == "actor"
        ):
            right = re.sub(r"^their\b", f"the {singular(head_of(first.subject))}'s", right)
        if begins > 0:
            right = f"{text[:begins]}, {right}"  # the condition in front is meant for both
        elif scope := re.match(r"^(?:for|in|on|at) [^,]+, ", left, re.IGNORECASE):
            right = scope.group() + right
        return [left, *_clauses(_named(right, first.rest), known)]
    return [text]


MOST_SUBJECT_WORDS = 4
