"""Messages with everything around them: a database, work in memory, and a carrier that does as it is told."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import attrs
from tests.samples.databases import settle_people
from tests.samples.promises import SessionWorkflows, SetClock
from tests.samples.records import ANNA

from specstep.adapters.clocks.system import SystemEntropy
from specstep.adapters.master_keys.files import FileMasterKeys
from specstep.adapters.persistence.memory import MemoryDatabase
from specstep.adapters.workflows.memory import MemoryStore, MemoryWorkflows
from specstep.application.keyring.loading import KeyRing
from specstep.application.messages.at_once import ShortMessages
from specstep.application.messages.composing import Composer
from specstep.application.messages.preferences import Preferences, Unsubscribing
from specstep.application.messages.queueing import KIND, Messages
from specstep.application.messages.reports import DeliveryReports
from specstep.application.messages.sending import Messenger
from specstep.domain.messages.kinds import Channel, Kind
from specstep.domain.messages.records import MessageRecord
from specstep.domain.messages.rendering import Service
from specstep.domain.messages.values import Email, Sms
from specstep.ports.messages import HandingOver, Receipt, unmarked
from specstep.ports.persistence import Database
from specstep.ports.workflows import WorkflowHost

HOME = "https://specs.example.org"
ADDRESS = "anna@example.org"


@attrs.define
class Carrier:
    """Takes messages, or says what it was told to, before it takes them or after."""

    recipient: str = "none"
    deduplicates: bool = False
    taken: dict[str, list[Email | Sms]] = attrs.field(factory=dict)
    before: list[BaseException] = attrs.field(factory=list)
    after: list[BaseException] = attrs.field(factory=list)
    meanwhile: list[Callable[[], Awaitable[None]]] = attrs.field(factory=list)

    async def send(self, message: Email | Sms, *, key: str, handing_over: HandingOver = unmarked) -> Receipt:
        if self.before:
            raise self.before.pop(0)
        if self.meanwhile:
            await self.meanwhile.pop()()
        await handing_over()
        if not (self.deduplicates and key in self.taken):
            self.taken.setdefault(key, []).append(message)
        if self.after:
            raise self.after.pop(0)
        return Receipt(provider="carrier", provider_id=key)

    @property
    def messages(self) -> list[Email | Sms]:
        return [each for found in self.taken.values() for each in found]


@attrs.define(kw_only=True)
class Post:
    """The whole of it."""

    database: Database
    workflows: WorkflowHost
    messages: Messages
    messenger: Messenger
    preferences: Preferences
    unsubscribing: Unsubscribing
    reports: DeliveryReports
    at_once: ShortMessages
    carrier: Carrier
    clock: SetClock

    async def queue(
        self, kind: Kind, *, key: str | None = None, channel: Channel = Channel.EMAIL, **data: str
    ) -> MessageRecord | None:
        """Queue one for Anna in a unit of its own."""
        async with self.database.unit() as unit:
            id = await self.messages.queue(unit, ANNA.id, kind, data, key=key, channel=channel)
        return None if id is None else await self.messages.get(id)

    async def sent(self, message: MessageRecord | None) -> MessageRecord:
        """A message once its run has ended."""
        assert message is not None
        for run in await self.workflows.find(run_prefix=f"{KIND}-{message.id}"):
            async for _ in self.workflows.progress(run.key):
                pass
        return await self.messages.get(message.id)


@asynccontextmanager
async def post(
    database: Database, folder: Path, *, workflows: WorkflowHost | None = None, started: bool = True
) -> AsyncIterator[Post]:
    """Anna has an address, and nobody else does."""
    await settle_people(database)
    async with database.unit() as unit:
        await unit.accounts.update(attrs.evolve(ANNA, email=ADDRESS, verified_email=ADDRESS))
    clock, entropy, carrier = SetClock(), SystemEntropy(), Carrier()
    if workflows is None:
        kind = MemoryWorkflows if isinstance(database, MemoryDatabase) else SessionWorkflows
        workflows = kind(MemoryStore())
    keyring = KeyRing(
        database=database, masters=FileMasterKeys(folder / "master.key", entropy), clock=clock, entropy=entropy
    )
    service = Service(name="SpecStep", home=HOME)
    unsubscribing = Unsubscribing(database=database, keyring=keyring, clock=clock)
    composer = Composer(
        database=database, unsubscribing=unsubscribing, service=service, operator="operator@example.org"
    )
    messenger = Messenger(
        database=database,
        composer=composer,
        email=carrier,
        sms=carrier,
        clock=clock,
        waits_s=(0.0, 0.0),
    )
    made = Post(
        database=database,
        workflows=workflows,
        messages=Messages(
            database=database,
            workflows=workflows,
            clock=clock,
            entropy=entropy,
            operator="operator@example.org",
        ),
        messenger=messenger,
        preferences=Preferences(database=database, clock=clock),
        unsubscribing=unsubscribing,
        reports=DeliveryReports(database=database, clock=clock),
        at_once=ShortMessages(database=database, sms=carrier, service=service, clock=clock),
        carrier=carrier,
        clock=clock,
    )
    if started:
        await workflows.start({KIND: messenger.handle})
    try:
        yield made
    finally:
        await workflows.drain(timeout_s=10)
