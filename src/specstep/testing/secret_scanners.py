"""What every secret scanner promises."""

import pytest

from specstep.domain.redaction import redact
from specstep.ports.secret_scanners import SecretScanner

SECRET = "zk3f8aJd93kQp02LmVx7sD"  # noqa: S105  (made up)
TEXTS = (
    f"api_key = '{SECRET}'",
    f"Grüße – 😀😀😀 – hier: api_key = '{SECRET}' …",
    f"first\r\n\r\napi_key: {SECRET}\n\n\nlast",
)
HARMLESS = (
    "",
    " \n\t",
    "Volunteers register for a shift; a shift has six places.",
    "The password must have at least twelve characters.",
    "\x00\ufeff\u202e" * 50,
    "a" * 100_000,
)


class SecretScannerContract:
    """Subclass it, and override the fixture `scanner`."""

    @pytest.fixture
    def scanner(self) -> SecretScanner:
        """A scanner."""
        raise NotImplementedError("override the fixture `scanner`")

    @pytest.mark.parametrize("text", TEXTS)
    def test_an_obvious_secret_is_covered_to_the_last_character(self, scanner: SecretScanner, text: str) -> None:
        start = text.index(SECRET)
        assert any(span.start <= start and start + len(SECRET) <= span.end for span in scanner.scan(text))

    @pytest.mark.parametrize("text", HARMLESS)
    def test_harmless_text_is_left_alone(self, scanner: SecretScanner, text: str) -> None:
        assert scanner.scan(text) == ()

    def test_spans_are_in_order_without_overlaps_and_inside_the_text(self, scanner: SecretScanner) -> None:
        text = "\n".join((*TEXTS, *HARMLESS))
        spans = scanner.scan(text)
        ends = [0, *(span.end for span in spans)]
        assert all(end <= span.start < span.end <= len(text) for end, span in zip(ends, spans, strict=False))

    def test_a_redacted_text_stays_as_it_is(self, scanner: SecretScanner) -> None:
        once = redact("\n".join(TEXTS), scanner.scan("\n".join(TEXTS))).text
        assert SECRET not in once
        assert redact(once, scanner.scan(once)).text == once
