"""The web service on a socket of this process, and people who call it."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import attrs
import msgspec
from aiohttp import web

from specstep.domain.accounts import Account
from specstep.domain.actors import Actor, Means
from specstep.domain.sessions.tokens import csrf_token
from specstep.entrypoints.library import SpecStep
from specstep.entrypoints.settings import Settings
from specstep.entrypoints.web.app import make_app
from specstep.entrypoints.web.services import Services, make_services

GENEROUS = 100_000


@attrs.frozen(kw_only=True)
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return msgspec.json.decode(self.body)


@attrs.frozen(kw_only=True)
class Caller:
    """Somebody who calls, with the headers that they are known by."""

    url: str
    headers: Mapping[str, str] = attrs.field(factory=dict)

    async def call(self, method: str, path: str, json: object = None, **options: Any) -> Reply:
        headers = {**self.headers, **options.pop("headers", {})}
        # a connection of its own: what one test leaves half read is not the next one's
        async with (
            aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as client,
            client.request(
                method, self.url + path, json=json, headers=headers, allow_redirects=False, **options
            ) as answer,
        ):
            return Reply(status=answer.status, headers=answer.headers.copy(), body=await answer.read())


@attrs.frozen(kw_only=True)
class Site:
    """A service that runs."""

    url: str
    services: Services

    @property
    def stranger(self) -> Caller:
        return Caller(url=self.url)

    async def with_key(self, account: Account) -> Caller:
        """A program of somebody's."""
        actor = Actor(account=account.id, means=Means.SIGNED_IN)
        made = await self.services.api_keys.mint(actor, "a program")
        return Caller(url=self.url, headers={"Authorization": f"Bearer {made.secret.reveal()}"})

    async def in_browser(self, account: Account) -> Caller:
        """Somebody's signed-in browser, on a page of ours."""
        async with self.services.database.unit() as unit:
            opened = await self.services.people.sessions.open_in(unit, account.id, "google")
        cookie = f"specstep-session={opened.token.reveal()}"
        return Caller(url=self.url, headers={"Cookie": cookie, "X-CSRF-Token": csrf_token(opened.token)})


@asynccontextmanager
async def opened_services(folder: Path, **changes: Any) -> AsyncIterator[Services]:
    """The use cases over a real database and real durable work, with limits that nobody meets."""
    settings = Settings(
        data_dir=folder,
        sweep_when_due=False,
        requests_a_minute=GENEROUS,
        kickoffs_a_minute=GENEROUS,
        session_requests_a_minute=GENEROUS,
        **changes,
    )
    async with SpecStep.open(settings=settings) as spec:
        yield await make_services(spec, settings)


@asynccontextmanager
async def site_of(services: Services) -> AsyncIterator[Site]:
    """The application on a free port."""
    runner = web.AppRunner(make_app(services), access_log=None, handler_cancellation=True, shutdown_timeout=2)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield Site(url=f"http://127.0.0.1:{runner.addresses[0][1]}", services=services)
    finally:
        await runner.cleanup()
