"""Seals what the workflow engine keeps of runs, under the key ring."""

import base64
from collections.abc import Sequence
from datetime import datetime

import attrs

from specstep.application.keyring.loading import KeyRing
from specstep.domain.errors import CannotDecrypt, Unavailable
from specstep.domain.ids import KeyId
from specstep.domain.keyring.resolving import SKEW
from specstep.domain.keyring.ring import Ring
from specstep.domain.keyring.sealing import NONCE_BYTES
from specstep.domain.keyring.values import KeyRecord, Place
from specstep.domain.secrets import Secret
from specstep.ports.clocks import Clock, Entropy

SEALED = "~"
"""Stands before what is sealed; no JSON begins like this, so that rows from before are told apart."""
PLACE = Place(purpose="workflow_engine.payload", owner="service", row="payload")
"""The engine doesn't say for which row it encodes a value, so that a payload isn't bound to its row."""


@attrs.define(kw_only=True, eq=False)
class PayloadSeal:
    """Sealing and unsealing await nothing: the engine does both in threads, and in transactions of others.

    What lies under a revoked key is still read: it holds ids, it goes a week after its run ended, and whoever could
    forge a payload with such a key could as well write a plain one, as releases before this one did.
    """

    ring: KeyRing
    clock: Clock
    entropy: Entropy
    _seen: Ring | None = attrs.field(default=None, init=False, repr=False)
    _used: Ring | None = attrs.field(default=None, init=False, repr=False)

    async def ready(self) -> None:
        """Take notice of the ring as it was within the last minute; not inside a unit of work.

        Raises:
            MasterKeyMissing, CannotDecrypt: none of its keys can be read.
            Misconfigured, Unavailable: as for `KeyRing.current`.
        """
        ring = await self.ring.current()
        if ring is self._seen:
            return
        active = settled(self.clock.now(), await self.ring.records(), ring)
        self._seen, self._used = ring, attrs.evolve(ring, active=active)

    def seal(self, text: str) -> str:
        """A payload sealed; one that was made ready."""
        sealed = self._ring.seal(Secret(text.encode()), PLACE, self.entropy.take(NONCE_BYTES))
        return SEALED + base64.b64encode(sealed).decode("ascii")

    def unseal(self, text: str) -> str:
        """A payload as it was, whether it was sealed or is older than that.

        Raises:
            CannotDecrypt: it was altered, or its key is not there.
        """
        if not text.startswith(SEALED):
            return text
        try:
            sealed = base64.b64decode(text.removeprefix(SEALED), validate=True)
        except ValueError:
            raise CannotDecrypt(purpose=PLACE.purpose, reason=CannotDecrypt.ALTERED) from None
        return self._ring.open(sealed, PLACE, even_revoked=True).reveal().decode()

    @property
    def _ring(self) -> Ring:
        if self._used is None:
            raise Unavailable(service="The key ring", reason="it was not read yet.")
        return self._used


def settled(now: datetime, records: Sequence[KeyRecord], ring: Ring) -> KeyId:
    """The key that seals payloads: the active one, or where nobody else may know that yet, the one before.

    Whoever takes over a run reads it at once, and can't wait for a look at the ring.
    """
    made = {each.id: each.created_at for each in records}
    if made.get(ring.active, now) <= now - SKEW:
        return ring.active
    known = [
        each
        for each in records
        if each.created_at <= now - SKEW and each.id in ring.keys and each.revoked_at is None
    ]
    return max(known, key=lambda each: (each.created_at, each.id)).id if known else ring.active
