"""What can be asked of a set of facts without understanding their language much."""

import re
from collections.abc import Iterable

from specstep.domain.ids import FactId
from specstep.domain.interviews.values import Fact, FactKind, FactStatus, SourceKind

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
NUMBER = re.compile(r"\d+")
NEGATION = re.compile(
    r"\b(?:not|never|no|none|nobody|without|cannot|neither|nor|\w+n['’]t"
    r"|kein\w*|nicht|nie|niemals|ohne|weder"
    r"|pas|jamais|aucune?|sans|ni"
    r"|nunca|jamás|ning[uú]n\w*|sin|tampoco)\b",
    re.IGNORECASE,
)
_STOP = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "with",
        "from",
        "as",
        "is",
        "are",
        "be",
        "been",
        "was",
        "were",
        "it",
        "its",
        "they",
        "them",
        "their",
        "this",
        "that",
        "these",
        "those",
        "we",
        "us",
        "our",
        "i",
        "my",
        "me",
        "you",
        "your",
        "he",
        "she",
        "his",
        "her",
        "can",
        "may",
        "must",
        "shall",
        "should",
        "will",
        "would",
        "could",
        "need",
        "needs",
        "want",
        "wants",
        "have",
        "has",
        "had",
        "do",
        "does",
        "able",
        "also",
        "only",
        "all",
        "any",
        "each",
        "every",
        "no",
        "not",
        "never",
        "than",
        "then",
        "so",
        "just",
        "there",
        "here",
        "per",
        "if",
        "system",
        "app",
        "application",
        "tool",
        "site",
        "website",
        "program",
        "software",
        "please",
        "about",
        "up",
        "out",
        "into",
        "over",
        "cannot",
        "der",
        "die",
        "das",
        "den",
        "dem",
        "des",
        "ein",
        "eine",
        "einen",
        "einem",
        "einer",
        "und",
        "oder",
        "von",
        "zu",
        "im",
        "in",
        "am",
        "auf",
        "mit",
        "für",
        "aus",
        "als",
        "ist",
        "sind",
        "sein",
        "wird",
        "werden",
        "sie",
        "es",
        "er",
        "wir",
        "ihr",
        "ihre",
        "ihren",
        "unser",
        "kann",
        "können",
        "muss",
        "müssen",
        "soll",
        "sollen",
        "darf",
        "dürfen",
        "will",
        "wollen",
        "auch",
        "nur",
        "nicht",
        "kein",
        "keine",
        "keinen",
        "le",
        "la",
        "les",
        "un",
        "une",
        "des",
        "du",
        "de",
        "et",
        "ou",
        "à",
        "au",
        "aux",
        "en",
        "sur",
        "avec",
        "pour",
        "par",
        "dans",
        "est",
        "sont",
        "être",
        "il",
        "elle",
        "ils",
        "elles",
        "nous",
        "notre",
        "leur",
        "leurs",
        "peut",
        "peuvent",
        "doit",
        "doivent",
        "ne",
        "pas",
        "seul",
        "seuls",
        "seule",
        "seules",
        "el",
        "los",
        "las",
        "un",
        "una",
        "unos",
        "unas",
        "y",
        "o",
        "del",
        "al",
        "en",
        "con",
        "para",
        "por",
        "es",
        "son",
        "ser",
        "se",
        "su",
        "sus",
        "nuestro",
        "puede",
        "pueden",
        "debe",
        "deben",
        "no",
        "solo",
        "sólo",
    ]
)
_ASSUMPTION = re.compile(r"A(\d+)")


def standing(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts that hold now: neither corrected, rejected nor replaced."""
    return tuple(fact for fact in facts if fact.status is FactStatus.TAKEN)


def telling(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The standing facts that say something about the project: no questions, no small talk."""
    silent = (FactKind.ASIDE, FactKind.QUESTION)
    return tuple(fact for fact in standing(facts) if fact.kind not in silent)


def folded(text: str) -> str:
    """The text without differences of case, white space and final punctuation."""
    return " ".join(text.split()).strip(" .!?;:").casefold()


def stem(word: str) -> str:
    """A crude base form: good enough to see that two sentences speak of the same thing."""
    word = word.casefold()
    for ending, least in (("ies", 5), ("ing", 6), ("ed", 5), ("es", 5), ("en", 6), ("s", 4), ("e", 4), ("n", 6)):
        if word.endswith(ending) and len(word) >= least:
            return word[: -len(ending)] + ("y" if ending == "ies" else "")
    return word


def content_words(text: str) -> frozenset[str]:
    """The stems of the words that carry the meaning; numbers and little words left out."""
    return frozenset(stem(word) for word in WORD.findall(text) if word.casefold() not in _STOP and len(word) > 1)


def is_negative(text: str) -> bool:
    """Whether the sentence denies or forbids something."""
    return NEGATION.search(text) is not None


def mentions(text: str, pattern: re.Pattern[str]) -> bool:
    """Whether the text speaks of something without denying it: "no payments" does not mention payments."""
    for match in pattern.finditer(text):
        before = " ".join(text[: match.start()].split()[-4:])
        if not NEGATION.search(before):
            return True
    return False


def next_fact_id(facts: Iterable[Fact], ahead: int = 0) -> FactId:
    """The id after the highest one ever given ("F-004"); ids are never used again."""
    numbers = [int(found[-1]) for fact in facts if (found := NUMBER.findall(fact.id))]
    return FactId(f"F-{max(numbers, default=0) + 1 + ahead:03d}")


def next_assumption_ref(facts: Iterable[Fact]) -> str:
    """The name of the next assumption ("A1")."""
    refs = [
        int(match[1])
        for fact in facts
        if fact.source.kind is SourceKind.ASSUMPTION and (match := _ASSUMPTION.fullmatch(fact.source.ref))
    ]
    return f"A{max(refs, default=0) + 1}"
