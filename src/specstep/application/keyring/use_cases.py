"""What an operator does with the key ring: look, rotate, retire, revoke, check."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import attrs

from specstep.application.audit import service_event
from specstep.application.keyring.loading import KeyRing
from specstep.application.keyring.steps import KIND, SERVICE
from specstep.domain.audit import Action
from specstep.domain.errors import CannotDecrypt, Conflict, NotFound
from specstep.domain.ids import ENTROPY_BYTES, KeyId, RunId, uuid7
from specstep.domain.keyring.resolving import resolve, state_of
from specstep.domain.keyring.sealing import key_of
from specstep.domain.keyring.values import KeyRecord, KeyState
from specstep.ports.clocks import Clock, Entropy
from specstep.ports.keyring import SealedValues
from specstep.ports.persistence import Database
from specstep.ports.workflows import Job, Workflows

PAGE = 200


@attrs.frozen(kw_only=True)
class KeyStatus:
    """A key with what it is good for, and how many values lie under it."""

    record: KeyRecord
    state: KeyState
    values: int


@attrs.frozen(kw_only=True)
class KeyRingReport:
    """What a check found: how many values were opened, and a sentence for each thing that is wrong."""

    keys: int
    values: int
    findings: tuple[str, ...]


@attrs.frozen(kw_only=True)
class KeyKeeping:
    """The operator's side of the key ring. Each act leaves an event, and is seen by other processes in a minute."""

    ring: KeyRing
    database: Database
    values: SealedValues
    workflows: Workflows
    clock: Clock
    entropy: Entropy

    async def list(self) -> Sequence[KeyStatus]:
        """Every key, oldest first; looking makes none and changes nothing."""
        now = self.clock.now()
        records = await self.ring.records()
        lost = await self.ring.unwrapped(records)
        active = resolve(now, records, lambda id: id not in lost).active
        under = await self._counted()
        return [
            KeyStatus(
                record=each,
                state=state_of(each, now, active=active, readable=each.id not in lost),
                values=under[each.id],
            )
            for each in records
        ]

    async def rotate(self, *, even_revoked: bool = False) -> RunId:
        """Make a new key that seals from now on, retire the one before, and start moving all values to it.

        Args:
            even_revoked: whether values under revoked keys are rescued, too. Somebody else may have such a key, and
                may have written what lies under it.

        Raises:
            MasterKeyMissing, Misconfigured, Unavailable: no key can be made.
        """
        before = (await self.ring.fresh()).active
        now = self.clock.now()
        made = await self.ring.make(now, now)
        job = Job(
            key=RunId(f"{KIND}-{uuid7(now, self.entropy.take(ENTROPY_BYTES))}"),
            kind=KIND,
            account_id=SERVICE,
            payload={"even_revoked": even_revoked},
        )
        async with self.database.unit() as unit:
            await unit.keyring.add(made)
            await unit.audit.add(service_event(self.entropy, now, Action.ENCRYPTION_KEY_MADE, made.id))
            old = await unit.keyring.get(before)
            if old is not None and old.retired_at is None:
                await unit.keyring.update(attrs.evolve(old, retired_at=now))
                await unit.audit.add(service_event(self.entropy, now, Action.ENCRYPTION_KEY_RETIRED, old.id))
            await self.workflows.submit_in(unit.transaction, job)
        await self.ring.fresh()
        return job.key

    async def retire(self, id: KeyId) -> None:
        """Let a key seal no more; what lies under it still opens. A new one is made where it was the active one.

        Raises:
            NotFound: there is no such key.
            Conflict: it was retired or revoked before.
        """
        await self._end(id, Action.ENCRYPTION_KEY_RETIRED)

    async def revoke(self, id: KeyId) -> int:
        """Let a key open no more, because others may have it; how many values lie under it.

        They can be rescued by `rotate(even_revoked=True)`.

        Raises:
            NotFound: there is no such key.
            Conflict: it was revoked before.
        """
        await self._end(id, Action.ENCRYPTION_KEY_REVOKED)
        return (await self._counted())[id]

    async def check(self) -> KeyRingReport:
        """Open every sealed value, and see to the keys; nothing that is opened is kept or shown."""
        now = self.clock.now()
        records = await self.ring.records()
        lost = await self.ring.unwrapped(records)
        findings = [f"The key {id} can't be read: {error}" for id, error in lost.items()]
        ring = await self.ring.fresh() if len(lost) < len(records) else None
        closed = CannotDecrypt.LOST if records else CannotDecrypt.UNKNOWN
        wrong: Counter[tuple[str, str]] = Counter()
        total = 0
        for purpose in self.values.purposes:
            last = None
            while page := await self.values.page(purpose, after=last, limit=PAGE):
                for each in page:
                    total += 1
                    try:
                        if ring is None:
                            raise CannotDecrypt(purpose=purpose, reason=closed)
                        ring.open(each.sealed, each.place)
                    except CannotDecrypt as error:
                        wrong[purpose, error.reason] += 1
                last = page[-1].key
        findings += [f"{number} values of {purpose}: {why}." for (purpose, why), number in sorted(wrong.items())]
        findings += [_ahead(each, now) for each in records if each.created_at > now]
        return KeyRingReport(keys=len(records), values=total, findings=tuple(findings))

    async def _end(self, id: KeyId, action: Action) -> None:
        now = self.clock.now()
        async with self.database.unit() as unit:
            record = await unit.keyring.get(id)
            if record is None:
                raise NotFound(kind="encryption key", id=id)
            if record.revoked_at is not None:
                raise Conflict(what=f"The encryption key {id} was revoked before.")
            if action is Action.ENCRYPTION_KEY_RETIRED and record.retired_at is not None:
                raise Conflict(what=f"The encryption key {id} was retired before.")
            changed = (
                attrs.evolve(record, retired_at=now)
                if action is Action.ENCRYPTION_KEY_RETIRED
                else attrs.evolve(record, revoked_at=now)
            )
            await unit.keyring.update(changed)
            await unit.audit.add(service_event(self.entropy, now, action, id))
        await self.ring.fresh()

    async def _counted(self) -> Counter[KeyId | None]:
        """How many values lie under each key; None stands for what is no sealed value."""
        found: Counter[KeyId | None] = Counter()
        for purpose in self.values.purposes:
            last = None
            while page := await self.values.page(purpose, after=last, limit=PAGE):
                found.update(key_of(each.sealed) for each in page)
                last = page[-1].key
        return found


def _ahead(record: KeyRecord, now: datetime) -> str:
    return (
        f"The key {record.id} was made at {record.created_at.isoformat()}, after now ({now.isoformat()}): clocks."
    )
