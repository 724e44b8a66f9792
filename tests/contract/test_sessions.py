"""Signing in, staying signed in, and how that ends, on every database."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import attrs
import pytest
import pytest_asyncio
from tests.samples.databases import KINDS, SQL_KINDS, database_of
from tests.samples.promises import house
from tests.samples.records import ANNA, NOON
from tests.samples.sign_ins import LIMITS, FrontDoor, answer_to, other

from specstep.adapters.clocks.system import SystemEntropy
from specstep.application.accounts import change_role, ensure_local_owner
from specstep.application.sessions import OpenedSession, Principal
from specstep.application.sign_in import Arrival
from specstep.domain.accounts import LOCAL_OWNER, Role
from specstep.domain.audit import Action
from specstep.domain.errors import BadInput, Conflict, NotFound, SignInRefused, UnknownName
from specstep.domain.identities.linking import Course, Intent
from specstep.domain.identities.values import ProvenIdentity
from specstep.domain.ids import AccountId, SessionId
from specstep.domain.secrets import Secret
from specstep.domain.sessions.tokens import token_hash

PEOPLE = {
    "anna": ProvenIdentity(
        provider="google", issuer="https://google.example", subject="1", email="anna@example.com", verified=True
    ),
    "bela": ProvenIdentity(
        provider="google", issuer="https://google.example", subject="2", email="bela@example.com", verified=True
    ),
}
AT_WORK = ProvenIdentity(provider="microsoft", issuer="https://ms.example", subject="9", email="anna@example.com")


@pytest_asyncio.fixture(params=KINDS)
async def door(request: pytest.FixtureRequest) -> AsyncIterator[FrontDoor]:
    async with database_of(request.param, request) as opened:
        made = FrontDoor(opened)
        made.google.people, made.microsoft.people = PEOPLE, {"anna": AT_WORK}
        yield made


async def arrive(door: FrontDoor, who: str = "anna", intent: Intent = Intent.SIGN_UP) -> Arrival:
    leaving = await door.sign_in.begin("google", intent, of_age=True)
    return await door.sign_in.complete("google", answer_to(leaving, who), browser=leaving.browser)


async def signed_in(door: FrontDoor, who: str = "anna") -> OpenedSession:
    opened = (await arrive(door, who)).opened
    assert opened is not None
    return opened


async def principal(door: FrontDoor, opened: OpenedSession) -> Principal | None:
    return await door.sessions.authenticate(opened.token)


async def acts(door: FrontDoor, account: AccountId) -> list[tuple[Action, AccountId | None]]:
    async with door.database.reading() as unit:
        return [(each.action, each.actor) for each in await unit.audit.list(account, limit=99)]


# Signing in


async def test_SEC_7_who_signs_in_is_known_by_a_token_of_which_only_the_hash_is_kept(door: FrontDoor) -> None:
    arrival = await arrive(door)
    assert arrival.opened is not None
    found = await principal(door, arrival.opened)
    assert found is not None
    assert found.account == arrival.admission.account
    async with door.database.reading() as unit:
        (kept,) = await unit.sessions.list(found.account.id)
    assert kept.token_hash == token_hash(arrival.opened.token)
    assert arrival.opened.token.reveal() not in str(attrs.asdict(kept))
    assert (Action.SIGNED_IN, found.account.id) in await acts(door, found.account.id)


async def test_a_sign_in_that_leads_nowhere_opens_no_session(door: FrontDoor) -> None:
    arrival = await arrive(door, intent=Intent.SIGN_IN)
    assert (arrival.admission.course, arrival.opened) == (Course.ASK, None)


async def test_GOV_1_who_signs_up_has_said_that_they_are_old_enough(door: FrontDoor) -> None:
    with pytest.raises(BadInput, match="16"):
        await door.sign_in.begin("google", Intent.SIGN_UP)
    account = (await arrive(door)).admission.account
    assert account is not None
    assert account.age_confirmed_at == NOON


async def test_a_token_is_new_at_each_sign_in_and_replaces_the_browsers_old_one(door: FrontDoor) -> None:
    first = await signed_in(door)
    leaving = await door.sign_in.begin("google", Intent.SIGN_IN)
    back = await door.sign_in.complete("google", answer_to(leaving), browser=leaving.browser, session=first.token)
    assert back.opened is not None
    assert not back.opened.token.same_as(first.token)
    assert await principal(door, first) is None
    assert await principal(door, back.opened) is not None


async def test_a_token_that_a_browser_was_given_by_somebody_else_opens_nothing_afterwards(door: FrontDoor) -> None:
    planted = Secret("planted-by-an-attacker")
    leaving = await door.sign_in.begin("google", Intent.SIGN_UP, of_age=True)
    await door.sign_in.complete("google", answer_to(leaving), browser=leaving.browser, session=planted)
    assert await door.sessions.authenticate(planted) is None


async def test_a_departure_is_good_for_one_return(door: FrontDoor) -> None:
    leaving = await door.sign_in.begin("google", Intent.SIGN_UP, of_age=True)

    async def back() -> Arrival:
        return await door.sign_in.complete("google", answer_to(leaving), browser=leaving.browser)

    found = await asyncio.gather(*(back() for _ in range(3)), return_exceptions=True)
    assert sum(isinstance(each, SignInRefused) for each in found) == 2
    with pytest.raises(SignInRefused):
        await back()


@pytest.mark.parametrize("late", [timedelta(0), timedelta(seconds=-1)])
async def test_a_return_after_ten_minutes_is_refused(door: FrontDoor, late: timedelta) -> None:
    leaving = await door.sign_in.begin("google", Intent.SIGN_UP, of_age=True)
    door.clock.time = NOON + timedelta(minutes=10) + late
    back = door.sign_in.complete("google", answer_to(leaving), browser=leaving.browser)
    if late:
        assert (await back).opened is not None
    else:
        with pytest.raises(SignInRefused):
            await back


async def test_what_comes_back_to_another_browser_or_provider_is_refused(door: FrontDoor) -> None:
    for provider, stolen in (("google", True), ("google", None), ("microsoft", False)):
        leaving = await door.sign_in.begin("google", Intent.SIGN_UP, of_age=True)
        browser = None if stolen is None else other(leaving.browser) if stolen else leaving.browser
        with pytest.raises(SignInRefused):
            await door.sign_in.complete(provider, answer_to(leaving), browser=browser)
    with pytest.raises(UnknownName):
        await door.sign_in.begin("myspace", Intent.SIGN_IN)


@pytest.mark.parametrize("answer", [{}, {"state": ""}, {"state": "x"}, {"state": "x" * 9999}, {"state": "\ud800"}])
async def test_what_nobody_left_for_is_refused(door: FrontDoor, answer: dict[str, str]) -> None:
    leaving = await door.sign_in.begin("google", Intent.SIGN_IN)
    with pytest.raises(SignInRefused):
        await door.sign_in.complete("google", {"code": "anna", **answer}, browser=leaving.browser)


async def test_a_sign_in_that_is_called_off_signs_nobody_in(door: FrontDoor) -> None:
    leaving = await door.sign_in.begin("google", Intent.SIGN_IN)
    with pytest.raises(SignInRefused, match="called off"):
        await door.sign_in.complete(
            "google", {**answer_to(leaving), "error": "access_denied"}, browser=leaving.browser
        )


async def test_two_tabs_of_one_browser_sign_in_side_by_side(door: FrontDoor) -> None:
    one = await door.sign_in.begin("google", Intent.SIGN_UP, of_age=True, next_path="/one")
    two = await door.sign_in.begin("google", Intent.SIGN_IN, browser=one.browser, next_path="//evil.example")
    assert one.browser.same_as(two.browser)
    first = await door.sign_in.complete("google", answer_to(one), browser=one.browser)
    second = await door.sign_in.complete("google", answer_to(two), browser=one.browser)
    assert (first.next_path, second.next_path) == ("/one", "/")
    assert first.admission.account == second.admission.account


async def test_EXT_1_who_is_signed_in_links_another_identity_and_nobody_else_does(door: FrontDoor) -> None:
    mine, theirs = await signed_in(door), await signed_in(door, "bela")
    with pytest.raises(BadInput):
        await door.sign_in.begin("microsoft", Intent.LINK)
    for session in (None, theirs.token):  # signed out or another person by the time that the browser is back
        leaving = await door.sign_in.begin("microsoft", Intent.LINK, session=mine.token)
        with pytest.raises(SignInRefused):
            await door.sign_in.complete("microsoft", answer_to(leaving), browser=leaving.browser, session=session)
    leaving = await door.sign_in.begin("microsoft", Intent.LINK, session=mine.token)
    linked = await door.sign_in.complete(
        "microsoft", answer_to(leaving), browser=leaving.browser, session=mine.token
    )
    assert (linked.admission.course, linked.opened) == (Course.LINK, None)
    assert await principal(door, mine) is not None


async def test_departures_that_nobody_came_back_from_are_forgotten(door: FrontDoor) -> None:
    left = await door.sign_in.begin("google", Intent.SIGN_IN)
    door.clock.time = NOON + timedelta(minutes=10)
    await door.sign_in.begin("google", Intent.SIGN_IN)
    async with door.database.unit() as unit:
        assert await unit.attempts.take(token_hash(Secret(answer_to(left)["state"]))) is None


# Staying signed in, and how that ends


async def test_RET_14_a_session_ends_when_idle_and_when_old(door: FrontDoor) -> None:
    opened = await signed_in(door)
    step = LIMITS.idle - timedelta(minutes=1)
    while door.clock.time + step < NOON + LIMITS.absolute:
        door.clock.time += step
        assert await principal(door, opened) is not None
    door.clock.time = NOON + LIMITS.absolute
    assert await principal(door, opened) is None
    again = await signed_in(door)
    door.clock.time += LIMITS.idle
    assert await principal(door, again) is None
    assert await door.sessions.list(again.session.account_id) == []


async def test_sessions_are_listed_and_revoked_one_by_one(door: FrontDoor) -> None:
    first, second = await signed_in(door), await signed_in(door)
    account = first.session.account_id
    assert {each.id for each in await door.sessions.list(account)} == {first.session.id, second.session.id}
    for who, which in ((ANNA.id, first.session.id), (account, SessionId("none"))):
        with pytest.raises(NotFound):
            await door.sessions.revoke(who, which)
    await door.sessions.revoke(account, first.session.id)
    assert (await principal(door, first), await principal(door, second) is None) == (None, False)
    await door.sessions.sign_out(second.token)
    await door.sessions.sign_out(second.token)
    assert await principal(door, second) is None
    assert {Action.SESSION_REVOKED, Action.SIGNED_OUT} <= {action for action, _ in await acts(door, account)}


async def test_SEC_10_all_sessions_of_an_account_end_in_one_act(door: FrontDoor) -> None:
    mine, kept, theirs = await signed_in(door), await signed_in(door), await signed_in(door, "bela")
    account, stranger = mine.session.account_id, theirs.session.account_id
    with pytest.raises(NotFound):
        await door.sessions.end_all(account, by=stranger)
    with pytest.raises(NotFound):
        await door.sessions.end_all(AccountId("nobody"), by=None)
    with pytest.raises(BadInput):
        await door.sessions.end_all(account, by=None, reason="x" * 501)
    assert await door.sessions.end_all("anna@EXAMPLE.com", by=account, keep=kept.session.id) == 1
    assert (await principal(door, mine), await principal(door, kept) is None) == (None, False)
    await change_role(door.database, door.clock, SystemEntropy(), stranger, Role.OPERATOR)
    assert await door.sessions.end_all(account, by=stranger, reason="stolen laptop") == 1
    assert await principal(door, kept) is None
    assert await principal(door, theirs) is not None
    assert {(Action.SESSIONS_ENDED, account), (Action.SESSIONS_ENDED, stranger)} <= set(await acts(door, account))


async def test_removing_an_identity_signs_out_whoever_came_in_by_it(door: FrontDoor) -> None:
    mine, elsewhere = await signed_in(door), await signed_in(door)
    account, identities = mine.session.account_id, door.sign_in.identities
    await identities.admit(AT_WORK, Intent.LINK, asking=account)
    google = next(each for each in await identities.list(account) if each.provider == "google")
    await identities.remove(account, google.id, keep=mine.session.id)
    assert await principal(door, elsewhere) is None
    assert await principal(door, mine) is not None


async def test_an_account_that_is_being_deleted_is_signed_out_and_signs_in_no_more(door: FrontDoor) -> None:
    opened = await signed_in(door)
    async with door.database.unit() as unit:
        account = await unit.accounts.get(opened.session.account_id)
        assert account is not None
        await unit.accounts.update(attrs.evolve(account, closing_at=NOON))
    assert await principal(door, opened) is None
    with pytest.raises(Conflict, match="deleted"):
        await arrive(door, intent=Intent.SIGN_IN)


async def test_the_local_owner_comes_in_only_where_nobody_signs_in(door: FrontDoor) -> None:
    await ensure_local_owner(door.database, door.clock, SystemEntropy())
    with pytest.raises(Conflict):
        await door.sessions.enter_locally()
    alone = attrs.evolve(door.sessions, local_owner=True)
    opened = await alone.enter_locally()
    found = await alone.authenticate(opened.token)
    assert found is not None
    assert found.account.id == LOCAL_OWNER
    assert await door.sessions.authenticate(opened.token) is None  # a provider has been configured since


async def test_nothing_and_nonsense_open_nothing(door: FrontDoor) -> None:
    await signed_in(door)
    assert [await door.sessions.authenticate(each) for each in (None, Secret("x"), Secret("\ud800"))] == [None] * 3


@pytest.mark.parametrize("kind", SQL_KINDS)
async def test_RET_14_sessions_and_sign_ins_go_with_the_sweep_and_with_their_account(
    kind: str, request: pytest.FixtureRequest
) -> None:
    async with house(request.getfixturevalue(f"{kind}_database_url")) as home:
        door = FrontDoor(home.database, clock=home.clock)
        door.google.people = PEOPLE
        mine, theirs = await signed_in(door), await signed_in(door, "bela")
        await door.sign_in.begin("google", Intent.SIGN_IN)
        account = (await principal(door, mine) or pytest.fail("not signed in")).account
        await home.delete(account)
        assert [row["id"] for row in home.table("sessions")] == [theirs.session.id]
        await home.sweep(NOON + timedelta(minutes=10))
        assert (len(home.table("sessions")), home.table("sign_in_attempts")) == (1, [])
        await home.sweep(NOON + LIMITS.idle)
        assert home.table("sessions") == []
