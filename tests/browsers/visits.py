"""A visit: a page in a browser, with an eye on everything that a page of ours never does."""

import os
from pathlib import Path
from typing import Any

import attrs
from playwright.async_api import BrowserContext, ConsoleMessage, Page, Request, Response

OURS = frozenset({"specstep-session"})
WIDE, PHONE = (1280, 900), (390, 844)
RUN_AXE = "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
SHOTS = os.environ.get("SPECSTEP_SHOTS", "")


@attrs.define(eq=False, slots=False)  # Playwright notes its listeners on it
class Visit:
    """Somebody with a browser of their own."""

    page: Page
    url: str
    axe: str
    wrong: list[str] = attrs.Factory(list)

    @classmethod
    async def begin(cls, context: BrowserContext, url: str, axe: str) -> "Visit":
        """Open a page, and watch it from then on."""
        visit = cls(await context.new_page(), url, axe)
        visit.page.on("console", visit._said)
        visit.page.on("pageerror", lambda error: visit.wrong.append(f"error of a script: {error}"))
        visit.page.on("request", visit._asked)
        visit.page.on("response", visit._answered)
        return visit

    async def open(self, path: str) -> int:
        """Go there; the status."""
        answer = await self.page.goto(self.url + path)
        assert answer is not None
        return answer.status

    async def look(self, *, phone: bool = False, dark: bool = False) -> None:
        """Look at it at another width, in another theme."""
        width, height = PHONE if phone else WIDE
        await self.page.set_viewport_size({"width": width, "height": height})
        await self.page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")

    async def inaccessible(self) -> list[str]:
        """What axe-core finds."""
        if not await self.page.evaluate("() => 'axe' in window"):
            await self.page.evaluate(self.axe)
        found: list[dict[str, Any]] = await self.page.evaluate(RUN_AXE)
        return [
            f"{rule['id']}: {node['html']} {node['failureSummary']}" for rule in found for node in rule["nodes"]
        ]

    async def too_wide_px(self) -> int:
        """By how much it has to be scrolled sideways."""
        return int(await self.page.evaluate(TOO_WIDE))

    async def cookies(self) -> set[str]:
        """The names of the cookies that it holds."""
        return {str(each.get("name")) for each in await self.page.context.cookies()}

    async def shoot(self, name: str) -> None:
        """Leave a picture, where somebody wants to look at them."""
        if SHOTS:
            await self.page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)

    def _said(self, message: ConsoleMessage) -> None:
        # Chromium notes every status from 400 on as an error; that a page isn't there is no fault of the page.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.wrong.append(f"{message.type} on the console: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.url + "/", "data:")):
            self.wrong.append(f"request to another origin: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.wrong.append(f"not loaded ({response.status}): {response.url}")
