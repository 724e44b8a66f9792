"""Records and files that live and die together, whatever crashes in between (GEN-7)."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from specstep.domain.errors import Unavailable
from specstep.domain.ids import AccountId, BlobKey
from specstep.ports.blobs import BlobStore
from specstep.ports.clocks import Clock
from specstep.ports.persistence import Database, UnitOfWork

LEFTOVER_AGE = timedelta(hours=1)
BATCH = 100

Change = Callable[[UnitOfWork], Awaitable[None]]


async def keep(
    database: Database,
    blobs: BlobStore,
    clock: Clock,
    account: AccountId,
    key: BlobKey,
    content: bytes,
    add: Change,
) -> None:
    """Store a file together with its record. May be repeated with the same content until it has succeeded once.

    Args:
        database: where the record goes.
        blobs: where the file goes.
        clock: tells the time of the intent.
        account: whose file it is.
        key: the file's key; the record must name it.
        content: the file.
        add: adds the record, in the transaction that fulfils the intent.

    Raises:
        Conflict: there is a record with this key, or this took so long that the file was taken for a leftover.
        StorageFull: no room; nothing is left behind for longer than the next sweep.
    """
    async with database.unit() as unit:
        await unit.blobs.intend(account, key, clock.now())
    await blobs.put(key, content)
    async with database.unit() as unit:
        await unit.blobs.fulfil(account, key)
        await add(unit)


async def discard(
    database: Database, blobs: BlobStore, clock: Clock, account: AccountId, key: BlobKey, remove: Change
) -> None:
    """Remove a record together with its file.

    Once the record is gone the file is bound to follow: if it can't be removed right now, the next sweep does it.

    Args:
        database: where the record is.
        blobs: where the file is.
        clock: tells the time of the tombstone.
        account: whose file it is.
        key: the file's key.
        remove: removes the record, in the transaction that writes the tombstone.
    """
    async with database.unit() as unit:
        await remove(unit)
        await unit.blobs.entomb(account, key, clock.now())
    await _bury(database, blobs, key)


async def settle_leftovers(
    database: Database, blobs: BlobStore, clock: Clock, *, older_than: timedelta = LEFTOVER_AGE
) -> int:
    """Remove the files of intents and tombstones that nobody has settled for a while; how many there were.

    A file that is being written right now is younger than that, and so is left alone.
    """
    settled = 0
    while True:
        now = clock.now()
        async with database.unit() as unit:
            keys = await unit.blobs.claim(before=now - older_than, at=now, limit=BATCH)
        for key in keys:
            settled += await _bury(database, blobs, key)
        if len(keys) < BATCH:
            return settled


async def _bury(database: Database, blobs: BlobStore, key: BlobKey) -> bool:
    """Remove the file of a tombstone, then the tombstone; whether the file could be removed."""
    try:
        await blobs.delete(key)
    except Unavailable:
        return False  # the tombstone stays, and with it the promise
    async with database.unit() as unit:
        await unit.blobs.settle(key)
    return True
