"""What carriers tell of a message later: that it was delivered, or came back (EXT-3)."""

import attrs

from specstep.domain.messages.records import STEPS, Suppression
from specstep.domain.messages.values import DeliveryState
from specstep.ports.clocks import Clock
from specstep.ports.persistence import Database

REPORTED = frozenset({DeliveryState.DELIVERED, DeliveryState.BOUNCED, DeliveryState.FAILED})


@attrs.frozen(kw_only=True)
class DeliveryReports:
    """Takes reports of carriers, once whoever brought them has shown that they come from there."""

    database: Database
    clock: Clock

    async def record(
        self,
        provider: str,
        provider_id: str,
        state: DeliveryState,
        *,
        unreachable: bool = False,
        because: str = "",
    ) -> bool:
        """Note what became of a message. A report that comes twice, late or out of order changes nothing more.

        Args:
            provider_id: the carrier's name for the message, as on its receipt.
            state: delivered, bounced or failed.
            unreachable: nothing reaches the address for good; no more is sent there until it is another one.
            because: why, in words without an address.

        Returns:
            Whether there is such a message; one that isn't known is no error, because it may be older than its record.
        """
        if state not in REPORTED:
            raise ValueError(f"no carrier reports {state}")
        now = self.clock.now()
        async with self.database.reading() as seen:
            known = await seen.messages.known_as(provider, provider_id)
        if known is None:
            return False
        async with self.database.unit() as unit:
            # The account before its message, as those who queue do: the other way round, the two lock each other out.
            owner = await unit.accounts.get(known.account_id)
            found = await unit.messages.known_as(provider, provider_id)
            if found is None:
                return False
            if state in STEPS[found.state]:
                await unit.messages.update(found.moved_to(state, now, because=because))
            if unreachable and found.address_hash is not None and owner is not None and owner.closing_at is None:
                suppression = Suppression(
                    account_id=found.account_id,
                    channel=found.channel,
                    address_hash=found.address_hash,
                    since=now,
                )
                await unit.messages.suppress(suppression)
        return True
