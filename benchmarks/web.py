"""The web service: processor time of an authenticated request against a bare handler, in turns."""

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

import attrs
from aiohttp import web

from benchmarks.rows import Part, Row
from benchmarks.servers import running_postgresql
from specstep.adapters.persistence import migrations
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


def measure() -> Part:
    """The figures of the web service."""
    rows = [asyncio.run(_row("SQLite", None))]
    with running_postgresql() as url:
        migrations.upgrade(url)
        rows.append(asyncio.run(_row("PostgreSQL", url)))
    how = f"{ROUNDS} rounds of {REQUESTS} requests in turns, asked by another process."
    return Part(title="Web", how=how, rows=rows)


async def _row(name: str, url: str | None) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), sweep_when_due=False, requests_a_minute=GENEROUS)
        settings = settings if url is None else attrs.evolve(settings, database_url=url)
        async with SpecStep.open(settings=settings) as spec:
            services = await make_services(spec, settings)
            made = await services.api_keys.mint(Actor(account=LOCAL_OWNER, means=Means.LOCAL), "bench")
            bare = web.Application()
            bare.router.add_get("/v1/me", _bare)
            ours, theirs = [await _serving(app) for app in (make_app(services), bare)]
            mine, others = await _in_turns(ours[1], theirs[1], made.secret.reveal())
            for runner, _ in (ours, theirs):
                await runner.cleanup()
    figure = f"{1e6 * mine:.0f} µs, {others / mine:.2f} of bare"
    goals = {f"{GOAL} of bare": others / mine >= GOAL}
    against = f"bare json_response: {1e6 * others:.0f} µs"
    return Row(what=f"GET /v1/me with a key, {name}", measured=figure, against=against, goals=goals)


async def _bare(request: web.Request) -> web.Response:
    del request
    return web.json_response({"id": LOCAL_OWNER, "displayName": "Local owner", "email": None, "role": "user"})


async def _serving(app: web.Application) -> tuple[web.AppRunner, str]:
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}/v1/me"


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
