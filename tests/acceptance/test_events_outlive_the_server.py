"""Following a generation while its server is killed and started anew: no event is lost, none comes twice."""

import asyncio
import json
from pathlib import Path

import aiohttp
import pytest
from tests.acceptance.conftest import BRIEF
from tests.browsers.things import Owner, free_port, owner_of, serving

pytestmark = pytest.mark.asyncio(loop_scope="session")

Told = list[tuple[int | None, str, dict[str, object]]]


async def told(owner: Owner, generation: str, after: int | None, *, at_most: int) -> Told:
    """Events from the one after a number on, until there are so many of them or the stream has ended."""
    headers = {**owner.headers, **({} if after is None else {"Last-Event-ID": str(after)})}
    found: Told = []
    async with owner.client.get(f"/v1/generations/{generation}/events", headers=headers) as answer:
        number, kind = None, ""
        async for line in answer.content:
            name, _, value = line.decode().strip().partition(": ")
            if name == "id":
                number = int(value)
            elif name == "event":
                kind = value
            elif name == "data":
                found.append((number if kind == "progress" else None, kind, json.loads(value)))
                if len(found) == at_most:
                    break
    return found


async def test_events_go_on_after_the_last_one_seen_when_the_server_was_killed(tmp_path: Path) -> None:
    port, jar = free_port(), aiohttp.CookieJar(unsafe=True)
    with serving(tmp_path, port) as running:
        async with aiohttp.ClientSession(running.url, cookie_jar=jar) as client:
            owner = await owner_of(client, running.url)
            interview = await owner.ask("POST", "/v1/interviews", {"brief": BRIEF})
            generation = (await owner.ask("POST", "/v1/generations", {"interviewId": interview["id"]}))["id"]
            before = await told(owner, generation, None, at_most=3)
            await asyncio.to_thread(running.kill)
    assert [kind for _, kind, _ in before] == ["progress"] * 3
    with serving(tmp_path, port) as running:
        async with aiohttp.ClientSession(running.url, cookie_jar=jar) as client:
            back = Owner(client=client, headers=owner.headers)
            after = await told(back, generation, before[-1][0], at_most=10_000)
    numbers = [number for number, _, _ in (*before, *after) if number is not None]
    assert numbers == list(range(len(numbers)))
    assert [kind for _, kind, _ in after].count("end") == 1
    assert after[-1][2]["status"] == "Complete"
