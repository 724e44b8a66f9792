"""A key ring over a table of credentials and one of tickets, in memory and on real databases."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Protocol

import attrs
import pytest
import sqlalchemy as sa
from tests.samples.databases import opened
from tests.samples.promises import ENDED, SessionWorkflows, SetClock

from specstep.adapters.clocks.system import SystemEntropy
from specstep.adapters.master_keys.files import FileMasterKeys
from specstep.adapters.persistence.engines import create_sync_engine
from specstep.adapters.persistence.memory import MemoryDatabase
from specstep.adapters.persistence.memory_keyring import MemorySealedValues
from specstep.adapters.persistence.sealed_values import SqlSealedValues
from specstep.adapters.workflows.memory import MemoryStore, MemoryWorkflows
from specstep.application.keyring.loading import KeyRing
from specstep.application.keyring.steps import KIND, Reencrypter, Reencryption, report_of
from specstep.application.keyring.use_cases import KeyKeeping
from specstep.domain.ids import RunId
from specstep.domain.keyring.values import Place, row_name
from specstep.domain.secrets import Secret
from specstep.policies.inventory import INVENTORY
from specstep.policies.model import Dataset, Edge, EdgeKind, Export, Field, Inventory, Protection, Store, WithOwner
from specstep.ports.keyring import Key, SealedValues
from specstep.ports.persistence import Database
from specstep.ports.workflows import RunInfo

METADATA = sa.MetaData()
sa.Table(
    "credentials",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("account_id", sa.Text, nullable=False),
    sa.Column("token", sa.LargeBinary),
)
sa.Table(
    "tickets",
    METADATA,
    sa.Column("place", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("account_id", sa.Text, nullable=False),
    sa.Column("stub", sa.LargeBinary),
)
CREDENTIALS, TICKETS = "credentials.token", "tickets.stub"


def dataset(name: str, sealed: str, *others: str) -> Dataset:
    """A dataset of somebody's with a sealed field."""
    plain = [
        Field(name=each, category="user.unique_id", purposes=("essential.service",), clauses=("RET-1",))
        for each in (*others, "account_id")
    ]
    secret = Field(
        name=sealed,
        category="user.authorization.credentials",
        purposes=("essential.service",),
        clauses=("SEC-3",),
        protection=Protection.CIPHERTEXT,
        export=Export.WITHHELD,
        because="A secret.",
    )
    return Dataset(
        name=name,
        store=Store.APPLICATION,
        about="Secrets.",
        fields=(*plain, secret),
        edges=(Edge(kind=EdgeKind.OWNS, columns=("account_id",), to="accounts"),),
        retention=(WithOwner(),),
        clauses=("SEC-3",),
    )


def inventory(*more: Dataset) -> Inventory:
    """Ours with more datasets."""
    return attrs.evolve(INVENTORY, datasets=(*INVENTORY.datasets, *more))


SEALED = inventory(dataset("credentials", "token", "id"), dataset("tickets", "stub", "place", "number"))


class Cabinet(Protocol):
    """Where the sealed values lie."""

    def write(self, purpose: str, key: Key, owner: str, sealed: bytes) -> None: ...
    def read(self, purpose: str) -> dict[Key, bytes]: ...


class MemoryCabinet:
    def __init__(self) -> None:
        self.values = MemorySealedValues({CREDENTIALS: (), TICKETS: ()})

    def write(self, purpose: str, key: Key, owner: str, sealed: bytes) -> None:
        from specstep.ports.keyring import SealedValue

        place = Place(purpose=purpose, owner=owner, row=row_name(*key))
        self.values._columns[purpose][key] = SealedValue(key=key, place=place, sealed=sealed)

    def read(self, purpose: str) -> dict[Key, bytes]:
        return {key: each.sealed for key, each in self.values._columns[purpose].items()}


@attrs.frozen
class SqlCabinet:
    url: str

    def write(self, purpose: str, key: Key, owner: str, sealed: bytes) -> None:
        table = METADATA.tables[purpose.split(".")[0]]
        mine = sa.and_(*(part == value for part, value in zip(table.primary_key.columns, key, strict=True)))
        fields = dict(zip((each.name for each in table.primary_key.columns), key, strict=True))
        self._do(
            sa.delete(table).where(mine),
            sa.insert(table).values(**fields, account_id=owner, **{purpose.split(".")[1]: sealed}),
        )

    def read(self, purpose: str) -> dict[Key, bytes]:
        name, column = purpose.split(".")
        table = METADATA.tables[name]
        rows = self._do(sa.select(*table.primary_key.columns, table.c[column]))
        return {tuple(key): sealed for *key, sealed in rows}

    def _do(self, *statements: sa.Executable) -> Sequence[sa.Row[tuple[object, ...]]]:
        engine = create_sync_engine(self.url)
        try:
            with engine.begin() as connection:
                results = [connection.execute(each) for each in statements]
                return results[-1].all() if results[-1].returns_rows else []
        finally:
            engine.dispose()


@attrs.define(kw_only=True)
class Office:
    """A key ring with everything around it."""

    database: Database
    values: SealedValues
    workflows: MemoryWorkflows
    cabinet: Cabinet
    master: Path
    clock: SetClock = attrs.Factory(SetClock)
    entropy: SystemEntropy = attrs.Factory(SystemEntropy)

    def ring(self) -> KeyRing:
        """The ring of another process."""
        masters = FileMasterKeys(self.master, self.entropy)
        return KeyRing(database=self.database, masters=masters, clock=self.clock, entropy=self.entropy)

    def keeping(self, ring: KeyRing | None = None) -> KeyKeeping:
        """The operator's side."""
        return KeyKeeping(
            ring=ring or self.ring(),
            database=self.database,
            values=self.values,
            workflows=self.workflows,
            clock=self.clock,
            entropy=self.entropy,
        )

    async def start(self) -> None:
        """Run jobs."""
        reencrypter = Reencrypter(
            ring=self.ring(),
            database=self.database,
            values=self.values,
            clock=self.clock,
            entropy=self.entropy,
        )
        await self.workflows.start({KIND: reencrypter.handle})

    async def put(self, ring: KeyRing, purpose: str, key: Key, plain: str, owner: str = "anna") -> None:
        """Seal a text and store it."""
        place = Place(purpose=purpose, owner=owner, row=row_name(*key))
        sealed = await ring.seal(Secret(plain.encode()), place)
        await asyncio.to_thread(self.cabinet.write, purpose, key, owner, sealed)  # it may wait for a transaction

    async def fill(self, ring: KeyRing, number: int) -> None:
        """So many credentials and tickets."""
        for each in range(number):
            await self.put(ring, CREDENTIALS, (f"c{each:03}",), f"token {each}")
            await self.put(ring, TICKETS, ("hall", each), f"stub {each}")

    async def plain(self, ring: KeyRing, purpose: str, owner: str = "anna") -> dict[Key, str]:
        """Every text of a column, opened."""
        found = {}
        for key, sealed in (await asyncio.to_thread(self.cabinet.read, purpose)).items():
            place = Place(purpose=purpose, owner=owner, row=row_name(*key))
            found[key] = (await ring.open(sealed, place)).reveal().decode()
        return found

    def pass_time(self, **much: float) -> None:
        """Let time pass."""
        self.clock.time += timedelta(**much)

    async def ended(self, key: RunId) -> RunInfo:
        """The run once it has ended."""
        async for _ in self.workflows.progress(key):
            pass
        info = await self.workflows.info(key)
        assert info is not None
        assert info.state in ENDED
        return info

    async def rotated(self, *, even_revoked: bool = False) -> Reencryption:
        """The report of a whole rotation."""
        return report_of((await self.ended(await self.keeping().rotate(even_revoked=even_revoked))).result)


@asynccontextmanager
async def office(kind: str, request: pytest.FixtureRequest, folder: Path) -> AsyncIterator[Office]:
    """An office without keys, on a kind of database."""
    master = folder / "master.key"
    if kind == "memory":
        cabinet = MemoryCabinet()
        workflows = MemoryWorkflows(MemoryStore())
        yield Office(
            database=MemoryDatabase(), values=cabinet.values, workflows=workflows, cabinet=cabinet, master=master
        )
        await workflows.drain(timeout_s=10)
        return
    url: str = request.getfixturevalue(f"{kind}_database_url")
    engine = create_sync_engine(url)
    METADATA.create_all(engine)
    try:
        async with opened(url) as database:
            session_workflows = SessionWorkflows(MemoryStore())
            values = SqlSealedValues(database.engines, SEALED, METADATA)
            yield Office(
                database=database,
                values=values,
                workflows=session_workflows,
                cabinet=SqlCabinet(url),
                master=master,
            )
            await session_workflows.drain(timeout_s=10)
    finally:
        METADATA.drop_all(engine)
        engine.dispose()
