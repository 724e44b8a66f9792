"""`specstep serve`: the application on a socket, with a worker in the same process, until it is told to stop."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable

import attrs
from aiohttp import web

from specstep.domain.errors import Misconfigured
from specstep.entrypoints.library import SpecStep
from specstep.entrypoints.nightly import sweep_nightly
from specstep.entrypoints.public import require_public_settings
from specstep.entrypoints.settings import Settings
from specstep.entrypoints.upgrades import back_up_before_upgrade
from specstep.entrypoints.web.app import make_app
from specstep.entrypoints.web.hosts import is_loopback
from specstep.entrypoints.web.services import make_services

SHUTDOWN_S = 10.0
BACKLOG = 1024


def require_safe_address(settings: Settings) -> None:
    """Refuse to let anybody in from elsewhere where nobody signs in.

    Raises:
        Misconfigured: it would be so.
    """
    if not settings.sign_in_clients and not is_loopback(settings.host):
        raise Misconfigured(
            setting="host",
            what=f"{settings.host} can be reached from other machines, and nobody signs in here.",
            way_out="Configure a sign-in provider (SPECSTEP_GOOGLE_CLIENT_ID, …), or leave the host at 127.0.0.1.",
        )


async def serve(settings: Settings, stop: asyncio.Event, say: Callable[[str], None]) -> None:
    """Serve until `stop` is set; then let requests in flight come to their end, and streams tell where to go on.

    Raises:
        Misconfigured: the settings can't be used, a public deployment lacks some, or the port is taken.
        Conflict: the policies of this version have changed materially, and not everybody was told (GOV-3).
        Unavailable: the database can't be reached.
    """
    require_safe_address(settings)
    require_public_settings(settings)
    if (backup := await asyncio.to_thread(back_up_before_upgrade, settings.database)) is not None:
        say(f"The database is brought up to date; a copy of it as it was is {backup}.")
    settings = attrs.evolve(settings, sweep_when_due=False)  # it sweeps every night
    async with SpecStep.open(settings=settings) as spec:
        await (await spec.announcements()).policies.require_in_force()
        async with served(spec, settings) as address:
            say(f"SpecStep is at {address}\nStop with Ctrl-C.")
            nightly = asyncio.create_task(sweep_nightly(spec, settings.sweep_time))
            try:
                await stop.wait()
            finally:
                nightly.cancel()
                await asyncio.gather(nightly, return_exceptions=True)


@contextlib.asynccontextmanager
async def served(spec: SpecStep, settings: Settings) -> AsyncIterator[str]:
    """The application on its socket; where it is reached."""
    app = make_app(await make_services(spec, settings))
    runner = web.AppRunner(
        app, access_log=None, shutdown_timeout=SHUTDOWN_S, handler_cancellation=True, keepalive_timeout=75
    )
    await runner.setup()
    try:
        site = web.TCPSite(runner, settings.host, settings.port, backlog=BACKLOG)
        try:
            await site.start()
        except OSError as error:
            raise Misconfigured(
                setting="port",
                what=f"{settings.host}:{settings.port} can't be listened on: {error.strerror or error}.",
                way_out="Name another one: `specstep serve --port 8766`.",
            ) from error
        yield settings.public_url or f"http://{_named(settings.host)}:{_port(runner)}/"
    finally:
        await runner.cleanup()


def _named(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _port(runner: web.AppRunner) -> int:
    return int(runner.addresses[0][1])
