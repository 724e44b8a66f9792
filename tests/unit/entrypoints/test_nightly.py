"""What long-running processes do by the clock."""

import asyncio
from typing import Any, cast

import attrs
import pytest

from specstep.domain.errors import Unavailable
from specstep.entrypoints import nightly
from specstep.entrypoints.library import SpecStep


@attrs.define
class Round:
    """A SpecStep whose database is away at first."""

    rounds: int = 0
    forgotten: asyncio.Event = attrs.Factory(asyncio.Event)

    @property
    def retention(self) -> "Round":
        return self

    async def promises(self) -> "Round":
        self.rounds += 1
        return self

    async def verification(self) -> "Round":
        return self

    async def nightly(self, at: object) -> None:
        raise Unavailable(service="The database", reason="it is away.")

    async def forget_over(self) -> int:
        if self.rounds < 2:
            raise Unavailable(service="The database", reason="it is away.")
        self.forgotten.set()
        return 1


async def test_RET_9_codes_go_in_the_next_round_also_where_the_database_was_away(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(nightly, "LOOK_EVERY_S", 0)
    spec = Round()
    running = asyncio.create_task(nightly.sweep_nightly(cast("SpecStep", cast("Any", spec)), at=cast("Any", None)))
    try:
        async with asyncio.timeout(10):
            await spec.forgotten.wait()
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert spec.rounds >= 2
    assert "Codes whose time is over could not be removed" in caplog.text


def test_RET_9_a_round_comes_every_few_minutes() -> None:
    assert nightly.LOOK_EVERY_S <= 300
