"""What people do in a project, in the few words by which a question can name it: "booking a boat"."""

import re

import attrs

from specstep.domain.interviews.values import Fact, FactKind
from specstep.domain.language.clauses import parse_clause
from specstep.domain.language.lemmas import gerund, third_person
from specstep.domain.language.lexicon import ADVERBS, CONJUNCTIONS, DETERMINERS, POSSESSIVES, PREPOSITIONS
from specstep.domain.language.nouns import is_actor, is_plural, plural, singular
from specstep.domain.language.values import Clause, Modality, SubjectRole
from specstep.domain.language.words import Token, tokens

_TOLD_BY = (FactKind.NEED, FactKind.GOAL, FactKind.RULE, FactKind.CONTEXT)
_OF_TODAY = re.compile(r"\b(?:today|currently|nowadays|at the moment|so far|until now)\b", re.IGNORECASE)
"""How things are done now is not what shall be done."""
_SAYS_LITTLE = frozenset(
    "be have want need like use build make create get take do go come know think decide work run stay happen know mean look hope let"
    " start fight support include contain consist become help seem matter belong cost involve require".split()
)
_WHAT_FOR = re.compile(
    r"\b(?:where|so that|with which|by which|through which|in which|that lets|which lets|that allows|which allows|to let|letting)\s+(?P<clause>.+)",
    re.IGNORECASE,
)
_THAT_DOES = re.compile(r"\b(?:that|which)\s+(?P<clause>[a-z]+s\b.+)")
_STOPS = (
    PREPOSITIONS
    | CONJUNCTIONS
    | ADVERBS
    | frozenset(
        "who which that where when if than as how what every each else longer back again who's what's absent online".split()
    )
)
_NOT_IT = frozenset(
    "it this that them they there you me us everything something anything nothing one ones somebody someone"
    " anybody last next first added removed".split()
)
_ONE_OF = re.compile(
    r"^(?:one|some|any|each|all|several|many) of (?:the |our |my |their |these )?(?:\d+ )?", re.IGNORECASE
)
_ROUGHLY = frozenset("about around roughly some most many several".split())
_TITLES = frozenset("Mr Mrs Ms Miss Dr Prof Sister Brother Father".split())
_READ_AT_MOST = 16
_READABLE = 240
_WORDS_AT_MOST = 4


@attrs.frozen(kw_only=True)
class Activity:
    """Somebody doing something, as one statement says it.

    `who` goes before a verb ("members", "the coach", "Petra", "it" for the system), or is empty for somebody unnamed;
    `does` agrees with it ("book a boat"); `doing` stands alone ("booking a boat"); `thing` is what it is done to, in
    singular ("boat"), or empty.
    """

    who: str
    several: bool
    does: str
    doing: str
    thing: str

    @property
    def clause(self) -> str:
        """As it can follow "when"."""
        return f"{self.who or 'somebody'} {self.does}"


def activities_in(facts: tuple[Fact, ...]) -> tuple[Activity, ...]:
    """What is done in a project, each once, as it was said: wishes before circumstances; of long talks, the first."""
    telling = [fact for fact in facts if fact.kind in _TOLD_BY and not _OF_TODAY.search(fact.text)]
    telling = sorted(telling, key=lambda fact: fact.kind is FactKind.CONTEXT)[:_READ_AT_MOST]
    found: dict[str, Activity] = {}
    for fact in telling:
        activity = activity_of(fact.text)
        if activity is not None:
            found.setdefault(activity.doing, activity)
    return tuple(found.values())


def activity_of(said: str) -> Activity | None:
    """What a statement says that somebody does; None where it forbids, describes, or is no plain English clause."""
    for text in _readings(said):
        if len(text) > _READABLE:
            continue
        clause = parse_clause(text)
        if clause.negated or clause.passive or clause.modality is Modality.MUST_NOT:
            continue
        if not clause.verb or clause.verb.split()[0] in _SAYS_LITTLE:
            continue
        who = _who(clause)
        thing = _object(clause.rest)
        if who is None or (not thing and not _stands_alone(clause)):
            continue
        return _made(clause, who, thing)
    return None


def actor_of(said: str) -> str | None:
    """Who does something according to a statement: a group, an office or a name; None where nobody is named."""
    clause = parse_clause(said)
    who = _who(clause) if clause.verb and clause.modality is not Modality.MUST_NOT else None
    return who if who not in ("", "it", "you", "people") else None


def _readings(text: str) -> tuple[str, ...]:
    """The clause that says what for comes first: "a page where people can order cakes"."""
    inner = [match["clause"] for match in _WHAT_FOR.finditer(text)]
    inner += [f"it {match['clause']}" for match in _THAT_DOES.finditer(text)]
    return (*inner, text)


def _who(clause: Clause) -> str | None:
    subject = clause.subject or ""
    words = subject.split()
    low = subject.casefold()
    if low in ("i", "we", "you"):
        return "you"
    if low == "it" or clause.subject_role is SubjectRole.SYSTEM:
        return "it"
    if low in ("he", "she", "they", "one", "people", "everyone", "everybody", "users", "somebody", "anyone"):
        return "people" if low in ("people", "everyone", "everybody", "users") else ""
    if (
        clause.subject_role is not SubjectRole.ACTOR
        or not 0 < len(words) <= 4
        or {"only", "nobody", "but"} & {*low.split()}
    ):
        return None
    if re.search(r"\b(?:and|or|with|of|who|no|neither|each|every)\b|,", low):
        return None
    words = [word for word in words if not word[:1].isdigit() and word.casefold() not in _ROUGHLY] or words
    bare = words[1:] if words[0].casefold() in DETERMINERS | POSSESSIVES else words
    if not bare or (not is_actor(" ".join(bare)) and not bare[-1][:1].isupper()):
        return None
    if bare[-1][:1].isupper() and len(bare) > 1 and not bare[-1].isupper():
        titled = bare[-2].rstrip(".") in _TITLES
        return " ".join(bare[-2:] if titled else bare[-1:])  # "our boat warden Petra"
    if is_plural(bare[-1]):
        return " ".join(bare) if bare[0][1:2].isupper() else f"{bare[0][0].lower()}{' '.join(bare)[1:]}"
    if words[0].casefold() in ("a", "an", "any"):
        return plural(" ".join(bare).lower())
    return f"the {' '.join(bare).lower()}" if bare is not words else subject


def _object(rest: str) -> tuple[Token, ...]:
    """The words right after the verb up to where something else begins."""
    rest = _ONE_OF.sub("", rest)
    taken: list[Token] = []
    for word in tokens(rest):
        gap = rest[taken[-1].end : word.start] if taken else rest[: word.start]
        if gap.strip() or word.lower in _STOPS or not word.text[:1].isalpha():
            break
        taken.append(word)
    while taken and (taken[-1].lower in DETERMINERS | POSSESSIVES or not taken[-1].text[:1].isalpha()):
        taken.pop()
    if not taken or len(taken) > _WORDS_AT_MOST or taken[-1].lower in _NOT_IT:
        return ()
    return tuple(taken)


def _stands_alone(clause: Clause) -> bool:
    """A verb with its particle says something by itself ("sign up", "sign out"), and so does paying."""
    return " " in clause.verb or clause.verb in (
        "pay",
        "vote",
        "chat",
        "cancel",
        "register",
        "subscribe",
        "donate",
    )


def _made(clause: Clause, who: str, thing: tuple[Token, ...]) -> Activity:
    several = who in ("you", "people") or (bool(who) and is_plural(who.split()[-1]) and not who[0].isupper())
    verb, _, particle = clause.verb.partition(" ")
    words = " ".join(_turned(word) for word in thing)
    after = " ".join(part for part in (particle, words) if part)
    does = verb if several else third_person(verb)
    return Activity(
        who=who,
        several=several,
        does=f"{does} {after}".strip(),
        doing=f"{gerund(verb)} {after}".strip(),
        thing=singular(thing[-1].lower) if thing and thing[-1].text.islower() else "",
    )


def _turned(word: Token) -> str:
    return {"my": "your", "our": "your", "me": "you", "us": "you"}.get(word.lower, word.text)
