"""Laws of all pages, in a real browser. A page comes under them by a row in `tests/browsers/listed.py`."""

import zipfile

import pytest
from tests.acceptance.conftest import BRIEF
from tests.browsers.fixtures import Stage, Visits
from tests.browsers.listed import PAGES, Page
from tests.browsers.visits import OURS

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
async def test_NOT_4_a_page_is_accessible_fits_and_loads_nothing_from_elsewhere(
    page: Page, visits: Visits, stage: Stage, public_stage: Stage
) -> None:
    there = public_stage if page.visitor else stage
    visit = await visits(there)
    await visit.look()
    assert await visit.open(page.path.format_map(there.things)) == page.status
    await visit.shoot(f"{page.name}-wide-light")
    assert await visit.inaccessible() == []
    await visit.look(phone=True, dark=True)
    assert await visit.too_wide_px() == 0
    await visit.shoot(f"{page.name}-phone-dark")
    assert await visit.inaccessible() == []
    assert await visit.cookies() <= (set() if page.visitor else OURS)


async def test_a_newcomer_comes_from_the_first_page_to_a_downloaded_package(visits: Visits, stage: Stage) -> None:
    visit = await visits(stage)
    page = visit.page
    await visit.look(phone=True)
    await visit.open("/")
    await page.get_by_role("link", name="Open your workspace").click()
    await page.get_by_label("What should be built").fill(BRIEF)
    await page.get_by_role("button", name="Make the package").click()
    await page.get_by_role("heading", name="It passed the gate").wait_for(timeout=60_000)
    async with page.expect_download() as downloading:
        await page.get_by_role("link", name="Download the package").click()
    with zipfile.ZipFile(await (await downloading.value).path()) as package:
        assert package.testzip() is None
        names = {name.partition("/")[2] for name in package.namelist()} | set(package.namelist())
    assert {"index.html", "docs/03-requirements.md"} <= names


async def test_an_empty_brief_says_what_is_missing_and_loses_no_place(visits: Visits, stage: Stage) -> None:
    visit = await visits(stage)
    await visit.open("/workspace")
    await visit.page.get_by_role("button", name="Make the package").click()
    assert visit.page.url.endswith("/workspace")
    assert await visit.inaccessible() == []


BAD = """<!doctype html><html><body style="width: 9000px"><img src="http://127.0.0.1:1/pixel.png">
<script>console.error("no"); document.cookie = "seen=1"; missing()</script></body></html>"""


async def test_a_page_that_breaks_the_laws_is_noticed(visits: Visits, public_stage: Stage) -> None:
    visit = await visits(public_stage)
    await visit.page.route("**/bad", lambda route: route.fulfill(body=BAD, content_type="text/html"))
    await visit.open("/bad")
    assert {each.partition(":")[0] for each in await visit.inaccessible()} >= {"image-alt", "html-has-lang"}
    assert await visit.too_wide_px() > 0
    assert await visit.cookies() == {"seen"}
    assert [each.partition(":")[0] for each in sorted(visit.wrong)] == [
        "error of a script",
        "error on the console",
        "request to another origin",
    ]
    visit.wrong.clear()
