"""Events of Event Grid: in both forms that it has, with the key that it was given, and from nobody else."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specstep.adapters.delivery_reports.azure import DONE, EMAIL, NO, SMS, VALIDATION, AzureReports
from specstep.domain.messages.values import DeliveryState
from specstep.domain.secrets import Secret
from specstep.ports.delivery_reports import InboundAnswer, InboundRequest, Reported, Told

KEY = "the key of the subscription"
READER = AzureReports(key=Secret(KEY))
TEXTED = "Outgoing_202009180022138813a09b-0cbf-4304-9b03-1546683bb910"
MAILED = "950850f5-bcdf-4315-b77a-6447cf56fac9"


def event(kind: str, cloud: bool, **data: Any) -> dict[str, Any]:
    """An event as the examples of the published description have it, shortened."""
    if cloud:
        inside = {name[0].upper() + name[1:] if kind == SMS else name: each for name, each in data.items()}
        return {"type": kind, "source": "/subscriptions/1", "id": "1", "data": inside, "specversion": "1.0"}
    return {"eventType": kind, "topic": "/subscriptions/1", "id": "1", "data": data, "dataVersion": "1.0"}


def posted(events: object, **headers: str) -> Told | InboundAnswer:
    shown = {"x-specstep-key": KEY, **headers}
    return READER.read(InboundRequest(method="POST", headers=shown, body=json.dumps(events).encode()))


@pytest.mark.parametrize("cloud", [False, True])
@pytest.mark.parametrize(
    ("status", "state", "unreachable"),
    [
        ("Delivered", DeliveryState.DELIVERED, False),
        ("Bounced", DeliveryState.BOUNCED, True),
        ("suppressed", DeliveryState.BOUNCED, True),
        ("Failed", DeliveryState.FAILED, False),
        ("FilteredSpam", DeliveryState.FAILED, False),
    ],
)
def test_EXT_3_a_report_is_noted_by_the_messages_name_and_nothing_else_of_it(
    cloud: bool, status: str, state: DeliveryState, unreachable: bool
) -> None:
    events = [
        event(EMAIL, cloud, messageId=MAILED, recipient="anna@example.com", status=status),
        event(SMS, cloud, messageId=TEXTED, to="+447400123456", deliveryStatus=status, deliveryStatusDetails="x"),
        event("Microsoft.Communication.SMSReceived", cloud, message="hello", deliveryStatus=status, messageId="1"),
    ]
    because = "" if state is DeliveryState.DELIVERED else f"Azure says: {status.lower()}"
    expected = [
        Reported(provider_id=id, state=state, unreachable=unreachable, because=because) for id in (MAILED, TEXTED)
    ]
    assert posted(events) == Told(reports=tuple(expected), answer=DONE)
    assert posted(events[0]) == Told(reports=(expected[0],), answer=DONE), "one event by itself"


def test_the_handshake_of_a_subscription_gives_its_code_back() -> None:
    answer = posted([event(VALIDATION, False, validationCode="512d38b6", validationUrl="https://x.example")])
    assert isinstance(answer, InboundAnswer)
    assert (answer.status, json.loads(answer.body)) == (200, {"validationResponse": "512d38b6"})
    assert posted([event(VALIDATION, False)]) == InboundAnswer(status=400)
    asking = {"x-specstep-key": KEY, "webhook-request-origin": "eventgrid.azure.net"}
    answer = READER.read(InboundRequest(method="OPTIONS", headers=asking))
    assert isinstance(answer, InboundAnswer)
    assert (answer.status, answer.headers["WebHook-Allowed-Origin"]) == (200, "eventgrid.azure.net")
    for origin in ("", "a\r\nSet-Cookie: b", "é", "x" * 301):
        asking["webhook-request-origin"] = origin
        assert READER.read(InboundRequest(method="OPTIONS", headers=asking)) == InboundAnswer(status=400)


@pytest.mark.parametrize("method", ["POST", "OPTIONS"])
@pytest.mark.parametrize(
    ("headers", "query"),
    [
        ({}, ""),
        ({"x-specstep-key": ""}, "key="),
        ({"x-specstep-key": KEY + "x"}, ""),
        ({}, "key=é&key="),
        ({}, "&" * 99),
    ],
)
def test_EXT_3_who_does_not_show_the_key_is_refused_also_the_handshake(
    method: str, headers: dict[str, str], query: str
) -> None:
    body = json.dumps([event(VALIDATION, False, validationCode="1")]).encode()
    assert READER.read(InboundRequest(method=method, headers=headers, query=query, body=body)) == NO


def test_the_key_can_stand_in_the_address() -> None:
    body = json.dumps([event(EMAIL, False, messageId=MAILED, status="Delivered")]).encode()
    request = InboundRequest(method="POST", query="key=the%20key+of+the+subscription", body=body)
    assert isinstance(READER.read(request), Told)
    assert READER.read(InboundRequest(method="GET")) == InboundAnswer(
        status=405, headers={"Allow": "POST, OPTIONS"}
    )


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from([EMAIL, SMS, VALIDATION]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["eventType", "type", "data", "messageId", "status", "x"]), inner, max_size=4
        )
    ),
    max_leaves=8,
)


@given(JSON)
@settings(max_examples=80)
def test_nothing_that_could_come_breaks_the_reader(events: object) -> None:
    answered = posted(events)
    assert isinstance(answered, Told) or answered.status in (200, 400)


@pytest.mark.parametrize("body", [b"", b"[]", b"\xff", b"[" * 100_000, b" " * 1_500_001, b"1", b'{"data":'])
def test_what_is_no_event_is_unreadable(body: bytes) -> None:
    request = InboundRequest(method="POST", headers={"x-specstep-key": KEY}, body=body)
    assert READER.read(request) == InboundAnswer(status=400)
