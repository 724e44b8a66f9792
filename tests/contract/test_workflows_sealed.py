"""What the engine keeps of runs lies under the key ring: on both databases, and whatever becomes of the keys."""

from datetime import timedelta
from pathlib import Path

import attrs
import pytest
from tests.contract.test_workflows_engine import KINDS, SECRET, fill, rows
from tests.contract.workflow_homes import Home, ended, job
from tests.samples.promises import SetClock

from specstep.adapters.clocks.system import SystemEntropy
from specstep.adapters.master_keys.files import FileMasterKeys
from specstep.adapters.persistence.memory import MemoryDatabase
from specstep.adapters.workflows.dbos import DbosWorkflows
from specstep.application.keyring.loading import KeyRing
from specstep.application.keyring.payloads import PayloadSeal
from specstep.domain.errors import MasterKeyMissing
from specstep.domain.ids import RunId
from specstep.policies.sql.auditing.secrets import forms_of
from specstep.ports.workflows import RunState


@attrs.define(kw_only=True)
class Vault:
    """A key ring in memory under a master key in a file; each `seal` is that of another process."""

    master: Path
    database: MemoryDatabase = attrs.field(factory=MemoryDatabase)
    clock: SetClock = attrs.field(factory=SetClock)
    entropy: SystemEntropy = attrs.field(factory=SystemEntropy)

    def ring(self) -> KeyRing:
        masters = FileMasterKeys(self.master, self.entropy)
        return KeyRing(database=self.database, masters=masters, clock=self.clock, entropy=self.entropy)

    def seal(self) -> PayloadSeal:
        return PayloadSeal(ring=self.ring(), clock=self.clock, entropy=self.entropy)

    async def rotate(self) -> None:
        """Another process makes a key that seals from now on, and retires the one before."""
        ring, now = self.ring(), self.clock.now()
        old = (await ring.current()).active
        async with self.database.unit() as unit:
            await unit.keyring.add(await ring.make(now, now))
            record = await unit.keyring.get(old)
            assert record is not None
            await unit.keyring.update(attrs.evolve(record, retired_at=now))

    async def revoke_all(self) -> None:
        async with self.database.unit() as unit:
            for record in await unit.keyring.list():
                await unit.keyring.update(attrs.evolve(record, revoked_at=self.clock.now()))


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(master=tmp_path / "keys" / "master.key")


async def test_SEC_3_no_payload_is_readable_in_any_row_or_byte_and_all_come_back(
    durable_home: Home, vault: Vault, tmp_path: Path
) -> None:
    host = DbosWorkflows(durable_home.url, seal=vault.seal())
    await host.start(KINDS)
    try:
        await fill(host)
        info = await host.info(RunId("full"))
        assert info is not None
        assert (info.kind, info.result) == ("eventful", [f"{SECRET} result", SECRET])
        assert [each.value async for each in host.progress(RunId("full"))] == [
            f"{SECRET} event",
            f"{SECRET} event in step",
        ]
        _nothing_readable(durable_home, tmp_path)  # while it is in use, the log that is written ahead included
    finally:
        await host.drain(timeout_s=10)
    _nothing_readable(durable_home, tmp_path)


def _nothing_readable(home: Home, folder: Path) -> None:
    found = [row for table in rows(home.url).values() for row in table]
    assert found
    for form in (*forms_of(SECRET), "eventful"):
        assert not [row for row in found if form in row]
        assert not [path for path in folder.rglob("*") if path.is_file() and form.encode() in path.read_bytes()]


async def test_runs_from_before_payloads_were_sealed_are_read_and_carried_on(
    durable_home: Home, vault: Vault
) -> None:
    async with durable_home.open(KINDS) as plain:
        await fill(plain)  # type: ignore[arg-type]
    waiting = DbosWorkflows(durable_home.url)
    await waiting.connect()
    await waiting.submit(job("left", kind="eventful"))
    await waiting.drain(timeout_s=0)
    host = DbosWorkflows(durable_home.url, seal=vault.seal())
    await host.start(KINDS)
    try:
        found = await host.find()
        assert [each.kind for each in found] == ["eventful", "broken", "eventful"]
        await host.signal(RunId("left"), "topic", "now")
        assert (await ended(host, "left")).result == [f"{SECRET} result", "now"]
    finally:
        await host.drain(timeout_s=10)


async def test_runs_outlive_the_rotation_and_the_revocation_of_keys(durable_home: Home, vault: Vault) -> None:
    first = DbosWorkflows(durable_home.url, seal=vault.seal())
    await first.connect()
    await first.submit(job("run", kind="eventful"))
    vault.clock.time += timedelta(hours=1)
    await vault.rotate()
    await vault.revoke_all()
    await first.drain(timeout_s=0)
    second = DbosWorkflows(durable_home.url, seal=vault.seal())
    await second.start(KINDS)
    try:
        await second.signal(RunId("run"), "topic", "now")
        assert (await ended(second, "run")).state == RunState.DONE
    finally:
        await second.drain(timeout_s=10)


async def test_without_the_master_key_nothing_runs_and_nothing_is_lost(durable_home: Home, vault: Vault) -> None:
    first = DbosWorkflows(durable_home.url, seal=vault.seal())
    await first.connect()
    await first.submit(job("run", kind="eventful"))
    await first.drain(timeout_s=0)
    away = vault.master.rename(vault.master.with_suffix(".away"))
    locked = DbosWorkflows(durable_home.url, seal=vault.seal())
    await locked.start(KINDS)
    try:
        with pytest.raises(MasterKeyMissing):
            await locked.submit(job("other", kind="eventful"))
        with pytest.raises(MasterKeyMissing):
            await locked.signal(RunId("run"), "topic", "now")
        info = await locked.info(RunId("run"))
        assert info is not None
        assert (info.state, info.kind, info.result) == (RunState.QUEUED, "", None)
        assert "can't be read" in (info.error or "")
    finally:
        await locked.drain(timeout_s=10)
    away.rename(vault.master)
    host = DbosWorkflows(durable_home.url, seal=vault.seal())
    await host.start(KINDS)
    try:
        await host.signal(RunId("run"), "topic", "now")
        assert (await ended(host, "run")).state == RunState.DONE
    finally:
        await host.drain(timeout_s=10)


async def test_a_key_that_others_may_not_know_yet_seals_no_payload(vault: Vault) -> None:
    here, there = vault.seal(), vault.seal()
    await here.ready()
    await there.ready()
    vault.clock.time += timedelta(hours=1)
    await there.ready()
    await vault.rotate()
    await here.ready()  # has looked an hour ago
    assert there.unseal(here.seal("text")) == "text"
    vault.clock.time += timedelta(minutes=6)
    await here.ready()
    sealed = here.seal("text")
    await there.ready()
    assert there.unseal(sealed) == "text"
