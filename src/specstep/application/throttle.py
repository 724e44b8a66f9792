"""The throttle on wrong keys: who comes with too many is refused before anything is looked up."""

import hashlib
import hmac
from collections.abc import Awaitable, Callable
from datetime import timedelta

import attrs

from specstep.application.keyring.loading import KeyRing
from specstep.application.limits import Limits, Use
from specstep.domain.keyring.sealing import subkey
from specstep.domain.keyring.values import KEY_BYTES
from specstep.domain.limits import Limit, network_of
from specstep.ports.clocks import Entropy

FAILURES = Limit(number=5, window=timedelta(minutes=5))
HashKey = Callable[[], Awaitable[bytes]]
INFO = b"specstep throttle, addresses"


@attrs.frozen(kw_only=True)
class Throttle:
    """Counts failures by address; successes never count.

    Only a keyed hash of the address goes into the short-lived state, for minutes (TRA-1). Those who are refused add
    nothing, and those who come at the very same time are each looked up once.

    Args:
        key: what addresses are hashed with; the same for all processes that share the state.
    """

    limits: Limits
    key: HashKey

    async def refuses(self, address: str) -> bool:
        """Whether nothing that comes from there is looked at any more, for now."""
        return not (await self.limits.peek(Use.KEY_FAILURES, await self._hashed(address), FAILURES)).allowed

    async def failed(self, address: str) -> None:
        """Something wrong came from there."""
        await self.limits.hit(Use.KEY_FAILURES, await self._hashed(address), FAILURES)

    async def _hashed(self, address: str) -> str:
        return hmac.new(await self.key(), network_of(address).encode(), hashlib.sha256).hexdigest()


def own_key(entropy: Entropy) -> HashKey:
    """A key of this process, for state that no other process shares."""
    key = entropy.take(KEY_BYTES)

    async def found() -> bytes:
        return key

    return found


def shared_key(keyring: KeyRing) -> HashKey:
    """A key that every process with this key ring has. It raises like the ring."""

    async def found() -> bytes:
        ring = await keyring.current()
        return subkey(ring.keys[ring.active], INFO)

    return found
