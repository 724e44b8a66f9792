"""The job that moves everything to the key that seals now, column by named column, while others read and write."""

import contextlib
from functools import partial
from typing import cast

import attrs

from specstep.application.audit import service_event
from specstep.application.codec import decode, encode
from specstep.application.keyring.loading import KeyRing
from specstep.domain.audit import Action
from specstep.domain.errors import CannotDecrypt, Conflict
from specstep.domain.ids import AccountId, AuditEventId, derived_id
from specstep.domain.keyring.ring import Ring
from specstep.domain.keyring.sealing import NONCE_BYTES, key_of
from specstep.domain.keyring.values import key_octets
from specstep.ports.clocks import Clock, Entropy
from specstep.ports.keyring import Resealed, SealedValue, SealedValues
from specstep.ports.persistence import Database
from specstep.ports.workflows import JobContext, Json, Retry

KIND = "re-encryption"
SERVICE = AccountId("service")
"""Whom the service's own jobs belong to: nobody."""
RETRY = Retry(attempts=3, first_wait_s=0.5)
PAGE = 200
"""How many values change in one transaction."""


@attrs.frozen(kw_only=True)
class ColumnMoved:
    """What became of a column: values that were moved, and those left because they don't open, with the reasons."""

    purpose: str
    moved: int = 0
    left: int = 0
    reasons: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Reencryption:
    """A whole run. `wrapped` keys of the ring were moved to the master key that wraps now."""

    wrapped: int
    columns: tuple[ColumnMoved, ...]

    @property
    def findings(self) -> tuple[str, ...]:
        """Everything that could not be moved."""
        return tuple(
            f"{each.left} values of {each.purpose} stay as they are: {'; '.join(each.reasons)}."
            for each in self.columns
            if each.left
        )


@attrs.frozen(kw_only=True)
class Reencrypter:
    """Carries it out. Run again after a crash it finds what is done already under the new key."""

    ring: KeyRing
    database: Database
    values: SealedValues
    clock: Clock
    entropy: Entropy

    async def handle(self, context: JobContext) -> Json:
        """Every key under the first master key, then every value under the active key; the result is the report."""
        even_revoked = bool(context.job.payload.get("even_revoked"))
        wrapped = cast("int", await context.step("keys", self.rewrap, retry=RETRY))
        columns = []
        for number, purpose in enumerate(self.values.purposes):
            percent = round(100 * (number + 1) / (len(self.values.purposes) + 2))
            await context.publish({"phase": "re-encrypting", "step": purpose, "percent": percent})
            step = partial(self.move, purpose, even_revoked=even_revoked)
            columns.append(decode(str(await context.step(f"column {purpose}", step, retry=RETRY)), ColumnMoved))
        report = Reencryption(wrapped=wrapped, columns=tuple(columns))
        await context.step("note", partial(self.note, context.job.key, report), retry=RETRY)
        return encode(report)

    async def rewrap(self) -> Json:
        """Wrap the keys again that lie under another master key than the first; how many those were."""
        first = await self.ring.masters.name()
        records = await self.ring.records()
        lost = await self.ring.unwrapped(records)
        number = 0
        for record in records:
            if record.master == first or record.id in lost:
                continue
            wrapped = await self.ring.masters.wrap(self.ring.key(record.id), key_octets(record.id))
            async with self.database.unit() as unit:
                stored = await unit.keyring.get(record.id)
                if stored is not None:
                    changed = attrs.evolve(stored, master=wrapped.master, wrapped=wrapped.wrapped)
                    await unit.keyring.update(changed)
                    number += 1
        return number

    async def move(self, purpose: str, *, even_revoked: bool) -> Json:
        """All values of a column that lie under another key than the active one."""
        ring = await self.ring.fresh()
        moved, reasons, last = 0, list[str](), None
        while page := await self.values.page(purpose, after=last, limit=PAGE):
            changes = []
            for value in page:
                if key_of(value.sealed) == ring.active:
                    continue
                try:
                    changes.append(self._resealed(ring, value, even_revoked=even_revoked))
                except CannotDecrypt as error:
                    reasons.append(error.reason)
            moved += await self.values.replace(purpose, changes) if changes else 0
            last = page[-1].key
        told = tuple(sorted(set(reasons)))
        return encode(ColumnMoved(purpose=purpose, moved=moved, left=len(reasons), reasons=told))

    async def note(self, run: str, report: Reencryption) -> Json:
        """An event about it."""
        now = self.clock.now()
        moved = sum(each.moved for each in report.columns)
        left = sum(each.left for each in report.columns)
        detail = f"{moved} values moved, {left} left, {report.wrapped} keys wrapped again"
        event = service_event(self.entropy, now, Action.VALUES_REENCRYPTED, run, detail=detail)
        once = attrs.evolve(event, id=AuditEventId(derived_id("event", run)))
        with contextlib.suppress(Conflict):  # written before a crash
            async with self.database.unit() as unit:
                await unit.audit.add(once)
        return None

    def _resealed(self, ring: Ring, value: SealedValue, *, even_revoked: bool) -> Resealed:
        plaintext = ring.open(value.sealed, value.place, even_revoked=even_revoked)
        return Resealed(value=value, sealed=ring.seal(plaintext, value.place, self.entropy.take(NONCE_BYTES)))


def report_of(result: Json) -> Reencryption:
    """The report that a run ended with."""
    return decode(str(result), Reencryption)
