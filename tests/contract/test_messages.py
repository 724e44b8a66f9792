"""Messages on memory, SQLite and PostgreSQL: queued with the act, sent once, followed until they arrive."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import cast

import attrs
import pytest
import pytest_asyncio
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from tests.samples.databases import KINDS, database_of
from tests.samples.post import ADDRESS, HOME, Post, post
from tests.samples.records import ANNA, BELA, NOON

from specstep.application.messages.composing import NO_ADDRESS, NOT_WANTED, UNREACHABLE
from specstep.application.messages.preferences import CHOICES
from specstep.domain.errors import (
    BadInput,
    Conflict,
    MessageDelayed,
    MessageRefused,
    MessageUnclear,
    Misconfigured,
    NotFound,
    UnknownName,
)
from specstep.domain.messages.kinds import (
    EXPORT_READY,
    GENERATION_FINISHED,
    IDENTITY_LINKED,
    PRODUCT_NEWS,
    SIGN_UP_NOTICE,
    VERIFICATION_CODE,
    Channel,
)
from specstep.domain.messages.kinds import (
    KINDS as REGISTER,
)
from specstep.domain.messages.values import DeliveryState, Email, Sms
from specstep.domain.verification.numbers import PhoneNumber, Use
from specstep.domain.verification.values import Phone

UNTIL = (NOON + timedelta(days=7)).isoformat()
LATER = MessageDelayed(service="The carrier", reason="it is busy.")
NUMBER = "+447700900123"


@pytest_asyncio.fixture(params=KINDS)
async def desk(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Post]:
    async with database_of(request.param, request) as database, post(database, tmp_path) as made:
        yield made


@pytest_asyncio.fixture
async def quick(tmp_path: Path) -> AsyncIterator[Post]:
    """In memory, for what has nothing to do with the database."""
    async with database_of("memory", None) as database, post(database, tmp_path) as made:  # type: ignore[arg-type]
        yield made


# Sending


async def test_a_message_comes_with_the_act_that_it_tells_of_and_is_sent_once(desk: Post) -> None:
    async def act() -> None:
        async with desk.database.unit() as unit:
            await desk.messages.queue(unit, ANNA.id, EXPORT_READY, {"until": UNTIL})
            raise RuntimeError("the act came to nothing")

    with pytest.raises(RuntimeError):
        await act()
    assert await desk.messages.list() == []
    first = await desk.queue(EXPORT_READY, key="export-7", until=UNTIL)
    again = await desk.queue(EXPORT_READY, key="export-7", until=UNTIL)
    sent = await desk.sent(first)
    assert again is not None
    assert (sent.id, sent.state, sent.tries) == (again.id, DeliveryState.SENT, 1)
    assert (sent.provider, sent.provider_id) == ("carrier", sent.id)
    (email,) = desk.carrier.messages
    assert isinstance(email, Email)
    assert email.to == ADDRESS
    assert "8 March 2026" in email.text
    assert email.headers == {}


async def test_RET_14_what_was_sent_leaves_neither_words_nor_address(desk: Post) -> None:
    sent = await desk.sent(await desk.queue(IDENTITY_LINKED, provider="google", at=NOON.isoformat()))
    assert sent.data is None
    assert "anna" not in str(attrs.asdict(attrs.evolve(sent, account_id=BELA.id)))
    assert sent.address_hash is not None


async def test_a_carrier_that_is_down_for_a_while_gets_the_message_later_and_once(desk: Post) -> None:
    desk.carrier.before += [LATER, LATER]
    sent = await desk.sent(await desk.queue(EXPORT_READY, until=UNTIL))
    assert (sent.state, sent.tries, len(desk.carrier.messages)) == (DeliveryState.SENT, 3, 1)


async def test_a_carrier_that_is_down_for_a_day_ends_it_and_an_operator_can_send_it_again(desk: Post) -> None:
    desk.carrier.before += [LATER] * 3
    failed = await desk.sent(await desk.queue(EXPORT_READY, until=UNTIL))
    assert (failed.state, failed.because) == (DeliveryState.FAILED, "it could not be handed over for a day")
    await desk.messages.retry(failed.id)
    assert (await desk.sent(failed)).state is DeliveryState.SENT
    with pytest.raises(Conflict):
        await desk.messages.retry(failed.id)
    assert len(desk.carrier.messages) == 1


async def test_a_refusal_ends_it_and_an_address_that_nothing_reaches_is_not_written_to_until_it_changes(
    desk: Post,
) -> None:
    desk.carrier.after.append(MessageRefused(service="The carrier", because="it answered 550.", unreachable=True))
    bounced = await desk.sent(await desk.queue(EXPORT_READY, until=UNTIL))
    assert (bounced.state, bounced.because) == (DeliveryState.BOUNCED, "it answered 550.")
    second = await desk.sent(await desk.queue(EXPORT_READY, until=UNTIL))
    assert (second.state, second.because) == (DeliveryState.SUPPRESSED, UNREACHABLE)
    async with desk.database.unit() as unit:
        await unit.accounts.update(attrs.evolve(ANNA, email="anna@example.net"))
    third = await desk.sent(await desk.queue(EXPORT_READY, until=UNTIL))
    assert third.state is DeliveryState.SENT


async def test_a_refusal_that_is_about_the_message_says_nothing_about_the_address(quick: Post) -> None:
    quick.carrier.before.append(MessageRefused(service="The carrier", because="it answered 554."))
    assert (await quick.sent(await quick.queue(EXPORT_READY, until=UNTIL))).state is DeliveryState.FAILED
    assert (await quick.sent(await quick.queue(EXPORT_READY, until=UNTIL))).state is DeliveryState.SENT


async def test_a_message_that_may_be_on_its_way_is_sent_again_by_nobody_but_an_operator(desk: Post) -> None:
    desk.carrier.after.append(MessageUnclear(service="The carrier"))
    unclear = await desk.sent(await desk.queue(EXPORT_READY, until=UNTIL))
    assert (unclear.state, len(desk.carrier.messages)) == (DeliveryState.UNCLEAR, 1)
    assert (await desk.messenger.attempt(unclear.id)) == {"outcome": "unclear"}
    await desk.messages.retry(unclear.id)
    assert (await desk.sent(unclear)).state is DeliveryState.SENT
    assert len(desk.carrier.messages) == 2


async def test_a_run_that_was_cut_off_with_the_message_out_of_its_hands_does_not_send_it_twice(desk: Post) -> None:
    message = await desk.sent(await desk.queue(EXPORT_READY, until=UNTIL))
    async with desk.database.unit() as unit:  # as it was before the outcome was written
        cut_off = attrs.evolve(message, state=DeliveryState.QUEUED, data=f'{{"until": "{UNTIL}"}}', provider=None)
        await unit.messages.update(cut_off)
    assert await desk.messenger.attempt(message.id) == {"outcome": "unclear"}
    assert len(desk.carrier.messages) == 1


async def test_a_carrier_that_tells_two_tries_from_two_messages_gets_it_again(quick: Post) -> None:
    quick.carrier.deduplicates = True
    message = await quick.sent(await quick.queue(EXPORT_READY, until=UNTIL))
    async with quick.database.unit() as unit:
        cut_off = attrs.evolve(message, state=DeliveryState.QUEUED, data=f'{{"until": "{UNTIL}"}}', provider=None)
        await unit.messages.update(cut_off)
    assert await quick.messenger.attempt(message.id) == {"outcome": "sent"}
    assert len(quick.carrier.messages) == 1


async def test_of_two_executions_that_meet_one_hands_over(quick: Post) -> None:
    outcomes = []

    async def another() -> None:
        (found,) = await quick.messages.list()
        outcomes.append(await quick.messenger.attempt(found.id))

    quick.carrier.meanwhile.append(another)
    sent = await quick.sent(await quick.queue(EXPORT_READY, until=UNTIL))
    (run,) = await quick.workflows.find(run_prefix="message-")
    assert (outcomes, run.result) == ([{"outcome": "sent"}], "elsewhere")
    assert (sent.state, sent.tries, len(quick.carrier.messages)) == (DeliveryState.SENT, 1, 1)


async def test_a_carrier_that_lets_nobody_in_keeps_the_message_waiting_for_an_operator(quick: Post) -> None:
    quick.carrier.before.append(Misconfigured(setting="email_account", what="wrong password."))
    async with quick.database.unit() as unit:
        id = await quick.messages.queue(unit, BELA.id, EXPORT_READY, {"until": UNTIL})
    assert id is None  # nobody to send it to
    queued = await quick.queue(EXPORT_READY, until=UNTIL)
    assert queued is not None
    assert await quick.messenger.attempt(queued.id) == {"outcome": "waiting"}
    waiting = await quick.messages.get(queued.id)
    assert (waiting.state, waiting.because) == (DeliveryState.QUEUED, "Misconfigured")
    await quick.messages.retry(queued.id)
    assert (await quick.sent(queued)).state is DeliveryState.SENT
    assert len(quick.carrier.messages) == 1


async def test_a_message_whose_account_has_lost_its_address_or_is_gone_is_not_sent(quick: Post) -> None:
    quick.carrier.before.append(LATER)
    message = await quick.queue(EXPORT_READY, until=UNTIL)
    async with quick.database.unit() as unit:
        await unit.accounts.update(attrs.evolve(ANNA, email=None))
    sent = await quick.sent(message)
    assert (sent.state, sent.because) == (DeliveryState.SUPPRESSED, NO_ADDRESS)
    assert await quick.messenger.attempt(type(sent.id)("gone")) == {"outcome": "gone"}


async def test_the_operator_hears_of_a_sign_up_at_their_own_address(quick: Post) -> None:
    await quick.sent(await quick.queue(SIGN_UP_NOTICE, provider="github", at=NOON.isoformat()))
    (email,) = quick.carrier.messages
    assert email.to == "operator@example.org"


async def test_what_a_kind_needs_must_be_there_when_it_is_queued(quick: Post) -> None:
    with pytest.raises(BadInput, match="until"):
        await quick.queue(EXPORT_READY)
    with pytest.raises(BadInput, match="sms"):
        await quick.queue(EXPORT_READY, channel=Channel.SMS, until=UNTIL)


async def test_a_short_message_goes_to_the_verified_number(quick: Post) -> None:
    await quick.preferences.choose(ANNA.id, "generation-finished", Channel.SMS, wanted=True)
    assert await quick.queue(GENERATION_FINISHED, channel=Channel.SMS, generation="7") is None
    phone = Phone(account_id=ANNA.id, use=Use.SMS, number=PhoneNumber(NUMBER), set_at=NOON, verified_at=NOON)
    async with quick.database.unit() as unit:
        await unit.phones.put(phone)
    sent = await quick.sent(await quick.queue(GENERATION_FINISHED, channel=Channel.SMS, generation="7"))
    (sms,) = quick.carrier.messages
    assert isinstance(sms, Sms)
    assert (sent.state, sms.to, sms.text) == (
        DeliveryState.SENT,
        NUMBER,
        f"SpecStep: your package is ready. {HOME}/generations/7",
    )


# At once


async def test_a_code_is_sent_once_and_its_words_are_kept_nowhere(desk: Post) -> None:
    code = {"code": "123456", "minutes": "10"}
    id = await desk.at_once.send(ANNA.id, VERIFICATION_CODE, code, to=NUMBER, key="1")
    with pytest.raises(Conflict):
        await desk.at_once.send(ANNA.id, VERIFICATION_CODE, code, to=NUMBER, key="1")
    kept = await desk.messages.get(id)
    assert (kept.state, kept.data, len(desk.carrier.messages)) == (DeliveryState.SENT, None, 1)
    desk.carrier.before.append(LATER)
    with pytest.raises(MessageDelayed):
        await desk.at_once.send(ANNA.id, VERIFICATION_CODE, code, to=NUMBER, key="2")
    newest, *_ = sorted(await desk.messages.list(), key=lambda each: each.state is not DeliveryState.FAILED)
    assert newest.state is DeliveryState.FAILED
    with pytest.raises(Conflict):
        await desk.messages.retry(newest.id)


# Preferences


async def test_RIG_6_a_kind_that_is_not_essential_is_off_until_somebody_wants_it(desk: Post) -> None:
    assert not any((await desk.preferences.all(ANNA.id)).values())
    assert await desk.queue(GENERATION_FINISHED, generation="7") is None
    await desk.preferences.choose(ANNA.id, "generation-finished", Channel.EMAIL, wanted=True)
    assert (await desk.preferences.all(ANNA.id))["generation-finished", Channel.EMAIL]
    assert (await desk.sent(await desk.queue(GENERATION_FINISHED, generation="7"))).state is DeliveryState.SENT
    await desk.preferences.choose(ANNA.id, "generation-finished", Channel.EMAIL, wanted=False)
    assert await desk.queue(GENERATION_FINISHED, generation="8") is None
    assert len(desk.carrier.messages) == 1


async def test_RIG_6_what_is_called_off_while_it_waits_is_not_sent(quick: Post) -> None:
    await quick.preferences.choose(ANNA.id, "generation-finished", Channel.EMAIL, wanted=True)
    message = await quick.queue(GENERATION_FINISHED, generation="7")
    await quick.preferences.choose(ANNA.id, "generation-finished", Channel.EMAIL, wanted=False)
    sent = await quick.sent(message)
    assert (sent.state, sent.because) == (DeliveryState.SUPPRESSED, NOT_WANTED)


async def test_RIG_6_what_is_essential_cannot_be_called_off_and_all_else_can(quick: Post) -> None:
    assert {kind for kind, _ in CHOICES} == {kind for kind in REGISTER if not kind.essential}
    for kind in REGISTER:
        for channel in Channel:
            if (kind, channel) in CHOICES:
                await quick.preferences.choose(ANNA.id, kind.key, channel, wanted=True)
            else:
                with pytest.raises(BadInput):
                    await quick.preferences.choose(ANNA.id, kind.key, channel, wanted=False)
    with pytest.raises(UnknownName):
        await quick.preferences.choose(ANNA.id, "gossip", Channel.EMAIL, wanted=True)


async def test_RIG_6_the_link_in_a_message_calls_its_kind_off_without_a_sign_in(desk: Post) -> None:
    for kind in (GENERATION_FINISHED, PRODUCT_NEWS):
        await desk.preferences.choose(ANNA.id, kind.key, Channel.EMAIL, wanted=True)
    await desk.sent(await desk.queue(GENERATION_FINISHED, generation="7"))
    (email,) = desk.carrier.messages
    assert isinstance(email, Email)
    assert email.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = email.headers["List-Unsubscribe"].strip("<>")
    assert link in email.text
    assert link in email.html
    token = link.removeprefix(f"{HOME}/unsubscribe/")
    assert await desk.unsubscribing.look(token) == GENERATION_FINISHED
    for _ in range(2):
        assert await desk.unsubscribing.apply(token) == GENERATION_FINISHED
    chosen = await desk.preferences.all(ANNA.id)
    assert [key for key, wanted in chosen.items() if wanted] == [("product-news", Channel.EMAIL)]


async def test_a_link_that_was_made_up_cut_or_altered_calls_nothing_off(quick: Post) -> None:
    await quick.preferences.choose(ANNA.id, PRODUCT_NEWS.key, Channel.EMAIL, wanted=True)
    token = await quick.unsubscribing.token(ANNA.id, PRODUCT_NEWS, Channel.EMAIL)
    changed = ("B" if token[40] == "A" else "A").join((token[:40], token[41:]))
    for wrong in ("", "x", token[:-4], changed, "ä" * 40, "A" * 4000, f"{token}\n", "../../etc/passwd"):
        with pytest.raises(NotFound):
            await quick.unsubscribing.apply(wrong)
    assert (await quick.preferences.all(ANNA.id))["product-news", Channel.EMAIL]


async def test_a_link_of_an_account_that_is_gone_is_no_error(quick: Post) -> None:
    token = await quick.unsubscribing.token(type(ANNA.id)("gone"), PRODUCT_NEWS, Channel.EMAIL)
    assert await quick.unsubscribing.apply(token) == PRODUCT_NEWS


# Reports


async def test_EXT_3_a_report_says_what_became_of_a_message_whatever_order_it_comes_in(desk: Post) -> None:
    sent = await desk.sent(await desk.queue(EXPORT_READY, until=UNTIL))
    name = ("carrier", sent.provider_id or "")
    for _ in range(2):
        assert await desk.reports.record(*name, DeliveryState.DELIVERED)
    assert (await desk.messages.get(sent.id)).state is DeliveryState.DELIVERED
    assert await desk.reports.record(*name, DeliveryState.BOUNCED, unreachable=True, because="no such mailbox")
    assert await desk.reports.record(*name, DeliveryState.DELIVERED)
    bounced = await desk.messages.get(sent.id)
    assert (bounced.state, bounced.because) == (DeliveryState.BOUNCED, "no such mailbox")
    next_one = await desk.sent(await desk.queue(EXPORT_READY, until=UNTIL))
    assert next_one.state is DeliveryState.SUPPRESSED


async def test_EXT_3_a_report_about_an_unknown_message_or_another_carriers_changes_nothing(quick: Post) -> None:
    sent = await quick.sent(await quick.queue(EXPORT_READY, until=UNTIL))
    assert not await quick.reports.record("another", sent.provider_id or "", DeliveryState.BOUNCED)
    assert not await quick.reports.record("carrier", "unknown", DeliveryState.BOUNCED)
    assert await quick.messages.get(sent.id) == sent
    with pytest.raises(ValueError, match="queued"):
        await quick.reports.record("carrier", "7", DeliveryState.QUEUED)


# At the same time


@pytest.mark.postgresql
async def test_who_queues_and_who_brings_a_report_wait_for_each_other_and_neither_is_refused(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    async with database_of("postgresql", request) as database, post(database, tmp_path) as desk:
        sent = await desk.sent(await desk.queue(EXPORT_READY, key="export-7", until=UNTIL))
        name = ("carrier", sent.provider_id or "")
        waiting = sa.text("select count(*) from pg_locks where not granted")
        async with desk.database.unit() as unit:
            await unit.accounts.get(ANNA.id)
            reporting = asyncio.create_task(desk.reports.record(*name, DeliveryState.BOUNCED, unreachable=True))
            while not await cast("AsyncSession", unit.transaction).scalar(waiting):
                await cast("AsyncSession", unit.transaction).execute(sa.text("select pg_sleep(0.01)"))
            again = await desk.messages.queue(unit, ANNA.id, EXPORT_READY, {"until": UNTIL}, key="export-7")
        assert await reporting
        assert again == sent.id
