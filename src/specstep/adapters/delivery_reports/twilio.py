"""Status callbacks of Twilio, signed with the account's token.

Source: twilio.com/docs/usage/security, "Validating signatures"; twilio.com/docs/messaging/guides/track-outbound-message-status
(November 2026).
"""

import base64
import hashlib
import hmac
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import parse_qs, urlsplit

import attrs

from specstep.domain.messages.values import DeliveryState
from specstep.domain.secrets import Secret
from specstep.ports.delivery_reports import InboundAnswer, InboundRequest, Reported, Told

PATH = "/v1/inbound/twilio"
LARGEST_BYTES = 50_000
MOST_FIELDS = 200
LONGEST_ID = 200
NO = InboundAnswer(status=401)
UNREADABLE = InboundAnswer(status=400)
STATES = {
    "delivered": DeliveryState.DELIVERED,
    "read": DeliveryState.DELIVERED,
    "undelivered": DeliveryState.FAILED,
    "failed": DeliveryState.FAILED,
}
"""All others are states on the way, of which nothing is noted."""
NOBODY = frozenset({"21211", "21610", "21614", "30005", "30006"})
"""No such number, no phone that short messages reach, or its owner wants nothing from us."""
DEFAULT_PORTS = {"https": 443, "http": 80}


@attrs.frozen(kw_only=True)
class TwilioReports:
    """Reads status callbacks.

    Args:
        token: the account's, with which Twilio signs.
        address: where Twilio was told to come to. What the request itself says of that can be anybody's word.
    """

    token: Secret[str]
    address: str
    provider: str = attrs.field(default="twilio", init=False)

    def read(self, request: InboundRequest) -> Told | InboundAnswer:
        """What became of one message."""
        if request.method != "POST":
            return InboundAnswer(status=405, headers={"Allow": "POST"})
        form = _form(request.body)
        if form is None:
            return UNREADABLE
        if not self.is_signed(request, form):
            return NO
        id = form.get("MessageSid", [""])[0]
        state = STATES.get(form.get("MessageStatus", [""])[0].lower())
        if not id or len(id) > LONGEST_ID:
            return UNREADABLE
        if state is None:
            return Told()
        code = form.get("ErrorCode", [""])[0]
        gone = code in NOBODY and state is DeliveryState.FAILED
        because = f"Twilio's error {code}" if code.isascii() and code.isdecimal() and len(code) < 10 else ""
        state = DeliveryState.BOUNCED if gone else state
        return Told(reports=(Reported(provider_id=id, state=state, unreachable=gone, because=because),))

    def is_signed(self, request: InboundRequest, form: Mapping[str, Sequence[str]]) -> bool:
        """Whether the request carries the signature that only who has the token can make."""
        claimed = request.headers.get("x-twilio-signature", "").encode("utf-8", "replace")
        rest = f"?{request.query}" if request.query else ""
        fields = "".join(f"{name}{value}" for name in sorted(form) for value in sorted(set(form[name])))
        good = False
        for address in _with_and_without_port(self.address):
            text = f"{address}{rest}{fields}".encode("utf-8", "surrogatepass")
            digest = hmac.new(self.token.reveal().encode(), text, hashlib.sha1).digest()
            good |= hmac.compare_digest(base64.b64encode(digest), claimed)
        return good


def _form(body: bytes) -> dict[str, list[str]] | None:
    if len(body) > LARGEST_BYTES:
        return None
    try:
        return parse_qs(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:
        return None


def _with_and_without_port(address: str) -> Iterator[str]:
    """Twilio signs an address with its port or without: the documentation promises neither."""
    parts = urlsplit(address)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    port = parts.port or DEFAULT_PORTS.get(parts.scheme)
    for netloc in (host, f"{host}:{port}"):
        yield parts._replace(netloc=netloc or "").geturl()
