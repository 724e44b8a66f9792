"""Status callbacks: taken with a signature that Twilio's own validator takes, and with no other."""

from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from specstep.adapters.delivery_reports.twilio import NO, TwilioReports
from specstep.domain.messages.values import DeliveryState
from specstep.domain.secrets import Secret
from specstep.ports.delivery_reports import InboundAnswer, InboundRequest, Reported, Told

TOKEN = "a token"
ADDRESS = "https://specstep.example/v1/inbound/twilio"
THEIRS = RequestValidator(TOKEN)
ADDRESSES = st.sampled_from(
    [ADDRESS, ADDRESS.replace(".example", ".example:443"), ADDRESS.replace(".example", ".example:8443")]
)
FORMS = st.dictionaries(st.text("MS+é &=", min_size=1, max_size=8), st.text(max_size=12), max_size=5)


def callback(form: dict[str, str], signature: str, query: str = "") -> InboundRequest:
    body = urlencode(form).encode()
    return InboundRequest(method="POST", query=query, headers={"x-twilio-signature": signature}, body=body)


def told(**form: str) -> Told | InboundAnswer:
    request = callback(form, THEIRS.compute_signature(ADDRESS, form))
    return TwilioReports(token=Secret(TOKEN), address=ADDRESS).read(request)


@given(ADDRESSES, FORMS, st.sampled_from(["", "a=1&b=%20"]), st.booleans(), st.booleans())
@settings(max_examples=80)
def test_EXT_3_what_is_signed_is_what_their_own_validator_takes(
    address: str, form: dict[str, str], query: str, with_port: bool, altered: bool
) -> None:
    whole = f"{address}?{query}" if query else address
    signing = whole.replace(".example/", ".example:443/") if with_port else whole
    signature = THEIRS.compute_signature(signing, form)
    sent = {**form, "M": "altered"} if altered else form
    mine = TwilioReports(token=Secret(TOKEN), address=address)
    request = callback(sent, signature, query)
    parsed = {name: [value] for name, value in sent.items()}
    assert mine.is_signed(request, parsed) is THEIRS.validate(whole, sent, signature)
    other = TwilioReports(token=Secret("another"), address=address)
    assert not other.is_signed(request, parsed)
    assert (mine.read(request) == NO) is not mine.is_signed(request, parsed)


@pytest.mark.parametrize(
    ("form", "reported"),
    [
        ({"MessageStatus": "delivered"}, Reported(provider_id="SM1", state=DeliveryState.DELIVERED)),
        (
            {"MessageStatus": "undelivered", "ErrorCode": "30003"},
            Reported(provider_id="SM1", state=DeliveryState.FAILED, because="Twilio's error 30003"),
        ),
        (
            {"MessageStatus": "failed", "ErrorCode": "30005"},
            Reported(
                provider_id="SM1", state=DeliveryState.BOUNCED, unreachable=True, because="Twilio's error 30005"
            ),
        ),
        (
            {"MessageStatus": "failed", "ErrorCode": "+447400123456 is wrong"},
            Reported(provider_id="SM1", state=DeliveryState.FAILED),
        ),
    ],
)
def test_EXT_3_a_status_that_ends_it_is_noted_by_the_messages_name_and_without_a_number(
    form: dict[str, str], reported: Reported
) -> None:
    assert told(MessageSid="SM1", To="+447400123456", Body="secret", **form) == Told(reports=(reported,))


@pytest.mark.parametrize("status", ["queued", "sent", "", "no status"])
def test_a_status_on_the_way_is_answered_and_not_noted(status: str) -> None:
    assert told(MessageSid="SM1", MessageStatus=status) == Told()


def test_what_has_no_name_or_a_mad_one_is_unreadable() -> None:
    for form in ({}, {"MessageSid": ""}, {"MessageSid": "S" * 201}):
        assert told(MessageStatus="delivered", **form) == InboundAnswer(status=400)


@given(st.binary(max_size=80), st.text(max_size=40), st.sampled_from(["POST", "GET", "x"]))
@settings(max_examples=60)
def test_EXT_3_nothing_unsigned_is_believed_and_nothing_breaks_the_reader(
    body: bytes, signature: str, method: str
) -> None:
    request = InboundRequest(method=method, query=signature, headers={"x-twilio-signature": signature}, body=body)
    answered = TwilioReports(token=Secret(TOKEN), address=ADDRESS).read(request)
    assert isinstance(answered, InboundAnswer)
    assert answered.status in (400, 401, 405)


def test_a_flood_is_not_read() -> None:
    reader = TwilioReports(token=Secret(TOKEN), address=ADDRESS)
    for body in (b"a=1&" * 20_000, b"a=1&" * 1_000):
        assert reader.read(InboundRequest(method="POST", body=body)) == InboundAnswer(status=400)
