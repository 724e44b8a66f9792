"""Numbers in digits and in words."""

import re
from decimal import Decimal, InvalidOperation

_UNITS = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen""".split()
    )
}
_TENS = {
    word: 10 * (i + 2) for i, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())
}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12}
_SUFFIXES = {"k": 1000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000}

_WORD = "|".join([*sorted({*_UNITS, *_TENS}, key=len, reverse=True)])
WORDS = (
    rf"(?:(?:a|{_WORD})(?:[ -](?:hundred|thousand|million|billion|dozen))+"
    rf"(?:(?: and)? (?:{_WORD})(?:-(?:{_WORD}))?)?|(?:{_WORD})(?:-(?:{_WORD}))?)"
)
DIGITS = r"(?:\d{1,3}(?:[,.’'\u00a0\u202f ]\d{3})+(?![\d])(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d+)?)"
SCALED = r"(?:(?:(?-i:k|K|M|mn|bn)|\s(?:thousand|million|billion|hundred|dozen|(?-i:bn|mn)))(?!\w))?"
NUMBER = rf"(?:{DIGITS}{SCALED}|\b{WORDS}\b)"

_GROUPED = re.compile(r"\d{1,3}(?:[,.’'\u00a0\u202f ]\d{3})+(?:[.,]\d{1,2})?$")
_DIGITS_AND_SCALE = re.compile(r"([\d.,’'\u00a0\u202f ]+?)\s*([A-Za-z]+)?$")


def number_value(text: str) -> Decimal | None:
    """The value of a number in digits ("5,000", "1.5k") or words ("two hundred and six"), or None."""
    text = text.strip()
    if text[:1].isdigit():
        match = _DIGITS_AND_SCALE.match(text)
        if not match:
            return None
        value = _digits(match.group(1).strip())
        scale = (match.group(2) or "").lower()
        factor = _SUFFIXES.get(scale) or _SCALES.get(scale) or 1
        return None if value is None else value * factor
    return _words(text.lower())


def _digits(text: str) -> Decimal | None:
    if _GROUPED.match(text) and not text.startswith("0"):
        decimals = re.search(r"[.,](\d{1,2})$", text)
        whole = text[: decimals.start()] if decimals else text
        plain = re.sub(r"\D", "", whole) + (f".{decimals.group(1)}" if decimals else "")
    else:
        plain = text.replace(",", ".").replace(" ", "")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _words(text: str) -> Decimal | None:
    total, current = 0, 0
    for word in re.split(r"[\s-]+", text):
        if word in _UNITS:
            current += _UNITS[word]
        elif word in _TENS:
            current += _TENS[word]
        elif word in {"hundred", "dozen"}:
            current = max(current, 1) * _SCALES[word]
        elif word in _SCALES:
            total, current = total + max(current, 1) * _SCALES[word], 0
        elif word not in {"a", "and"}:
            return None
    return Decimal(total + current)
