"""Takes out of a line, by its form alone, whatever looks like an address, a number of a person or a secret.

The last of several: lines are made of what may be told in the first place.
"""

import re

from specstep.domain.redaction import is_card_number

MARK = "[removed]"

_UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_WORD = r"[A-Za-z0-9+/_=-]"
PATTERNS = (
    re.compile(r"-----BEGIN [A-Z ]+-----.*?(?:-----END [A-Z ]+-----|$)", re.DOTALL),
    re.compile(r"[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})*"),
    re.compile(r"(?<=://)[^\s/@:]+:[^\s/@]+(?=@)"),
    re.compile(r"(?i)\b(?:bearer|basic|token)\s+[A-Za-z0-9+/._~=-]{6,}"),
    re.compile(r"\b(?:sf|oat|whsec|sk|pk|gh[opsur]|xox[abps]|ya29|AKIA)[_.-]?[A-Za-z0-9_.-]{12,}"),
    re.compile(r"\beyJ[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*)?"),
    re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])"),
    re.compile(r"(?i)(?<![\w:])(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}(?![\w:])"),
    re.compile(
        r"(?i)(?<![\w:])(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6})?::(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6})?(?![\w:])"
    ),
    re.compile(r"(?<!\w)\+\d[\d ()/.-]{6,18}\d"),
)
LONG = re.compile(rf"{_WORD}{{32,}}")
EXEMPT = re.compile(
    rf"(?:[a-z][a-z-]{{0,23}}-)?{_UUID}|[a-z]+(?:[_-][a-z]+)*|[a-z0-9_-]{{0,31}}(?:/[a-z0-9_-]{{0,31}})+"
)
"""Ids, and what no random secret is: long names in small letters alone, and paths of short parts in small letters."""
DIGITS = re.compile(r"(?<![\w.])\d(?:[ -]?\d){12,18}(?!\w)")


def scrub(text: str) -> str:
    """The text without what looks like it should not be told."""
    for pattern in PATTERNS:
        text = pattern.sub(MARK, text)
    text = LONG.sub(lambda found: found[0] if EXEMPT.fullmatch(found[0]) else MARK, text)
    return DIGITS.sub(_unless_number, text)


def _unless_number(found: "re.Match[str]") -> str:
    return MARK if is_card_number(re.sub(r"\D", "", found[0])) else found[0]
