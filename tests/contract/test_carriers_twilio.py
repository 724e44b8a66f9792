"""Short messages by Twilio, against `emulate`."""

from collections.abc import Mapping

import aiohttp
import attrs
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from tests.samples.databases import settle_people
from tests.samples.promises import SetClock
from tests.samples.records import ANNA
from tests.servers.sign_in_providers import CLIENT_SECRET, SignInProviders

from specstep.adapters.carriers.client import Reply
from specstep.adapters.delivery_reports.twilio import TwilioReports
from specstep.adapters.persistence.memory import MemoryDatabase
from specstep.adapters.sms_senders.twilio import TwilioSmsSender
from specstep.application.messages.at_once import ShortMessages
from specstep.application.messages.inbound import Inbound
from specstep.application.messages.reports import DeliveryReports
from specstep.domain.errors import MessageDelayed, MessageRefused, Misconfigured, NotFound
from specstep.domain.messages.kinds import VERIFICATION_CODE
from specstep.domain.messages.rendering import Service
from specstep.domain.messages.values import DeliveryState, Sms
from specstep.domain.secrets import Secret
from specstep.ports.delivery_reports import InboundRequest
from specstep.ports.messages import SenderSetup

pytestmark = pytest.mark.node
ACCOUNT, FROM = "AC00000000000000000000000000000001", "+15005550006"
SMS = Sms(to="+447400123456", text="Grüße & more: 123456 + 1")


@pytest.fixture
def setup(sign_in_providers: SignInProviders) -> SenderSetup:
    return SenderSetup(sender=FROM, server=sign_in_providers.twilio, account=ACCOUNT, secret=Secret(CLIENT_SECRET))


async def test_a_short_message_goes_out_as_it_is(setup: SenderSetup) -> None:
    receipt = await TwilioSmsSender(setup).send(SMS, key="any")
    assert receipt.provider == "twilio"
    address = f"{setup.server}/2010-04-01/Accounts/{ACCOUNT}/Messages/{receipt.provider_id}.json"
    login = {"Authorization": aiohttp.encode_basic_auth(ACCOUNT, CLIENT_SECRET)}
    async with aiohttp.ClientSession(headers=login) as http, http.get(address) as found:
        kept: Mapping[str, str] = await found.json()
    assert (kept["to"], kept["from"], kept["body"]) == (SMS.to, FROM, SMS.text)


async def test_EXT_3_what_the_service_tells_of_a_message_later_is_noted_and_what_others_tell_is_not(
    setup: SenderSetup,
) -> None:
    database = MemoryDatabase()
    await settle_people(database)
    answered: list[int] = []

    async def take(request: web.Request) -> web.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        body = await request.read()
        came = InboundRequest(
            method=request.method, query=request.rel_url.raw_query_string, headers=headers, body=body
        )
        answer = await inbound.take("twilio", came)
        answered.append(answer.status)
        return web.Response(status=answer.status, body=answer.body, headers=answer.headers)

    app = web.Application()
    app.router.add_post("/v1/inbound/twilio", take)
    async with TestServer(app, host="127.0.0.1") as server:
        address = str(server.make_url("/v1/inbound/twilio"))
        reader = TwilioReports(token=Secret(CLIENT_SECRET), address=address)
        reports = DeliveryReports(database=database, clock=SetClock())
        inbound = Inbound(reports=reports, readers={"twilio": reader})
        sender = TwilioSmsSender(attrs.evolve(setup, reports_to=address))
        texts = ShortMessages(database=database, sms=sender, service=Service(name="SpecStep"), clock=SetClock())
        data = {"code": "123456", "minutes": "10"}
        id = await texts.send(ANNA.id, VERIFICATION_CODE, data, to=SMS.to, key="one")
        async with database.reading() as unit:
            sent = await unit.messages.get(id)
        assert sent is not None
        assert (sent.state, answered) == (DeliveryState.SENT, [204])
        message = f"{setup.server}/2010-04-01/Accounts/{ACCOUNT}/Messages/{sent.provider_id}.json"
        login = {"Authorization": aiohttp.encode_basic_auth(ACCOUNT, CLIENT_SECRET)}
        form = {"MessageSid": str(sent.provider_id), "MessageStatus": "failed"}
        async with aiohttp.ClientSession(headers=login) as http:
            async with http.post(address, data=form, headers={"X-Twilio-Signature": "c2ln"}) as refused:
                assert refused.status == 401
            for _ in range(2):
                async with http.post(message, data={"Status": "delivered"}) as moved:
                    assert moved.status == 200
    async with database.reading() as unit:
        delivered = await unit.messages.get(id)
    assert delivered is not None
    assert (delivered.state, answered) == (DeliveryState.DELIVERED, [204, 401, 204, 204])
    with pytest.raises(NotFound):
        await inbound.take("somebody", InboundRequest(method="POST"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"secret": Secret("another")},
        {"account": "AC00000000000000000000000000000002"},
        {"sender": "+15005550001"},
        {"sender": "MG00000000000000000000000000000001"},
    ],
)
async def test_what_the_operator_got_wrong_is_the_operators(setup: SenderSetup, wrong: dict[str, object]) -> None:
    with pytest.raises(Misconfigured, match="sms") as raised:
        await TwilioSmsSender(attrs.evolve(setup, **wrong)).send(SMS, key="any")
    assert SMS.to not in str(raised.value)


async def test_where_nobody_answers_nobody_has_it(setup: SenderSetup) -> None:
    with pytest.raises(MessageDelayed):
        await TwilioSmsSender(attrs.evolve(setup, server="http://127.0.0.1:9")).send(SMS, key="any")


@pytest.mark.parametrize(
    ("other", "what"),
    [
        ({"account": ""}, "SMS_ACCOUNT"),
        ({"account": "AC/../x"}, "SMS_ACCOUNT"),
        ({"sender": ""}, "SMS_FROM"),
        ({"secret": None}, "secret"),
        ({"server": "http://api.twilio.example"}, "https"),
    ],
)
def test_what_cannot_work_is_told_at_the_start(other: dict[str, object], what: str) -> None:
    right = SenderSetup(sender=FROM, account=ACCOUNT, secret=Secret(CLIENT_SECRET))
    TwilioSmsSender(right)
    with pytest.raises(Misconfigured, match=what):
        TwilioSmsSender(attrs.evolve(right, **other))


@pytest.mark.parametrize(
    ("code", "expected", "unreachable"),
    [
        (21610, MessageRefused, True),
        (21211, MessageRefused, True),
        (21408, MessageRefused, False),
        (20429, MessageDelayed, None),
        (21606, Misconfigured, None),
        (None, MessageRefused, False),
    ],
)
def test_an_error_says_whether_the_number_the_operator_or_time_is_the_matter(
    code: int | None, expected: type[Exception], unreachable: bool | None
) -> None:
    sender = TwilioSmsSender(SenderSetup(sender=FROM, account=ACCOUNT, secret=Secret(CLIENT_SECRET)))
    error = sender._refusal(Reply(status=400, body={"code": code}))
    assert type(error) is expected
    assert getattr(error, "unreachable", None) is unreachable
