"""What people are told of: new ways into their account, sign-ups, exports that lie ready, the end of their account."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import attrs
from tests.samples.post import ADDRESS, HOME, Carrier, post
from tests.samples.promises import House, house
from tests.samples.records import ANNA

from specstep.adapters.clocks.system import SystemEntropy
from specstep.adapters.persistence.memory import MemoryDatabase
from specstep.application.deletions.steps import KIND as DELETION
from specstep.application.deletions.steps import deletion_run
from specstep.application.exports.steps import KIND as EXPORT
from specstep.application.identities import Identities
from specstep.application.messages.farewell import Farewell
from specstep.application.messages.queueing import KIND, Messages
from specstep.domain.errors import MessageDelayed, MessageRefused
from specstep.domain.identities.linking import Course, Intent
from specstep.domain.identities.values import ProvenIdentity
from specstep.domain.messages.rendering import Service
from specstep.domain.messages.values import Email
from specstep.ports.workflows import JobContext, Json, RunState


def proven(provider: str, *, email: str = ADDRESS) -> ProvenIdentity:
    """Anna, as a provider knows her."""
    return ProvenIdentity(
        provider=provider, issuer=f"https://{provider}.example", subject="1", email=email, verified=True
    )


async def test_EXT_1_who_owns_an_account_hears_of_each_new_way_into_it_and_of_no_other_sign_in(
    tmp_path: Path,
) -> None:
    async with post(MemoryDatabase(), tmp_path) as desk:
        around = {"database": desk.database, "clock": desk.clock, "entropy": SystemEntropy()}
        identities = Identities(**around, messages=desk.messages)  # type: ignore[arg-type]
        joined = await identities.admit(proven("google"), Intent.SIGN_IN)
        assert joined.course is Course.JOIN
        await identities.admit(proven("google"), Intent.SIGN_IN)
        await identities.admit(proven("github", email="other@example.org"), Intent.LINK, asking=ANNA.id)
        for message in await desk.messages.list():
            await desk.sent(message)
        told = desk.carrier.messages
        assert [each.to for each in told] == [ADDRESS, ADDRESS]
        assert sorted("Google" in each.text for each in told) == [False, True]


async def test_USE_3_an_operator_hears_of_a_sign_up_and_not_whose_it_was(tmp_path: Path) -> None:
    async with post(MemoryDatabase(), tmp_path) as desk:
        around = {"database": desk.database, "clock": desk.clock, "entropy": SystemEntropy()}
        identities = Identities(**around, messages=desk.messages)  # type: ignore[arg-type]
        await identities.admit(proven("google", email="new@example.org"), Intent.SIGN_UP)
        (message,) = await desk.messages.list()
        await desk.sent(message)
        (email,) = desk.carrier.messages
        assert isinstance(email, Email)
        assert (email.to, email.subject) == ("operator@example.org", "Somebody signed up")
        assert "new@example.org" not in email.text + email.html


@asynccontextmanager
async def telling_house(url: str, carrier: Carrier) -> AsyncIterator[House]:
    """A house whose exports and deletions tell people; messages stay in the queue."""

    async def keep(context: JobContext) -> Json:
        return None

    async with house(url, started=False) as home:
        messages = Messages(
            database=home.database, workflows=home.workflows, clock=home.clock, entropy=SystemEntropy()
        )
        farewell = Farewell(email=carrier, service=Service(name="SpecStep", home=HOME), waits_s=(0.0, 0.0))
        exporter = attrs.evolve(home.promises.exporter, messages=messages)
        eraser = attrs.evolve(home.promises.eraser, farewell=farewell)
        await home.workflows.start({**home.handlers, EXPORT: exporter.handle, DELETION: eraser.handle, KIND: keep})
        async with home.database.unit() as unit:
            await unit.accounts.update(attrs.evolve(ANNA, email=ADDRESS))
        yield home


async def test_RET_7_an_export_that_is_ready_says_so_and_until_when(sqlite_database_url: str) -> None:
    async with telling_house(sqlite_database_url, Carrier()) as home:
        export = await home.export(ANNA)
        async with home.database.reading() as unit:
            (message,) = await unit.messages.list(account=ANNA.id, limit=9)
        assert message.kind == "export-ready"
        assert export.expires_at.isoformat() in str(message.data)


async def test_RIG_3_a_deletion_is_confirmed_at_its_end_and_the_address_goes_with_its_run(
    sqlite_database_url: str,
) -> None:
    late = MessageDelayed(service="The carrier", reason="it is busy.")
    carrier = Carrier(before=[late, late])
    async with telling_house(sqlite_database_url, carrier) as home:
        run = await home.delete(ANNA)
        assert run.state == RunState.DONE
        (email,) = carrier.messages
        assert (email.to, email.subject) == (ADDRESS, "Your account is deleted")  # type: ignore[union-attr]
        assert not [table for table in home.rows() if ADDRESS in str(home.table(table))]
        await home.promises.deletions.forget(deletion_run(ANNA.id))
        assert await home.workflows.find() == []


async def test_RIG_3_a_deletion_is_done_even_where_nobody_takes_its_confirmation(sqlite_database_url: str) -> None:
    carrier = Carrier(before=[MessageRefused(service="The carrier", because="it answered 550.")])
    async with telling_house(sqlite_database_url, carrier) as home:
        assert (await home.delete(ANNA)).state == RunState.DONE
        assert carrier.messages == []
        assert [row["id"] for row in home.table("accounts")] == ["account-bela"]


async def test_RIG_3_a_confirmation_that_was_cut_off_is_not_sent_twice() -> None:
    carrier = Carrier()
    farewell = Farewell(email=carrier, service=Service(name="SpecStep"))
    recorded: dict[str, Json] = {}

    class Run:
        """A run that forgets what became of the handing over, as after a crash in it."""

        async def step(self, name: str, run: object, **_: object) -> Json:
            if name not in recorded:
                result = await run()  # type: ignore[operator]
                if name.startswith("confirm."):
                    return result
                recorded[name] = result
            return recorded[name]

    said = [await farewell.say(Run(), ADDRESS, key="1") for _ in range(2)]  # type: ignore[arg-type]
    assert said == ["sent", "unclear"]
    assert len(carrier.messages) == 1
