"""When sessions end."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specstep.domain.ids import AccountId, SessionId
from specstep.domain.sessions.values import NOTED_EVERY, Session, SessionLimits, is_over, open_session, seen

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)
limits_of = st.builds(
    lambda idle, more: SessionLimits(idle=timedelta(minutes=idle), absolute=timedelta(minutes=idle + more)),
    st.integers(5, 500),
    st.integers(0, 500),
)
pauses = st.lists(st.integers(0, 40_000).map(lambda seconds: timedelta(seconds=seconds)), max_size=20)


def opened(limits: SessionLimits) -> Session:
    return open_session(SessionId("s"), AccountId("a"), "ab" * 32, "google", now=NOW, limits=limits)


@given(limits_of, pauses)
def test_RET_14_a_session_ends_when_idle_or_old_and_never_comes_back(
    limits: SessionLimits, pauses: list[timedelta]
) -> None:
    session, now, ended = opened(limits), NOW, False
    for pause in pauses:
        now += pause
        ended = ended or pause >= limits.idle or now >= NOW + limits.absolute
        assert not ended or is_over(session, now)
        session = seen(session, now, limits)
        ended = is_over(session, now)
        assert session.expires_at <= session.ends_at == NOW + limits.absolute


@given(limits_of, st.integers(1, 40))
def test_a_session_in_use_lasts_until_its_very_end(limits: SessionLimits, number: int) -> None:
    session, now = opened(limits), NOW
    pause = limits.idle - NOTED_EVERY - SECOND
    for _ in range(number):
        now += pause
        if now >= NOW + limits.absolute:
            break
        assert not is_over(session, now)
        session = seen(session, now, limits)
    assert is_over(session, NOW + limits.absolute)


def test_a_use_is_noted_once_a_minute() -> None:
    session = opened(SessionLimits())
    assert seen(session, NOW + NOTED_EVERY - SECOND, SessionLimits()) is session
    assert seen(session, NOW + NOTED_EVERY, SessionLimits()).last_seen_at == NOW + NOTED_EVERY


@pytest.mark.parametrize(("idle", "absolute"), [(4, 9), (10, 9), (0, 0)])
def test_limits_that_make_no_sense_are_refused(idle: int, absolute: int) -> None:
    with pytest.raises(ValueError, match="session"):
        SessionLimits(idle=timedelta(minutes=idle), absolute=timedelta(minutes=absolute))
