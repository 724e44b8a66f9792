"""E-mail by Azure Communication Services.

A message is an operation under a name of ours, so that after a lost answer one can ask whether it is there.

Source: Azure/azure-rest-api-specs, communication/data-plane/Email, stable/2025-09-01.
"""

import asyncio
import uuid
from collections.abc import Mapping
from typing import Any

from specstep.adapters.carriers.azure import CARRIER, resource_of
from specstep.adapters.carriers.client import Reply
from specstep.adapters.email_senders.mime import MAILED_BY_MACHINE, sender_of
from specstep.domain.errors import MessageDelayed, MessageRefused, MessageUnclear, Misconfigured
from specstep.domain.messages.values import Email
from specstep.ports.messages import HandingOver, Receipt, SenderSetup, unmarked

VERSION = "2025-09-01"
PATIENCE_S = 10.0
"""For how long a message's fate is waited for; what comes after that comes as a delivery report."""
FIRST_WAIT_S = 1.0
UNDECIDED = ("NotStarted", "Running")
NOBODY = ("EmailDroppedAllRecipientsSuppressed", "InvalidRecipient", "InvalidEmailAddress")


class AzureEmailSender:
    """Sends from an address of a domain that is linked to the deployment's resource."""

    recipient = "email-azure"
    deduplicates = False  # nowhere is it promised that an operation's name counts only once

    def __init__(self, setup: SenderSetup, *, patience_s: float = PATIENCE_S) -> None:
        self._sender = sender_of(setup)
        self._resource = resource_of(setup, "email")
        self._patience_s = patience_s

    async def send(self, email: Email, *, key: str, handing_over: HandingOver = unmarked) -> Receipt:
        """Hand it over, and wait a little whether it is refused."""
        id = str(uuid.UUID(key))
        message = {
            "senderAddress": self._sender,
            "recipients": {"to": [{"address": email.to}]},
            "content": {"subject": email.subject, "plainText": email.text, "html": email.html},
            "headers": {**email.headers, "Auto-Submitted": MAILED_BY_MACHINE},
            "userEngagementTrackingDisabled": True,
        }
        try:
            reply = await self._resource.ask(
                "POST",
                "/emails:send",
                VERSION,
                body=message,
                headers={"Operation-Id": id},
                handing_over=handing_over,
            )
        except MessageUnclear:
            found = await self._operation(id)
            if found is None:
                raise
            reply = found
        if reply.status not in (200, 202):
            raise self._refused(_error(reply.body), reply)
        return await self._followed(id, reply)

    async def _followed(self, id: str, reply: Reply) -> Receipt:
        """Ask until it is decided, or patience is over: an operation that is there is a message that was taken."""
        left_s = self._patience_s
        while (status := reply.body.get("status")) in UNDECIDED:
            wait_s = reply.retry_after_s or FIRST_WAIT_S
            if wait_s > left_s:
                break
            left_s -= wait_s
            await asyncio.sleep(wait_s)
            if (asked := await self._operation(id)) is None:
                break
            reply = asked
        if status in ("Failed", "Canceled"):
            raise self._refused(_error(reply.body), reply)
        return Receipt(provider="azure", provider_id=id, said=reply.said)

    async def _operation(self, id: str) -> Reply | None:
        """What became of a message; None: that can't be told."""
        try:
            reply = await self._resource.ask("GET", f"/emails/operations/{id}", VERSION)
        except (MessageDelayed, MessageUnclear, Misconfigured):
            return None
        return reply if reply.status == 200 and reply.body.get("id") == id else None

    def _refused(self, code: str, reply: Reply) -> MessageRefused | Misconfigured:
        if reply.status == 404 or code.startswith(("DomainNotLinked", "InvalidSender")):
            return self._resource.client.misconfigured(f"{CARRIER} sends nothing from this address ({code}).")
        because = f"it sends nothing to this address ({code})."
        return MessageRefused(service=CARRIER, because=because, unreachable=code in NOBODY, said=reply.said)


def _error(body: Mapping[str, Any]) -> str:
    """The code of an error, if it is one that can be shown."""
    error = body.get("error")
    code = error.get("code") if isinstance(error, dict) else None
    return code if isinstance(code, str) and code.isalnum() and len(code) <= 100 else "no reason given"
