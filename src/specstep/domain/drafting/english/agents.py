"""Who acts in a text, told from what they do: whoever wants, decides, asks or signs is somebody, whatever the noun."""

import re

from specstep.domain.drafting.english.people import NOT_PEOPLE, SYSTEM_WORDS, is_proper_name
from specstep.domain.language.lexicon import ACTOR_NOUNS, DETERMINERS, PREPOSITIONS, SUBJECT_PRONOUNS, SYSTEM_NOUNS
from specstep.domain.language.nouns import head_noun, singular
from specstep.domain.language.predicates import find_predicate
from specstep.domain.language.sentences import sentence_spans
from specstep.domain.language.values import Modality
from specstep.domain.language.words import tokens

WILLING = frozenset(
    """want wish prefer hope decide know ask sign approve agree complain phone ring book choose pick pay buy borrow vote
    forget remember submit propose teach sing type hire rent""".split()
)
"""What only somebody can do, whatever is said about when and whether."""
ABLE = frozenset(
    """see view search browse report upload attach enter cancel request download comment order register reserve confirm
    accept reject swap check mark say tell read write use look find""".split()
)
"""What somebody does who can, may or must do it; said plainly, a machine or a document may do it, too."""
_ABSTRACT = re.compile(
    r"(?:tion|sion|ment|ness|ity|ance|ence|ism|ing|ship|age|ics|law|rule|data|page|form|file|list|device|machine)$"
)
_LONGEST = 30_000
_JOINT = re.compile(r"[,;:]\s+|\s+(?:and|but|so|because|when|if)\s+|[()]")
_WHO = re.compile(r"\b(?:the|an?|any|every|each|those|all)\s+(?P<noun>[a-z][a-z-]+),? who\b", re.IGNORECASE)
_NOBODY = frozenset(
    "one everything nothing something anything there what which lot rest half others other".split()
)


def agents_in(text: str) -> frozenset[str]:
    """The nouns, singular and in lower case, and the names that somebody acts under in an English text."""
    found: set[str] = {singular(match["noun"]) for match in _WHO.finditer(text[:_LONGEST])}
    for start, end in sentence_spans(text[:_LONGEST]):
        for piece in _JOINT.split(text[start:end]):
            if agent := _agent(piece.strip(" *_-–—•")):
                found.add(agent)
    return frozenset(agent for agent in found if not _is_thing(agent))


def _agent(piece: str) -> str | None:
    predicate = find_predicate(tokens(piece))
    if predicate is None or predicate.start == 0 or predicate.passive or predicate.subject_is_short:
        return None
    verb = predicate.verb.split(" ")[0]
    if verb not in WILLING and (verb not in ABLE or predicate.modality is Modality.IS):
        return None
    subject = piece[: predicate.start].strip()
    words = subject.split()
    name = words[-1] if words else ""
    if is_name(name) and (len(words) == 1 or words[-2].islower()):
        return name
    first = words[0].lower()
    if first in PREPOSITIONS | SUBJECT_PRONOUNS or len(words) > _MOST or "'" in name or "’" in name:
        return None
    head = head_noun(subject).lower()
    told = first in DETERMINERS or singular(head) != head
    return singular(head) if told and head.isalpha() and head not in SUBJECT_PRONOUNS | _NOBODY else None


_MOST = 5


def is_name(word: str) -> bool:
    """Whether a word is written like the name of somebody: with a capital, no plural, and no common noun of ours."""
    low = word.lower()
    known = (
        low
        in ACTOR_NOUNS | NOT_PEOPLE | SYSTEM_WORDS | SYSTEM_NOUNS | DETERMINERS | PREPOSITIONS | SUBJECT_PRONOUNS
    )
    plain = re.fullmatch(r"[A-Z][a-zà-ÿ]{1,14}", word) is not None and singular(low) == low and not known
    return plain and low not in _NOBODY and (is_proper_name(word) or _LIKE_A_NAME.search(low) is not None)


_LIKE_A_NAME = re.compile(r"(?:uth|ith|eth|eter|ander|on|ned|ed|red|ter|er|al|ly|y|it)$")
"""Endings that names share with common nouns: "Ruth", "Peter", "Simon", "Emily"."""


def _is_thing(agent: str) -> bool:
    low = agent.lower()
    return low in NOT_PEOPLE | SYSTEM_WORDS | SYSTEM_NOUNS | _NOBODY or _ABSTRACT.search(low) is not None
