"""The throttle on wrong keys: an address with five of them is refused before anything is looked up."""

import re
from datetime import timedelta

import pytest_asyncio
from tests.samples.databases import settle_people
from tests.samples.promises import SetClock
from tests.samples.records import ANNA, NOON

from specstep.adapters.clocks.system import SystemEntropy
from specstep.adapters.persistence.memory import MemoryDatabase
from specstep.adapters.short_lived.memory import MemoryShortLived
from specstep.application.api_keys import ApiKeys, Authenticated, Refusal, Refused
from specstep.application.limits import Limits
from specstep.application.throttle import Throttle, own_key
from specstep.domain.actors import Actor, Means
from specstep.domain.api_keys import make_key
from specstep.domain.secrets import Secret

PERSON = Actor(account=ANNA.id, means=Means.SIGNED_IN)
HERE, THERE = "192.0.2.1", "192.0.2.2"
WRONG = make_key(bytes(64))


class Counted(MemoryDatabase):
    """Counts how often it is read."""

    reads = 0

    def reading(self):  # type: ignore[no-untyped-def]
        self.reads += 1
        return super().reading()


class Door:
    """Keys behind a throttle, with a time that is set."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.database = Counted()
        self.store = MemoryShortLived(time_s=lambda: self.now_s, most_counted=1_000)
        throttle = Throttle(limits=Limits(shared=self.store, own=self.store), key=own_key(SystemEntropy()))
        self.keys = ApiKeys(
            database=self.database, clock=SetClock(NOON), entropy=SystemEntropy(), throttle=throttle
        )

    async def refusal(self, secret: Secret[str], address: str) -> Refusal | None:
        answer = await self.keys.authenticate(secret, address=address)
        return answer.because if isinstance(answer, Refused) else None


@pytest_asyncio.fixture
async def door() -> Door:
    made = Door()
    await settle_people(made.database)
    return made


async def test_after_five_failures_an_address_is_refused_without_a_look_up_for_five_minutes(door: Door) -> None:
    right = (await door.keys.mint(PERSON, "ci")).secret
    malformed = Secret("sf_guess")
    for secret in (WRONG, malformed, WRONG, malformed, WRONG):
        assert await door.refusal(secret, HERE) in (Refusal.UNKNOWN, Refusal.MALFORMED)
        door.now_s += 10
    before = door.database.reads
    for secret in (WRONG, right):
        assert await door.refusal(secret, HERE) is Refusal.THROTTLED
    assert door.database.reads == before
    assert await door.refusal(right, THERE) is None, "others aren't kept out"
    door.now_s = 300.0
    assert await door.refusal(right, HERE) is None, "the first failure is five minutes old"


async def test_successes_never_count_and_forgive_nothing(door: Door) -> None:
    right = (await door.keys.mint(PERSON, "ci")).secret
    for _ in range(50):
        assert isinstance(await door.keys.authenticate(right, address=HERE), Authenticated)
    for _ in range(5):
        assert await door.refusal(right, HERE) is None
        assert await door.refusal(WRONG, HERE) is Refusal.UNKNOWN
    assert await door.refusal(right, HERE) is Refusal.THROTTLED


async def test_an_expired_key_is_a_failure_and_the_machine_itself_is_never_throttled(door: Door) -> None:
    ended = (await door.keys.mint(PERSON, "ci", expires_at=NOON + timedelta(days=1))).secret
    door.keys.clock.time = NOON + timedelta(days=2)  # type: ignore[attr-defined]
    for _ in range(5):
        assert await door.refusal(ended, HERE) is Refusal.EXPIRED
    assert await door.refusal(ended, HERE) is Refusal.THROTTLED
    for _ in range(9):
        assert await door.keys.authenticate(WRONG) == Refused(because=Refusal.UNKNOWN)


async def test_no_number_of_wrong_keys_grows_the_memory(door: Door) -> None:
    for number in range(3_000):
        await door.refusal(Secret("sf_guess"), f"10.0.{number // 250}.{number % 250}")
    assert len(door.store) == 1_000
    fresh = Door()
    for _ in range(3_000):
        await fresh.refusal(Secret("sf_guess"), HERE)
    assert len(fresh.store) == 5


async def test_TRA_1_the_throttle_keeps_a_keyed_hash_of_an_address_and_that_for_minutes(door: Door) -> None:
    other = Door()
    for each in (door, other):
        await each.refusal(WRONG, HERE)
    (mine,), (others,) = door.store._hits, other.store._hits
    assert mine != others, "who doesn't have the key can't try out addresses"
    assert re.fullmatch("key-failures:[0-9a-f]{64}", mine)
    door.now_s = 300.0
    await door.keys.throttle.refuses(HERE)  # type: ignore[union-attr]
    assert len(door.store) == 0
