"""Later statements that take the place of earlier ones."""

import re

import attrs

from specstep.domain.drafting.reading.corrections import correction_cue, overrides, with_correction, withdraws
from specstep.domain.drafting.reading.threads import Statement
from specstep.domain.ids import FactId
from specstep.domain.interviews.values import Fact, FactKind, FactStatus
from specstep.domain.language.nouns import singular
from specstep.domain.language.predicates import find_predicate
from specstep.domain.language.quantities import find_quantities
from specstep.domain.language.words import capitalised, tokens

_REACH = 12
_COMMENT = re.compile(
    r"(?:that|it|this)(?:'?s| is| was| would be) (?:too|not|wrong|nonsense|silly|overkill)\b", re.IGNORECASE
)
_IT_IS = re.compile(r"(?:it|that)(?:['’]?s| is| was| should be| must be)\s+(?=\S)", re.IGNORECASE)
_EMPTY = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "on",
        "at",
        "for",
        "and",
        "or",
        "is",
        "are",
        "was",
        "be",
        "we",
        "i",
        "it",
        "that",
        "this",
        "have",
        "has",
        "there",
        "our",
        "with",
        "no",
        "not",
        "actually",
    ]
)


def settle(
    found: tuple[Statement, ...], known: tuple[Fact, ...]
) -> tuple[list[Statement], list[tuple[FactId, int]]]:
    """Let corrections replace what they correct; what is replaced stays in the list, marked.

    Returns:
        The statements, and pairs (known fact, index of the statement that replaces it).
    """
    settled = list(found)
    replaced: list[tuple[FactId, int]] = []
    for index, statement in enumerate(settled):
        if statement.kind is FactKind.QUESTION:
            continue
        cue = correction_cue(statement.said)
        if cue is not None:
            _correct(settled, index, statement.said[cue:], known, replaced)
        elif overrides(statement.said) and statement.kind is not FactKind.ASIDE:
            _override(settled, index, known, replaced)
    return settled, replaced


def _correct(
    settled: list[Statement], index: int, words: str, known: tuple[Fact, ...], replaced: list[tuple[FactId, int]]
) -> None:
    statement = settled[index]
    words = words.strip(" ,.:;–—-!")
    if withdraws(statement.said) and _COMMENT.match(words):
        words = ""
    earlier = [at for at in range(index - 1, max(-1, index - 1 - _REACH), -1) if _stands(settled[at])]
    if not words:
        if withdraws(statement.said) and earlier:
            following = next(
                (
                    at
                    for at in range(index + 1, min(index + 2, len(settled)))
                    if settled[at].kind is not FactKind.ASIDE
                    and _alike(settled[at].text, settled[earlier[0]].text)
                ),
                None,
            )
            _mark(settled, earlier[0], following)
            if following is not None and settled[following].kind is FactKind.CONTEXT:
                replaced_one = settled[earlier[0]]
                settled[following] = attrs.evolve(
                    settled[following], kind=replaced_one.kind, topic=replaced_one.topic
                )
            settled[index] = attrs.evolve(statement, kind=FactKind.ASIDE, topic="other", priority=None)
        return
    for at in earlier:
        if (text := _renewed(settled[at].text, words)) is not None:
            settled[index] = _taking_over(
                statement, settled[at].kind, settled[at].topic, settled[at].priority, text
            )
            _mark(settled, at, index)
            return
    for fact in reversed(known):
        if (
            fact.status in {FactStatus.TAKEN, FactStatus.CORRECTED}
            and (text := _renewed(fact.text, words)) is not None
        ):
            settled[index] = _taking_over(statement, fact.kind, fact.topic, fact.priority, text)
            replaced.append((fact.id, index))
            return
    if withdraws(statement.said) and earlier:
        _mark(settled, earlier[0], index)
        settled[index] = attrs.evolve(statement, text=f"{capitalised(words)}.")


def _renewed(earlier: str, words: str) -> str | None:
    """What an earlier statement becomes by the correcting words; None where they don't belong to it."""
    bare = _IT_IS.sub("", words, count=1)
    if bare != words and find_quantities(bare) and find_predicate(tokens(bare)) is None:
        words = bare
    predicate = find_predicate(tokens(words))
    if predicate is not None and (predicate.start > 0 or predicate.subject_is_short):
        return f"{capitalised(words)}." if _alike(earlier, words) and _same_unit(earlier, words) else None
    changed = with_correction(earlier, words)
    return changed if changed != earlier else None


def _same_unit(first: str, second: str) -> bool:
    units = {quantity.unit for quantity in find_quantities(first)}
    others = {quantity.unit for quantity in find_quantities(second)}
    if not others and units:  # what has figures is corrected by figures, or denied
        return re.search(r"\b(?:no|not|never|nobody)\b|n['’]t\b", second) is not None
    return not others or bool(units & others) or ("" in others and bool(units))


def _override(
    settled: list[Statement], index: int, known: tuple[Fact, ...], replaced: list[tuple[FactId, int]]
) -> None:
    text = settled[index].text
    if not find_quantities(text):
        return
    for at in range(index - 1, max(-1, index - 1 - 40), -1):
        if _stands(settled[at]) and _contradicts(settled[at].text, text):
            _mark(settled, at, index)
            return
    for fact in reversed(known):
        if fact.status in {FactStatus.TAKEN, FactStatus.CORRECTED} and _contradicts(fact.text, text):
            replaced.append((fact.id, index))
            return


def _contradicts(earlier: str, later: str) -> bool:
    """Whether two statements give different figures for what looks like the same thing."""
    figures = {quantity.unit: (quantity.low, quantity.high) for quantity in find_quantities(earlier)}
    for quantity in find_quantities(later):
        if quantity.unit in figures and figures[quantity.unit] != (quantity.low, quantity.high):
            return len(_content(earlier) & _content(later)) >= 2
    return False


def _alike(first: str, second: str) -> bool:
    return bool(_content(first) & _content(second))


def _content(text: str) -> set[str]:
    return {
        singular(token.lower)
        for token in tokens(text)
        if token.is_word and len(token.text) > 2 and "'" not in token.lower and token.lower not in _EMPTY
    }


def _stands(statement: Statement) -> bool:
    return (
        statement.kind is not FactKind.ASIDE
        and statement.status is FactStatus.TAKEN
        and statement.kind is not FactKind.QUESTION
    )


def _mark(settled: list[Statement], at: int, by: int | None) -> None:
    status = FactStatus.REJECTED if by is None else FactStatus.SUPERSEDED
    settled[at] = attrs.evolve(settled[at], status=status, replaced_by=by)


def _taking_over(statement: Statement, kind: FactKind, topic: str, priority: str | None, text: str) -> Statement:
    text = re.sub(r"\s+", " ", text)
    return attrs.evolve(statement, text=text, kind=kind, topic=topic, priority=priority)
