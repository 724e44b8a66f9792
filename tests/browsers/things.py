"""A service that runs in a process of its own, and what somebody has done in it."""

import asyncio
import re
import signal
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import aiohttp
import attrs
from tests.acceptance.conftest import BRIEF, CommandLine
from tests.acceptance.forks import Forked

GENEROUS = "100000"
LIMITS = {
    f"SPECSTEP_{name}": GENEROUS
    for name in ("REQUESTS_A_MINUTE", "KICKOFFS_A_MINUTE", "SESSION_REQUESTS_A_MINUTE")
}
SAID = re.compile(r"SpecStep is at (http://\S+?)/?$")


@attrs.define(kw_only=True)
class Running:
    """`specstep serve`, running; `url` has no slash at its end."""

    url: str
    process: Forked

    def kill(self) -> None:
        """End it as a crash would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate(timeout=60)


@contextmanager
def serving(folder: Path, port: int = 0, **settings: str) -> Iterator[Running]:
    """`specstep serve` over the data in a folder; it has ended when this has."""
    command_line = CommandLine(folder=folder, settings={**LIMITS, **settings})
    process = command_line.start("serve", "--port", str(port))
    told = SAID.match(process.stdout.readline().strip())
    assert told is not None, process.communicate(timeout=60)
    running = Running(url=told[1], process=process)
    try:
        yield running
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=60)


@contextmanager
def public(folder: Path) -> Iterator[Running]:
    """One where people sign in."""
    port = free_port()
    with serving(
        folder,
        port,
        SPECSTEP_PUBLIC_URL=f"http://127.0.0.1:{port}",
        SPECSTEP_GITHUB_CLIENT_ID="specstep",
        SPECSTEP_GITHUB_CLIENT_SECRET="no provider is asked here",
    ) as running:
        yield running


def free_port() -> int:
    """A port that nobody listens on right now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@attrs.define(kw_only=True)
class Owner:
    """The local owner, as a program that came in through the first page."""

    client: aiohttp.ClientSession
    headers: Mapping[str, str]

    async def ask(self, method: str, path: str, json: object = None) -> Any:
        """What a call to the API answers."""
        async with self.client.request(method, path, json=json, headers=self.headers) as answer:
            assert answer.status < 400, await answer.text()
            return await answer.json() if answer.status != 204 else None

    async def ended(self, generation: str) -> dict[str, Any]:
        """A generation, once it has ended."""
        while True:
            found: dict[str, Any] = await self.ask("GET", f"/v1/generations/{generation}")
            if found["finishedAt"] is not None:
                return found
            await asyncio.sleep(0.2)


async def owner_of(client: aiohttp.ClientSession, url: str) -> Owner:
    """Come in through the first page."""
    async with client.get("/") as first:
        text = await first.text()
    (token,) = re.findall(r'name="csrf-token" content="([^"]+)"', text)
    return Owner(client=client, headers={"X-CSRF-Token": token, "Origin": url})


async def prepare(owner: Owner) -> dict[str, str]:
    """Do what pages show; the ids, by the names that rows of `PAGES` call them by."""
    interview = await owner.ask("POST", "/v1/interviews", {"brief": BRIEF})
    generation = await owner.ask("POST", "/v1/generations", {"interviewId": interview["id"]})
    empty = await owner.ask("POST", "/v1/interviews", {})
    assert (await owner.ended(generation["id"]))["status"] == "Complete"
    return {"interview": interview["id"], "generation": generation["id"], "empty": empty["id"]}
