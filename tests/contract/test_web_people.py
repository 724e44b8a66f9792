"""What people choose about themselves over HTTP, where messages lead, and where their carriers come."""

import base64
import hashlib
import hmac
import re
from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta
from urllib.parse import urlencode

import aiohttp
import attrs
import pytest
import pytest_asyncio
from tests.samples.records import ANNA, BELA, NOON
from tests.samples.web import Caller, Site, opened_services, site_of
from yarl import URL

from specstep.adapters.delivery_reports.azure import AzureReports
from specstep.adapters.delivery_reports.twilio import TwilioReports
from specstep.application.messages.inbound import Inbound
from specstep.domain.announcements import Announcement, AnnouncementKind
from specstep.domain.consents import ConsentKind
from specstep.domain.ids import AnnouncementId, MessageId
from specstep.domain.messages.kinds import EXPORT_READY, GENERATION_FINISHED, Channel
from specstep.domain.messages.records import MessageRecord
from specstep.domain.messages.values import DeliveryState
from specstep.domain.secrets import Secret

pytestmark = pytest.mark.asyncio(loop_scope="module")

NUMBER = "+4915123456789"
TWILIO, AZURE = "/v1/inbound/twilio", "/v1/inbound/azure-communication"
TOLD = "https://specs.example.org/v1/inbound/twilio"
TOKEN, KEY = "the token", "the key"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def site(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    async with opened_services(tmp_path_factory.mktemp("people"), sms="file") as services:
        async with services.database.unit() as unit:
            await unit.accounts.add(ANNA)
            await unit.accounts.add(BELA)
        readers = {
            "twilio": TwilioReports(token=Secret(TOKEN), address=TOLD),
            "azure-communication": AzureReports(key=Secret(KEY)),
        }
        inbound = Inbound(reports=services.post.reports, readers=readers)
        async with site_of(attrs.evolve(services, inbound=inbound)) as opened:
            yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def anna(site: Site) -> Caller:
    return await site.in_browser(ANNA)


# Phones


def code_in(site: Site) -> str:
    """The code in the last short message."""
    last = max(site.services.settings.outbox_dir.iterdir())
    (code,) = re.findall(r"\b\d{6}\b", last.read_text())
    return str(code)


async def test_COL_2_a_phone_is_verified_by_its_code_and_by_no_other(site: Site, anna: Caller) -> None:
    sent = await anna.call("POST", "/v1/phone/code", {"number": "+49 1512 3456789"})
    assert (sent.status, sent.json["status"], sent.json["number"]) == (202, "sent", NUMBER)
    assert (await anna.call("GET", "/v1/phone")).json == {"sms": None, "contact": None}
    code = code_in(site)
    wrong = await anna.call("POST", "/v1/phone/verification", {"code": f"{(int(code) + 1) % 10**6:06}"})
    assert (wrong.status, wrong.json["errors"][0]["pointer"]) == (400, "/code")
    assert "left: 4" in wrong.json["detail"]
    bela = await site.in_browser(BELA)
    assert (await bela.call("POST", "/v1/phone/verification", {"code": code})).status == 400
    verified = await anna.call("POST", "/v1/phone/verification", {"code": code})
    assert (verified.status, verified.json["number"]) == (200, NUMBER)
    assert (await anna.call("GET", "/v1/phone")).json == {"sms": verified.json, "contact": None}
    assert (await anna.call("POST", "/v1/phone/verification", {"code": code})).status == 400
    assert (await anna.call("DELETE", "/v1/phone")).status == 204
    assert (await anna.call("DELETE", "/v1/phone")).status == 404


async def test_COL_2_a_number_for_calls_is_kept_without_a_code_and_forgotten(anna: Caller) -> None:
    kept = await anna.call("PUT", "/v1/phone/contact", {"number": "+49 30 901820"})
    assert (kept.status, kept.json["verifiedAt"]) == (200, None)
    assert (await anna.call("GET", "/v1/phone")).json["contact"] == kept.json
    assert (await anna.call("DELETE", "/v1/phone/contact")).status == 204
    assert (await anna.call("PUT", "/v1/phone/contact", {"number": "07400 123456"})).status == 400


async def test_SEC_8_after_too_many_codes_it_is_said_when_the_next_one_can_come(site: Site) -> None:
    bela = await site.in_browser(BELA)
    answers = [await bela.call("POST", "/v1/phone/code", {"number": "+4915123456780"}) for _ in range(6)]
    assert [each.status for each in answers] == [202] * 5 + [429]
    assert answers[-1].json["type"] == "RATE_LIMITED"
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 3600


# Choices


async def test_RIG_6_kinds_of_messages_start_off_and_are_put_on_and_essential_ones_are_no_choice(
    site: Site, anna: Caller
) -> None:
    path = "/v1/notification-preferences"
    before = (await anna.call("GET", path)).json["items"]
    assert before
    assert not any(each["wanted"] for each in before)
    chosen = {"kind": GENERATION_FINISHED.key, "channel": "email", "wanted": True}
    after = (await anna.call("PATCH", path, chosen)).json["items"]
    assert [(each["kind"], each["channel"]) for each in after if each["wanted"]] == [
        (GENERATION_FINISHED.key, "email")
    ]
    assert (await anna.call("GET", path)).json["items"] == after
    assert (await (await site.in_browser(BELA)).call("GET", path)).json["items"] == before
    assert (await anna.call("PATCH", path, {"kind": EXPORT_READY.key, "wanted": False})).status == 400
    unknown = await anna.call("PATCH", path, {"kind": "gossip", "wanted": True})
    assert (unknown.status, unknown.json["errors"][0]["pointer"]) == (400, "/kind")


async def test_RIG_7_a_consent_is_given_by_a_person_and_withdrawn_by_a_program_too(
    site: Site, anna: Caller
) -> None:
    program = await site.with_key(ANNA)
    path = f"/v1/consents/{ConsentKind.IMAGES_TO_MODEL}"
    assert (await program.call("PUT", path)).json["type"] == "HUMAN_REQUIRED"
    given = await anna.call("PUT", path)
    assert (given.status, given.json["given"]) == (200, True)
    items = (await program.call("GET", "/v1/consents")).json["items"]
    assert [each for each in items if each["given"]] == [given.json]
    assert len(items) == len(ConsentKind)
    bela = await site.in_browser(BELA)
    assert not any(each["given"] for each in (await bela.call("GET", "/v1/consents")).json["items"])
    assert (await program.call("DELETE", path)).status == 204
    assert not any(each["given"] for each in (await anna.call("GET", "/v1/consents")).json["items"])
    assert (await anna.call("PUT", "/v1/consents/gossip")).status == 404


async def test_GOV_3_an_announced_change_is_read_and_neither_a_draft_nor_a_leak_is(
    site: Site, anna: Caller
) -> None:
    async with site.services.database.unit() as unit:
        for name, kind, begun in (
            ("announced", AnnouncementKind.POLICY_CHANGE, NOON),
            ("draft", AnnouncementKind.POLICY_CHANGE, None),
            ("leak", AnnouncementKind.DATA_BREACH, NOON),
        ):
            await unit.announcements.add(
                Announcement(
                    id=AnnouncementId(name),
                    kind=kind,
                    text="We keep names for a year.",
                    created_at=NOON,
                    version="2",
                    effective_at=None if begun is None else begun + timedelta(days=14),
                    begun_at=begun,
                )
            )
    (told,) = (await anna.call("GET", "/v1/announcements")).json["items"]
    assert (told["id"], told["effectiveAt"] > told["announcedAt"]) == ("announced", True)


# Calling off


async def wanted(site: Site) -> bool:
    every = await site.services.post.preferences.all(ANNA.id)
    return every[GENERATION_FINISHED.key, Channel.EMAIL]


async def link_of(site: Site) -> str:
    """A link in a message of a kind that Anna wants."""
    post = site.services.post
    await post.preferences.choose(ANNA.id, GENERATION_FINISHED.key, Channel.EMAIL, wanted=True)
    return f"/unsubscribe/{await post.unsubscribing.token(ANNA.id, GENERATION_FINISHED, Channel.EMAIL)}"


async def test_RIG_6_a_link_calls_off_without_a_sign_in_and_looking_at_it_does_not(site: Site) -> None:
    link = await link_of(site)
    page = await site.stranger.call("GET", link)
    assert (page.status, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert (await site.stranger.call("HEAD", link)).status == 200
    assert await wanted(site)
    text = page.body.decode()
    assert GENERATION_FINISHED.about in text
    assert '<form method="post">' in text
    assert link.rpartition("/")[2] not in text
    for _ in range(2):
        done = await site.stranger.call("POST", link, data={"List-Unsubscribe": "One-Click"})
        assert (done.status, GENERATION_FINISHED.about in done.body.decode()) == (200, True)
        assert not await wanted(site)


async def test_RIG_6_a_link_works_as_well_in_a_browser_that_is_signed_in_as_somebody_else(site: Site) -> None:
    link = await link_of(site)
    bela = await site.in_browser(BELA)
    bare = attrs.evolve(bela, headers={"Cookie": bela.headers["Cookie"]})
    assert (await bare.call("POST", link, headers={"Origin": "null"})).status == 200
    assert not await wanted(site)


async def test_RIG_6_a_link_that_is_none_of_ours_calls_nothing_off_and_is_told_with_a_way_out(site: Site) -> None:
    link = await link_of(site)
    turned = link[:-8] + ("A" if link[-8] != "A" else "B") + link[-7:]
    for strange in (link[:-9], turned, "/unsubscribe/x", f"/unsubscribe/{'a' * 700}", "/unsubscribe/%00%FF"):
        for method in ("GET", "POST"):
            answer = await site.stranger.call(method, strange)
            assert (answer.status, 'href="/"' in answer.body.decode()) == (404, True), strange
    assert await wanted(site)


# Whom to tell


async def test_SEC_10_whom_to_tell_of_a_vulnerability_is_where_the_standard_says(site: Site) -> None:
    services, path = site.services, "/.well-known/security.txt"
    assert (await site.stranger.call("GET", path)).status == 404
    settings = attrs.evolve(services.settings, security_contact="mailto:security@example.org")
    async with site_of(attrs.evolve(services, settings=settings)) as named:
        told = await named.stranger.call("GET", path)
    assert (told.status, told.headers["Content-Type"]) == (200, "text/plain; charset=utf-8")
    fields = dict(line.split(": ", 1) for line in told.body.decode().splitlines())
    assert fields["Contact"] == "mailto:security@example.org"
    left = datetime.fromisoformat(fields["Expires"]) - services.clock.now()
    assert timedelta() < left < timedelta(days=365)


# Reports of carriers


async def sent_by(site: Site, provider: str, name: str) -> MessageId:
    """A message that a carrier has, under its name for it."""
    id = MessageId(f"message-{name}")
    record = MessageRecord(
        id=id,
        account_id=ANNA.id,
        kind=GENERATION_FINISHED.key,
        channel=Channel.SMS,
        state=DeliveryState.SENT,
        created_at=NOON,
        changed_at=NOON,
        data=None,
        provider=provider,
        provider_id=name,
    )
    async with site.services.database.unit() as unit:
        await unit.messages.add(record)
    return id


async def state_of(site: Site, id: MessageId) -> DeliveryState:
    return (await site.services.post.messages.get(id)).state


def signed(fields: Mapping[str, str], *, query: str = "") -> dict[str, str]:
    text = TOLD + query + "".join(f"{name}{fields[name]}" for name in sorted(fields))
    digest = hmac.new(TOKEN.encode(), text.encode(), hashlib.sha1).digest()
    return {"X-Twilio-Signature": base64.b64encode(digest).decode()}


async def test_EXT_3_twilio_tells_at_its_address_what_became_of_a_message_and_nobody_else_does(site: Site) -> None:
    id = await sent_by(site, "twilio", "SM1")
    fields = {"MessageSid": "SM1", "MessageStatus": "delivered"}
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    body = urlencode(fields).encode()
    forged = await site.stranger.call("POST", TWILIO, data=body, headers=form)
    assert (forged.status, await state_of(site, id)) == (401, DeliveryState.SENT)
    # The query is signed as it came; a key that comes along means nothing here.
    query = "?a=%2f+b"
    headers = {**form, **signed(fields, query=query), "Authorization": "Bearer sf_nothing"}
    assert (await site.stranger.call("POST", TWILIO, data=body, headers=headers)).status == 401
    raw = URL(f"{site.url}{TWILIO}{query}", encoded=True)
    async with aiohttp.ClientSession() as client, client.post(raw, data=body, headers=headers) as told:
        assert told.status == 204
    assert await state_of(site, id) is DeliveryState.DELIVERED


async def test_EXT_3_azure_tells_what_became_of_a_message_and_its_handshakes_are_answered(site: Site) -> None:
    id = await sent_by(site, "azure", "one")
    event = {
        "eventType": "Microsoft.Communication.SMSDeliveryReportReceived",
        "data": {"messageId": "one", "deliveryStatus": "Delivered"},
    }
    assert (await site.stranger.call("POST", AZURE, [event])).status == 401
    shown = {"X-SpecStep-Key": KEY}
    assert (await site.stranger.call("POST", AZURE, [event], headers=shown)).status == 200
    assert await state_of(site, id) is DeliveryState.DELIVERED
    asked = {"eventType": "Microsoft.EventGrid.SubscriptionValidationEvent", "data": {"validationCode": "v"}}
    answer = await site.stranger.call("POST", f"{AZURE}?key=the%20key", [asked])
    assert answer.json == {"validationResponse": "v"}
    origin = {**shown, "WebHook-Request-Origin": "eventgrid.azure.net"}
    allowed = await site.stranger.call("OPTIONS", AZURE, headers=origin)
    assert (allowed.status, allowed.headers["WebHook-Allowed-Origin"]) == (200, "eventgrid.azure.net")


async def test_EXT_3_what_is_too_large_is_not_read_and_a_carrier_that_nobody_expects_is_not_found(
    site: Site,
) -> None:
    assert (await site.stranger.call("POST", TWILIO, data=b"a" * 50_001)).status == 413
    bare = attrs.evolve(site.services, inbound=Inbound(reports=site.services.post.reports, readers={}))
    async with site_of(bare) as other:
        for method, path in (("POST", TWILIO), ("POST", AZURE), ("OPTIONS", AZURE)):
            assert (await other.stranger.call(method, path)).status == 404
