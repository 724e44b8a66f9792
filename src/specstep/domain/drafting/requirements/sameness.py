"""Whether a requirement says what was said: no words of its own, no negation lost or won, and the words in their order."""

import re

from specstep.domain.drafting.english.frames import uncontracted
from specstep.domain.language.stems import FUNCTION_WORDS, content_words, stem

TEMPLATE = frozenset(
    stem(word)
    for word in """
    let require prevent ensure provide keep allow support send serve show exclude limit use work process deliver spend
    host build operate open ask put give end start follow over each number whole content once more two one most least
    system project user person team author day week hour hours minute minutes second seconds year ms km mb gb eur usd
    gbp only with for from time operation request possible cannot see notify
    """.split()
)
"""What a requirement may say beyond the person's words."""
_NEGATIVE = re.compile(
    r"\b(?:not|no|never|without|nobody|none|nothing|neither|nor|cannot|forbid\w*|prohibit\w*|except)\b|n't\b",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?:no|not) (?:more|less|fewer|later|earlier|longer|sooner|before|above|below|over|under|exceed\w*)\b",
    re.IGNORECASE,
)
"""A bound, not a negation."""
_REFUSING = re.compile(
    r"\b(?:not|no|never|prevent|without|exclude|cannot|only|forbid|prohibit|none|nothing|nobody|neither|refuse|except)\b",
    re.IGNORECASE,
)
_ORDERED = 0.6
_FEW = 4


_CONTRAST = re.compile(
    r", (?:and |but )?(?:not|never) (?:just |only |merely )?(?:by |in |on |for |at |to )?[a-z]+(?: [a-z]+)?(?=[,.;]|$)|,? not (?:just|only|merely) [a-z]+",
    re.IGNORECASE,
)
"""What something is not, behind what it is: "in minutes, not hours"."""


def invented(text: str, said: str, around: frozenset[str]) -> str | None:
    known = set(content_words(uncontracted(said))) | around | TEMPLATE
    known |= {part for word in known for part in word.split("-")}
    new = next(
        (word for word in content_words(text) if word not in known and not set(word.split("-")) <= known), None
    )
    return f"says “{new}”, which nobody said" if new else None


def turned(text: str, said: str) -> str | None:
    said, text = _BOUND.sub("", said), _BOUND.sub("only", text)
    said, text = _CONTRAST.sub("", said), _CONTRAST.sub("", text)
    if _NEGATIVE.search(said) and not _REFUSING.search(text):
        return "has lost a negation"
    if re.search(r"\b(?:not|prevent|exclude)\b", text) and not (
        _NEGATIVE.search(said) or re.search(r"\b(?:only|refus|reject|ban|exclu|out of)\w*\b", said, re.IGNORECASE)
    ):
        return "has a negation that nobody said"
    return None


def joined(action: str, said: str) -> str | None:
    """Whether two words stand together that a comma parted: "must not register, room number"."""
    for match in re.finditer(r"\b(?P<one>[a-z]{3,}), (?P<other>[a-z]{3,})\b", said):
        if match["other"] in FUNCTION_WORDS or match["one"] in FUNCTION_WORDS:
            continue
        root = re.escape(match["one"].removesuffix("e"))
        pair = rf"\b{root}(?:s|ing|ed|e)? {match['other']}\b"
        if re.search(pair, action) and not re.search(pair, said):
            return f"joins “{match.group()}”"
    return None


def shuffled(action: str, said: str) -> str | None:
    order = list(content_words(said))
    mine = [word for word in content_words(action) if word in order]
    if len(mine) < _FEW:
        return None
    # What stood in front may stand at the end: the statement is read twice.
    return "has its words in another order" if _common(mine, order + order) < _ORDERED * len(mine) else None


def _common(first: list[str], second: list[str]) -> int:
    """The length of the longest sequence of words that both have in this order."""
    row = [0] * (len(second) + 1)
    for word in first:
        before = row[:]
        for index, other in enumerate(second, start=1):
            row[index] = before[index - 1] + 1 if word == other else max(row[index - 1], before[index])
    return row[-1]
