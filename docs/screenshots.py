"""Take the pictures of a package that README and documentation show. Needs Chromium on the machine."""

import asyncio
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.async_api import async_playwright

from specstep.entrypoints.cli.output import write_package
from specstep.entrypoints.examples import example_brief
from specstep.entrypoints.library import SpecStep

IMAGES = Path(__file__).parent / "images"
EXAMPLE = "food-bank-shifts"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
SHOTS = {
    "package-light": ("light", 1400, 1000, "#requirements"),
    "package-dark": ("dark", 1400, 1000, "#overview"),
    "package-phone": ("light", 390, 844, "#requirements"),
}


async def make_package(folder: Path) -> Path:
    """The example's package, written out; answers its page."""
    async with SpecStep.open(f"sqlite:///{folder}/shots.sqlite", data_dir=folder) as spec:
        package = await spec.generate(await spec.import_brief(example_brief(EXAMPLE)[1]))
    write_package(package.files, folder / "package")
    return folder / "package" / "index.html"


async def main() -> int:
    """Take every shot; status 1 where there is no browser."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        sys.stderr.write("No Chromium was found; install your system's chromium package.\n")
        return 1
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        page_file = await make_package(Path(folder))
        async with async_playwright() as playwright:
            chromium = await playwright.chromium.launch(executable_path=browser, args=FLAGS)
            for name, (scheme, width, height, place) in SHOTS.items():
                page = await chromium.new_page(
                    viewport={"width": width, "height": height},
                    color_scheme="dark" if scheme == "dark" else "light",
                )
                await page.goto(page_file.as_uri() + place)
                await page.wait_for_timeout(300)
                await page.screenshot(path=IMAGES / f"{name}.png")
            await chromium.close()
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
