"""Take the pictures of a message that the documentation shows. Needs Chromium on the machine."""

import asyncio
import shutil
import sys
from pathlib import Path

from playwright.async_api import async_playwright

from specstep.domain.messages.kinds import GENERATION_FINISHED
from specstep.domain.messages.rendering import Service, words

IMAGES = Path(__file__).parent / "images"
HOME = "https://specs.example.org"
SIZE = {"width": 680, "height": 340}


async def main() -> int:
    """Take it in light and in dark; status 1 where there is no browser."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        sys.stderr.write("No Chromium was found; install your system's chromium package.\n")
        return 1
    data = {"generation": "0190a6c1", "title": "Food bank shifts"}
    made = words(
        GENERATION_FINISHED, data, Service(name="SpecStep", home=HOME), unsubscribe=f"{HOME}/unsubscribe/…"
    )
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for scheme in ("light", "dark"):
            page = await chromium.new_page(viewport=SIZE, color_scheme="dark" if scheme == "dark" else "light")
            await page.set_content(made.html)
            await page.screenshot(path=IMAGES / f"mail-{scheme}.png")
        await chromium.close()
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
