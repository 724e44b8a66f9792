"""Short replies that put a figure right or choose a side: "no, make that 4", "the first one"."""

import re

import attrs

from specstep.domain.interviews.facts import WORD, folded, standing
from specstep.domain.interviews.figures import Figure, figures_in
from specstep.domain.interviews.values import Fact, Question, QuestionIntent, SourceKind

_CORRECTS = re.compile(
    r"^(?:(?:oh|ah|hm+|well|ach|äh+|bon|eh|ay|bueno)[,.…]?\s+)*"
    r"(?:no|sorry|wait|correction|actually|i mean|rather|make that|nein|doch|halt|korrektur|ich meine|genauer|besser|entschuldigung"
    r"|non|pardon|plutôt|je veux dire|en fait|perdón|mejor dicho|quiero decir|en realidad)\b[\s,.:;!–—-]*"
    r"(?:(?:no|sorry|wait|actually|i meant?|rather|(?:let's )?make (?:that|it)|it'?s|it is|only|nein|doch|ich meinte?|nur|es sind|lieber"
    r"|non|plutôt|c'est|disons|mejor|son|es|que sean)\b[\s,:–—-]*)*",
    re.IGNORECASE,
)
_WORDS_AT_MOST = 6
_FIRST = frozenset(
    """first|first one|1st|former|earlier one|one|das erste|erste|erstere|ersteres|die erste|le premier|la première|premier|première
    |primero|primera|el primero|la primera|lo primero""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)
_SECOND = frozenset(
    """second|second one|2nd|last|last one|latter|later one|latest|das zweite|zweite|letzte|letztere|letzteres|die zweite|das letzte
    |le second|la seconde|le deuxième|la deuxième|le dernier|la dernière|segundo|segunda|el segundo|la segunda|lo último|el último
    |la última""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)
_UNSURE = frozenset({"one"})
_BOTH = frozenset("both|both hold|both are right|beide|beides|les deux|ambos|ambas|los dos|las dos".split("|"))


@attrs.frozen(kw_only=True)
class Choice:
    """Which of two contradicting statements holds; with `text`, neither does, but that wording of the later one."""

    holds: Fact
    gone: tuple[Fact, ...]
    text: str | None = None


def chosen(reply: str, question: Question, known: tuple[Fact, ...]) -> Choice | None:
    """What a short reply to a contradiction chooses; None where it says more than that."""
    about = [fact for fact in standing(known) if fact.id in question.about]
    if question.intent is not QuestionIntent.CONTRADICTION or len(about) != 2:
        return None
    first, second = about
    said = _bare(reply)
    side = first if said in _FIRST else second if said in _SECOND else None
    if side is None:
        side = next((fact for fact in about if folded(fact.text) == folded(reply)), None)
    if side is None:
        return _by_figure(reply, first, second)
    return Choice(holds=side, gone=tuple(fact for fact in about if fact != side))


def is_ordinal(reply: str) -> bool:
    """Whether a reply only points at one of several: "the first one"."""
    said = _bare(reply)
    return said not in _UNSURE and said in _FIRST | _SECOND


def holds_both(reply: str) -> bool:
    """Whether a reply says that there is no contradiction."""
    return _bare(reply) in _BOTH


def _by_figure(reply: str, first: Fact, second: Fact) -> Choice | None:
    figure = _the_figure(reply)
    if figure is None:
        return None
    matching = [fact for fact in (first, second) if any(_equal(figure, other) for other in figures_in(fact.text))]
    if len(matching) == 1:
        return Choice(holds=matching[0], gone=tuple(fact for fact in (first, second) if fact not in matching))
    text = _with_figure(second.text, figure)
    return Choice(holds=second, gone=(first, second), text=text) if text and not matching else None


def amended(reply: str, known: tuple[Fact, ...]) -> tuple[Fact, str] | None:
    """The last statement of the person's that a reply puts right, and how it reads then; None where it does not.

    Only a reply that says so ("no, make that 4") and holds one figure and little else counts.
    """
    match = _CORRECTS.match(reply.strip())
    figure = _the_figure(reply.strip()[match.end() :]) if match else None
    if figure is None:
        return None
    for fact in reversed(standing(known)):
        if fact.source.kind is not SourceKind.ASSUMPTION and (text := _with_figure(fact.text, figure)):
            return fact, text
    return None


def amending(found: tuple[Fact, ...]) -> tuple[tuple[Fact, ...], tuple[tuple[Fact, Fact], ...]]:
    """The facts of one answer with what it puts right itself: "until 24 hours before. No, until 12 hours."

    Answers the facts, and the pairs of a fact and the one that replaces it.
    """
    facts: list[Fact] = []
    pairs: list[tuple[Fact, Fact]] = []
    for fact in found:
        right = amended(fact.text, tuple(facts[-1:]))
        if right is not None:
            fact = attrs.evolve(fact, text=right[1], kind=right[0].kind, topic=right[0].topic)
            pairs.append((right[0], fact))
        facts.append(fact)
    return tuple(facts), tuple(pairs)


def _the_figure(reply: str) -> Figure | None:
    """The one figure of a reply that says hardly anything else."""
    found = figures_in(reply)
    return found[0] if len(found) == 1 and len(WORD.findall(reply)) <= _WORDS_AT_MOST else None


def _with_figure(text: str, figure: Figure) -> str | None:
    """The text with its one figure of that unit changed; None where it has none or several."""
    unit = "" if figure.unit in _JOINTS else figure.unit
    fitting = [other for other in figures_in(text) if not unit or other.unit == unit]
    if len(fitting) != 1 or _equal(figure, fitting[0]):
        return None
    number, old = _NUMBER.search(figure.text), _NUMBER.search(fitting[0].text)
    if number is None or old is None:
        return None
    at = text.index(fitting[0].text) + old.start()
    return f"{text[:at]}{number[0]}{text[at + len(old[0]) :]}"


_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_JOINTS = frozenset("please bitte then instead not oder or und and".split())


def _equal(one: Figure, other: Figure) -> bool:
    same_unit = one.unit == other.unit or not one.unit or one.unit in _JOINTS
    return one.value == other.value and same_unit


def _bare(reply: str) -> str:
    said = reply.strip(" .!,;:\n").casefold()
    return re.sub(r"^(?:the|that|it is|it's|take|der|nehmen wir|es gilt)\s+(?=\S)", "", said)
