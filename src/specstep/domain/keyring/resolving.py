"""Which key seals now, and whether a new one is wanted: rules over times, without a clock.

Source: the rules that the key ring of ASP.NET Data Protection settled on, in our words (documentation of .NET 10).
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import attrs

from specstep.domain.ids import KeyId
from specstep.domain.keyring.values import KeyRecord, KeyState

LIFETIME = timedelta(days=90)
PROPAGATION = timedelta(days=2)
"""How long a key is known before it should be used: to other processes, replicas, and last night's backup."""
SKEW = timedelta(minutes=5)
"""How far clocks may be apart."""


@attrs.frozen(kw_only=True)
class Resolution:
    """What the rules say.

    Args:
        active: the key that seals now; None: there is none that should.
        fallback: one that will do where a new key can't be made right now.
        make_at: None, or the time from which a new key should be active that is to be made now.
    """

    active: KeyId | None = None
    fallback: KeyId | None = None
    make_at: datetime | None = None


def resolve(now: datetime, records: Sequence[KeyRecord], readable: Callable[[KeyId], bool]) -> Resolution:
    """Which key seals now, and whether a new one is wanted.

    The key that was activated last seals, clocks that differ a little allowed for; one that is known to everybody
    comes before one that was only just made. If it can't be used (expired, retired, revoked, unreadable), no older
    one takes its place, only one that was made after it. A new one is made where there is none, and ahead of time
    where the active one ends soon without an heir.

    Args:
        records: every key.
        readable: whether a key's bytes can be had.
    """

    def good(record: KeyRecord, at: datetime) -> bool:
        ended = record.retired_at is not None or record.revoked_at is not None or record.expires_at <= at
        return not ended and readable(record.id)

    def chosen(at: datetime) -> KeyRecord | None:
        begun = [
            each for each in records if each.activates_at <= at + SKEW and each.activates_at < each.expires_at
        ]
        first = _preferred(at, begun)
        if first is None or good(first, at):
            return first
        younger = [each for each in begun if good(each, at) and each.created_at > first.created_at]
        return min(younger, key=_by_activation, default=None)

    active = chosen(now)
    if active is None:
        return Resolution(fallback=_fallback(now, records, readable), make_at=now)
    ends_soon = active.expires_at - PROPAGATION <= now
    heir = chosen(active.expires_at) if ends_soon else active
    return Resolution(active=active.id, make_at=None if heir is not None else active.expires_at)


def state_of(record: KeyRecord, now: datetime, *, active: KeyId | None, readable: bool) -> KeyState:
    """What a key is good for, in a word."""
    if record.revoked_at is not None:
        return KeyState.REVOKED
    if not readable:
        return KeyState.LOST
    if record.id == active:
        return KeyState.ACTIVE
    if record.retired_at is not None:
        return KeyState.RETIRED
    if record.expires_at <= now:
        return KeyState.EXPIRED
    return KeyState.PENDING if record.activates_at > now else KeyState.STANDBY


def _preferred(at: datetime, begun: Sequence[KeyRecord]) -> KeyRecord | None:
    """The one that should seal, whether it can or not: the youngest that all know, else the oldest that few know."""
    known = [each for each in begun if each.created_at <= at - PROPAGATION]
    if known:
        latest = max(each.activates_at for each in known)
        return min((each for each in known if each.activates_at == latest), key=_by_activation)
    return min(begun, key=_by_activation, default=None)


def _by_activation(record: KeyRecord) -> tuple[datetime, str]:
    return (record.activates_at, record.id)


def _fallback(now: datetime, records: Sequence[KeyRecord], readable: Callable[[KeyId], bool]) -> KeyId | None:
    """The youngest that everybody knows; where nobody knows any, the oldest."""
    usable = [
        each for each in records if each.revoked_at is None and each.retired_at is None and readable(each.id)
    ]
    known = [each for each in usable if each.created_at <= now - PROPAGATION]
    if known:
        return max(known, key=lambda each: (each.created_at, each.id)).id
    return min(usable, key=lambda each: (each.created_at, each.id)).id if usable else None
