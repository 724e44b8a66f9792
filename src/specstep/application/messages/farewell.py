"""The last message of an account, to an address that nothing but the deletion's own job still knows (RIG-3)."""

from typing import cast

import attrs

from specstep.application.messages.sending import OPERATOR_TRIES, OPERATOR_WAIT_S, WAITS_S
from specstep.domain.errors import (
    BadInput,
    MessageRefused,
    MessageUnclear,
    Misconfigured,
    Unavailable,
)
from specstep.domain.ids import AuditEventId
from specstep.domain.messages.kinds import ACCOUNT_ERASED
from specstep.domain.messages.rendering import Service, words
from specstep.domain.messages.values import DeliveryState
from specstep.ports.messages import EmailSender
from specstep.ports.workflows import JobContext, Json

LATER, WAITING = "later", "waiting"


@attrs.frozen(kw_only=True)
class Farewell:
    """Confirms that an account is deleted, as a part of the deletion's run; no record of it is left."""

    email: EmailSender
    service: Service
    waits_s: tuple[float, ...] = WAITS_S

    async def say(self, context: JobContext, to: str, *, key: AuditEventId) -> Json:
        """Send it, trying for a day; the answer says what became of it.

        Args:
            key: the message's own name: the id of the event that the deletion leaves, which names nobody.
        """
        delayed = stuck = 0
        while True:
            outcome = await self._once(context, to, key, delayed + stuck)
            if outcome == LATER and delayed < len(self.waits_s):
                await context.sleep(self.waits_s[delayed])
                delayed += 1
            elif outcome == WAITING and stuck < OPERATOR_TRIES:
                await context.sleep(OPERATOR_WAIT_S)
                stuck += 1
            else:
                return outcome

    async def _once(self, context: JobContext, to: str, key: AuditEventId, number: int) -> str:
        """One try: a step that sets the mark, and one that hands over only where this execution has set it."""
        marked = False

        async def mark() -> Json:
            nonlocal marked
            marked = True
            return None

        async def hand_over() -> Json:
            if not marked and not self.email.deduplicates:  # an earlier execution was cut off in here
                return DeliveryState.UNCLEAR.value
            return await self._hand_over(to, key)

        await context.step(f"confirming.{number}", mark)
        return cast("str", await context.step(f"confirm.{number}", hand_over))

    async def _hand_over(self, to: str, key: AuditEventId) -> str:
        try:
            await self.email.send(words(ACCOUNT_ERASED, {}, self.service).to(to, {}), key=key)
        except (BadInput, MessageRefused):
            return DeliveryState.FAILED.value
        except MessageUnclear:
            return DeliveryState.UNCLEAR.value
        except Misconfigured:
            return WAITING
        except Unavailable:
            return LATER
        return DeliveryState.SENT.value
