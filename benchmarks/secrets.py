"""Secrets: sealing against bare AES-GCM, what the time of a refusal tells, and rotations under load."""

import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from benchmarks.rows import Part, Row
from specstep.adapters.clocks.system import SystemClock, SystemEntropy
from specstep.adapters.master_keys.files import FileMasterKeys
from specstep.adapters.persistence import migrations
from specstep.adapters.persistence.engines import Engines, create_engines
from specstep.adapters.persistence.memory import MemoryDatabase
from specstep.adapters.persistence.sealed_values import SqlSealedValues
from specstep.adapters.persistence.unit_of_work import SqlDatabase
from specstep.adapters.workflows.memory import MemoryStore, MemoryWorkflows
from specstep.application.accounts import ensure_local_owner
from specstep.application.api_keys import ApiKeys
from specstep.application.keyring.loading import KeyRing
from specstep.application.keyring.steps import KIND, Reencrypter
from specstep.application.keyring.use_cases import KeyKeeping
from specstep.domain.accounts import LOCAL_OWNER
from specstep.domain.actors import Actor, Means
from specstep.domain.api_keys import ENTROPY_BYTES, NOBODYS, make_key, matches, prefix_of, salted_hash
from specstep.domain.ids import KeyId
from specstep.domain.keyring.ring import Ring
from specstep.domain.keyring.values import Place
from specstep.domain.secrets import Secret
from specstep.policies.model import Dataset, Edge, EdgeKind, Export, Field, Inventory, Protection, Store, WithOwner

ROUNDS = 40
CALLS = 500
SAMPLES = 1_000_000
LOOKED_UP = 2_000
ROTATIONS = 500
VALUES = 50
USERS = 2
ALIKE = 0.01
"""Medians that differ by no larger share are taken for the same."""
PURPOSE = "credentials.token"
METADATA = sa.MetaData()
CREDENTIALS = sa.Table(
    "credentials",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("account_id", sa.Text, nullable=False),
    sa.Column("token", sa.LargeBinary),
)


def measure() -> Part:
    """The figures of what is kept secret."""
    rows = [*sealing(), refusing(), *asyncio.run(in_databases())]
    return Part(title="Secrets", how="What is compared ran in turns.", rows=rows)


def sealing() -> list[Row]:
    """A value of 100 bytes, sealed and opened, in turns with bare AES-GCM of the same."""
    key, plain, nonce = os.urandom(32), Secret(os.urandom(100)), os.urandom(12)
    id = KeyId("00000000-0000-4000-8000-000000000001")
    ring, place = Ring(active=id, keys={id: Secret(key)}), Place(purpose=PURPOSE, owner="anna", row="1")
    bare, bound = AESGCM(key), place.octets
    sealed, encrypted = ring.seal(plain, place, nonce), bare.encrypt(nonce, plain.reveal(), bound)
    rows = []
    for what, ours, theirs in (
        ("sealed", lambda: ring.seal(plain, place, nonce), lambda: bare.encrypt(nonce, plain.reveal(), bound)),
        ("opened", lambda: ring.open(sealed, place), lambda: bare.decrypt(nonce, encrypted, bound)),
    ):
        mine, others = paired(ours, theirs)
        figure = f"{1 / mine:,.0f} a second, {others / mine:.2f} of it"
        against = f"bare AES-GCM: {1 / others:,.0f}"
        rows.append(Row(what=f"values of 100 bytes {what} in their place", measured=figure, against=against))
    return rows


def refusing() -> Row:
    """A key whose prefix nobody has, and a wrong one for a prefix that there is, in turns."""
    key = make_key(os.urandom(ENTROPY_BYTES))
    other = salted_hash(make_key(os.urandom(ENTROPY_BYTES)), os.urandom(16))
    return _row(
        f"a key refused, without the look-up, {2 * SAMPLES:,} samples",
        *_samples(lambda: matches(key, NOBODYS), lambda: matches(key, other), SAMPLES),
    )


async def in_databases() -> list[Row]:
    """What needs a database: a file of SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/bench.db"
        migrations.prepare(url)
        engines = create_engines(url)
        try:
            return [await looked_up(engines), await rotated(engines, Path(folder))]
        finally:
            await engines.dispose()


async def looked_up(engines: Engines) -> Row:
    """The same through the use case."""
    database, clock, entropy = SqlDatabase(engines), SystemClock(), SystemEntropy()
    await ensure_local_owner(database, clock, entropy)
    keys = ApiKeys(database=database, clock=clock, entropy=entropy)
    made = (await keys.mint(Actor(account=LOCAL_OWNER, means=Means.LOCAL), "bench")).secret
    wrong = _with_prefix(str(prefix_of(made)))
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(LOOKED_UP):
        both = ((make_key(os.urandom(ENTROPY_BYTES)), times[0]), (wrong, times[1]))
        for each, told in both if turn % 2 else both[::-1]:
            began = time.process_time()
            await keys.authenticate(each)
            told.append(time.process_time() - began)
    return _row(f"a key refused, looked up in SQLite, processor time, {2 * LOOKED_UP:,} samples", *times)


async def rotated(engines: Engines, folder: Path) -> Row:
    """Rotation after rotation, while others write values and read them again at once."""
    async with engines.writer.begin() as connection:
        await connection.run_sync(METADATA.create_all)
    database, clock, entropy = MemoryDatabase(), SystemClock(), SystemEntropy()
    values = SqlSealedValues(engines, _inventory(), METADATA)

    def ring() -> KeyRing:
        masters = FileMasterKeys(folder / "master.key", entropy)
        return KeyRing(database=database, masters=masters, clock=clock, entropy=entropy)

    async def put(by: KeyRing, id: str, text: str) -> None:
        sealed = await by.seal(Secret(text.encode()), _place(id))
        async with engines.writer.begin() as connection:
            await connection.execute(sa.delete(CREDENTIALS).where(CREDENTIALS.c.id == id))
            await connection.execute(sa.insert(CREDENTIALS).values(id=id, account_id="anna", token=sealed))

    first = ring()
    for number in range(VALUES):
        await put(first, f"v{number}", "text")
    workflows = MemoryWorkflows(MemoryStore())
    parts = {"database": database, "values": values, "clock": clock, "entropy": entropy}
    await workflows.start({KIND: Reencrypter(ring=ring(), **parts).handle})  # type: ignore[arg-type]
    keeping = KeyKeeping(ring=ring(), workflows=workflows, **parts)  # type: ignore[arg-type]
    done, read = asyncio.Event(), 0

    async def use(number: int) -> None:
        nonlocal read
        by, turn = ring(), 0
        while not done.is_set():
            await put(by, f"u{number}", f"turn {turn}")
            for each in await values.page(PURPOSE, after=None, limit=VALUES + USERS):
                text = (await by.open(each.sealed, each.place)).reveal().decode()
                assert text == "text" or each.key != (f"u{number}",) or text == f"turn {turn}"
                read += 1
            turn += 1

    users = [asyncio.create_task(use(number)) for number in range(USERS)]
    began = time.perf_counter()
    for _ in range(ROTATIONS):
        async for _ in workflows.progress(await keeping.rotate()):
            pass
    seconds = time.perf_counter() - began
    done.set()
    await asyncio.gather(*users)
    found = len((await keeping.check()).findings)
    await workflows.drain(timeout_s=10)
    figure = f"{found} unreadable; {read:,} reads, each of them opened; {1000 * seconds / ROTATIONS:.0f} ms each"
    what = f"{ROTATIONS} rotations of {VALUES} values under load, SQLite"
    return Row(what=what, measured=figure, goals={"none unreadable": found == 0})


def paired(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """Processor time of a call, of two in turns: the median of many rounds."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for call, told in zip((one, other), times, strict=True):
            began = time.process_time()
            for _ in range(CALLS):
                call()
            told.append((time.process_time() - began) / CALLS)
    return statistics.median(times[0]), statistics.median(times[1])


def _samples(
    one: Callable[[], object], other: Callable[[], object], number: int
) -> tuple[list[float], list[float]]:
    times: tuple[list[float], list[float]] = ([], [])
    now, turns = time.perf_counter, ((one, times[0]), (other, times[1]))
    for turn in range(number):
        for call, told in turns if turn % 2 else turns[::-1]:  # who comes first is a little slower
            began = now()
            call()
            told.append(now() - began)
    return times


def _row(what: str, unknown: list[float], wrong: list[float]) -> Row:
    """The difference of the medians, beside how much one of them differs from itself, its samples split in two."""
    medians = [1e6 * statistics.median(each) for each in (unknown, wrong)]
    halves = [1e6 * statistics.median(unknown[start::2]) for start in (0, 1)]
    figure = f"unknown prefix {medians[0]:.3f} µs, wrong key {medians[1]:.3f} µs"
    noise = f"odd and even samples of the former: {halves[0]:.3f} and {halves[1]:.3f} µs"
    alike = abs(medians[0] - medians[1]) <= ALIKE * medians[0]
    return Row(what=what, measured=figure, goals={f"medians within {ALIKE:.0%}": alike}, against=noise)


def _with_prefix(prefix: str) -> Secret[str]:
    """A well-formed key that begins like another one."""
    from specstep.domain.api_keys import _checksum

    body = f"sf_{prefix}_{'0' * 43}"
    return Secret(body + _checksum(body))


def _place(id: str) -> Place:
    return Place(purpose=PURPOSE, owner="anna", row=id)


def _inventory() -> Inventory:
    said = {"category": "user.unique_id", "purposes": ("essential.service",), "clauses": ("SEC-3",)}
    hidden = {"protection": Protection.CIPHERTEXT, "export": Export.WITHHELD, "because": "A secret."}
    accounts = Dataset(
        name="accounts",
        store=Store.APPLICATION,
        about="Accounts.",
        fields=(Field(name="id", **said),),  # type: ignore[arg-type]
        retention=(WithOwner(),),
        clauses=("SEC-3",),
    )
    credentials = Dataset(
        name="credentials",
        store=Store.APPLICATION,
        about="Credentials.",
        fields=(
            Field(name="id", **said),  # type: ignore[arg-type]
            Field(name="account_id", **said),  # type: ignore[arg-type]
            Field(name="token", **said, **hidden),  # type: ignore[arg-type]
        ),
        edges=(Edge(kind=EdgeKind.OWNS, columns=("account_id",), to="accounts"),),
        retention=(WithOwner(),),
        clauses=("SEC-3",),
    )
    return Inventory(datasets=(accounts, credentials), account="accounts")
