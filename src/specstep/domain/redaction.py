"""Takes secrets out of what people hand in, before anything is quoted from it, sent or stored (USE-5)."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

import attrs

MARK = "[secret removed: "
"""How every placeholder begins, so that none is taken for a secret itself."""

PLACEHOLDER = re.compile(re.escape(MARK) + r"[a-z0-9 -]+\]")
CARD_LENGTHS = range(13, 20)
REMEMBERED_LENGTH = 8
"""A secret this long is also taken out where it stands alone; a shorter one might be an ordinary word."""


class Span(Protocol):
    """Where a secret stands: character offsets, and what kind it is."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...

    @property
    def kind(self) -> str: ...


Scan = Callable[[str], Sequence[Span]]


@attrs.frozen(kw_only=True)
class Redacted:
    """A text without its secrets. `kinds` counts what was taken out; the secrets themselves are kept nowhere."""

    text: str
    kinds: tuple[tuple[str, int], ...] = ()

    @property
    def count(self) -> int:
        """How many secrets were taken out."""
        return sum(number for _, number in self.kinds)


@attrs.frozen(kw_only=True)
class _Known:
    start: int
    end: int
    kind: str


def placeholder(kind: str) -> str:
    """What stands where a secret of this kind stood."""
    return f"{MARK}{kind}]"


def redact(text: str, spans: Iterable[Span]) -> Redacted:
    """Replace each span by its placeholder; spans that overlap are one secret."""
    pieces: list[str] = []
    kinds: Counter[str] = Counter()
    done = 0
    for start, end, kind in merged(spans):
        pieces += [text[done:start], placeholder(kind)]
        kinds[kind] += 1
        done = end
    pieces.append(text[done:])
    return Redacted(text="".join(pieces), kinds=tuple(sorted(kinds.items())))


def redact_all(text: str, scan: Scan) -> Redacted:
    """Take out every secret that is recognised, and its repetitions elsewhere in the same text."""
    spans = scan(text)
    return redact(text, [*spans, *_repeated(text, spans)])


def redactions_in(text: str) -> int:
    """How many secrets were taken out of a stored text."""
    return len(PLACEHOLDER.findall(text))


def is_card_number(digits: str) -> bool:
    """Whether a run of digits has a card scheme's prefix and length, and a right check digit.

    Source: ISO/IEC 7812-1 (Luhn's check digit); prefixes and lengths as the card schemes publish them.
    """
    if len(digits) not in CARD_LENGTHS or len(set(digits)) == 1 or not _has_issuer(digits):
        return False
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if position % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _has_issuer(digits: str) -> bool:
    two, four, length = int(digits[:2]), int(digits[:4]), len(digits)
    return (
        (digits[0] == "4" and length in (13, 16, 19))  # Visa
        or ((51 <= two <= 55 or 2221 <= four <= 2720) and length == 16)  # Mastercard
        or (two in (34, 37) and length == 15)  # American Express
        or ((two in (36, 38) or 3000 <= four <= 3059) and length == 14)  # Diners Club
        or (3528 <= four <= 3589 and length == 16)  # JCB
        or ((four == 6011 or two == 65 or 644 <= int(digits[:3]) <= 649) and length in (16, 19))  # Discover
        or (two == 62 and 16 <= length <= 19)  # UnionPay
    )


def merged(spans: Iterable[Span]) -> list[tuple[int, int, str]]:
    """Start, end and kind of each secret in order; spans that overlap or repeat each other are one."""
    secrets: list[tuple[int, int, str]] = []
    for start, end, kind in sorted(((s.start, s.end, s.kind) for s in spans), key=lambda s: (s[0], -s[1])):
        if secrets and start < secrets[-1][1]:
            first, last, its_kind = secrets[-1]
            secrets[-1] = (first, max(last, end), its_kind)
        elif end > start:
            secrets.append((start, end, kind))
    return secrets


def _repeated(text: str, spans: Sequence[Span]) -> list[_Known]:
    found = []
    for span in spans:
        secret = text[span.start : span.end]
        if len(secret) < REMEMBERED_LENGTH or secret.isalpha():
            continue
        start = text.find(secret)
        while start >= 0:
            found.append(_Known(start=start, end=start + len(secret), kind=span.kind))
            start = text.find(secret, start + len(secret))
    return found
