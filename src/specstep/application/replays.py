"""Creating something once, however often it is asked for with the same key."""

import attrs

from specstep.domain.errors import Conflict
from specstep.domain.ids import ENTROPY_BYTES, AccountId, uuid7
from specstep.domain.replays import LIFE, PATIENCE, Replay, hash_of
from specstep.ports.clocks import Clock, Entropy
from specstep.ports.persistence import Database


@attrs.frozen(kw_only=True)
class Begun:
    """Nobody has done it yet: do it, under this id."""

    id: str
    replay: Replay


@attrs.frozen(kw_only=True)
class Done:
    """It was done before; this is the id of what came of it."""

    id: str
    status: int


@attrs.frozen(kw_only=True)
class Replays:
    """What accounts have asked for by keys of theirs, for a day.

    The id of what is created is settled before it is: whoever repeats a request that was cut off by a crash meets what
    it left behind, where that is created under an id of the caller's.
    """

    database: Database
    clock: Clock
    entropy: Entropy

    async def begin(self, account: AccountId, key: str, act: str) -> Begun | Done:
        """Begin an act, or learn what came of it.

        Raises:
            Conflict: the same is under way right now, or the key was used for something else.
        """
        now = self.clock.now()
        new = Replay(
            account_id=account,
            key_hash=hash_of(key),
            act=act,
            subject_id=uuid7(now, self.entropy.take(ENTROPY_BYTES)),
            begun_at=now,
            expires_at=now + LIFE,
        )
        async with self.database.unit() as unit:
            found = await unit.replays.get(account, new.key_hash)
            if found is None:
                await unit.replays.add(new)
                return Begun(id=new.subject_id, replay=new)
            if found.expires_at <= now:
                await unit.replays.update(new)
                return Begun(id=new.subject_id, replay=new)
            if found.act != act:
                raise Conflict(what="This key was used for something else.", way_out="Take a new one.")
            if found.status is not None:
                return Done(id=found.subject_id, status=found.status)
            if now - found.begun_at < PATIENCE:
                raise Conflict(what="The same request is under way.", way_out="Try again in a moment.")
            again = attrs.evolve(found, begun_at=now)
            await unit.replays.update(again)
            return Begun(id=again.subject_id, replay=again)

    async def finish(self, begun: Begun, *, id: str, status: int) -> None:
        """Note what came of it.

        Args:
            id: of what was created, where that has another one after all.
        """
        async with self.database.unit() as unit:
            await unit.replays.update(attrs.evolve(begun.replay, subject_id=id, status=status))

    async def give_up(self, begun: Begun) -> None:
        """Nothing came of it: the key is free again."""
        async with self.database.unit() as unit:
            await unit.replays.remove(
                begun.replay.account_id, begun.replay.key_hash, begun_at=begun.replay.begun_at
            )
