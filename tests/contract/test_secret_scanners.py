"""What every secret scanner promises, and how well each does on a labelled corpus."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.contract.secret_corpus import NEGATIVES, POSITIVES

from specstep.adapters.secret_scanners import betterleaks
from specstep.adapters.secret_scanners.patterns import PatternSecretScanner
from specstep.adapters.secret_scanners.union import patterns_and_betterleaks
from specstep.domain.errors import Misconfigured
from specstep.domain.redaction import redact
from specstep.entrypoints.settings import Settings
from specstep.entrypoints.wiring.registries import SECRET_SCANNERS
from specstep.ports.secret_scanners import SecretScanner
from specstep.testing import SecretScannerContract

RECALL_AT_LEAST = {"patterns": 0.98, "betterleaks": 0.30, "patterns+betterleaks": 0.98}
PRECISION_AT_LEAST = {"patterns": 0.98, "betterleaks": 0.85, "patterns+betterleaks": 0.93}


@pytest.fixture(params=SECRET_SCANNERS.names())
def name(request: pytest.FixtureRequest) -> str:
    if "betterleaks" in request.param:
        pytest.importorskip("betterleaks", reason="the extra `secrets` is not installed")
    return str(request.param)


@pytest.fixture
def scanner(name: str) -> SecretScanner:
    found: SecretScanner = SECRET_SCANNERS.load(name)()
    return found


def covers(scanner: SecretScanner, text: str, secret: str) -> bool:
    start = text.index(secret)
    return any(span.start <= start and start + len(secret) <= span.end for span in scanner.scan(text))


def test_it_recalls_what_it_is_trusted_with(name: str, scanner: SecretScanner) -> None:
    missed = [text for text, secret in POSITIVES if not covers(scanner, text, secret)]
    assert 1 - len(missed) / len(POSITIVES) >= RECALL_AT_LEAST[name], missed


def test_it_leaves_ordinary_text_alone(name: str, scanner: SecretScanner) -> None:
    false = [text for text in NEGATIVES if scanner.scan(text)]
    true = sum(covers(scanner, text, secret) for text, secret in POSITIVES)
    assert true / (true + len(false)) >= PRECISION_AT_LEAST[name], false


def test_a_redacted_secret_is_gone_and_stays_gone(name: str, scanner: SecretScanner) -> None:
    for text, secret in POSITIVES:
        if covers(scanner, text, secret):
            once = redact(text, scanner.scan(text)).text
            assert secret not in once
            assert redact(once, scanner.scan(once)).text == once


@given(text=st.text(max_size=300))
def test_any_text_can_be_scanned(text: str) -> None:
    for span in SECRET_SCANNERS.load(Settings().secret_scanner)().scan(text):
        assert 0 <= span.start < span.end <= len(text)


def test_the_default_finds_every_secret_that_only_betterleaks_was_made_for() -> None:
    pytest.importorskip("betterleaks")
    default, other = SECRET_SCANNERS.load(Settings().secret_scanner)(), SECRET_SCANNERS.load("betterleaks")()
    lost = [t for t, secret in POSITIVES if covers(other, t, secret) and not covers(default, t, secret)]
    assert lost == []


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "betterleaks", None)
    with pytest.raises(Misconfigured, match=r"specstep\[secrets\]"):
        betterleaks.BetterleaksSecretScanner()


class TestPatternSecretScanner(SecretScannerContract):
    @pytest.fixture
    def scanner(self) -> SecretScanner:
        return PatternSecretScanner()


class TestBothSecretScanners(SecretScannerContract):
    @pytest.fixture
    def scanner(self) -> SecretScanner:
        pytest.importorskip("betterleaks", reason="the extra `secrets` is not installed")
        return patterns_and_betterleaks()
