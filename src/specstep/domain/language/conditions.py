"""The subordinate clauses that say when, while, where or if something holds."""

import re

from specstep.domain.language.lemmas import is_base_verb, verb_form
from specstep.domain.language.lexicon import ADVERBS, DETERMINERS, MODALS, PARTICLES, PREPOSITIONS
from specstep.domain.language.nouns import singular
from specstep.domain.language.predicates import find_predicate
from specstep.domain.language.quantities import find_quantities
from specstep.domain.language.values import Condition, ConditionKind
from specstep.domain.language.words import Token, tokens

_CONJUNCTIONS = {
    "when": ConditionKind.EVENT, "whenever": ConditionKind.EVENT, "after": ConditionKind.EVENT,
    "once": ConditionKind.EVENT, "as soon as": ConditionKind.EVENT, "upon": ConditionKind.EVENT,
    "each time": ConditionKind.EVENT, "every time": ConditionKind.EVENT, "immediately after": ConditionKind.EVENT,
    "while": ConditionKind.STATE, "during": ConditionKind.STATE, "as long as": ConditionKind.STATE,
    "whilst": ConditionKind.STATE, "where": ConditionKind.OPTIONAL,
    "if": ConditionKind.EVENT, "unless": ConditionKind.UNWANTED, "in case of": ConditionKind.UNWANTED,
    "in case": ConditionKind.UNWANTED, "in the event of": ConditionKind.UNWANTED, "even if": ConditionKind.EVENT,
    "only if": ConditionKind.EVENT, "only when": ConditionKind.EVENT, "even when": ConditionKind.EVENT,
    "even while": ConditionKind.STATE, "except when": ConditionKind.UNWANTED, "provided that": ConditionKind.EVENT,
    "provided": ConditionKind.EVENT, "except during": ConditionKind.UNWANTED,
}  # fmt: skip
_UNWANTED = re.compile(
    r"\b(?:fail\w*|error\w*|offline|unavailable|unreachable|down|lost|lose[sd]?|invalid|wrong|incorrect|missing|broken?"
    r"|breaks?|crash\w*|no[- ]show|does(?:n't| not) (?:show|respond|answer|arrive|come|pay|work|exist)|never|late|overdue"
    r"|expired?|expires|reject\w*|declin\w*|refus\w*|denied|disconnect\w*|outage|timeout|times? out|unpaid|corrupt\w*"
    r"|duplicate\w*|unauthori[sz]ed|exceed\w*|too (?:many|much|long|high|low|late|hot|cold)|not (?:available|reachable"
    r"|enough|found|valid|possible)|runs? (?:out|dry)|stolen|hacked|damaged?|conflict\w*|drops? out|dies|bounce[sd]?|no"
    r" (?:network|connection|internet|signal|coverage|response|answer|reply|power))\b",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"(?:(?:but|and|so|also|then|now|even|only),? )?(?P<word>as soon as|as long as|each time|every time|immediately after"
    r"|in the event of|in case of|in case|provided that|only if|only when|even if|even when|even while|whenever|when"
    r"|while|whilst|after|once|upon|during|unless|if|where)\s+",
    re.IGNORECASE,
)
_FOR_SITES = re.compile(r"for (?P<text>[\w -]{2,40}? (?:with|that|who|without|which) [^,]+),\s*", re.IGNORECASE)
_TRAILING = re.compile(
    r"(?<!\bhours)(?<!\bdays)(?<!\bminutes)(?<!\bweeks)(?<!\bmonths)(?<!\byears)(?<!\bday)(?<!\bhour)"
    r",? (?P<word>as soon as|as long as|each time|every time|immediately after|in the event of|in case of|in case"
    r"|provided that|only if|only when|even if|even when|even while|except when|except during|whenever|when|while|whilst"
    r"|after|once|upon|during|unless|if)\s+(?=\S)",
    re.IGNORECASE,
)
_COMPLEMENT_VERBS = re.compile(
    r"\b(?:enter|enters|note|notes|state|states|ask|asks|see|sees|know|knows|check|checks|show|shows|decide|decides|tell|tells|say|says|choose|chooses|find out"
    r"|wonder|sure|clear|record|records|records?|remember|learn|report|reports|specify|define|set|sets|about|of|from|to"
    r"|verify|verifies|test|tests)$",
    re.IGNORECASE,
)
_ALSO_ASKED = re.compile(r"\b(?:what|who|which|where|how|whether)\b[^;]*\b(?:and|or)$", re.IGNORECASE)
_BEFORE_NOUNS = frozenset({"after", "upon", "during", "in case of", "in the event of", "immediately after"})
_NEEDS_CLAUSE = frozenset({"once", "where", "while"})


def condition_kind(conjunction: str, text: str) -> ConditionKind:
    """The EARS pattern that a condition calls for."""
    kind = _CONJUNCTIONS.get(conjunction.lower(), ConditionKind.EVENT)
    if kind is ConditionKind.EVENT and conjunction.lower().endswith(("if", "when")) and _UNWANTED.search(text):
        return ConditionKind.UNWANTED
    return kind


def leading_condition(text: str) -> tuple[Condition, int] | None:
    """The condition that a sentence begins with, and where its main clause begins; None if there is none."""
    optional = _FOR_SITES.match(text)
    if optional and find_predicate(tokens(text[optional.end() :])):
        kind = ConditionKind.OPTIONAL
        return Condition(kind=kind, conjunction=text[:3], text=optional["text"]), optional.end()
    match = _LEADING.match(text)
    if not match:
        return None
    if re.match(r"once (?:an?|per|each|every|in) ", text, re.IGNORECASE):
        return None  # how often, not when
    if re.match(r"(?:after|before) that\b,? (?!\w+ (?:is|has|was|are)\b)", text, re.IGNORECASE):
        return None  # a point in time, not an event
    end = _end_of_phrase(text, match.end()) if match["word"].lower() in _BEFORE_NOUNS else None
    end = end or _end_of_condition(text, match.end())
    if end is None:
        return None
    said = text[match.end() : end[0]].strip()
    if not said:
        return None
    return Condition(kind=condition_kind(match["word"], said), conjunction=match["word"], text=said), end[1]


def _end_of_condition(text: str, start: int) -> tuple[int, int] | None:
    """Where the condition ends and where the main clause begins: at the first comma that a clause follows."""
    fallback: tuple[int, int] | None = None
    for match in re.finditer(r",(?!\d)\s*(?:then\s+)?|\s+then\s+", text[start:]):
        if len(match.group()) < 2 and match.group() != ",":
            continue
        at, after = start + match.start(), start + match.end()
        following = text[after : after + 200]
        fallback = fallback or (at, after)
        if re.match(r"(?:and|or|but)\b", following, re.IGNORECASE):
            fallback = None if fallback == (at, after) else fallback
            continue
        if find_predicate(tokens(following)):
            bare = _without_comma(text, start)
            return bare if bare and bare[0] < at else (at, after)
    bare = _without_comma(text, start)
    return bare if bare and (fallback is None or bare[0] < fallback[0]) else fallback


_NOMINATIVE = frozenset(
    "i we they he she nobody everybody everyone somebody someone no-one anyone anybody".split()
)
_OPENERS = frozenset("the a an each every all no only both any his her their its my our".split())


def _without_comma(text: str, start: int) -> tuple[int, int] | None:
    """ "When the pump fails the system alerts the grower": the second subject opens the main clause."""
    words = tokens(text[start : start + 400])
    done = verb_form(words[0].lower) if words else None
    if done and done[1] in {"participle", "past"} and len(words) > 1 and words[1].lower in _NOMINATIVE:
        return start + words[0].end, start + words[1].start  # "once signed nobody can change it"
    first = find_predicate(words)
    if first is None:
        return None
    for index, word in enumerate(words):
        if index and word.start >= first.end and _opens_clause(words, index):
            return start + words[index - 1].end, start + word.start
    return None


def _end_of_phrase(text: str, start: int) -> tuple[int, int] | None:
    """ "After two months a mail goes out": where a phrase without a verb ends and its main clause begins."""
    words = tokens(text[start : start + 200])
    for index, word in enumerate(words[:12]):
        if word.text in {",", ";"}:
            return None
        if index == 0 or not _opens_clause(words, index):
            continue
        before = words[index - 1]
        if find_predicate(words[:index]) or before.lower in PREPOSITIONS | DETERMINERS | {"and", "or", "to"}:
            return None
        return start + before.end, start + word.start
    return None


def _opens_clause(words: tuple[Token, ...], index: int) -> bool:
    """Whether a subject begins here whose verb follows at once."""
    word, before = words[index], words[index - 1].lower
    if before in (PREPOSITIONS - PARTICLES) | DETERMINERS | _JOINING:
        return False
    if _orders(words, index):
        return True
    predicate = find_predicate(words[index:])
    if predicate is None:
        return False
    between = [each for each in words[index + 1 :] if each.end <= predicate.start]
    if word.lower in _NOMINATIVE | {"it", "you"} or word.lower.split("'")[0] in {"i", "we", "they", "he", "she"}:
        return len(between) < _SHORT_SUBJECT and all(each.lower in ADVERBS for each in between)
    if word.lower in _OPENERS:
        # "only the shop": the second word belongs to the first.
        later = between[1:] if word.lower in {"only", "all", "both"} else between
        nested = any(
            each.lower in _OPENERS and words[words.index(each) - 1].lower not in PREPOSITIONS for each in later
        )
        spoken = any(each.lower in _NOMINATIVE for each in between)  # "every time I open a hive | I think"
        parted = any(each.text in {",", ";"} or each.lower in _SUBORDINATING for each in between)
        return 0 < len(between) <= _LONG_SUBJECT and not nested and not spoken and not parted
    finite = words[index + 1].lower if index + 1 < len(words) else ""
    named = word.text[:1].isupper() or (word.is_word and singular(word.lower) != word.lower)
    return named and not between and finite in MODALS | _FINITE and words[index - 1].is_word


_JOINING = frozenset(
    "and or to that who which while when if until unless because once as than how what where why whether before after".split()
)


_SUBORDINATING = frozenset("while when if until unless because once before after".split())


def _orders(words: tuple[Token, ...], index: int) -> bool:
    """Whether an order begins here: "if it matches none | put it aside"."""
    after = words[index + 1].lower if index + 1 < len(words) else ""
    before = words[index - 1]
    return (
        is_base_verb(words[index].lower) and after in {"it", "them"} and words[index].text.islower()
        and before.is_word and before.lower not in MODALS | _NOMINATIVE | ADVERBS | {"it", "you", "do", "does", "not", "don't"}
        and singular(before.lower) == before.lower
        and not any(word.lower in {"let", "lets", "help", "helps", "make", "makes", "see"} for word in words[:index])
    )  # fmt: skip


_SHORT_SUBJECT = 3
_LONG_SUBJECT = 6
_FINITE = frozenset("is are was were has have gets get".split())


def trailing_conditions(text: str, after: int) -> tuple[tuple[Condition, ...], int]:
    """The conditions at the end of a clause, and where the clause without them ends.

    Args:
        text: the sentence without its full stop.
        after: where the main verb ends; nothing before it is looked at.
    """
    for match in _TRAILING.finditer(text, after):
        word = match["word"].lower()
        if word in {"if", "when", "whenever"} and _COMPLEMENT_VERBS.search(text[: match.start()]):
            continue
        if _ALSO_ASKED.search(text[: match.start()]):
            continue  # "see what it holds and when it expires"
        said = text[match.end() :].strip()
        if word in {"if", "when"} and re.search(rf", [^,]{{1,20}} {word} ", said):
            return (), len(text)  # "0 if nothing differs, 1 if something does": each belongs to its value
        if (
            word in {"if", "when", "while"}
            and not _is_clause(said)
            and re.match(r"(?:at (?:most|least)|[≤≥<>\d]|[a-z]+ing\b)", said)
        ):
            continue  # "if at most 500 EUR", "when booking"
        if word in _NEEDS_CLAUSE and not _is_clause(said):
            continue
        if word in {"after", "upon", "during", "once"} and find_quantities(said[:24]):
            continue  # a delay, not an event: "after 30 minutes"
        if word in {"if", "when", "unless", "after"} and re.match(r"(?:that|which)\b", said):
            continue
        inner = _TRAILING.search(text, match.end())
        if (
            inner
            and inner["word"].lower() in {"if", "unless", "when"}
            and text[inner.start() : inner.start() + 1] == ","
        ):
            head = text[match.end() : inner.start()].strip()
            tail = text[inner.end() :].strip()
            return (
                Condition(kind=condition_kind(word, head), conjunction=match["word"], text=head),
                Condition(kind=condition_kind(inner["word"], tail), conjunction=inner["word"], text=tail),
            ), match.start()
        return (Condition(kind=condition_kind(word, said), conjunction=match["word"], text=said),), match.start()
    return (), len(text)


def _is_clause(text: str) -> bool:
    return find_predicate(tokens(text)) is not None
