"""Word lists as data, and the masking that keeps quotes and names out of the checks of wording."""

import re
from collections.abc import Iterable
from functools import lru_cache

VAGUE: tuple[str, ...] = (
    "acceptable", "adaptable", "adequate", "adequately", "almost", "appropriate", "appropriately",
    "approximately", "as soon as possible", "asap", "at once", "attractive", "better", "convenient",
    "conveniently", "easily", "easy", "effective", "effectively", "efficient", "efficiently", "fast", "faster",
    "flexible", "frequently", "generally", "good", "high-quality", "ideally", "immediately",
    "in a timely manner", "intuitive", "intuitively", "many", "maximise", "maximize", "minimal", "minimise",
    "minimize", "modern", "nearly", "nice", "normally", "often", "optimal", "optimally", "performant", "pretty",
    "promptly", "properly", "quick", "quickly", "readily", "reasonable", "reasonably", "regularly", "reliable",
    "reliably", "responsive", "roughly", "robust", "scalable", "seamless", "seamlessly", "securely", "several",
    "significant", "significantly", "simple", "slow", "smooth", "smoothly", "some", "soon", "state-of-the-art",
    "sufficient", "sufficiently", "suitable", "timely", "typical", "typically", "user friendly",
    "user-friendly", "usually", "various",
)  # fmt: skip
"""Source: ISO/IEC/IEEE 29148:2018, requirement language criteria (subjective language, ambiguous adverbs and
adjectives, superlatives, comparatives); INCOSE Guide to Writing Requirements, the rule on vague terms."""

ESCAPES: tuple[str, ...] = (
    "as applicable", "as appropriate", "as far as possible", "as far as practicable", "as much as possible",
    "as little as possible", "as necessary", "as needed", "as required", "at the discretion of",
    "if applicable", "if appropriate", "if feasible", "if necessary", "if needed", "if possible",
    "if practicable", "if practical", "if required", "so far as is possible", "should the need arise",
    "to the extent necessary", "to the extent possible", "to the extent practical", "when appropriate",
    "when necessary", "when possible", "whenever possible", "where applicable", "where appropriate",
    "where feasible", "where necessary", "where possible", "where practicable", "wherever possible",
)  # fmt: skip
"""Source: INCOSE Guide to Writing Requirements, the rule on escape clauses; ISO/IEC/IEEE 29148 calls them
loopholes."""

OPEN_ENDED: tuple[str, ...] = (
    r"etc\b\.?", r"and so (?:on|forth)\b", r"including,? but not limited to\b", r"but not limited to\b",
    r"such as\b", r"for (?:example|instance)\b", r"e\.\s?g\.", r"among others\b", r"and the like\b",
    r"or similar\b", r"and (?:much )?more(?=\s*(?:[.,;:!)]|$))", r"(?:\.\.\.|…)", r"as a minimum\b",
    r"and others\b",
)  # fmt: skip
"""Source: INCOSE Guide to Writing Requirements, the rule on open-ended clauses; ISO/IEC/IEEE 29148, open-ended,
non-verifiable terms."""

ABSOLUTES: tuple[str, ...] = (
    r"always\b", r"never\b", r"at all times\b", r"100\s?(?:%|per ?cent\b)", r"absolutely\b", r"completely\b",
    r"totally\b", r"perfect(?:ly)?\b", r"forever\b", r"infinite(?:ly)?\b", r"unlimited\b",
    r"under (?:all|any|no) (?:circumstances|conditions)\b", r"24/7", r"(?:error|bug|fault)-free\b",
    r"zero downtime\b", r"(?:all|any|every) (?:possible|conceivable|imaginable)\b", r"any kinds? of\b",
    r"everything\b", r"anything\b", r"everybody\b", r"everywhere\b",
)  # fmt: skip
"""Source: INCOSE Guide to Writing Requirements, the rule on unachievable absolutes. "each", and "all" of a named
set, can be tested and are left alone."""

PRONOUNS = frozenset({
    "he", "i", "it", "one", "she", "that", "there", "these", "they", "this", "those", "we", "who", "you",
})  # fmt: skip
CLAUSE_PRONOUNS = frozenset({
    "he", "i", "she", "they", "we", "you",
})  # fmt: skip
"""Source: INCOSE Guide to Writing Requirements, the rule on pronouns. "it" may open a condition: "it is 9:00"."""

IRREGULAR_PARTICIPLES = frozenset({
    "begun", "bought", "broken", "brought", "built", "chosen", "cut", "done", "drawn", "driven", "found",
    "given", "held", "hidden", "kept", "known", "left", "lost", "made", "met", "paid", "put", "read", "run",
    "said", "seen", "sent", "set", "shown", "sold", "stolen", "taken", "thrown", "told", "understood",
    "written",
})  # fmt: skip
ADJECTIVAL = frozenset({
    "able", "based", "closed", "concerned", "connected", "interested", "limited", "located", "logged",
    "related", "signed",
})  # fmt: skip

STOP = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "been", "by", "each", "for", "from", "her", "his", "if", "in",
    "into", "is", "it", "its", "of", "on", "or", "per", "shall", "than", "that", "the", "their", "them", "then",
    "they", "this", "to", "was", "were", "when", "where", "which", "while", "who", "with", "within",
})  # fmt: skip

QUOTED = re.compile(r"\"[^\"\n]*\"|“[^”\n]*”|«[^»\n]*»|`[^`\n]*`|(?<![\w])[‘'][^’'\n]+[’'](?!\w)")


def without_quotes(text: str) -> str:
    """The text with each quoted stretch replaced by a neutral word."""
    return QUOTED.sub("quoted", text)


def mask(text: str, names: Iterable[str]) -> str:
    """The text without quotes and without the names of things, so that what is left is the author's wording."""
    masked = without_quotes(text)
    for name in sorted({name for name in names if name.strip()}, key=lambda name: (-len(name), name)):
        masked = re.sub(rf"(?i)(?<!\w){re.escape(name)}(?:s|es)?(?!\w)", "named", masked)
    return masked


@lru_cache(maxsize=8)
def _one_of(phrases: tuple[str, ...], *, literal: bool) -> re.Pattern[str]:
    forms = sorted((re.escape(phrase).replace(r"\ ", r"\s+") for phrase in phrases), key=len, reverse=True)
    inside = "|".join(forms) + r")(?![\w-]" if literal else "|".join(phrases)
    return re.compile(rf"(?<![\w-])(?P<phrase>{inside})", re.IGNORECASE)


def phrases_in(text: str, phrases: tuple[str, ...], *, literal: bool = True) -> list[str]:
    """Which of the phrases stand in the text, as written there; a capitalised word within a sentence is a name."""
    found = []
    for match in _one_of(phrases, literal=literal).finditer(text):
        is_name = (
            match["phrase"][0].isupper() and match.start() > 0 and text[: match.start()].rstrip()[-1:] not in ".!?"
        )
        if not is_name:
            found.append(match["phrase"])
    return found
