"""What every place for short-lived state promises, to one process and to several."""

import asyncio
import secrets
from contextlib import AbstractAsyncContextManager
from datetime import timedelta

import pytest

from specstep.domain.limits import Limit
from specstep.ports.short_lived import ShortLivedStore
from specstep.testing.loops import on_a_loop

HOUR = timedelta(hours=1)
BLINK = timedelta(milliseconds=30)
MINUTE_S = 60.0


class ShortLivedContract:
    """Subclass it, and override `opened` and `pass_time`; keys are new in each test."""

    def opened(self) -> AbstractAsyncContextManager[ShortLivedStore]:
        """The place, for the time of a test; each call may be another process's way to it."""
        raise NotImplementedError("override `opened`")

    async def pass_time(self, seconds: float) -> None:
        """Let values grow older by so much."""
        raise NotImplementedError("override `pass_time`")

    def pass_window(self, seconds: float) -> None:
        """Let what limits have counted grow older by so much."""
        raise NotImplementedError("override `pass_window`")

    @pytest.fixture
    def key(self) -> str:
        """A key that no other test has."""
        return secrets.token_hex(8)

    @on_a_loop
    async def test_it_declares_who_receives_the_state_and_says_where_it_lies(self) -> None:
        async with self.opened() as store:
            assert store.recipient
            assert await store.check()

    @on_a_loop
    async def test_a_value_comes_back_until_it_is_taken(self, key: str) -> None:
        async with self.opened() as store:
            assert await store.get(key) is None
            for value in (b"\x00\xff\r\n", b"", b"again"):
                await store.put(key, value, lives=HOUR)
                assert await store.get(key) == value
            assert await store.get(f"{key}:") is None
            assert await store.take(key) == b"again"
            assert (await store.take(key), await store.get(key)) == (None, None)

    @on_a_loop
    async def test_of_many_who_take_one_gets_the_value(self, key: str) -> None:
        async with self.opened() as store:
            await store.put(key, b"ticket", lives=HOUR)
            taken = await asyncio.gather(*(store.take(key) for _ in range(20)))
        assert taken.count(b"ticket") == 1
        assert taken.count(None) == 19

    @on_a_loop
    async def test_values_and_counters_end_with_their_time_and_begin_anew(self, key: str) -> None:
        async with self.opened() as store:
            await store.put(key, b"short", lives=BLINK)
            assert await store.swap(f"{key}:swapped", None, b"short", lives=BLINK)
            await store.count(key, lives=BLINK)
            await store.put(f"{key}:long", b"long", lives=HOUR)
            await self.pass_time(BLINK.total_seconds())
            assert (await store.get(key), await store.take(f"{key}:swapped")) == (None, None)
            assert await store.count(key, lives=HOUR, by=0) == 0
            assert await store.count(key, lives=HOUR) == 1
            assert await store.swap(key, None, b"new", lives=HOUR)
            assert await store.get(f"{key}:long") == b"long"

    @on_a_loop
    async def test_a_value_is_swapped_only_for_the_one_that_is_there(self, key: str) -> None:
        async with self.opened() as store:
            assert not await store.swap(key, b"", b"first", lives=HOUR)
            assert not await store.swap(key, b"none", None, lives=HOUR)
            assert await store.swap(key, None, b"", lives=HOUR)
            assert not await store.swap(key, None, b"first", lives=HOUR)
            assert await store.swap(key, b"", b"second", lives=HOUR)
            assert await store.get(key) == b"second"
            assert await store.swap(key, b"second", None, lives=HOUR)
            assert await store.get(key) is None

    @on_a_loop
    async def test_of_many_who_swap_one_succeeds(self, key: str) -> None:
        async with self.opened() as store:
            swapped = await asyncio.gather(
                *(store.swap(key, None, str(each).encode(), lives=HOUR) for each in range(20))
            )
            assert await store.get(key) == str(swapped.index(True)).encode()
        assert swapped.count(True) == 1

    @on_a_loop
    async def test_no_count_is_lost_and_counters_are_no_values(self, key: str) -> None:
        async with self.opened() as store:
            counted = await asyncio.gather(*(store.count(key, lives=HOUR) for _ in range(50)))
            assert sorted(counted) == list(range(1, 51))
            assert await store.count(key, lives=HOUR, by=-20) == 30
            assert await store.count(key, lives=HOUR, by=0) == 30
            assert await store.get(key) is None

    @on_a_loop
    async def test_as_many_as_the_limit_says_are_let_in_within_any_window(self, key: str) -> None:
        limit = Limit(number=3, window=timedelta(seconds=MINUTE_S))
        async with self.opened() as store:
            before = await store.peek(key, limit)
            assert (before.allowed, before.remaining, before.reset) == (True, 3, timedelta(0))
            for remaining in (2, 1, 0):
                let_in = await store.hit(key, limit)
                assert (let_in.allowed, let_in.remaining, let_in.retry_after) == (True, remaining, None)
                self.pass_window(10)
            for judge in (store.hit, store.peek):
                refused = await judge(key, limit)
                assert (refused.allowed, refused.remaining) == (False, 0)
                assert refused.retry_after == timedelta(seconds=MINUTE_S - 30)
            self.pass_window(MINUTE_S - 30)
            assert (await store.hit(key, limit)).allowed, "the first has left the window"
            again = await store.hit(key, limit)
            assert (again.allowed, again.retry_after) == (False, timedelta(seconds=10))
            assert (await store.hit(f"{key}:another", limit)).remaining == 2

    @on_a_loop
    async def test_who_keeps_trying_while_refused_waits_no_longer_for_it(self, key: str) -> None:
        limit = Limit(number=1, window=timedelta(seconds=MINUTE_S))
        async with self.opened() as store:
            assert (await store.hit(key, limit)).allowed
            for _ in range(5):
                self.pass_window(11)
                assert not (await store.hit(key, limit)).allowed
            self.pass_window(5)
            assert (await store.hit(key, limit)).allowed

    @on_a_loop
    async def test_a_limit_that_was_lowered_counts_at_once(self, key: str) -> None:
        async with self.opened() as store:
            for _ in range(5):
                await store.hit(key, Limit(number=5))
            lowered = await store.hit(key, Limit(number=2))
            assert (lowered.allowed, lowered.remaining) == (False, 0)
            assert (await store.hit(key, Limit(number=6))).remaining == 0

    @on_a_loop
    async def test_those_who_come_at_once_are_never_more_than_the_limit_says(self, key: str) -> None:
        limit = Limit(number=7)
        async with self.opened() as store:
            verdicts = await asyncio.gather(*(store.hit(key, limit) for _ in range(40)))
        assert sum(each.allowed for each in verdicts) == 7
        assert sorted(each.remaining for each in verdicts if each.allowed) == list(range(7))
