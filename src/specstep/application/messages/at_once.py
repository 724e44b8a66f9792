"""Short messages that are worthless later, as a code is: sent at once, or not at all."""

import json
from collections.abc import Mapping

import attrs

from specstep.domain.errors import Conflict, MessageUnclear, SpecStepError
from specstep.domain.ids import AccountId, MessageId, derived_id
from specstep.domain.messages.kinds import Channel, Kind
from specstep.domain.messages.records import LONGEST_REASON, MessageRecord, address_hash
from specstep.domain.messages.rendering import Service, short
from specstep.domain.messages.values import DeliveryState
from specstep.ports.clocks import Clock
from specstep.ports.messages import SmsSender
from specstep.ports.persistence import Database


@attrs.frozen(kw_only=True)
class ShortMessages:
    """Sends short messages while their sender waits. What they say is kept nowhere, that they were sent is."""

    database: Database
    sms: SmsSender
    service: Service
    clock: Clock

    async def send(
        self, account: AccountId, kind: Kind, data: Mapping[str, str], *, to: str, key: str
    ) -> MessageId:
        """Send one. Call it after the act that it belongs to has been committed.

        Args:
            to: the number, in the form of E.164.
            key: what it is about; under one key, one is sent.

        Raises:
            BadInput: it can't be put into words, or the number is none.
            Conflict: one was sent under this key, or the account is being deleted.
            MessageRefused, MessageDelayed, MessageUnclear, Misconfigured: as the carrier says; it is not tried again.
        """
        sms = short(kind, data, self.service, to=to)
        now = self.clock.now()
        message = MessageRecord(
            id=MessageId(derived_id("message", json.dumps([account, kind.key, Channel.SMS, key]))),
            account_id=account,
            kind=kind.key,
            channel=Channel.SMS,
            created_at=now,
            changed_at=now,
            data=None,
            address_hash=address_hash(account, Channel.SMS, to),
            handed_over_at=now,
            tries=1,
        )
        async with self.database.unit() as unit:
            await unit.messages.add(message)  # refused where there is one: the mark that keeps it from going twice
        try:
            receipt = await self.sms.send(sms, key=message.id)
        except SpecStepError as error:
            state = DeliveryState.UNCLEAR if isinstance(error, MessageUnclear) else DeliveryState.FAILED
            await self._keep(message.moved_to(state, self.clock.now(), because=error.message[:LONGEST_REASON]))
            raise
        sent = message.moved_to(DeliveryState.SENT, self.clock.now())
        await self._keep(attrs.evolve(sent, provider=receipt.provider, provider_id=receipt.provider_id))
        return message.id

    async def _keep(self, message: MessageRecord) -> None:
        async with self.database.unit() as unit:
            if await unit.messages.get(message.id) is None:
                raise Conflict(what="The account was deleted meanwhile.")
            await unit.messages.update(message)
