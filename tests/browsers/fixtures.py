"""One browser and one service of each kind for all tests of a session."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp
import attrs
import pytest
import pytest_asyncio
from playwright.async_api import Browser, StorageState, async_playwright
from tests.browsers.chromium import FLAGS, chromium
from tests.browsers.things import Running, owner_of, prepare, public, serving
from tests.browsers.visits import Visit
from tests.contract.judges import node

HERE = Path(__file__).parent
CACHE = Path(os.environ.get("SPECSTEP_JUDGES", HERE.parents[1] / ".nox" / "judges"))


@attrs.frozen(kw_only=True)
class Stage:
    """A service with what was done in it, and the session of its owner's browser."""

    running: Running
    things: dict[str, str]
    signed_in: StorageState | None


@pytest.fixture(scope="session")
def axe() -> str:
    """axe-core, as text."""
    folder = node.install(CACHE, HERE, ("package.json", "package-lock.json", ".npmrc"))
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Chromium; a missing one is a failure and no reason to skip."""
    program = await asyncio.to_thread(chromium)
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield opened
        await opened.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def stage(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """A service whose owner is alone with it, and has done something there."""
    with serving(tmp_path_factory.mktemp("stage")) as running:
        async with aiohttp.ClientSession(running.url, cookie_jar=aiohttp.CookieJar(unsafe=True)) as client:
            things = await prepare(await owner_of(client, running.url))
        context = await browser.new_context()
        page = await context.new_page()
        await page.goto(running.url)
        signed_in = await context.storage_state()
        await context.close()
        yield Stage(running=running, things=things, signed_in=signed_in)


@pytest.fixture(scope="session")
def public_stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A service where people sign in, and nobody has yet."""
    with public(tmp_path_factory.mktemp("public")) as running:
        yield Stage(running=running, things={}, signed_in=None)


@attrs.frozen
class Visits:
    """Opens visits, each in a browser profile of its own."""

    browser: Browser
    axe: str
    opened: list[Visit] = attrs.Factory(list)

    async def __call__(self, stage: Stage) -> Visit:
        context = await self.browser.new_context(storage_state=stage.signed_in)
        self.opened.append(await Visit.begin(context, stage.running.url, self.axe))
        return self.opened[-1]


@pytest_asyncio.fixture(loop_scope="session")
async def visits(browser: Browser, axe: str) -> AsyncIterator[Visits]:
    """Opens visits; at the end, whatever a page must never do fails the test."""
    opening = Visits(browser, axe)
    yield opening
    for visit in opening.opened:
        await visit.page.context.close()
    assert [each for visit in opening.opened for each in visit.wrong] == []
