"""Several scanners as one: a secret is what any of them finds."""

from collections.abc import Sequence

from specstep.domain.redaction import merged
from specstep.ports.secret_scanners import SecretScanner, SecretSpan


class UnionSecretScanner:
    """Finds what any of its scanners finds; where findings overlap, the span covers both."""

    recipient = "none"

    def __init__(self, scanners: Sequence[SecretScanner]) -> None:
        self._scanners = tuple(scanners)

    def scan(self, text: str) -> tuple[SecretSpan, ...]:
        found = [span for scanner in self._scanners for span in scanner.scan(text)]
        return tuple(SecretSpan(start=start, end=end, kind=kind) for start, end, kind in merged(found))


def patterns_and_betterleaks() -> SecretScanner:
    """Our own rules and the vendors' formats that Betterleaks knows."""
    from specstep.adapters.secret_scanners.betterleaks import BetterleaksSecretScanner
    from specstep.adapters.secret_scanners.patterns import PatternSecretScanner

    return UnionSecretScanner((PatternSecretScanner(), BetterleaksSecretScanner()))
