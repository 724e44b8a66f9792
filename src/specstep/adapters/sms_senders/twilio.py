"""Short messages by Twilio. It knows no idempotency keys: what is sent twice goes out twice.

Source: twilio.com/docs/messaging/api/message-resource, twilio.com/docs/api/errors (November 2026).
"""

import base64
from urllib.parse import quote, urlencode

from specstep.adapters.carriers.client import Client, Reply, require_secret, require_server
from specstep.domain.errors import MessageRefused, MessageUnclear
from specstep.domain.messages.values import Sms
from specstep.ports.messages import HandingOver, Receipt, SenderSetup, unmarked

CARRIER = "Twilio"
SERVER = "https://api.twilio.com"
SERVICE = "MG"
"""How the id of a messaging service begins, which stands in the place of a number."""
UNREACHABLE = frozenset({21211, 21214, 21217, 21265, 21610, 21614, 21635})
"""Nothing reaches such a number: it is none, no mobile phone's, or its owner wants nothing from this sender."""
OURS = frozenset({20003, 20404, 20008, 21212, 21603, 21606, 21659, 21660, 21661, 21701, 21703, 21712, 63038})
"""What an operator must put right: the account, or the number or service to send from."""


class TwilioSmsSender:
    """Sends from the number or the messaging service that the deployment has at Twilio."""

    recipient = "sms-twilio"
    deduplicates = False

    def __init__(self, setup: SenderSetup) -> None:
        self._client = Client(carrier=CARRIER, setting="sms")
        server = require_server(setup, "sms_server", SERVER)
        secret = require_secret(setup, "sms_secret")
        if not (setup.account.isascii() and setup.account.isalnum()):
            raise self._client.misconfigured("there is no account at Twilio; set SPECSTEP_SMS_ACCOUNT.")
        if not setup.sender:
            raise self._client.misconfigured("there is no number to send from; set SPECSTEP_SMS_FROM.")
        self._url = server.with_path(f"/2010-04-01/Accounts/{quote(setup.account)}/Messages.json")
        self._login = base64.b64encode(f"{setup.account}:{secret.reveal()}".encode()).decode()
        self._from = {"MessagingServiceSid" if setup.sender.startswith(SERVICE) else "From": setup.sender}
        self._reports = {"StatusCallback": setup.reports_to} if setup.reports_to else {}

    async def send(self, sms: Sms, *, key: str, handing_over: HandingOver = unmarked) -> Receipt:
        """Hand it over."""
        del key
        form = {"To": sms.to, "Body": sms.text, **self._from, **self._reports}
        reply = await self._client.ask(
            "POST",
            self._url,
            headers={
                "Authorization": f"Basic {self._login}",
                "Content-Type": "application/x-www-form-urlencoded",
            },
            body=urlencode(form).encode(),
            handing_over=handing_over,
        )
        id = reply.body.get("sid")
        if reply.status in (200, 201):
            if not isinstance(id, str) or not id:
                raise MessageUnclear(service=CARRIER)
            return Receipt(provider="twilio", provider_id=id, said=reply.said)
        raise self._refusal(reply)

    def _refusal(self, reply: Reply) -> Exception:
        code = reply.body.get("code")
        if code in OURS or reply.status == 404:
            return self._client.misconfigured(f"{CARRIER} sends nothing from here (error {code}).")
        if code == 20429:
            return self._client.delayed("it takes nothing right now.", reply)
        because = f"it sends nothing to this number (status {reply.status}, error {code})."
        return MessageRefused(service=CARRIER, because=because, unreachable=code in UNREACHABLE, said=reply.said)
