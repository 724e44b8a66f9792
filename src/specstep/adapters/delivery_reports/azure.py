"""Delivery reports of Azure Communication Services, as Azure Event Grid brings them: in its own schema or as CloudEvents.

Event Grid signs nothing; it shows a key that its subscription was given, in a header or in the address.

Source: Azure/azure-rest-api-specs, eventgrid/data-plane/Microsoft.Communication, stable/2018-01-01;
learn.microsoft.com/azure/event-grid, "Webhook event delivery"; CloudEvents HTTP 1.1 Web Hooks, section 4.
"""

import hmac
import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qs

import attrs

from specstep.domain.messages.values import DeliveryState
from specstep.domain.secrets import Secret
from specstep.ports.delivery_reports import InboundAnswer, InboundRequest, Reported, Told

PATH = "/v1/inbound/azure-communication"
HEADER = "x-specstep-key"
PARAMETER = "key"
LARGEST_BYTES = 1_500_000  # Event Grid brings up to a megabyte at once
MOST_EVENTS = 5_000
LONGEST_ID = 200
LONGEST_ORIGIN = 300
NO = InboundAnswer(status=401)
UNREADABLE = InboundAnswer(status=400)
DONE = InboundAnswer(status=200)
VALIDATION = "Microsoft.EventGrid.SubscriptionValidationEvent"
EMAIL = "Microsoft.Communication.EmailDeliveryReportReceived"
SMS = "Microsoft.Communication.SMSDeliveryReportReceived"
STATUS = {EMAIL: "status", SMS: "deliverystatus"}
STATES = {
    "delivered": DeliveryState.DELIVERED,
    "bounced": DeliveryState.BOUNCED,
    "suppressed": DeliveryState.BOUNCED,
    "failed": DeliveryState.FAILED,
    "quarantined": DeliveryState.FAILED,
    "filteredspam": DeliveryState.FAILED,
}
NOBODY = ("bounced", "suppressed")


@attrs.frozen(kw_only=True)
class AzureReports:
    """Reads events. `key`: what the subscription in Event Grid was given to show."""

    key: Secret[str]
    provider: str = attrs.field(default="azure", init=False)

    def read(self, request: InboundRequest) -> Told | InboundAnswer:
        """The reports among the events; the handshake of a new subscription is answered as it wants to be."""
        if request.method not in ("POST", "OPTIONS"):
            return InboundAnswer(status=405, headers={"Allow": "POST, OPTIONS"})
        if not self.shows_key(request):
            return NO
        if request.method == "OPTIONS":
            return _allowed(request)
        events = _events(request.body)
        if events is None:
            return UNREADABLE
        for event in events:
            if _kind(event) == VALIDATION:
                return _validated(_data(event))
        return Told(reports=tuple(_reports(events)), answer=DONE)

    def shows_key(self, request: InboundRequest) -> bool:
        """Whether the request shows the key, compared in a time that doesn't tell where it differs."""
        expected = self.key.reveal().encode()
        try:
            given = parse_qs(request.query, max_num_fields=20).get(PARAMETER, [""])[0]
        except ValueError:
            given = ""
        shown = [request.headers.get(HEADER, ""), given]
        return any(hmac.compare_digest(each.encode("utf-8", "replace"), expected) for each in shown)


def _events(body: bytes) -> list[Mapping[str, Any]] | None:
    """The events, one or many; None for what is none."""
    if len(body) > LARGEST_BYTES:
        return None
    try:
        decoded = json.loads(body)
    except (ValueError, RecursionError):
        return None
    events = decoded if isinstance(decoded, list) else [decoded]
    if not events or len(events) > MOST_EVENTS or not all(isinstance(each, dict) for each in events):
        return None
    return events


def _reports(events: list[Mapping[str, Any]]) -> Iterator[Reported]:
    """What became of which message; events of other kinds and states on the way are left aside."""
    for event in events:
        # CloudEvents write the names inside with a capital, the other schema without.
        data = {name.lower(): value for name, value in _data(event).items()}
        id, status = data.get("messageid"), data.get(STATUS.get(str(_kind(event)), ""))
        if not isinstance(id, str) or not 0 < len(id) <= LONGEST_ID or not isinstance(status, str):
            continue
        state = STATES.get(status.lower())
        if state is not None:
            gone = status.lower() in NOBODY
            because = "" if state is DeliveryState.DELIVERED else f"Azure says: {status.lower()}"
            yield Reported(provider_id=id, state=state, unreachable=gone, because=because)


def _validated(data: Mapping[str, Any]) -> InboundAnswer:
    code = data.get("validationCode")
    if not isinstance(code, str) or not 0 < len(code) <= LONGEST_ID:
        return UNREADABLE
    body = json.dumps({"validationResponse": code}).encode()
    return InboundAnswer(status=200, headers={"Content-Type": "application/json"}, body=body)


def _allowed(request: InboundRequest) -> InboundAnswer:
    """The answer to CloudEvents' question whether it may come: yes, whoever has the key."""
    origin = request.headers.get("webhook-request-origin", "")
    if not origin or len(origin) > LONGEST_ORIGIN or not (origin.isascii() and origin.isprintable()):
        return UNREADABLE
    return InboundAnswer(status=200, headers={"WebHook-Allowed-Origin": origin, "Allow": "POST"})


def _kind(event: Mapping[str, Any]) -> object:
    return event.get("eventType", event.get("type"))


def _data(event: Mapping[str, Any]) -> Mapping[str, Any]:
    data = event.get("data")
    return data if isinstance(data, dict) else {}
