"""The key ring as everybody who has something to encrypt uses it: it makes its keys by itself."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import attrs

from specstep.application.audit import service_event
from specstep.domain.audit import Action
from specstep.domain.errors import CannotDecrypt, MasterKeyMissing, SpecStepError, Unavailable
from specstep.domain.ids import ENTROPY_BYTES, KeyId, uuid7
from specstep.domain.keyring.resolving import LIFETIME, resolve
from specstep.domain.keyring.ring import Ring
from specstep.domain.keyring.sealing import NONCE_BYTES, key_of
from specstep.domain.keyring.values import KEY_BYTES, KeyRecord, Place, key_octets
from specstep.domain.secrets import Secret
from specstep.ports.clocks import Clock, Entropy
from specstep.ports.master_keys import MasterKeys, WrappedKey
from specstep.ports.persistence import Database

REFRESH = timedelta(minutes=1)
"""How old what a process knows of the ring may be; a value under a key that it doesn't know makes it look at once."""


@attrs.define(kw_only=True, eq=False)
class KeyRing:
    """Seals and opens values under keys that are made ahead, follow each other, and lie under the master key.

    Don't call it inside a unit of work: it opens its own. Who must seal inside one asks for `current` before, whose
    ring awaits nothing.
    """

    database: Database
    masters: MasterKeys
    clock: Clock
    entropy: Entropy
    _opened: dict[KeyId, Secret[bytes]] = attrs.field(factory=dict, init=False, repr=False)
    _ring: Ring | None = attrs.field(default=None, init=False, repr=False)
    _read_at: datetime | None = attrs.field(default=None, init=False)
    _alone: asyncio.Lock = attrs.field(factory=asyncio.Lock, init=False, repr=False)

    async def current(self) -> Ring:
        """The ring as it was within the last minute, with a key that seals.

        Raises:
            MasterKeyMissing: there are keys, and none can be read without the master key that wrapped it.
            Misconfigured, Unavailable: the master key or the database can't be used.
        """
        ring, age = self._ring, self._age()
        return ring if ring is not None and timedelta(0) <= age < REFRESH else await self.fresh(older_than=ring)

    async def fresh(self, *, older_than: Ring | None = None) -> Ring:
        """The ring as it is now.

        Args:
            older_than: what the caller has; if somebody read a newer one meanwhile, that will do.
        """
        async with self._alone:
            if older_than is not None and self._ring is not None and self._ring is not older_than:
                return self._ring
            self._ring, self._read_at = await self._load(), self.clock.now()
            return self._ring

    async def seal(self, plaintext: Secret[bytes], place: Place) -> bytes:
        """A value sealed for its place; raises like `current`."""
        return (await self.current()).seal(plaintext, place, self.entropy.take(NONCE_BYTES))

    async def open(self, sealed: bytes, place: Place) -> Secret[bytes]:
        """What was sealed for this place; a key that was made a moment ago elsewhere is found.

        Raises:
            CannotDecrypt: it can't be opened here.
            MasterKeyMissing, Misconfigured, Unavailable: as for `current`.
        """
        ring = await self.current()
        id = key_of(sealed)
        if id is not None and id not in ring.keys and id not in ring.lost:
            ring = await self.fresh(older_than=ring)
        return ring.open(sealed, place)

    async def records(self) -> Sequence[KeyRecord]:
        """Every key as it is stored."""
        async with self.database.reading() as unit:
            return await unit.keyring.list()

    async def make(self, activates_at: datetime, now: datetime) -> KeyRecord:
        """A new key, wrapped and not stored yet; raises like `current`."""
        id = KeyId(uuid7(now, self.entropy.take(ENTROPY_BYTES)))
        key = Secret(self.entropy.take(KEY_BYTES))
        wrapped = await self.masters.wrap(key, key_octets(id))
        self._opened[id] = key
        return KeyRecord(
            id=id,
            created_at=now,
            activates_at=activates_at,
            expires_at=activates_at + LIFETIME,
            master=wrapped.master,
            wrapped=wrapped.wrapped,
        )

    async def unwrapped(self, records: Sequence[KeyRecord]) -> Mapping[KeyId, SpecStepError]:
        """Read the keys; those that can't be read, each with the reason.

        Raises:
            Misconfigured, Unavailable: the master key can't be used at all.
        """
        lost: dict[KeyId, SpecStepError] = {}
        for record in records:
            if record.id in self._opened:
                continue
            wrapped = WrappedKey(master=record.master, wrapped=record.wrapped)
            try:
                self._opened[record.id] = await self.masters.unwrap(wrapped, key_octets(record.id))
            except (MasterKeyMissing, CannotDecrypt) as error:
                lost[record.id] = error
        return lost

    def key(self, id: KeyId) -> Secret[bytes]:
        """The bytes of a key that was read; for wrapping it again."""
        return self._opened[id]

    def _age(self) -> timedelta:
        return self.clock.now() - self._read_at if self._read_at is not None else REFRESH

    async def _load(self) -> Ring:
        now = self.clock.now()
        records = await self.records()
        lost = await self.unwrapped(records)
        resolution = resolve(now, records, lambda id: id not in lost)
        active = resolution.active or resolution.fallback
        if resolution.make_at is not None:
            _require_some(records, lost)
            try:
                records = await self._store(await self.make(resolution.make_at, now), now, lost)
                lost = await self.unwrapped(records)
            except Unavailable:
                if active is None:
                    raise
                # Better sealed under an old key than not at all; the next look at the ring tries again.
            else:
                active = resolve(now, records, lambda id: id not in lost).active or active
        if active is None:
            raise Unavailable(
                service="The key ring", reason="there is no key that may seal.", way_out="Try again."
            )
        return Ring(
            active=active,
            keys={each.id: self._opened[each.id] for each in records if each.id in self._opened},
            revoked=frozenset(each.id for each in records if each.revoked_at is not None),
            lost=frozenset(lost),
        )

    async def _store(
        self, made: KeyRecord, now: datetime, lost: Mapping[KeyId, SpecStepError]
    ) -> Sequence[KeyRecord]:
        """Keep a new key, unless somebody else has made one meanwhile."""
        async with self.database.unit() as unit:
            records = await unit.keyring.list()
            if resolve(now, records, lambda id: id not in lost).make_at is not None:
                await unit.keyring.add(made)
                await unit.audit.add(service_event(self.entropy, now, Action.ENCRYPTION_KEY_MADE, made.id))
                return [*records, made]
        return records


def _require_some(records: Sequence[KeyRecord], lost: Mapping[KeyId, SpecStepError]) -> None:
    """Make no new key where those that are there can't be read: that would hide that everything is lost.

    Raises:
        MasterKeyMissing, CannotDecrypt: why none can be read.
    """
    needed = [each for each in records if each.revoked_at is None]
    if needed and all(each.id in lost for each in needed):
        raise lost[needed[-1].id]
