"""The built-in secret scanners: a new one is a file and a row here, and the contract tests find it."""

from collections.abc import Callable, Mapping

from specstep.adapters.secret_scanners.betterleaks import BetterleaksSecretScanner
from specstep.adapters.secret_scanners.patterns import PatternSecretScanner
from specstep.adapters.secret_scanners.union import UnionSecretScanner
from specstep.ports.secret_scanners import SecretScanner

DEFAULT = "patterns"


def _both() -> SecretScanner:
    return UnionSecretScanner((PatternSecretScanner(), BetterleaksSecretScanner()))


SECRET_SCANNERS: Mapping[str, Callable[[], SecretScanner]] = {
    "patterns": PatternSecretScanner,
    "betterleaks": BetterleaksSecretScanner,
    "patterns+betterleaks": _both,
}
