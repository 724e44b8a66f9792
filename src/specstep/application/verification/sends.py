"""How codes go out: by whom they are sent, and by what it is counted how many."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Protocol

from specstep.domain.ids import AccountId
from specstep.domain.keyring.hashing import keyed_hash
from specstep.domain.keyring.ring import Ring
from specstep.domain.keyring.values import Place
from specstep.domain.limits import Limit, network_of
from specstep.domain.messages.kinds import Kind
from specstep.domain.secrets import Secret
from specstep.domain.verification.numbers import PhoneNumber

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SENDS = (Limit(number=5, window=HOUR), Limit(number=10, window=DAY))
"""How many codes an account can ask for, and how many a number gets, whoever asks."""
SENDS_FROM = (Limit(number=20, window=HOUR),)
"""How many codes can be asked for from one address: several people may share it."""
COUNTED = "verification.sends"


class Texts(Protocol):
    """What sends a short message while somebody waits for it, once under one key."""

    async def send(
        self, account: AccountId, kind: Kind, data: Mapping[str, str], *, to: str, key: str
    ) -> object: ...


def counted(
    ring: Ring, account: AccountId, number: PhoneNumber, address: str | None
) -> Iterator[tuple[str, Limit]]:
    """By what a send is counted, each with its limit. Number and address stand there as keyed hashes only (TRA-1)."""
    yield from _each(f"account:{account}", SENDS)
    yield from _each(f"number:{_hashed(ring, 'number', number.e164)}", SENDS)
    if address:
        yield from _each(f"address:{_hashed(ring, 'address', network_of(address))}", SENDS_FROM)


def _each(subject: str, limits: tuple[Limit, ...]) -> Iterator[tuple[str, Limit]]:
    """Each window has a counter of its own: what is let in by one is counted there once."""
    return ((f"{subject}:{limit.window // timedelta(seconds=1)}", limit) for limit in limits)


def _hashed(ring: Ring, what: str, value: str) -> str:
    return keyed_hash(ring, Secret(value), Place(purpose=COUNTED, owner="anybody", row=what))
