"""Whether one brief speaks of more than one project."""

import re

import attrs

from specstep.domain.interviews.values import Fact, FactKind
from specstep.domain.language.lexicon import SYSTEM_NOUNS
from specstep.domain.language.nouns import singular
from specstep.domain.language.words import tokens, uncapitalised

_NOUNS = "|".join(sorted(SYSTEM_NOUNS, key=len, reverse=True))
_INTRODUCES = re.compile(
    rf"\b(?:an?|another|second)\s+(?:[\w'’-]+,? ){{0,5}}?(?P<noun>{_NOUNS}|project)\b", re.IGNORECASE
)
_ANOTHER = re.compile(
    r"\b(?:(?:another|second|separate|different|unrelated|other) (?:project|app|tool|idea|thing|system|website)"
    r"|completely (?:different|unrelated|separate)|on (?:a|an) (?:different|unrelated) (?:note|topic)|unrelated(?:ly)?)\b",
    re.IGNORECASE,
)
_COMMON = frozenset(
    "need want would like also another second app tool system website with that have must should people users them this"
    " from when they their there which about make build".split()
)


def separate_projects(facts: tuple[Fact, ...]) -> tuple[tuple[Fact, ...], ...]:
    """The facts grouped by project, in order; one group where the brief speaks of one.

    A new project begins with a statement that wants another thing built and says that it is another, or that shares
    no content word with anything said before. Asides belong to no project.
    """
    groups: list[list[Fact]] = [[]]
    words: list[set[str]] = [set()]
    for fact in facts:
        if fact.kind is FactKind.ASIDE:
            continue
        content = _content(fact.text)
        if groups[-1] and _begins_another(fact, content, words[-1], groups[-1]):
            groups.append([])
            words.append(set())
        groups[-1].append(fact)
        words[-1] |= content
    return tuple(tuple(group) for group in groups if group)


OF_ANOTHER = "Another project, not part of this package: "
"""What stands before a statement about a project that this package is not about."""
_WANTED = frozenset({FactKind.GOAL, FactKind.NEED, FactKind.RULE})
_KEPT = frozenset({FactKind.ASIDE, FactKind.QUESTION})
_REFUSED = re.compile(r"\b(?:not|no|never)\b|n['’]t\b", re.IGNORECASE)


def set_aside(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts in order, those of all projects but the main one as out of scope; one package describes one system.

    The main project is the first of which something is wanted; its questions and everybody's asides stay as they are.
    """
    projects = separate_projects(facts)
    if len(projects) < 2:
        return facts
    wanted = (group for group in projects if any(fact.kind in {FactKind.NEED, FactKind.RULE} for fact in group))
    main = {fact.id for fact in next(wanted, projects[0])}
    return tuple(
        fact
        if fact.id in main or fact.kind in _KEPT
        else attrs.evolve(
            fact,
            kind=FactKind.NON_GOAL,
            topic="non-goals",
            priority="wont",
            text=f"{OF_ANOTHER}{uncapitalised(fact.text)}",
        )
        for fact in facts
    )


def _begins_another(fact: Fact, content: set[str], before: set[str], group: list[Fact]) -> bool:
    if fact.text.startswith(OF_ANOTHER):
        return fact.kind is FactKind.NON_GOAL and _INTRODUCES.search(fact.text[len(OF_ANOTHER) :]) is not None
    if fact.kind is not FactKind.GOAL or _REFUSED.search(fact.text) or not _INTRODUCES.search(fact.text):
        return False
    # Who only said so far who they are has not spoken of any project yet.
    introduced = any(each.kind in _WANTED for each in group)
    return bool(_ANOTHER.search(fact.text)) or (introduced and not content & before)


def _content(text: str) -> set[str]:
    return {singular(word.lower) for word in tokens(text) if word.is_word and len(word.text) > 3} - _COMMON
