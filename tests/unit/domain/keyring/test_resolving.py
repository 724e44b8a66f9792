"""Which key seals: the cases that other key rings learnt from, as a table; and laws over any keys."""

from datetime import UTC, datetime, timedelta

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specstep.domain.ids import KeyId
from specstep.domain.keyring.resolving import LIFETIME, PROPAGATION, SKEW, resolve, state_of
from specstep.domain.keyring.values import KeyRecord, KeyState

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
T = datetime(2026, 3, 1, tzinfo=UTC)
LONG_AGO = T - timedelta(days=4000)


def key(
    name: str,
    activates: datetime,
    expires: datetime,
    *,
    created: datetime = LONG_AGO,
    revoked: bool = False,
    retired: bool = False,
) -> KeyRecord:
    return KeyRecord(
        id=KeyId(name),
        created_at=created,
        activates_at=activates,
        expires_at=expires,
        revoked_at=T if revoked else None,
        retired_at=T if retired else None,
        master="m",
        wrapped=b"w",
    )


YEAR = 365 * DAY
A = key("a", T - YEAR, T)
B = key("b", T, T + YEAR)


@attrs.frozen(kw_only=True)
class Case:
    now: datetime
    keys: tuple[KeyRecord, ...]
    active: str | None
    make_at: datetime | None = None
    fallback: str | None = None
    unreadable: str = ""


CASES = {
    "no key at all": Case(now=T, keys=(), active=None, make_at=T),
    "one that is at work, and its heir": Case(now=T - 9 * DAY, keys=(A, B), active="a"),
    "the heir takes over a little early, for clocks that differ": Case(now=T - MINUTE, keys=(A, B), active="b"),
    "the only one begins in a minute": Case(now=T - MINUTE, keys=(B,), active="b"),
    "the only one begins beyond what clocks may differ": Case(
        now=T - 2 * SKEW, keys=(B,), active=None, make_at=T - 2 * SKEW, fallback="b"
    ),
    "the end is far, and there is no heir": Case(now=T - 9 * DAY, keys=(A,), active="a"),
    "the end is near, and there is no heir": Case(now=T - DAY, keys=(A,), active="a", make_at=T),
    "the end is near, and the heir is revoked": Case(
        now=T - 2 * SKEW, keys=(A, attrs.evolve(B, revoked_at=T)), active="a", make_at=T
    ),
    "the end is near, and the heir can't be read": Case(
        now=T - 2 * SKEW, keys=(A, B), active="a", make_at=T, unreadable="b"
    ),
    "the end has come": Case(now=T, keys=(A,), active=None, make_at=T, fallback="a"),
    "the youngest is revoked: no older one takes its place": Case(
        now=T - 9 * DAY,
        keys=(A, key("c", T - YEAR + DAY, T, revoked=True)),
        active=None,
        make_at=T - 9 * DAY,
        fallback="a",
    ),
    "the youngest can't be read: no older one takes its place": Case(
        now=T - 9 * DAY,
        keys=(A, key("c", T - YEAR + DAY, T)),
        active=None,
        make_at=T - 9 * DAY,
        fallback="a",
        unreadable="c",
    ),
    "the youngest is retired: one that was made after it takes its place": Case(
        now=T, keys=(key("a", T - YEAR, T + DAY, retired=True), key("c", T, T + YEAR, created=T)), active="c"
    ),
    "those that end before they begin, and those revoked, count for nothing": Case(
        now=T - MINUTE,
        keys=(
            key("a", T, T - YEAR),
            key("b", T + MINUTE, T + YEAR, revoked=True),
            key("c", T + 2 * MINUTE, T + YEAR),
        ),
        active="c",
    ),
    "the fallback is the youngest that all know, revoked ones left aside": Case(
        now=T,
        keys=(
            key("a", T + YEAR, T + YEAR, created=T - 5 * DAY),
            key("b", T + YEAR, T + YEAR, created=T - 4 * DAY),
            key("c", T + YEAR, T + YEAR, created=T - 3 * DAY, revoked=True),
            key("d", T + YEAR, T + YEAR, created=T - DAY),
        ),
        active=None,
        make_at=T,
        fallback="b",
    ),
    "the fallback is the youngest that all know, unreadable ones left aside": Case(
        now=T,
        keys=(
            key("a", T + YEAR, T + YEAR, created=T - 5 * DAY),
            key("b", T + YEAR, T + YEAR, created=T - 4 * DAY),
            key("c", T + YEAR, T + YEAR, created=T - 3 * DAY),
            key("d", T + YEAR, T + YEAR, created=T - DAY),
        ),
        active=None,
        make_at=T,
        fallback="b",
        unreadable="c",
    ),
    "where all are new the fallback is the oldest": Case(
        now=T,
        keys=(
            key("a", T + YEAR, T + YEAR, created=T - DAY, revoked=True),
            key("b", T + YEAR, T + YEAR, created=T - DAY),
            key("c", T + YEAR, T + YEAR, created=T),
        ),
        active=None,
        make_at=T,
        fallback="b",
    ),
    "one that all know comes before a younger one that few know": Case(
        now=T,
        keys=(
            key("a", T + MINUTE, T + YEAR, created=T - PROPAGATION),
            key("b", T + 2 * MINUTE, T + YEAR, created=T),
        ),
        active="a",
    ),
    "of two that few know the older one": Case(
        now=T,
        keys=(
            key("a", T - timedelta(hours=1), T + YEAR, created=T - timedelta(hours=1)),
            key("b", T - timedelta(hours=2), T + YEAR, created=T - timedelta(hours=2)),
        ),
        active="b",
    ),
    "of two that began together the one whose id comes first": Case(
        now=T, keys=(attrs.evolve(B, id=KeyId("c")), B), active="b"
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_rules_choose(name: str) -> None:
    case = CASES[name]
    found = resolve(case.now, case.keys, lambda id: id not in case.unreadable)
    assert (found.active, found.make_at, found.fallback) == (case.active, case.make_at, case.fallback)
    assert resolve(case.now, case.keys[::-1], lambda id: id not in case.unreadable) == found


TIMES = st.integers(min_value=-200, max_value=200).map(lambda days: T + days * DAY)
RECORDS = st.builds(
    key,
    st.uuids().map(str),
    TIMES,
    TIMES,
    created=TIMES,
    revoked=st.booleans(),
    retired=st.booleans(),
)


@given(TIMES, st.lists(RECORDS, max_size=6, unique_by=lambda each: each.id), st.data())
@settings(max_examples=60)
def test_nothing_but_a_sound_key_seals_and_what_is_made_then_does(
    now: datetime, records: list[KeyRecord], data: st.DataObject
) -> None:
    lost = {each.id for each in records if data.draw(st.booleans())}
    found = resolve(now, records, lambda id: id not in lost)
    by_id = {each.id: each for each in records}
    if found.active is not None:
        active = by_id[found.active]
        assert active.activates_at <= now + SKEW < active.expires_at + SKEW
        assert active.revoked_at is active.retired_at is None
        assert active.id not in lost
    else:
        assert found.make_at == now
        later = max([now, *(each.created_at + MINUTE for each in records)])
        made = key("made", later, later + LIFETIME, created=later)
        again = resolve(later, [*records, made], lambda id: id not in lost)
        assert again.active is not None


def test_keys_follow_each_other_without_a_gap_for_years() -> None:
    records: list[KeyRecord] = []
    sealed_with: list[str] = []
    for hours in range(0, 24 * 800, 7):
        now = T + timedelta(hours=hours)
        found = resolve(now, records, lambda _: True)
        if found.make_at is not None:
            records.append(key(f"{len(records):03}", found.make_at, found.make_at + LIFETIME, created=now))
            assert found.active is not None or hours == 0, "made before the old one ended"
            found = resolve(now, records, lambda _: True)
        assert found.active is not None
        assert found.make_at is None
        sealed_with.append(found.active)
    assert sealed_with == sorted(sealed_with), "no key comes back"
    assert len(records) == 800 // 90 + 1


@pytest.mark.parametrize(
    ("record", "state"),
    [
        (A, KeyState.EXPIRED),
        (B, KeyState.ACTIVE),
        (key("c", T - DAY, T + DAY), KeyState.STANDBY),
        (key("c", T + DAY, T + YEAR), KeyState.PENDING),
        (key("c", T - DAY, T + DAY, retired=True), KeyState.RETIRED),
        (key("c", T - DAY, T + DAY, retired=True, revoked=True), KeyState.REVOKED),
        (key("lost", T - DAY, T + DAY), KeyState.LOST),
    ],
)
def test_a_key_is_in_one_state(record: KeyRecord, state: KeyState) -> None:
    assert state_of(record, T, active=B.id, readable=record.id != "lost") is state
