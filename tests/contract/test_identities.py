"""Ways into an account, on every database."""

import asyncio
import io
import zipfile
from collections.abc import AsyncIterator
from datetime import timedelta

import attrs
import pytest
import pytest_asyncio
from tests.samples.databases import KINDS, SQL_KINDS, database_of
from tests.samples.promises import SetClock, house
from tests.samples.records import ANNA, NOON

from specstep.adapters.clocks.system import SystemEntropy
from specstep.adapters.persistence.tables import metadata
from specstep.application.accounts import change_role, correct_name
from specstep.application.identities import Identities
from specstep.domain.accounts import LOCAL_OWNER, Account, Role
from specstep.domain.audit import Action
from specstep.domain.errors import BadInput, Conflict, NotFound
from specstep.domain.identities.linking import Course, Intent
from specstep.domain.identities.values import Identity, ProvenIdentity
from specstep.domain.ids import AccountId, IdentityId
from specstep.policies.inventory import INVENTORY
from specstep.policies.model.taxonomy import under
from specstep.ports.persistence import Database

ISSUERS = {
    "google": "https://accounts.google.com",
    "github": "https://github.com",
    "microsoft": "https://login.microsoftonline.com/t/v2.0",
}


def proven(provider: str, subject: str = "1", email: str | None = "anna@example.com") -> ProvenIdentity:
    """Somebody, as a provider knows them; Microsoft's word about an address is no proof."""
    return ProvenIdentity(
        provider=provider,
        issuer=ISSUERS[provider],
        subject=subject,
        email=email,
        verified=provider != "microsoft",
        display_name="Anna",
    )


@pytest_asyncio.fixture(params=KINDS)
async def database(request: pytest.FixtureRequest) -> AsyncIterator[Database]:
    async with database_of(request.param, request) as opened:
        yield opened


@pytest.fixture
def identities(database: Database) -> Identities:
    return Identities(database=database, clock=SetClock(), entropy=SystemEntropy())


async def whose(identities: Identities, *coming: ProvenIdentity) -> Account:
    """The account that the first signs up with, and the others are linked to."""
    admitted = await identities.admit(coming[0], Intent.SIGN_UP)
    assert admitted.account is not None
    for each in coming[1:]:
        await identities.admit(each, Intent.LINK, asking=admitted.account.id)
    return await stored(identities, admitted.account.id)


async def stored(identities: Identities, id: AccountId) -> Account:
    async with identities.database.reading() as unit:
        account = await unit.accounts.get(id)
    assert account is not None
    return account


async def identity(identities: Identities, account: Account, provider: str) -> Identity:
    return next(each for each in await identities.list(account.id) if each.provider == provider)


async def acts(identities: Identities, account: AccountId) -> set[tuple[Action, str]]:
    async with identities.database.reading() as unit:
        return {(each.action, each.detail) for each in await unit.audit.list(account, limit=99)}


async def test_who_is_new_signs_up_and_comes_back_to_the_same_account(identities: Identities) -> None:
    asked = await identities.admit(proven("google"), Intent.SIGN_IN)
    assert (asked.course, asked.account) == (Course.ASK, None)
    opened = await identities.admit(proven("google"), Intent.SIGN_UP)
    assert opened.account is not None
    assert opened.operator_hears
    assert (opened.account.email, opened.account.verified_email) == ("anna@example.com", "anna@example.com")
    assert (opened.account.display_name, opened.account.age_confirmed_at) == ("Anna", NOON)
    for intent in (Intent.SIGN_IN, Intent.SIGN_UP):
        again = await identities.admit(proven("google"), intent)
        assert (again.course, again.account) == (Course.ENTER, opened.account)
        assert not again.owner_hears
    assert await acts(identities, opened.account.id) == {
        (Action.ACCOUNT_CREATED, ""),
        (Action.IDENTITY_ADDED, "google"),
    }


async def test_GOV_4_a_sign_up_keeps_the_version_of_the_notice_that_was_shown(identities: Identities) -> None:
    shown = attrs.evolve(identities, notice_version="version-1")
    opened = (await shown.admit(proven("google"), Intent.SIGN_UP)).account
    later = attrs.evolve(identities, notice_version="version-2")
    again = (await later.admit(proven("google"), Intent.SIGN_UP)).account
    assert opened is not None
    assert again == opened == await stored(identities, opened.id)
    assert opened.notice_version == "version-1"


async def test_an_identity_remembers_what_its_provider_said_last(identities: Identities) -> None:
    account = await whose(identities, proven("google"))
    clock = identities.clock
    assert isinstance(clock, SetClock)
    clock.time = NOON + timedelta(days=1)
    await identities.admit(proven("google", email="new@example.com"), Intent.SIGN_IN)
    (kept,) = await identities.list(account.id)
    assert (kept.email, kept.added_at, kept.last_signed_in_at) == ("new@example.com", NOON, clock.time)


async def test_EXT_1_a_verified_address_joins_the_account_that_has_it_and_its_owner_hears_of_it(
    identities: Identities,
) -> None:
    account = await whose(identities, proven("google"))
    joined = await identities.admit(proven("github", "77", "anna@EXAMPLE.com"), Intent.SIGN_IN)
    assert (joined.course, joined.account) == (Course.JOIN, account)
    assert joined.owner_hears
    assert (Action.IDENTITY_JOINED, "github") in await acts(identities, account.id)


async def test_EXT_1_an_unverified_address_joins_nothing_and_proves_nothing(identities: Identities) -> None:
    account = await whose(identities, proven("google"))
    asked = await identities.admit(proven("microsoft"), Intent.SIGN_IN)
    nobodys = await identities.admit(proven("microsoft", "2", "nobody@example.com"), Intent.SIGN_IN)
    assert asked == nobodys
    assert "Settings" in (asked.says or "")
    opened = await identities.admit(proven("microsoft"), Intent.SIGN_UP)
    assert opened.account is not None
    assert opened.account.id != account.id
    assert (opened.account.email, opened.account.verified_email) == ("anna@example.com", None)


async def test_EXT_1_an_account_whose_own_address_is_unverified_is_joined_by_nobody(
    identities: Identities,
) -> None:
    account = await whose(identities, proven("microsoft"))
    came = await identities.admit(proven("google"), Intent.SIGN_UP)
    assert came.account is not None
    assert (came.course, came.account.verified_email) == (Course.OPEN, "anna@example.com")
    assert (await stored(identities, account.id)).verified_email is None


async def test_EXT_1_a_signed_in_owner_links_what_is_unverified(identities: Identities) -> None:
    account = await whose(identities, proven("google"))
    linked = await identities.admit(proven("microsoft"), Intent.LINK, asking=account.id)
    assert linked.course is Course.LINK
    assert linked.owner_hears
    assert (await identities.admit(proven("microsoft"), Intent.SIGN_IN)).account == account
    assert (await identities.admit(proven("microsoft"), Intent.LINK, asking=account.id)).course is Course.KEEP


async def test_what_belongs_to_another_account_is_not_linked(identities: Identities) -> None:
    await whose(identities, proven("google"))
    other = await whose(identities, proven("github", email="bela@example.com"))
    taken = await identities.admit(proven("google"), Intent.LINK, asking=other.id)
    assert (taken.course, taken.account) == (Course.TAKEN, None)
    assert len(await identities.list(other.id)) == 1


async def test_an_identity_can_be_removed_but_not_the_last_one(identities: Identities) -> None:
    account = await whose(identities, proven("google"), proven("microsoft"))
    first, second = await identity(identities, account, "google"), await identity(identities, account, "microsoft")
    await identities.remove(account.id, first.id)
    with pytest.raises(Conflict, match="only way"):
        await identities.remove(account.id, second.id)
    with pytest.raises(NotFound):
        await identities.remove(account.id, first.id)
    with pytest.raises(NotFound):
        await identities.remove(ANNA.id, second.id)
    assert [each.provider for each in await identities.list(account.id)] == ["microsoft"]
    assert (Action.IDENTITY_REMOVED, "google") in await acts(identities, account.id)


async def test_EXT_1_an_address_that_no_identity_proves_any_more_opens_nothing(identities: Identities) -> None:
    account = await whose(identities, proven("google"), proven("microsoft"))
    google = await identity(identities, account, "google")
    await identities.remove(account.id, google.id)
    assert (await stored(identities, account.id)).verified_email is None
    assert (await identities.admit(proven("google"), Intent.SIGN_IN)).course is Course.ASK


async def test_EXT_1_an_address_that_its_provider_gave_to_somebody_else_opens_nothing(
    identities: Identities,
) -> None:
    account = await whose(identities, proven("google", "1", "desk@example.com"))
    await identities.admit(proven("google", "1", "anna@example.com"), Intent.SIGN_IN)
    assert (await identities.admit(proven("google", "2", "desk@example.com"), Intent.SIGN_IN)).course is Course.ASK
    (identity,) = await identities.list(account.id)
    chosen = await identities.choose_email(account.id, identity.id)
    assert chosen == await stored(identities, account.id)
    assert (chosen.email, chosen.verified_email) == ("anna@example.com", "anna@example.com")


async def test_an_address_can_be_chosen_only_out_of_ones_own_identities(identities: Identities) -> None:
    account = await whose(identities, proven("google", email=None))
    (nameless,) = await identities.list(account.id)
    for who, which in ((account.id, nameless.id), (account.id, IdentityId("none")), (ANNA.id, nameless.id)):
        with pytest.raises(NotFound):
            await identities.choose_email(who, which)


async def test_an_account_that_is_being_deleted_lets_nobody_in(identities: Identities) -> None:
    account = await whose(identities, proven("google"))
    async with identities.database.unit() as unit:
        await unit.accounts.update(attrs.evolve(account, closing_at=NOON))
    for coming in (proven("google"), proven("github")):
        with pytest.raises(Conflict, match="deleted"):
            await identities.admit(coming, Intent.SIGN_IN)


async def test_a_sign_in_that_links_many_times_at_once_is_added_once(identities: Identities) -> None:
    account = await whose(identities, proven("google"))
    other = await whose(identities, proven("google", "2", "bela@example.com"))
    askers = [account.id, other.id, account.id, other.id]
    found = await asyncio.gather(
        *(identities.admit(proven("github"), Intent.LINK, asking=each) for each in askers)
    )
    assert sorted(each.course for each in found) == [Course.KEEP, Course.LINK, Course.TAKEN, Course.TAKEN]


async def test_COL_1_those_who_sign_up_at_once_with_one_identity_get_one_account(identities: Identities) -> None:
    found = await asyncio.gather(*(identities.admit(proven("google"), Intent.SIGN_UP) for _ in range(4)))
    assert len({each.account.id for each in found if each.account}) == 1
    assert [each.course for each in found].count(Course.OPEN) == 1


async def test_EXT_1_those_who_sign_up_at_once_with_one_verified_address_get_one_account(
    identities: Identities,
) -> None:
    coming = [proven("google"), proven("github"), proven("google", "3"), proven("github", "4")]
    found = await asyncio.gather(*(identities.admit(each, Intent.SIGN_UP) for each in coming))
    (account,) = {each.account.id for each in found if each.account}
    assert sorted(each.course for each in found) == [Course.JOIN] * 3 + [Course.OPEN]
    assert len(await identities.list(account)) == 4


async def test_those_who_remove_the_last_two_identities_at_once_leave_one(identities: Identities) -> None:
    account = await whose(identities, proven("google"), proven("github"))
    removals = (identities.remove(account.id, each.id) for each in await identities.list(account.id))
    outcomes = await asyncio.gather(*removals, return_exceptions=True)
    assert sum(isinstance(each, Conflict) for each in outcomes) == 1
    assert len(await identities.list(account.id)) == 1


def test_COL_1_there_is_no_place_for_a_password() -> None:
    columns = {f"{table.name}.{column.name}" for table in metadata.tables.values() for column in table.columns}
    assert "identities.subject" in columns
    assert not [name for name in columns if "passw" in name or "pwd" in name]
    fields = [field for dataset in INVENTORY.datasets for field in dataset.fields]
    assert not [field.name for field in fields if under(field.category, ("user.authorization.password",))]


# Roles


async def test_the_first_operator_is_made_beside_the_database_and_makes_others(identities: Identities) -> None:
    account = await whose(identities, proven("google"))
    other = await whose(identities, proven("github", "2", "bela@example.com"))

    async def change(named: str, role: Role, by: AccountId | None) -> Account:
        return await change_role(identities.database, identities.clock, identities.entropy, named, role, by=by)

    with pytest.raises(NotFound):
        await change(other.id, Role.SUPPORT, account.id)
    assert (await change("anna@EXAMPLE.com", Role.OPERATOR, None)).role is Role.OPERATOR
    assert (await change(other.id, Role.SUPPORT, account.id)).role is Role.SUPPORT
    assert (await change(other.id, Role.SUPPORT, account.id)).role is Role.SUPPORT
    assert (await stored(identities, other.id)).role is Role.SUPPORT
    async with identities.database.reading() as unit:
        changes = [
            (each.actor, each.subject_account, each.detail)
            for each in await unit.audit.list(other.id, limit=9)
            if each.action is Action.ACCOUNT_ROLE_CHANGED
        ]
    assert changes == [(account.id, other.id, "user to support")]


@pytest.mark.parametrize("named", ["nobody", "nobody@example.com", LOCAL_OWNER])
async def test_who_is_not_there_gets_no_role(identities: Identities, named: str) -> None:
    with pytest.raises(NotFound):
        await change_role(identities.database, identities.clock, identities.entropy, named, Role.OPERATOR)


async def test_a_person_puts_their_name_right_and_nobody_forges_one(identities: Identities) -> None:
    account = await whose(identities, proven("google"))
    await correct_name(identities.database, account.id, " Anna Bánáti ")
    assert (await stored(identities, account.id)).display_name == "Anna Bánáti"
    with pytest.raises(BadInput):
        await correct_name(identities.database, account.id, "Anna\r\nBcc: eve@example.com")
    with pytest.raises(NotFound):
        await correct_name(identities.database, AccountId("nobody"), "Anna")


# What becomes of them


@pytest.mark.parametrize("kind", SQL_KINDS)
async def test_RIG_3_identities_are_exported_and_go_with_their_account(
    kind: str, request: pytest.FixtureRequest
) -> None:
    async with house(request.getfixturevalue(f"{kind}_database_url")) as home:
        identities = Identities(database=home.database, clock=home.clock, entropy=SystemEntropy())
        account = await whose(identities, proven("google", "of-anna"), proven("github", "of-anna"))
        other = await whose(identities, proven("microsoft", "of-bela", "bela@example.com"))
        exported = b"".join([each async for each in home.promises.exports.read(await home.export(account))])
        with zipfile.ZipFile(io.BytesIO(exported)) as archive:
            texts = "".join(archive.read(name).decode() for name in archive.namelist())
        assert texts.count('"of-anna"') == 2
        assert "of-bela" not in texts
        await home.delete(account)
        assert [(row["account_id"], row["subject"]) for row in home.table("identities")] == [(other.id, "of-bela")]
        assert account.id not in {row["id"] for row in home.table("accounts")}
