"""What an audit is told beforehand is refused where it would make the audit blind."""

from datetime import UTC, datetime

import pytest

from specstep.policies.audit.values import Audit, Limits


def test_an_audit_looks_at_one_row_and_file_at_least() -> None:
    assert (Limits(rows=1).rows, Limits(files=1).files) == (1, 1)
    for nothing in ({"rows": 0}, {"files": 0}):
        with pytest.raises(ValueError, match=r"'(rows|files)'"):
            Limits(**nothing)


def test_an_audit_needs_a_present_with_a_zone() -> None:
    assert Audit(now=datetime(2026, 6, 1, tzinfo=UTC)).last_runs is None
    with pytest.raises(ValueError, match="zone"):
        Audit(now=datetime(2026, 6, 1))  # noqa: DTZ001 - that is the point


def test_a_canary_is_long_enough_not_to_be_found_by_chance() -> None:
    now = datetime(2026, 6, 1, tzinfo=UTC)
    assert Audit(now=now, canaries=("a" * 12,)).canaries
    with pytest.raises(ValueError, match="at least 12 characters"):
        Audit(now=now, canaries=("a" * 12, "a" * 11))
