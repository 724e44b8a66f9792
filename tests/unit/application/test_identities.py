"""What holds of accounts and identities after any history of signing in, linking and removing."""

import asyncio
import contextlib

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.samples.promises import SetClock

from specstep.adapters.clocks.system import SystemEntropy
from specstep.adapters.persistence.memory import MemoryDatabase
from specstep.application.identities import Admission, Identities
from specstep.domain.accounts import Account
from specstep.domain.errors import Conflict
from specstep.domain.identities.emails import canonical_email
from specstep.domain.identities.linking import Course, Intent
from specstep.domain.identities.values import Identity, ProvenIdentity
from specstep.domain.ids import AccountId

ADDRESSES = ("anna@example.com", "anna@EXAMPLE.com", "Anna@example.com", "bela@example.com")
people = st.builds(
    ProvenIdentity,
    provider=st.just("google"),
    issuer=st.sampled_from(["https://one.example", "https://two.example"]),
    subject=st.sampled_from(["1", "2"]),
    email=st.sampled_from(ADDRESSES) | st.none(),
    verified=st.booleans(),
)
comings = st.tuples(st.sampled_from(["sign-in", "sign-up", "sign-up", "link", "link"]), people, st.integers(0, 3))
removals = st.tuples(st.sampled_from(["remove", "choose"]), st.none(), st.integers(0, 5))


class _World:
    """A database with a history, and which account each identity was told to lead to."""

    def __init__(self) -> None:
        self.database = MemoryDatabase()
        self.identities = Identities(database=self.database, clock=SetClock(), entropy=SystemEntropy())
        self.opened: list[AccountId] = []
        self.leads: dict[tuple[str, str], AccountId] = {}

    async def come(self, intent: Intent, who: ProvenIdentity, asking: AccountId | None) -> None:
        key = (who.issuer, who.subject)
        before = self.leads.get(key)
        admitted: Admission = await self.identities.admit(who, intent, asking=asking)
        if admitted.account is None:
            assert admitted.course in (Course.ASK, Course.TAKEN)
            assert admitted.course is Course.TAKEN or before is None
            return
        if admitted.course is Course.OPEN:
            self.opened.append(admitted.account.id)
        assert before in (None, admitted.account.id)
        assert admitted.course is not Course.JOIN or who.verified_email == admitted.account.verified_email
        assert admitted.course is not Course.LINK or admitted.account.id == asking
        self.leads[key] = admitted.account.id

    async def change(self, act: str, number: int) -> None:
        held = [each for account in self.opened for each in await self.identities.list(account)]
        if not held:
            return
        chosen = held[number % len(held)]
        if act == "choose" and chosen.email is not None:
            with contextlib.suppress(Conflict):
                await self.identities.choose_email(chosen.account_id, chosen.id)
        elif act == "remove":
            with contextlib.suppress(Conflict):
                await self.identities.remove(chosen.account_id, chosen.id)
                del self.leads[chosen.issuer, chosen.subject]

    async def accounts(self) -> list[tuple[Account, list[Identity]]]:
        found = []
        for id in self.opened:
            async with self.database.reading() as unit:
                account = await unit.accounts.get(id)
            assert account is not None
            found.append((account, list(await self.identities.list(id))))
        return found

    async def check(self) -> None:
        found = await self.accounts()
        held = {(each.issuer, each.subject): each.account_id for _, every in found for each in every}
        assert held == self.leads
        assert all(every for _, every in found)
        verified = [account.verified_email for account, _ in found if account.verified_email is not None]
        assert len(verified) == len(set(verified))
        for account, every in found:
            proofs = {canonical_email(each.email) for each in every if each.email and each.email_verified}
            assert account.verified_email is None or account.verified_email in proofs


@settings(max_examples=60, deadline=None)
@given(st.lists(comings | removals, max_size=10))
def test_EXT_1_after_any_history_identities_lead_to_one_account_and_addresses_are_backed(
    acts: list[tuple[str, ProvenIdentity | None, int]],
) -> None:
    async def live() -> None:
        world = _World()
        for act, who, number in acts:
            if who is None:
                await world.change(act, number)
            elif act != "link":
                await world.come(Intent(act), who, None)
            elif world.opened:
                await world.come(Intent.LINK, who, world.opened[number % len(world.opened)])
            await world.check()

    asyncio.run(live())
