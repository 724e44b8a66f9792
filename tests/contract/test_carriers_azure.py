"""E-mail and short messages by Azure Communication Services, against a server that the vendor's own clients accept."""

import uuid
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from aiohttp import web
from azure.communication.email.aio import EmailClient
from azure.communication.sms.aio import SmsClient
from azure.core.credentials import AzureKeyCredential
from azure.core.exceptions import HttpResponseError
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.servers.azure_communication import KEY, Answer, AzureCommunication, azure_communication
from yarl import URL

from specstep.adapters.carriers import client as carriers
from specstep.adapters.carriers.azure import signature
from specstep.adapters.email_senders.azure import AzureEmailSender
from specstep.adapters.sms_senders.azure import AzureSmsSender, first_sent
from specstep.domain.errors import MessageDelayed, MessageRefused, MessageUnclear, Misconfigured
from specstep.domain.ids import uuid7
from specstep.domain.messages.values import Email, Sms
from specstep.domain.secrets import Secret
from specstep.ports.messages import SenderSetup

NUMBER = "+447400123456"
SMS = Sms(to=NUMBER, text="Grüße: 123456")
EMAIL = Email(
    to="anna@example.com",
    subject="Ready — für Sie",
    text="It is ready.",
    html="<p>It is ready.</p>",
    headers={"List-Unsubscribe": "<https://specstep.example/u>"},
)
KEY_OF_MESSAGE = uuid7(datetime(2026, 11, 1, 12, tzinfo=UTC), bytes(range(10)))
GONE = "http://127.0.0.1:9"


def sms_setup(server: str, /, **other: object) -> SenderSetup:
    return SenderSetup(**{"sender": "+15005550006", "server": server, "secret": Secret(KEY), **other})  # type: ignore[arg-type]


def email_setup(server: str, /, **other: object) -> SenderSetup:
    return sms_setup(server, **{"sender": "hello@specstep.example", **other})


def says(status: int, **headers: str) -> Answer:
    return lambda request: web.json_response({"error": {"code": "Busy"}}, status=status, headers=headers)


def cut(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.close()
    return web.Response()


@pytest_asyncio.fixture
async def azure() -> AsyncIterator[AzureCommunication]:
    async with azure_communication() as made:
        yield made


# The server


async def test_the_vendors_own_clients_take_the_server_for_theirs(azure: AzureCommunication) -> None:
    credential = AzureKeyCredential(KEY)
    async with SmsClient(azure.address, credential) as texting:
        (result,) = await texting.send("+15005550006", NUMBER, "hello", enable_delivery_report=True)
        assert result.successful
    async with EmailClient(azure.address, credential) as mailing:
        recipients = {"to": [{"address": "anna@example.com"}]}
        message = {"senderAddress": "a@b.example", "recipients": recipients, "content": {"subject": "hello"}}
        poller = await mailing.begin_send(message, operation_id=str(uuid.uuid4()))
        assert (await poller.result())["status"] == "Succeeded"
    async with SmsClient(azure.address, AzureKeyCredential("d3Jvbmc=")) as wrong:
        with pytest.raises(HttpResponseError, match="Unauthorized"):
            await wrong.send("+15005550006", NUMBER, "hello")


@given(st.binary(max_size=50), st.sampled_from(["GET", "POST"]), st.text(max_size=10))
@settings(max_examples=30)
def test_requests_are_signed_as_the_vendors_own_client_signs_them(content: bytes, method: str, text: str) -> None:
    from types import SimpleNamespace

    from azure.communication.sms._shared import policy

    url = URL("https://x.communication.azure.com/sms").with_query({"api-version": "2021-03-07", "q": text})
    body = content.decode("latin-1")
    theirs = SimpleNamespace(method=method, url=str(url), body=body, headers={})
    now = datetime(2026, 11, 1, 12, tzinfo=UTC)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(policy, "get_current_utc_time", lambda: "Sun, 01 Nov 2026 12:00:00 GMT")
        signer = policy.HMACCredentialsPolicy("https://x.communication.azure.com", KEY)
        signer._sign_request(SimpleNamespace(http_request=theirs, context=SimpleNamespace(transport=None)))
    mine = signature(method, url, body.encode(), b"an access key of the resource 32", now)
    assert mine == {name: theirs.headers[name] for name in mine}


# Short messages


async def test_a_short_message_goes_out_once_however_often_it_is_handed_over(azure: AzureCommunication) -> None:
    sender = AzureSmsSender(sms_setup(azure.address))
    receipts = [await sender.send(SMS, key=KEY_OF_MESSAGE) for _ in range(2)]
    assert [each.provider_id for each in receipts] == [f"out-{KEY_OF_MESSAGE}"] * 2
    assert azure.sms == {KEY_OF_MESSAGE: {"to": NUMBER, "text": SMS.text, "from": "+15005550006"}}
    assert first_sent(KEY_OF_MESSAGE) == "Sun, 01 Nov 2026 12:00:00 GMT"


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (400, MessageRefused),
        (404, MessageRefused),
        (401, Misconfigured),
        (429, MessageDelayed),
        (409, MessageUnclear),
        (500, MessageUnclear),
    ],
)
async def test_what_becomes_of_a_number_decides(
    azure: AzureCommunication, status: int, expected: type[Exception]
) -> None:
    azure.item = {"httpStatusCode": status, "successful": False, "errorMessage": f"about {NUMBER}"}
    with pytest.raises(expected) as raised:
        await AzureSmsSender(sms_setup(azure.address)).send(SMS, key=KEY_OF_MESSAGE)
    assert NUMBER not in str(raised.value) + repr(raised.value)
    if isinstance(raised.value, MessageRefused):
        assert raised.value.unreachable


# What holds for both


@pytest.mark.parametrize("kind", ["sms", "email"])
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (says(401), Misconfigured),
        (says(403), Misconfigured),
        (says(302, Location="https://elsewhere.example/"), Misconfigured),
        (says(404), Misconfigured),
        (says(400), MessageRefused),
        (says(503), MessageDelayed),
        (says(500), MessageUnclear),
        (cut, MessageUnclear),
        (lambda request: web.Response(text="no JSON", status=202), MessageUnclear),
        (lambda request: web.Response(body=b" " * 200_000, status=202), MessageUnclear),
    ],
)
async def test_each_answer_says_whether_the_message_is_there(
    azure: AzureCommunication, kind: str, answer: Answer, expected: type[Exception]
) -> None:
    azure.next = [answer]
    handed = []

    async def handing_over() -> None:
        handed.append(1)

    if kind == "sms":
        texting = AzureSmsSender(sms_setup(azure.address))
        sending = texting.send(SMS, key=KEY_OF_MESSAGE, handing_over=handing_over)
    else:
        mailing = AzureEmailSender(email_setup(azure.address))
        sending = mailing.send(EMAIL, key=KEY_OF_MESSAGE, handing_over=handing_over)
    with pytest.raises(expected) as raised:
        await sending
    assert handed == [1]
    assert len([method for method, _ in azure.asked if method == "POST"]) == 1, "a try is never repeated"
    assert "example.com" not in str(raised.value)


async def test_when_to_try_again_is_told_and_a_mad_wait_is_bounded(azure: AzureCommunication) -> None:
    for told, expected in (("120", 120.0), ("9" * 30, 86_400.0), ("soon", None), ("-1", None), ("²", None)):
        azure.next = [says(429, **{"Retry-After": told})]
        with pytest.raises(MessageDelayed) as raised:
            await AzureSmsSender(sms_setup(azure.address)).send(SMS, key=KEY_OF_MESSAGE)
        assert raised.value.retry_after_s == expected


async def test_a_service_that_cannot_be_reached_has_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(MessageDelayed, match="can't be reached"):
        await AzureSmsSender(sms_setup(GONE)).send(SMS, key=KEY_OF_MESSAGE)
    with pytest.raises(MessageDelayed, match="can't be reached"):
        await AzureEmailSender(email_setup(GONE)).send(EMAIL, key=KEY_OF_MESSAGE)


async def test_what_should_stop_the_hand_over_stops_it(azure: AzureCommunication) -> None:
    async def no() -> None:
        raise RuntimeError("somebody else has it")

    with pytest.raises(RuntimeError):
        await AzureSmsSender(sms_setup(azure.address)).send(SMS, key=KEY_OF_MESSAGE, handing_over=no)
    assert azure.asked == []


@pytest.mark.parametrize(
    "other",
    [
        {"server": "http://elsewhere.example"},
        {"server": ""},
        {"server": "https://user:word@x.example"},
        {"server": "https://x.example/?q"},
        {"server": "https://[nonsense"},
        {"secret": None},
        {"secret": Secret("no base64!")},
        {"sender": ""},
    ],
)
def test_what_cannot_work_is_told_at_the_start(other: dict[str, object]) -> None:
    with pytest.raises(Misconfigured) as raised:
        AzureSmsSender(sms_setup("https://x.example", **other))
    with pytest.raises(Misconfigured):
        AzureEmailSender(email_setup("https://x.example", **other))
    assert KEY not in str(raised.value)


def test_SEC_1_no_older_tls_than_1_2_is_spoken() -> None:
    import ssl

    assert carriers._tls().minimum_version >= ssl.TLSVersion.TLSv1_2
    assert carriers._tls().verify_mode is ssl.CERT_REQUIRED


# E-mail


async def test_an_email_goes_out_with_both_forms_and_without_tracking(azure: AzureCommunication) -> None:
    azure.fate = [{"status": "Running"}, {"status": "Running"}, {"status": "Succeeded"}]
    receipt = await AzureEmailSender(email_setup(azure.address)).send(EMAIL, key=KEY_OF_MESSAGE)
    assert (receipt.provider, receipt.provider_id) == ("azure", KEY_OF_MESSAGE)
    sent = azure.emails[KEY_OF_MESSAGE]
    assert sent["content"] == {"subject": EMAIL.subject, "plainText": EMAIL.text, "html": EMAIL.html}
    assert sent["recipients"] == {"to": [{"address": EMAIL.to}]}
    assert sent["userEngagementTrackingDisabled"] is True
    assert sent["headers"] == {**EMAIL.headers, "Auto-Submitted": "auto-generated"}
    assert [method for method, _ in azure.asked] == ["POST", "GET", "GET"]


async def test_an_email_that_is_refused_after_it_was_taken_is_refused(azure: AzureCommunication) -> None:
    failed = {"status": "Failed", "error": {"code": "EmailDroppedAllRecipientsSuppressed", "message": "no"}}
    azure.fate = [{"status": "Running"}, failed]
    with pytest.raises(MessageRefused, match="Suppressed") as raised:
        await AzureEmailSender(email_setup(azure.address)).send(EMAIL, key=KEY_OF_MESSAGE)
    assert raised.value.unreachable
    azure.fate = [{"status": "Failed", "error": {"code": "DomainNotLinked", "message": "no"}}]
    with pytest.raises(Misconfigured, match="DomainNotLinked"):
        await AzureEmailSender(email_setup(azure.address)).send(EMAIL, key=KEY_OF_MESSAGE)


async def test_an_email_that_takes_its_time_is_taken_all_the_same(azure: AzureCommunication) -> None:
    azure.fate = [{"status": "Running"}]
    sender = AzureEmailSender(email_setup(azure.address), patience_s=0)
    assert (await sender.send(EMAIL, key=KEY_OF_MESSAGE)).provider_id == KEY_OF_MESSAGE


async def test_after_a_lost_answer_the_service_is_asked_whether_it_has_the_email(
    azure: AzureCommunication,
) -> None:
    def taken_and_cut(request: web.Request) -> web.StreamResponse:
        azure.emails[request.headers["Operation-Id"]] = {}
        return cut(request)

    azure.next = [taken_and_cut]
    receipt = await AzureEmailSender(email_setup(azure.address)).send(EMAIL, key=KEY_OF_MESSAGE)
    assert receipt.provider_id == KEY_OF_MESSAGE
