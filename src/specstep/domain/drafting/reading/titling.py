"""A short name out of what the opening sentence promises: "an app where members report results" has one."""

import re

from specstep.domain.drafting.reading.promises import promised
from specstep.domain.drafting.reading.splitting import split_statement
from specstep.domain.language.clauses import parse_clause
from specstep.domain.language.lemmas import base_verb, gerund, is_base_verb
from specstep.domain.language.lexicon import ADVERBS, DETERMINERS, PREPOSITIONS
from specstep.domain.language.nouns import head_noun, is_actor, singular
from specstep.domain.language.sentences import sentence_spans
from specstep.domain.language.values import Clause, SubjectRole
from specstep.domain.language.words import capitalised, tokens, uncapitalised

_AGENTS = {
    "rename": "renamer", "track": "tracker", "plan": "planner", "schedule": "scheduler", "monitor": "monitor",
    "convert": "converter", "count": "counter", "log": "logger", "record": "recorder", "find": "finder", "check": "checker",
    "download": "downloader", "generate": "generator", "calculate": "calculator", "translate": "translator",
    "resize": "resizer", "compress": "compressor", "clean": "cleaner", "sort": "sorter", "watch": "watcher",
    "compare": "comparer", "organise": "organiser", "organize": "organizer", "manage": "manager", "sync": "sync",
}  # fmt: skip
"""How a thing is called after what it does."""
_PLAIN = frozenset("be have use get do make go see show need want help work".split())
_ARTICLES = re.compile(
    r"^(?:(?:my|our|the|their|your|all|its|an?|some|every|each|his|her|other|own)\s+)+", re.IGNORECASE
)
_RECIPROCAL = re.compile(r"\b(?:each other|one another|us|them|me|you|it)\b'?s?\s*", re.IGNORECASE)
_MOST = 4


def headline(text: str, thing: str) -> str | None:
    """A noun phrase for the project from the relative clause that introduces it; None where it has none.

    Args:
        text: the brief; its first sentences are read.
        thing: how the thing to be built is called, with its article ("the app").
    """
    noun = thing.removeprefix("the ")
    for start, end in list(sentence_spans(text[:2_000]))[:3]:
        for promise in promised(text[start:end].strip().rstrip(".!"), thing):
            first = split_statement(promise)[0].text
            if title := _named(parse_clause(first, system_names=(thing,)), noun):
                return title
    return None


def _named(clause: Clause, noun: str) -> str | None:
    if clause.subject_role is SubjectRole.ACTOR and clause.subject:
        return _theirs(clause.subject, clause.verb, clause.rest, noun)
    if clause.subject_role is not SubjectRole.SYSTEM:
        return None
    if clause.verb in {"let", "allow", "enable", "help"} and (who_do := _who_does(clause.rest)):
        return _theirs(*who_do, noun)
    what = _thing(clause.rest)
    if not what:
        return None
    if agent := _AGENTS.get(clause.verb):
        return capitalised(f"{_one(what)} {agent}")
    return capitalised(f"{_one(what)} {noun}")


def _who_does(rest: str) -> tuple[str, str, str] | None:
    words = rest.split()
    for index in range(1, min(5, len(words) - 1)):
        who = " ".join(words[:index])
        at = index + 1 if words[index] == "to" else index
        if at < len(words) and is_base_verb(words[at]) and is_actor(who):
            return who, base_verb(words[at]), " ".join(words[at + 1 :])
    return None


def _theirs(who: str, verb: str, rest: str, noun: str) -> str | None:
    people = uncapitalised(_ARTICLES.sub("", who))
    particle = re.match(r"(?P<how>up|in|out) (?:for|to|of) (?P<what>.+)", rest)
    what = _thing(particle["what"] if particle else rest)
    head = head_noun(people)
    group = people[: -len(head)].strip() if people.lower().endswith(head.lower()) else ""
    if people.lower() in {"i", "we", "you", "they", "people", "users", "everyone", "anyone", "one"}:
        people = ""
    if not what or verb == "":
        return capitalised(f"{singular(people)} {noun}") if people else None
    if group:
        return capitalised(f"{group} {what}")
    if verb in _PLAIN:
        return capitalised(f"{what} for {people}" if people else f"{_one(what)} {noun}")
    if particle:
        return capitalised(
            f"{_one(what)} {verb.split(' ')[0]}-{particle['how']}" + (f" for {people}" if people else "")
        )
    doing = f"{_one(what)} {gerund(verb.split(' ')[0])}"
    return capitalised(f"{doing} for {people}" if people else doing)


def _thing(rest: str) -> str:
    """The noun phrase that a verb is about, without article and without what follows it; "" where it is none."""
    said = _ARTICLES.sub("", _RECIPROCAL.sub("", _ARTICLES.sub("", rest.strip()))).strip()
    kept: list[str] = []
    for word in tokens(said):
        if not word.is_word or word.lower in PREPOSITIONS | DETERMINERS | ADVERBS | {"and", "or", "but", "that", "which",
                                                                                     "who", "what", "how", "to", "when", "where", "is"}:  # fmt: skip
            break
        kept.append(word.text)
    return " ".join(kept) if len(kept) <= _MOST else ""


def _one(what: str) -> str:
    head, _, last = what.rpartition(" ")
    return f"{head} {singular(last)}".strip()
