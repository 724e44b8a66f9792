"""Whether a short reply can be an answer to its question at all, before a sentence is made of it.

A reply that does not fit is kept in the transcript, and the question is put once more. Whoever insists is believed.
Whole sentences are left alone: what they are about is read from themselves.
"""

import re
from enum import StrEnum

from specstep.domain.interviews.amending import is_ordinal
from specstep.domain.interviews.facts import WORD
from specstep.domain.interviews.figures import figures_in, people_in, speaks_of_people
from specstep.domain.interviews.replies import says_no_more
from specstep.domain.interviews.values import Question, QuestionIntent
from specstep.domain.language.lemmas import base_verb, is_base_verb
from specstep.domain.language.nouns import is_actor


class Misfit(StrEnum):
    """What is wrong with a reply."""

    UNCLEAR = "unclear"  # nothing that the question could take
    ELSEWHERE = "elsewhere"  # it says something, but of something else
    DEPENDS = "depends"  # it says that there is more to say


class Expected(StrEnum):
    """What kind of answer a question looks for."""

    FIGURE = "figure"
    PEOPLE = "people"
    STATEMENT = "statement"
    THINGS = "things"


_EXPECTED = {
    Expected.FIGURE: "load.users load.peak quality.speed quality.availability data.retention money.budget failure.recovery"
    " success.measure load.volume probe.cancel probe.remind-when amount scale speed cheap dependable",
    Expected.PEOPLE: "users.who",
    Expected.STATEMENT: "opening purpose.what purpose.why capabilities.needs capabilities.first rules.any rules.exceptions"
    " failure.worst security-privacy.permissions security-privacy.who-sees non-goals.any probe.full probe.payment-fails"
    " probe.approve probe.delete probe.share probe.sync probe.reconcile probe.figures",
    Expected.THINGS: "data.what existing.today integrations.systems interfaces.device deployment.where",
}  # fmt: skip
_BY_ID = {id: expected for expected, ids in _EXPECTED.items() for id in ids.split()}
_NEEDS_A_UNIT = frozenset(
    "quality.availability data.retention failure.recovery probe.cancel probe.remind-when dependable success.measure".split()
)
_ENOUGH_WORDS = 5
_MANY_LETTERS = 7
_NO_FIGURE = re.compile(
    r"\b(?:no\w*|none|never|un\w+|any|all|every\w*|always|ever|forever|until|till|as long|while|once|twice|half|double|dozen\w*|hundreds?"
    r"|thousands?|few|couple|same|immediately|instantly|at once|overnight|daily|weekly|monthly|yearly|today|tomorrow|depends?|unsure"
    r"|don't|not|free|nothing|kein\w*|nie|niemals|immer|bis|solange|sofort|alle|jede\w*|halb\w*|dutzend\w*|hundert\w*|tausend\w*|täglich"
    r"|wöchentlich|monatlich|einmal|ein|eine[rnm]?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|egal|kommt|nicht|jamais|toujours"
    r"|jusqu|aucun\w*|tant|tous|toutes|chaque|immédiatement|gratuit\w*|pas|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze"
    r"|demi\w*|nunca|siempre|hasta|ning\w*|todos|todas|cada|inmediatamente|gratis|no|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez"
    r"|doce|medi[oa]|depende)\b",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:(?:until|till|before|after|about|around|roughly|ca\.?|max\.?|min\.?|bis|vor|nach|etwa|rund|jusqu'à|avant|après|environ|hasta"
    r"|antes de|después de|unos|unas)\s+)+",
    re.IGNORECASE,
)
_DEPENDS = re.compile(
    r"(?:well,? |hm+,? )?(?:(?:it|that|this) )?(?:all )?depends|(?:das |es )?kommt (?:drauf|darauf) an|(?:ça|cela) dépend|depende",
    re.IGNORECASE,
)
_EVERYBODY = frozenset(
    """me myself i us we everyone everybody anyone anybody all people staff nobody ich wir alle jeder niemand leute moi nous tous
    tout le monde personne yo nosotros todos nadie gente""".split()
)
_ROWS = ("qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "qsdfghjklm", "zxcvbnm", "yxcvbnm")
_VOWEL = re.compile(r"[aeiouyäöüáàâéèêëíîïóôúûœæ]", re.IGNORECASE)
_LATIN = re.compile(r"[a-zäöüßáàâéèêëíîïóôúûñçœæ]+", re.IGNORECASE)


def expected_of(question: Question) -> Expected | None:
    """What a question looks for; None where anything may be an answer."""
    if question.intent in (QuestionIntent.CONFIRMATION, QuestionIntent.CONTRADICTION):
        return None
    return _BY_ID.get(_key(question))


def _key(question: Question) -> str:
    return question.id.rsplit(".", 1)[-1] if question.intent is QuestionIntent.VAGUE else question.id


def misfit(reply: str, question: Question) -> Misfit | None:
    """What is wrong with a reply as an answer to this question, or None."""
    if says_nothing(reply):
        return Misfit.UNCLEAR
    if _DEPENDS.fullmatch(reply.strip(" .!…")):
        return Misfit.DEPENDS
    words = WORD.findall(reply)
    expected = expected_of(question)
    if question.intent is not QuestionIntent.CONTRADICTION and is_ordinal(reply):
        return Misfit.UNCLEAR  # the first one of what?
    if expected is None:
        return None
    if expected is Expected.FIGURE:
        if not words and _key(question) in _NEEDS_A_UNIT:
            return Misfit.UNCLEAR
        if figures_in(reply) or _NO_FIGURE.search(reply):
            return None
        return Misfit.ELSEWHERE if len(words) >= _ENOUGH_WORDS else Misfit.UNCLEAR
    return _without_figure(reply, words, expected)


def says_nothing(reply: str) -> bool:
    """Whether a reply has neither a word nor a number in it: signs, or keys rolled over."""
    return not re.search(r"\d", reply) and all(is_gibberish(word) for word in WORD.findall(reply))


def _without_figure(reply: str, words: list[str], expected: Expected) -> Misfit | None:
    if len(words) < _ENOUGH_WORDS and _is_a_figure(reply):
        if not words:
            return Misfit.UNCLEAR
        counts_people = people_in(reply) or any(map(is_actor, words))
        return None if expected is Expected.PEOPLE and counts_people else Misfit.ELSEWHERE
    if len(words) != 1 or says_no_more(reply) or not _LATIN.fullmatch(words[0]):
        return None  # other scripts put whole sentences between two spaces
    if expected is Expected.PEOPLE:
        return None if _names_people(words[0]) else Misfit.UNCLEAR
    if expected is Expected.STATEMENT:
        return None if _says_enough(words[0]) else Misfit.UNCLEAR
    return None


def _is_a_figure(reply: str) -> bool:
    """Whether a reply is a number and what it counts: "14 boats", "max 2 hours"."""
    found = figures_in(reply)
    if not found:
        return False
    said, first = (_LEADING.sub("", text.strip()).casefold() for text in (reply, found[0].text))
    return said.startswith(first)


def _names_people(word: str) -> bool:
    low = word.casefold()
    return low in _EVERYBODY or word[:1].isupper() or low.endswith("s") or is_actor(low) or speaks_of_people(word)


def _says_enough(word: str) -> bool:
    """A verb says what is done, a plural or a long compound what it is done with; "blue" says neither."""
    low = word.casefold()
    return (
        is_base_verb(low)
        or is_base_verb(base_verb(low))
        or (low.endswith("s") and not low.endswith("ss"))
        or len(low) >= _MANY_LETTERS
    )


def is_gibberish(word: str) -> bool:
    """Whether a word was typed by rolling over the keys."""
    low = word.casefold()
    if len(low) < 4 or not _LATIN.fullmatch(low):
        return False
    if not _VOWEL.search(low) or len(set(low)) == 1:
        return word == low or len(set(low)) == 1
    triples = [low[at : at + 3] for at in range(len(low) - 2)]
    rolled = sum(any(triple in row for row in _ROWS) for triple in triples)
    return rolled / len(triples) >= 0.6
