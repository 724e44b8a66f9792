"""The web service: processor time of an authenticated request against a bare handler, in turns; and how soon a key that
another process revokes lets nobody in any more.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import attrs
from aiohttp import web

from benchmarks.rows import Part, Row
from benchmarks.servers import running_postgresql
from specstep.adapters.persistence import migrations
from specstep.application.api_keys import ApiKeys
from specstep.domain.accounts import LOCAL_OWNER
from specstep.domain.actors import Actor, Means
from specstep.entrypoints.library import SpecStep
from specstep.entrypoints.settings import Settings
from specstep.entrypoints.web.app import make_app
from specstep.entrypoints.web.services import make_services

ROUNDS = 20
REQUESTS = 400
GENEROUS = 10**9
GOAL = 0.75
REVOCATIONS = 20
SEEN_WITHIN_S = 0.1
SETTLED_S = 0.5
OWNER = Actor(account=LOCAL_OWNER, means=Means.LOCAL)
SAME = {
    "id": LOCAL_OWNER,
    "displayName": "Local owner",
    "email": None,
    "emailVerified": False,
    "role": "user",
    "createdAt": "2026-01-01T00:00:00.000000Z",
}
CLIENT = """
import http.client, sys
from urllib.parse import urlsplit
for line in sys.stdin:
    address, number = line.split()
    parts = urlsplit(address)
    to = http.client.HTTPConnection(parts.hostname, parts.port)
    for _ in range(int(number)):
        to.request("GET", parts.path, headers={"Authorization": "Bearer " + sys.argv[1]})
        answer = to.getresponse()
        assert answer.status == 200, answer.status
        answer.read()
    to.close()
    print("done", flush=True)
"""
"""Asks for one path as often as it is told."""
REVOKER = """
import asyncio, sys, time
from specstep.adapters.clocks.system import SystemClock, SystemEntropy
from specstep.adapters.persistence.engines import create_engines
from specstep.adapters.persistence.unit_of_work import SqlDatabase
from specstep.application.api_keys import ApiKeys
from specstep.domain.accounts import LOCAL_OWNER
from specstep.domain.actors import Actor, Means

async def main():
    database = SqlDatabase(create_engines(sys.argv[1]))
    keys = ApiKeys(database=database, clock=SystemClock(), entropy=SystemEntropy())
    for line in sys.stdin:
        await keys.revoke(Actor(account=LOCAL_OWNER, means=Means.LOCAL), line.strip())
        print(time.monotonic(), flush=True)
    await database.close()

asyncio.run(main())
"""
"""Revokes the keys that it is told, and tells when each was gone, by the clock that all processes share."""


def measure() -> Part:
    """The figures of the web service."""
    rows = [*asyncio.run(_rows("SQLite", None))]
    with running_postgresql() as url:
        migrations.upgrade(url)
        rows += asyncio.run(_rows("PostgreSQL", url))
    how = (
        f"{ROUNDS} rounds of {REQUESTS} requests in turns, asked by another process. The bare handler answers the same "
        "message by aiohttp's `json_response`, on a server like ours; it recognizes, counts and limits nobody."
    )
    return Part(title="Web", how=how, rows=rows)


async def _rows(name: str, url: str | None) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), sweep_when_due=False, requests_a_minute=GENEROUS)
        settings = settings if url is None else attrs.evolve(settings, database_url=url)
        async with SpecStep.open(settings=settings) as spec:
            services = await make_services(spec, settings)
            made = await services.api_keys.mint(OWNER, "bench")
            bare = web.Application()
            bare.router.add_get("/v1/me", _bare)
            ours, theirs = [await _serving(app) for app in (make_app(services), bare)]
            mine, others = await _in_turns(ours[1], theirs[1], made.secret.reveal())
            late = [each async for each in _revoked(services.api_keys, ours[1], settings.database)]
            for runner, _ in (ours, theirs):
                await runner.cleanup()
    figure = f"{1e6 * mine:.0f} µs, {others / mine:.2f} of bare"
    goals = {f"{GOAL} of bare": others / mine >= GOAL}
    against = f"bare json_response: {1e6 * others:.0f} µs"
    longest = max(late)
    return [
        Row(what=f"GET /v1/me with a key, {name}", measured=figure, against=against, goals=goals),
        Row(
            what=f"a key that another process revokes, asked with without a pause, {name}",
            measured=f"let in for {1000 * statistics.median(late):.0f} ms more, {1000 * longest:.0f} ms at the most",
            goals={f"{1000 * SEEN_WITHIN_S:.0f} ms": longest <= SEEN_WITHIN_S},
            against=f"{len(late)} keys",
        ),
    ]


async def _bare(request: web.Request) -> web.Response:
    del request
    return web.json_response(SAME)


async def _serving(app: web.Application) -> tuple[web.AppRunner, str]:
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}/v1/me"


async def _revoked(keys: ApiKeys, address: str, database: str) -> AsyncIterator[float]:
    """For each of many keys, for how long after its revocation was committed a request still got in, in seconds."""
    revoker = await asyncio.create_subprocess_exec(
        sys.executable, "-c", REVOKER, database, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert revoker.stdin is not None
    assert revoker.stdout is not None
    async with aiohttp.ClientSession() as client:
        for number in range(REVOCATIONS):
            made = await keys.mint(OWNER, f"to be revoked {number}")
            telling = asyncio.create_task(revoker.stdout.readline())
            fields = {"Authorization": f"Bearer {made.secret.reveal()}"}
            began, status, last, told = time.monotonic(), 200, 0.0, False
            while status == 200 and time.monotonic() < began + 60:
                at = time.monotonic()
                async with client.get(address, headers=fields) as answer:
                    status = answer.status
                last = at if status == 200 else last
                if not told and at > began + SETTLED_S:
                    revoker.stdin.write(f"{made.key.id}\n".encode())
                    told = True
            assert status == 401, status
            yield max(last - float(await telling), 0.0)
    revoker.stdin.close()
    await revoker.wait()


async def _in_turns(ours: str, theirs: str, key: str) -> tuple[float, float]:
    """Processor time of this process for a request; who asks is another process."""
    times: dict[str, list[float]] = {ours: [], theirs: []}
    client = await asyncio.create_subprocess_exec(
        sys.executable, "-c", CLIENT, key, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert client.stdin is not None
    assert client.stdout is not None
    for turn in range(-1, ROUNDS):
        for address in (ours, theirs) if turn % 2 else (theirs, ours):
            began = time.process_time()
            client.stdin.write(f"{address} {REQUESTS}\n".encode())
            await client.stdout.readline()
            if turn >= 0:  # the first one warms up
                times[address].append((time.process_time() - began) / REQUESTS)
    client.stdin.close()
    await client.wait()
    return statistics.median(times[ours]), statistics.median(times[theirs])
