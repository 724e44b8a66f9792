"""The job that sends a message: tried for a day, handed over once.

Before a carrier gets a message, a mark is set, and taken back where it didn't come to that. A run that was cut off and
finds the mark doesn't know whether the message is on its way: where the carrier tells two of one name apart from two
messages, it hands it over again; elsewhere the message is unclear, and is sent again by nobody but an operator.
"""

from datetime import timedelta
from functools import partial
from typing import cast

import attrs

from specstep.application.messages.composing import Composed, Composer
from specstep.domain.errors import (
    BadInput,
    CannotDecrypt,
    MessageDelayed,
    MessageRefused,
    MessageUnclear,
    Misconfigured,
    Unavailable,
)
from specstep.domain.ids import MessageId
from specstep.domain.messages.kinds import Channel
from specstep.domain.messages.records import LONGEST_REASON, OVER, MessageRecord, Suppression
from specstep.domain.messages.values import DeliveryState, Email
from specstep.ports.clocks import Clock
from specstep.ports.messages import EmailSender, Receipt, SmsSender
from specstep.ports.persistence import Database
from specstep.ports.workflows import JobContext, Json, Retry

WAITS_S = (30.0, 60.0, 300.0, 900.0, 1800.0, 3600.0, 7200.0, 14400.0, 21600.0, 36000.0)
"""How long is waited after each try that a carrier put off: a day in all."""
OPERATOR_WAIT_S = 3600.0
OPERATOR_TRIES = 7 * 24
"""How often, an hour apart, a carrier is tried that doesn't let this service in."""
LONGEST_WAIT_S = timedelta(hours=10).total_seconds()
RETRY = Retry(attempts=4, first_wait_s=0.5)
GAVE_UP = "it could not be handed over for a day"
LATER, WAITING = "later", "waiting"


def job_message(key: str) -> MessageId:
    """The message that a run sends, from the run's key."""
    return MessageId("-".join(key.removeprefix("message-").split("-")[:5]))


@attrs.frozen(kw_only=True)
class Messenger:
    """Sends messages, each in a run of its own."""

    database: Database
    composer: Composer
    email: EmailSender
    sms: SmsSender
    clock: Clock
    waits_s: tuple[float, ...] = WAITS_S

    async def handle(self, context: JobContext) -> Json:
        """Send the job's message; the result is its state."""
        id = job_message(context.job.key)
        delayed = stuck = 0
        while True:
            number = delayed + stuck
            last = delayed == len(self.waits_s)
            step = await context.step(f"try.{number}", partial(self.attempt, id, last=last), retry=RETRY)
            answer = cast("dict[str, Json]", step)
            if answer["outcome"] == LATER:
                asked = float(cast("float", answer["retryAfterS"]))
                await context.sleep(min(max(self.waits_s[delayed], asked), LONGEST_WAIT_S))
                delayed += 1
            elif answer["outcome"] == WAITING and stuck < OPERATOR_TRIES:
                await context.sleep(OPERATOR_WAIT_S)
                stuck += 1
            else:
                return answer["outcome"]

    async def attempt(self, id: MessageId, *, last: bool = False) -> Json:
        """Try once; the answer holds no more than the outcome, and when to try again."""
        async with self.database.unit() as unit:
            message = await unit.messages.get(id)
            if message is None:
                return {"outcome": "gone"}
            if message.state is not DeliveryState.QUEUED:
                return {"outcome": message.state.value}
            if message.handed_over_at is not None and not self._sender(message.channel).deduplicates:
                unclear = message.moved_to(DeliveryState.UNCLEAR, self.clock.now(), because="it was cut off")
                await unit.messages.update(unclear)
                return {"outcome": unclear.state.value}
        try:
            composed = await self.composer.compose(message)
            if isinstance(composed, str):
                return await self._settle(message, DeliveryState.SUPPRESSED, because=composed)
            receipt = await self._hand_over(message, composed)
        except MessageRefused as error:
            state = DeliveryState.BOUNCED if error.unreachable else DeliveryState.FAILED
            return await self._settle(message, state, because=error.because, unreachable=error.unreachable)
        except MessageUnclear as error:
            return await self._settle(message, DeliveryState.UNCLEAR, because=error.message)
        except BadInput:
            return await self._settle(message, DeliveryState.FAILED, because="it can't be put into words")
        except (Misconfigured, CannotDecrypt) as error:
            await self._put_off(id, type(error).__name__)
            return {"outcome": WAITING}
        except _ElsewhereError:
            return {"outcome": "elsewhere"}
        except Unavailable as error:
            if last:
                return await self._settle(message, DeliveryState.FAILED, because=GAVE_UP)
            await self._put_off(id, error.reason)
            after = error.retry_after_s if isinstance(error, MessageDelayed) else None
            return {"outcome": LATER, "retryAfterS": after or 0}
        return await self._settle(message, DeliveryState.SENT, receipt=receipt)

    def _sender(self, channel: Channel) -> EmailSender | SmsSender:
        return self.sms if channel is Channel.SMS else self.email

    async def _hand_over(self, message: MessageRecord, composed: Composed) -> Receipt:
        mark = partial(self._mark, message, composed.address_hash)
        if isinstance(composed.message, Email):
            return await self.email.send(composed.message, key=message.id, handing_over=mark)
        return await self.sms.send(composed.message, key=message.id, handing_over=mark)

    async def _mark(self, message: MessageRecord, address_hash: str) -> None:
        """Note that somebody else is about to have it, unless another execution has noted that already."""
        async with self.database.unit() as unit:
            found = await unit.messages.get(message.id)
            taken = found is None or found.state is not DeliveryState.QUEUED
            if found is None or taken or found.handed_over_at != message.handed_over_at:
                raise _ElsewhereError
            marked = attrs.evolve(
                found, handed_over_at=self.clock.now(), tries=found.tries + 1, address_hash=address_hash
            )
            await unit.messages.update(marked)

    async def _put_off(self, id: MessageId, because: str) -> None:
        async with self.database.unit() as unit:
            found = await unit.messages.get(id)
            if found is not None and found.state is DeliveryState.QUEUED:
                tries = found.tries + (found.handed_over_at is None)  # the mark has counted it already
                changed = attrs.evolve(found, handed_over_at=None, tries=tries, because=because[:LONGEST_REASON])
                await unit.messages.update(changed)

    async def _settle(
        self,
        message: MessageRecord,
        state: DeliveryState,
        *,
        because: str = "",
        receipt: Receipt | None = None,
        unreachable: bool = False,
    ) -> Json:
        id, account, now = message.id, message.account_id, self.clock.now()
        async with self.database.unit() as unit:
            # The account before its message, as those who queue do: the other way round, the two lock each other out.
            owner = await unit.accounts.get(account) if unreachable else None
            found = await unit.messages.get(id)
            if found is None:
                return {"outcome": "gone"}
            if found.state in OVER:
                return {"outcome": found.state.value}
            settled = found.moved_to(state, now, because=because)
            if receipt is not None:
                settled = attrs.evolve(settled, provider=receipt.provider, provider_id=receipt.provider_id)
            await unit.messages.update(settled)
            if found.address_hash is not None and owner is not None and owner.closing_at is None:
                await unit.messages.suppress(
                    Suppression(
                        account_id=found.account_id,
                        channel=found.channel,
                        address_hash=found.address_hash,
                        since=now,
                    )
                )
        return {"outcome": state.value}


class _ElsewhereError(Exception):
    """Another execution of this run has the message in its hands."""
