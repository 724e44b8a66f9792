"""Short messages by Azure Communication Services. What is sent twice under one key goes out once.

Source: Azure/azure-rest-api-specs, communication/data-plane/Sms, stable/2021-03-07.
"""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from specstep.adapters.carriers.azure import CARRIER, resource_of
from specstep.adapters.carriers.client import NOT_LET_IN, NOT_NOW, Reply
from specstep.domain.errors import MessageRefused, MessageUnclear
from specstep.domain.messages.values import Sms
from specstep.ports.messages import HandingOver, Receipt, SenderSetup, unmarked

VERSION = "2021-03-07"
ACCEPTED = 202
CONFLICT = 409


class AzureSmsSender:
    """Sends from the number, or the name, that the deployment has at its resource."""

    recipient = "sms-azure"
    deduplicates = True

    def __init__(self, setup: SenderSetup) -> None:
        self._resource = resource_of(setup, "sms")
        if not setup.sender:
            raise self._resource.client.misconfigured("there is no number to send from; set SPECSTEP_SMS_FROM.")
        self._sender = setup.sender

    async def send(self, sms: Sms, *, key: str, handing_over: HandingOver = unmarked) -> Receipt:
        """Hand it over, to be sent once whatever happens."""
        to = {"to": sms.to, "repeatabilityRequestId": key, "repeatabilityFirstSent": first_sent(key)}
        message = {
            "from": self._sender,
            "smsRecipients": [to],
            "message": sms.text,
            "smsSendOptions": {"enableDeliveryReport": True},
        }
        reply = await self._resource.ask("POST", "/sms", VERSION, body=message, handing_over=handing_over)
        if reply.status != ACCEPTED:
            if reply.status == 404:
                raise self._resource.client.misconfigured(f"{CARRIER} knows no such resource or number.")
            raise MessageRefused(service=CARRIER, because=f"it answered {reply.status}.", said=reply.said)
        return self._receipt(_item(reply), reply)

    def _receipt(self, item: Mapping[str, Any], reply: Reply) -> Receipt:
        status, id = item.get("httpStatusCode"), item.get("messageId")
        if item.get("successful") is True and isinstance(id, str) and id:
            return Receipt(provider="azure", provider_id=id, said=reply.said)
        client = self._resource.client
        if status in NOT_LET_IN:
            raise client.misconfigured(f"{CARRIER} lets this service send nothing there (status {status}).")
        if status in NOT_NOW:
            raise client.delayed(f"it takes nothing right now (status {status}).", reply)
        if not isinstance(status, int) or status >= 500 or status in (ACCEPTED, CONFLICT):
            raise MessageUnclear(service=CARRIER)
        raise MessageRefused(
            service=CARRIER,
            because=f"it sends nothing to this number (status {status}).",
            unreachable=status in (400, 404),
            said=reply.said,
        )


def first_sent(key: str) -> str:
    """When a message was first tried: the time that its key was made at, where the key tells it.

    Source: RFC 9562, section 5.7.
    """
    made = uuid.UUID(key)
    at = datetime.fromtimestamp((made.int >> 80) / 1000, UTC) if made.version == 7 else datetime.now(UTC)
    return format_datetime(at, usegmt=True)


def _item(reply: Reply) -> Mapping[str, Any]:
    """What became of the one message."""
    items = reply.body.get("value")
    if not isinstance(items, list) or len(items) != 1 or not isinstance(items[0], dict):
        raise MessageUnclear(service=CARRIER)
    return items[0]
