"""Short-lived state in memory and on a real Valkey: the public contract on each, and what is special about them."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from tests.servers.valkey import running_valkey

from specstep.adapters.short_lived.memory import MemoryShortLived
from specstep.adapters.short_lived.redis import RedisShortLived
from specstep.application.limits import Limits, Use, health
from specstep.domain.errors import Misconfigured, Unavailable
from specstep.domain.limits import Limit
from specstep.entrypoints.wiring.registries import SHORT_LIVED
from specstep.ports.short_lived import ShortLivedStore
from specstep.testing import ShortLivedContract

HOUR = timedelta(hours=1)
NOWHERE = "redis://127.0.0.1:1/0"


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is shown here doesn't depend on how busy the machine is."""
    monkeypatch.setattr("specstep.adapters.short_lived.redis.TIMEOUT_S", 60.0)


class Time:
    """Seconds that are set."""

    def __init__(self) -> None:
        self.now_s = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now_s


class TestMemory(ShortLivedContract):
    @pytest.fixture(autouse=True)
    def place(self) -> None:
        self.time = Time()
        self.store = MemoryShortLived(time_s=self.time)

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[ShortLivedStore]:
        yield self.store

    async def pass_time(self, seconds: float) -> None:
        self.time.now_s += seconds

    def pass_window(self, seconds: float) -> None:
        self.time.now_s += seconds


class TestValkey(ShortLivedContract):
    @pytest.fixture(autouse=True)
    def place(self, valkey_url: str) -> None:
        self.time = Time()
        self.url = valkey_url

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[ShortLivedStore]:
        store = RedisShortLived(self.url, time_s=self.time)
        yield store
        await store.close()

    async def pass_time(self, seconds: float) -> None:
        await asyncio.sleep(seconds + 0.02)

    def pass_window(self, seconds: float) -> None:
        self.time.now_s += seconds


def test_every_registered_place_is_proven_here() -> None:
    assert {SHORT_LIVED.load(name) for name in SHORT_LIVED.rows} == {MemoryShortLived, RedisShortLived}


# In memory


async def test_in_memory_no_flood_of_keys_takes_more_room_than_there_is() -> None:
    store = MemoryShortLived(most_values=100, most_counted=100)
    for number in range(2_000):
        await store.hit(f"wrong {number}", Limit(number=5))
        await store.put(f"wrong {number}", b"", lives=HOUR)
        await store.count(f"wrong {number}", lives=HOUR)
        await store.count("mine", lives=HOUR)
        await store.hit("mine", Limit(number=5))
    assert len(store) == 300
    assert await store.count("mine", lives=HOUR, by=0) == 2_000, "what is in use stays"
    assert not (await store.peek("mine", Limit(number=5))).allowed


async def test_in_memory_nothing_is_left_of_what_is_over() -> None:
    time = Time()
    store = MemoryShortLived(time_s=time)
    await store.hit("key", Limit(number=5))
    await store.put("key", b"", lives=HOUR)
    time.now_s += 3600
    assert (await store.peek("key", Limit(number=5))).remaining == 5
    assert await store.get("key") is None
    assert len(store) == 0


# On a server


HITS = """
import asyncio, json, sys
from specstep.adapters.short_lived import redis
from specstep.domain.limits import Limit

redis.TIMEOUT_S = 60.0

async def main(url, key):
    store = redis.RedisShortLived(url)
    verdicts = await asyncio.gather(*(store.hit(key, Limit(number=30)) for _ in range(40)))
    print(json.dumps([each.remaining for each in verdicts if each.allowed]))
    await store.close()

asyncio.run(main(*sys.argv[1:]))
"""


async def test_two_processes_at_once_never_exceed_the_limit(valkey_url: str) -> None:
    async def process() -> list[int]:
        running = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            HITS,
            valkey_url,
            "both",
            stdout=asyncio.subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        out, _ = await running.communicate()
        let_in: list[int] = json.loads(out)
        return let_in

    one, other = await asyncio.gather(process(), process())
    assert sorted(one + other) == list(range(30)), "each place was given once"


async def test_a_clock_of_the_server_that_is_set_back_shuts_nobody_out(valkey_url: str) -> None:
    time = Time()
    store = RedisShortLived(valkey_url, time_s=time)
    limit = Limit(number=2)
    await store.hit("set back", limit)
    time.now_s -= 5
    again = await store.hit("set back", limit)
    assert (again.allowed, again.remaining, again.reset) == (True, 0, timedelta(minutes=1))
    assert not (await store.hit("set back", limit)).allowed, "a little: all stays counted"
    time.now_s -= 3600
    assert (await store.hit("set back", limit)).remaining == 1, "a lot: counting begins anew"
    await store.close()


async def test_a_server_that_lost_its_memory_takes_no_harm() -> None:
    with running_valkey() as url:
        store = RedisShortLived(url)
        await store.put("key", b"value", lives=HOUR)
        await store.hit("key", Limit(number=1))
        await store._redis.flushall()
        await store._redis.script_flush()
        assert await store.get("key") is None
        assert (await store.hit("key", Limit(number=1))).allowed
        await store.close()


async def test_what_a_server_keeps_goes_by_itself(valkey_url: str) -> None:
    store = RedisShortLived(valkey_url)
    await store.put("goes", b"value", lives=HOUR)
    await store.swap("goes too", None, b"value", lives=HOUR)
    await store.count("goes", lives=HOUR)
    await store.hit("goes", Limit(number=1, window=HOUR))
    keys = [key async for key in store._redis.scan_iter(match="specstep:*goes*")]
    assert len(keys) == 4
    for key in keys:
        assert 0 < await store._redis.pttl(key) <= 3_600_000
    await store.close()


async def test_a_server_that_is_away_is_said_to_be_without_its_password() -> None:
    store = RedisShortLived("redis://user:pa55word@127.0.0.1:1/0")
    for _ in range(2):
        with pytest.raises(Unavailable) as away:
            await store.get("key")
        assert "pa55word" not in f"{away.value}{away.value!r}"
    told = await health(store)
    assert not told.good
    assert "messages: it is refused" in told.says
    await store.close()


async def test_while_the_server_is_away_each_process_counts_for_itself_but_nothing_is_sent() -> None:
    limit = Limit(number=2)
    with running_valkey() as url:
        store = RedisShortLived(url)
        limits = Limits(shared=store, own=MemoryShortLived())
        assert (await limits.hit(Use.REQUESTS, "anna", limit)).allowed
        assert not limits.alone
        assert (await health(store)).good
    counted = [(await limits.hit(Use.REQUESTS, "anna", limit)).allowed for _ in range(3)]
    assert counted == [True, True, False]
    assert limits.alone
    with pytest.raises(Unavailable):
        await limits.hit(Use.MESSAGES, "anna", limit)
    await store.close()


@pytest.mark.parametrize(
    "url", ["", "nonsense", "http://localhost", "redis://cache.example:6379", "redis://h:x/0"]
)
def test_an_address_that_cannot_be_used_is_refused(url: str) -> None:
    with pytest.raises(Misconfigured, match="redis_url"):
        RedisShortLived(url)


def test_SEC_1_beyond_this_machine_only_tls_is_spoken() -> None:
    with pytest.raises(Misconfigured, match="without TLS"):
        RedisShortLived("redis://cache.example:6379/0")
    pool = RedisShortLived("rediss://cache.example:6379/0")._redis.connection_pool
    assert pool.connection_kwargs["ssl_min_version"].name == "TLSv1_2"
